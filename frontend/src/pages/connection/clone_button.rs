//! Copying a connection.

use api_types::lifecycle::{ClonedConnection, Cloning};
use uuid::Uuid;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;
use yew_router::prelude::*;

use crate::api::{Failure, connections};
use crate::browser;
use crate::components::button::{Button, Look};
use crate::components::check_field::CheckField;
use crate::components::confirm::Confirm;
use crate::components::dialog::Dialog;
use crate::components::route_link;
use crate::components::shown_once::ShownOnce;
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
    let with_credentials = use_state_eq(|| false);
    let copied = use_state_eq(|| None::<ClonedConnection>);
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
        let (open, busy, failure) = (open.setter(), busy.setter(), failure.setter());
        let (copied, navigator) = (copied.setter(), navigator.clone());
        let (id, original) = (properties.id, properties.name.clone());
        let with_credentials = *with_credentials;
        Callback::from(move |()| {
            let Some(client) = client.clone() else { return };
            let (open, busy, failure) = (open.clone(), busy.clone(), failure.clone());
            let (copied, navigator) = (copied.clone(), navigator.clone());
            let how = Cloning {
                name: fill(Text::CloneName, &[("name", &original)]),
                with_credentials,
            };
            let named = format!("{} {with_credentials}", how.name);
            let key = once.borrow_mut().key(&named, browser::unique_name);
            busy.set(true);
            spawn_local(async move {
                let outcome = connections::copy(&client, id, &how, &key).await;
                busy.set(false);
                match outcome {
                    Ok(copy) if secrets(&copy).next().is_some() => {
                        open.set(false);
                        copied.set(Some(copy));
                    }
                    Ok(copy) => edit(navigator.as_ref(), copy.connection.id),
                    Err(refusal) => failure.set(Some(refusal)),
                }
            });
        })
    };
    let set_with_credentials = {
        let with_credentials = with_credentials.setter();
        Callback::from(move |with| with_credentials.set(with))
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
                    <CheckField
                        id="clone-credentials"
                        label={t(Text::CloneCredentials)}
                        help={t(Text::CloneCredentialsHelp)}
                        checked={*with_credentials}
                        onchange={set_with_credentials}
                    />
                </Confirm>
            }
            if let Some(copy) = &*copied {
                { issued(copy, navigator) }
            }
        </>
    }
}

/// The secrets that the gateway made for a copy, each with who it is for.
fn secrets(copy: &ClonedConnection) -> impl Iterator<Item = (&str, &str)> {
    copy.credentials.iter().filter_map(|issued| {
        let secret = issued.shared_secret.as_ref()?;
        let credential = &issued.credential;
        let who = credential.username.as_deref();
        Some((who.unwrap_or(&credential.identity), secret.0.as_str()))
    })
}

/// The secrets of a copy, shown this once, and the way on.
fn issued(copy: &ClonedConnection, navigator: Option<Navigator>) -> Html {
    let id = copy.connection.id;
    let onclick = Callback::from(move |_| edit(navigator.as_ref(), id));
    html! {
        <Dialog title={copy.connection.name.clone()} testid="clone-done">
            { for secrets(copy).map(|(who, secret)| html! {
                <ShownOnce
                    title={t(Text::SecretMade)}
                    text={who.to_owned()}
                    label={t(Text::NewSecretLabel)}
                    secret={secret.to_owned()}
                    testid="clone-secret"
                />
            }) }
            <div class="pg-actions">
                <Button label={t(Text::DoneAction)} look={Look::Primary} {onclick} testid="clone-close" />
            </div>
        </Dialog>
    }
}

fn edit(navigator: Option<&Navigator>, id: Uuid) {
    if let Some(navigator) = navigator {
        route_link::go(navigator, &Route::EditConnection { id }, &Vec::new());
    }
}
