//! Ending a session.

use uuid::Uuid;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::api::{Failure, punch_out_sessions};
use crate::components::button::Button;
use crate::components::confirm::Confirm;
use crate::i18n::{Text, t};
use crate::session::use_client;

/// Properties of [`EndButton`].
#[derive(PartialEq, Properties)]
pub(super) struct EndButtonProperties {
    /// Which session.
    pub(super) id: Uuid,
    /// Told when it is over.
    pub(super) onended: Callback<()>,
}

/// A button that ends a session, after a question.
#[component]
pub(super) fn EndButton(properties: &EndButtonProperties) -> Html {
    let open = use_state_eq(|| false);
    let busy = use_state_eq(|| false);
    let failure = use_state_eq(|| None::<Failure>);
    let client = use_client();
    let ask = {
        let (open, failure) = (open.setter(), failure.setter());
        Callback::from(move |_| {
            failure.set(None);
            open.set(true);
        })
    };
    let onclose = {
        let open = open.setter();
        Callback::from(move |()| open.set(false))
    };
    let onconfirm = {
        let (open, busy, failure) = (open.setter(), busy.setter(), failure.setter());
        let (id, onended) = (properties.id, properties.onended.clone());
        Callback::from(move |()| {
            let Some(client) = client.clone() else { return };
            let (open, busy, failure) = (open.clone(), busy.clone(), failure.clone());
            let onended = onended.clone();
            busy.set(true);
            spawn_local(async move {
                let outcome = punch_out_sessions::end(&client, id).await;
                busy.set(false);
                match outcome {
                    Ok(()) => {
                        open.set(false);
                        onended.emit(());
                    }
                    Err(refusal) => failure.set(Some(refusal)),
                }
            });
        })
    };
    html! {
        <>
            <Button label={t(Text::SessionEndAction)} onclick={ask} testid="end-session" />
            if *open {
                <Confirm
                    title={t(Text::SessionEndTitle)}
                    confirm_label={t(Text::SessionEndAction)}
                    danger=true
                    busy={*busy}
                    failure={(*failure).clone()}
                    {onconfirm}
                    {onclose}
                    testid="end-session-dialog"
                >
                    <p>{ t(Text::SessionEndText) }</p>
                </Confirm>
            }
        </>
    }
}
