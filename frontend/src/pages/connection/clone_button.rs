//! Copying a connection.

use uuid::Uuid;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;
use yew_router::prelude::*;

use crate::api::{Failure, connections};
use crate::browser;
use crate::components::button::Button;
use crate::components::confirm::Confirm;
use crate::components::route_link;
use crate::form::once::Once;
use crate::i18n::{Text, fill, t};
use crate::route::Route;
use crate::session::use_client;

/// Properties of [`CloneButton`].
#[derive(PartialEq, Properties)]
pub(super) struct CloneButtonProperties {
    /// Which connection.
    pub(super) id: Uuid,
    /// Its name.
    pub(super) name: String,
}

/// A button that copies a connection, after a question, and opens the copy's form.
#[component]
pub(super) fn CloneButton(properties: &CloneButtonProperties) -> Html {
    let open = use_state_eq(|| false);
    let busy = use_state_eq(|| false);
    let failure = use_state_eq(|| None::<Failure>);
    let once = use_mut_ref(Once::default);
    let client = use_client();
    let navigator = use_navigator();
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
        let (busy, failure) = (busy.setter(), failure.setter());
        let (id, original) = (properties.id, properties.name.clone());
        Callback::from(move |()| {
            let Some(client) = client.clone() else { return };
            let (busy, failure, navigator) = (busy.clone(), failure.clone(), navigator.clone());
            let name = fill(Text::CloneName, &[("name", &original)]);
            let key = once.borrow_mut().key(&name, browser::unique_name);
            busy.set(true);
            spawn_local(async move {
                let outcome = connections::copy(&client, id, name, &key).await;
                busy.set(false);
                match (outcome, navigator) {
                    (Ok(id), Some(navigator)) => {
                        route_link::go(&navigator, &Route::EditConnection { id }, &Vec::new())
                    }
                    (Ok(_), None) => {}
                    (Err(refusal), _) => failure.set(Some(refusal)),
                }
            });
        })
    };
    html! {
        <>
            <Button label={t(Text::CloneAction)} onclick={ask} testid="clone" />
            if *open {
                <Confirm
                    title={fill(Text::CloneTitle, &[("name", &properties.name)])}
                    confirm_label={t(Text::CloneAction)}
                    busy={*busy}
                    failure={(*failure).clone()}
                    {onconfirm}
                    {onclose}
                    testid="clone-dialog"
                >
                    <p>{ t(Text::CloneText) }</p>
                </Confirm>
            }
        </>
    }
}
