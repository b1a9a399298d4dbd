//! One's own password.

use patternfly_yew::prelude::{AlertType, Card, CardBody};
use yew::prelude::*;

use super::change_password::PasswordForm;
use crate::components::notice::Notice;
use crate::components::page_section::page_section;
use crate::components::page_title::PageTitle;
use crate::i18n::{Text, t};
use crate::session::use_client;

/// The form for one's own password.
#[component]
pub(crate) fn PasswordPage() -> Html {
    let changed = use_state_eq(|| false);
    let client = use_client();
    let onchanged = {
        let changed = changed.setter();
        Callback::from(move |()| {
            changed.set(true);
            let client = client.clone();
            wasm_bindgen_futures::spawn_local(async move {
                if let Some(client) = client {
                    // The token in use is from before; where no other comes, the next call says so.
                    let _ = client.renew().await;
                }
            });
        })
    };
    page_section(html! {
        <>
            <PageTitle title={t(Text::OwnPasswordTitle)} />
            <p class="pg-lead">{ t(Text::OwnPasswordText) }</p>
            if *changed {
                <Notice
                    severity={AlertType::Success}
                    title={t(Text::OwnPasswordChanged)}
                    announce=true
                    testid="password-changed"
                />
            }
            <Card><CardBody><div class="pg-narrow"><PasswordForm {onchanged} /></div></CardBody></Card>
        </>
    })
}
