//! One connection.

mod entry_points;
mod settings;

use std::rc::Rc;

use api_types::connection::Connection;
use uuid::Uuid;
use yew::prelude::*;

use self::entry_points::EntryPoints;
use self::settings::Settings;
use crate::api::connections;
use crate::components::breadcrumb::Breadcrumb;
use crate::components::load_view::LoadView;
use crate::components::page_section::PageSection;
use crate::components::page_title::PageTitle;
use crate::components::route_link::RouteLink;
use crate::components::status_label;
use crate::i18n::{Text, t};
use crate::load::use_load;
use crate::route::Route;

/// Properties of [`ConnectionPage`].
#[derive(PartialEq, Properties)]
pub(crate) struct ConnectionPageProperties {
    /// Which connection.
    pub(crate) id: Uuid,
}

/// One connection: its settings and its entry points.
#[component]
pub(crate) fn ConnectionPage(properties: &ConnectionPageProperties) -> Html {
    let id = properties.id;
    let loaded = use_load(id, |client, id| async move {
        connections::get(&client, id).await
    });
    let connection = loaded.load.data().cloned();
    let name = connection
        .as_ref()
        .map_or(t(Text::ConnectionTitle), |connection| &connection.name)
        .to_owned();
    let draw = Callback::from(|connection: Rc<Connection>| {
        html! {
            <>
                <EntryPoints connection_id={connection.id} />
                <Settings {connection} />
            </>
        }
    });
    html! {
        <PageSection>
            <Breadcrumb to={Route::Connections} label={t(Text::ConnectionsTitle)} current={name.clone()} />
            <PageTitle title={name}>
                if let Some(connection) = connection {
                    { status_label::active(connection.active) }
                    { status_label::mode(connection.mode) }
                    <span class="pg-push-end">
                        <RouteLink
                            to={Route::Transactions}
                            query={vec![("connection_id", id.to_string())]}
                            class="pf-v6-c-button pf-m-secondary"
                            testid="connection-transactions"
                        >
                            { t(Text::ConnectionTransactions) }
                        </RouteLink>
                    </span>
                }
            </PageTitle>
            <LoadView<Connection> {loaded} {draw} />
        </PageSection>
    }
}
