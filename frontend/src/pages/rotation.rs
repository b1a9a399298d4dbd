//! Changing the secret of a credential without a gap.

use std::rc::Rc;

use api_types::connection::Connection;
use api_types::credential::Credential;
use api_types::lifecycle::{IssuedCredential, Rotation};
use api_types::secret::SecretText;
use patternfly_yew::prelude::{AlertType, Card, CardBody};
use uuid::Uuid;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::connection_tool::connection_tool;
use crate::api::collection::Versioned;
use crate::api::{Failure, connections, credentials, lifecycle};
use crate::browser;
use crate::components::button::{Button, Look};
use crate::components::failure_notice::FailureNotice;
use crate::components::load_view::load_view;
use crate::components::notice::Notice;
use crate::components::route_link::RouteLink;
use crate::components::secret_field::SecretField;
use crate::components::shown_once::ShownOnce;
use crate::components::text_field::TextField;
use crate::components::time::{Precision, time};
use crate::form::once::Once;
use crate::form::secret::SecretInput;
use crate::i18n::{Text, fill, t};
use crate::load::use_load;
use crate::route::Route;
use crate::session::use_client;

const SECONDS_PER_DAY: u32 = 86_400;
/// The longest time that both secrets are good, in days.
const MAX_DAYS: u32 = 90;

/// Properties of [`RotationPage`].
#[derive(Clone, Copy, PartialEq, Properties)]
pub(crate) struct RotationPageProperties {
    /// Whose credential.
    pub(crate) connection_id: Uuid,
    /// Which credential ends.
    pub(crate) id: Uuid,
}

type Both = (Connection, Versioned<Credential>);

/// The form for changing the secret of a credential, and the new one.
#[component]
pub(crate) fn RotationPage(properties: &RotationPageProperties) -> Html {
    let RotationPageProperties { connection_id, id } = *properties;
    let loaded = use_load(
        (connection_id, id),
        |client, (connection_id, id)| async move {
            let connection = connections::get(&client, connection_id).await?;
            let credentials = credentials::collection(connection_id);
            Ok((connection, credentials.get(&client, id).await?))
        },
    );
    let name = loaded.load.data().map(|both| both.0.name.clone());
    let draw = Callback::from(|both: Rc<Both>| {
        let credential = both.1.resource.clone();
        html! { <RotationForm {credential} /> }
    });
    connection_tool(
        connection_id,
        name.as_deref(),
        Text::RotationTitle,
        Text::RotationText,
        html! { <Card><CardBody>{ load_view(&loaded, &draw) }</CardBody></Card> },
    )
}

#[derive(PartialEq, Properties)]
struct RotationFormProperties {
    credential: Credential,
}

/// The overlap that a text names, in seconds.
fn overlap(days: &str) -> Option<u32> {
    let days: u32 = days.trim().parse().ok()?;
    (days <= MAX_DAYS).then_some(days * SECONDS_PER_DAY)
}

#[component]
fn RotationForm(properties: &RotationFormProperties) -> Html {
    let days = use_state_eq(|| "7".to_owned());
    let secret = use_state_eq(SecretInput::default);
    let busy = use_state_eq(|| false);
    let attempted = use_state_eq(|| false);
    let failure = use_state_eq(|| None::<Failure>);
    let issued = use_state_eq(|| None::<IssuedCredential>);
    let once = use_mut_ref(Once::default);
    let client = use_client();
    let credential = &properties.credential;
    let seconds = overlap(&days);
    let onsubmit = {
        let (busy, failure, issued) = (busy.clone(), failure.setter(), issued.setter());
        let (attempted, secret) = (attempted.setter(), (*secret).clone());
        let (connection_id, id) = (credential.connection_id, credential.id);
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            attempted.set(true);
            let (Some(client), Some(overlap_seconds), false) = (client.clone(), seconds, *busy)
            else {
                return;
            };
            let shared_secret = secret.new_secret().map(SecretText::from);
            let how = Rotation {
                shared_secret,
                overlap_seconds,
            };
            let named = format!("{overlap_seconds} {:?}", secret.new_secret());
            let key = once.borrow_mut().key(&named, browser::unique_name);
            let (busy, failure, issued) = (busy.clone(), failure.clone(), issued.clone());
            busy.set(true);
            spawn_local(async move {
                match lifecycle::rotate(&client, connection_id, id, &how, &key).await {
                    Ok(new) => issued.set(Some(new)),
                    Err(refusal) => failure.set(Some(refusal)),
                }
                busy.set(false);
            });
        })
    };
    if let Some(issued) = &*issued {
        return done(credential.connection_id, issued);
    }
    let set_days = {
        let days = days.setter();
        Callback::from(move |text| days.set(text))
    };
    let set_secret = {
        let secret = secret.setter();
        Callback::from(move |input| secret.set(input))
    };
    let error = (*attempted && seconds.is_none()).then(|| t(Text::OverlapError));
    html! {
        <form class="pf-v6-c-form pg-form" novalidate=true {onsubmit} data-testid="rotation-form">
            if let Some(failure) = &*failure {
                <FailureNotice failure={failure.clone()} />
            }
            <p>
                <strong>{ credential.username.as_ref().unwrap_or(&credential.identity) }</strong>
                { " " }
                <span class="pg-subtle">
                    if let Some(at) = &credential.last_used_at {
                        { t(Text::LastUsed) }{ " " }{ time(at, Precision::Ago) }
                    } else {
                        { t(Text::NeverUsed) }
                    }
                </span>
            </p>
            <TextField
                id="rotation-days"
                label={t(Text::OverlapLabel)}
                help={t(Text::OverlapHelp)}
                error={error.map(AttrValue::Static)}
                inputmode="numeric"
                autocomplete="off"
                value={(*days).clone()}
                oninput={set_days}
            />
            <SecretField
                id="rotation-secret"
                label={t(Text::NewSecretLabel)}
                help={t(Text::NewSecretHelp)}
                is_set=false
                value={(*secret).clone()}
                onchange={set_secret}
            />
            <div class="pg-actions pg-form-actions">
                <Button label={t(Text::RotateAction)} look={Look::Primary} submit=true busy={*busy} testid="rotate" />
            </div>
        </form>
    }
}

/// The new secret, where the gateway made it.
fn done(connection_id: Uuid, issued: &IssuedCredential) -> Html {
    html! {
        <div class="pg-stack">
            if let Some(secret) = &issued.shared_secret {
                <ShownOnce
                    title={t(Text::RotationDone)}
                    text={t(Text::RotationDoneText)}
                    label={t(Text::NewSecretLabel)}
                    secret={secret.0.clone()}
                    testid="new-secret"
                />
            } else {
                <Notice severity={AlertType::Success} title={t(Text::RotationDone)} announce=true testid="rotation-done" />
            }
            <p>
                <RouteLink to={Route::Connection { id: connection_id }} testid="rotation-back">
                    { fill(Text::BackTo, &[("page", t(Text::ConnectionTitle))]) }
                </RouteLink>
            </p>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_overlap_is_at_most_a_quarter() {
        assert_eq!(overlap(" 7 "), Some(604_800));
        assert_eq!(overlap("0"), Some(0));
        for wrong in ["91", "-1", "a", "", "1.5"] {
            assert_eq!(overlap(wrong), None, "{wrong}");
        }
    }
}
