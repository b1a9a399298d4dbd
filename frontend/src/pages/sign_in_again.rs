//! Signing in again above an open page.

use api_types::auth::LoginRequest;
use api_types::secret::SecretText;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::sign_in::set;
use crate::api::Failure;
use crate::components::button::{Button, Look};
use crate::components::dialog::Dialog;
use crate::components::failure_notice::FailureNotice;
use crate::components::text_field::TextField;
use crate::i18n::{Text, fill, t};
use crate::session::use_session;

/// Properties of [`SignInAgain`].
#[derive(PartialEq, Properties)]
pub(crate) struct SignInAgainProperties {
    /// The e-mail address of who was signed in.
    pub(crate) email: AttrValue,
}

/// Asks for the password of who was signed in, above the page as it is. What was under way goes on afterwards.
#[component]
pub(crate) fn SignInAgain(properties: &SignInAgainProperties) -> Html {
    let password = use_state_eq(String::new);
    let failure = use_state_eq(|| None::<Failure>);
    let busy = use_state_eq(|| false);
    let session = use_session();
    let onsubmit = {
        let (session, email) = (session.clone(), properties.email.to_string());
        let (password, failure, busy) = (password.clone(), failure.setter(), busy.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let Some(session) = session.clone().filter(|_| !*busy) else {
                return;
            };
            let login = LoginRequest {
                email: email.clone(),
                password: SecretText((*password).clone()),
            };
            let (failure, busy, password) = (failure.clone(), busy.setter(), password.setter());
            busy.set(true);
            spawn_local(async move {
                failure.set(None);
                if let Err(refusal) = session.sign_in(&login).await {
                    failure.set(Some(refusal));
                    password.set(String::new());
                    busy.set(false);
                }
            });
        })
    };
    let sign_out = Callback::from(move |_| {
        if let Some(session) = session.clone() {
            spawn_local(async move { session.sign_out().await });
        }
    });
    html! {
        <Dialog title={t(Text::SignInAgainTitle)} testid="sign-in-again">
            <p>{ fill(Text::SignInAgainText, &[("email", &properties.email)]) }</p>
            <form class="pf-v6-c-form" {onsubmit}>
                if let Some(failure) = &*failure {
                    <FailureNotice failure={failure.clone()} />
                }
                // For password managers.
                <input type="hidden" name="username" autocomplete="username" value={properties.email.clone()} />
                <TextField
                    id="password-again"
                    label={t(Text::PasswordLabel)}
                    kind="password"
                    autocomplete="current-password"
                    required=true
                    autofocus=true
                    value={(*password).clone()}
                    oninput={set(&password)}
                />
                <div class="pg-actions">
                    <Button
                        label={t(Text::SignInAction)}
                        look={Look::Primary}
                        submit=true
                        busy={*busy}
                        testid="sign-in-again-submit"
                    />
                    <Button label={t(Text::SignInAsOther)} onclick={sign_out} testid="sign-in-other" />
                </div>
            </form>
        </Dialog>
    }
}
