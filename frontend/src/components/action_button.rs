//! A button that does something through the API.

use std::future::Future;
use std::pin::Pin;

use api_types::problem::ProblemCode;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::button::{Button, Look};
use super::confirm::Confirm;
use crate::api::{Client, Failure};
use crate::i18n::{Text, t};
use crate::session::{use_client, use_may_write};

/// Something that is done through the API.
pub(crate) type Action = Callback<Client, Pin<Box<dyn Future<Output = Result<(), Failure>>>>>;

/// Properties of [`ActionButton`].
#[derive(PartialEq, Properties)]
pub(crate) struct ActionButtonProperties {
    /// What the button says, and the one in the question.
    pub(crate) label: Text,
    /// How it looks.
    #[prop_or_default]
    pub(crate) look: Look,
    /// The question.
    pub(crate) title: AttrValue,
    /// What will happen.
    pub(crate) children: Html,
    /// Whether something is lost by it.
    #[prop_or_default]
    pub(crate) danger: bool,
    /// Does it.
    pub(crate) action: Action,
    /// Told when it is done, and when somebody else was faster: what is shown is to be shown anew.
    pub(crate) ondone: Callback<()>,
    /// Name for browser tests; the question's is `…-dialog`.
    pub(crate) testid: AttrValue,
}

/// A button that does something through the API, after a question; nothing for who may not write.
#[component]
pub(crate) fn ActionButton(properties: &ActionButtonProperties) -> Html {
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
        let (action, ondone) = (properties.action.clone(), properties.ondone.clone());
        Callback::from(move |()| {
            let Some(client) = client.clone() else { return };
            let (open, busy, failure) = (open.clone(), busy.clone(), failure.clone());
            let ondone = ondone.clone();
            let outcome = action.emit(client);
            busy.set(true);
            spawn_local(async move {
                let outcome = outcome.await;
                busy.set(false);
                match outcome {
                    Ok(()) => {
                        open.set(false);
                        ondone.emit(());
                    }
                    Err(refusal) => {
                        if refusal.is(ProblemCode::PreconditionFailed) {
                            ondone.emit(());
                        }
                        failure.set(Some(refusal));
                    }
                }
            });
        })
    };
    if !use_may_write() {
        return html! {};
    }
    html! {
        <>
            <Button label={t(properties.label)} look={properties.look} onclick={ask} testid={properties.testid.clone()} />
            if *open {
                <Confirm
                    title={properties.title.clone()}
                    confirm_label={t(properties.label)}
                    danger={properties.danger}
                    busy={*busy}
                    failure={(*failure).clone()}
                    {onconfirm}
                    {onclose}
                    testid={format!("{}-dialog", properties.testid)}
                >
                    { properties.children.clone() }
                </Confirm>
            }
        </>
    }
}
