//! A punch-out session.

mod actions;
mod exchanges;
mod items;
mod orders;
mod summary;
mod timeline;

use std::rc::Rc;

use api_types::punch_out_session::PunchOutSession;
use uuid::Uuid;
use yew::prelude::*;

use self::actions::actions;
use self::exchanges::Exchanges;
use self::items::items;
use self::orders::orders;
use self::summary::Summary;
use self::timeline::TimelineCard;
use crate::api::punch_out_sessions;
use crate::components::breadcrumb::breadcrumb;
use crate::components::load_view::load_view;
use crate::components::page_section::page_section;
use crate::components::page_title::PageTitle;
use crate::components::shown_once::ShownOnce;
use crate::components::status_label;
use crate::i18n::{Text, t};
use crate::load::use_load;
use crate::route::Route;

/// Properties of [`SessionPage`].
#[derive(PartialEq, Properties)]
pub(crate) struct SessionPageProperties {
    /// Which session.
    pub(crate) id: Uuid,
}

/// A punch-out session: who, where to, what happened, which exchanges.
#[component]
pub(crate) fn SessionPage(properties: &SessionPageProperties) -> Html {
    let id = properties.id;
    // Ending it changes all parts of the page.
    let version = use_state(|| 0_u32);
    let link = use_state_eq(|| None::<AttrValue>);
    let loaded = use_load((id, *version), |client, (id, _)| async move {
        punch_out_sessions::get(&client, id).await
    });
    let onended = {
        let version = version.clone();
        Callback::from(move |()| version.set(version.wrapping_add(1)))
    };
    let onreissued = {
        let link = link.setter();
        Callback::from(move |found: String| link.set(Some(found.into())))
    };
    let session = loaded.load.data().cloned();
    let name = session.as_ref().map_or_else(
        || t(Text::SessionIdLabel).to_owned(),
        |session| session.buyer.email.clone(),
    );
    let (version, link) = (*version, (*link).clone());
    let draw = Callback::from(move |session: Rc<PunchOutSession>| {
        html! {
            <>
                if let Some(secret) = &link {
                    <ShownOnce
                        title={t(Text::ReissueDone)}
                        text={t(Text::ReissueDoneText)}
                        label={t(Text::ReissueLink)}
                        {secret}
                        testid="reissued-link"
                    />
                }
                <Summary session={Rc::clone(&session)} />
                { orders(&session.orders) }
                { items(&session) }
                <TimelineCard id={session.id} {version} />
                <Exchanges session_id={session.id} {version} />
            </>
        }
    });
    page_section(html! {
        <>
            { breadcrumb(Route::Sessions, Text::SessionsTitle, &name) }
            <PageTitle title={name}>
                if let Some(session) = session {
                    { status_label::session_state(session.state) }
                    { actions(id, session.state, &onended, &onreissued) }
                }
            </PageTitle>
            { load_view(&loaded, &draw) }
        </>
    })
}
