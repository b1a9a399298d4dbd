//! Signing in.

use api_types::auth::LoginRequest;
use api_types::secret::SecretText;
use patternfly_yew::prelude::AlertType;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::sign_in_frame::SignInFrame;
use crate::api::Failure;
use crate::components::button::{Button, Look};
use crate::components::failure_notice::FailureNotice;
use crate::components::notice::Notice;
use crate::components::text_field::TextField;
use crate::i18n::{Text, t};
use crate::session::use_session;

/// Properties of [`SignIn`].
#[derive(PartialEq, Properties)]
pub(crate) struct SignInProperties {
    /// Whether it was a session's end that led here.
    pub(crate) expired: bool,
}

/// The form for e-mail address and password.
#[component]
pub(crate) fn SignIn(properties: &SignInProperties) -> Html {
    let email = use_state_eq(String::new);
    let password = use_state_eq(String::new);
    let failure = use_state_eq(|| None::<Failure>);
    let busy = use_state_eq(|| false);
    let session = use_session();
    let onsubmit = {
        let (email, password) = (email.clone(), password.clone());
        let (failure, busy) = (failure.setter(), busy.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let Some(session) = session.clone().filter(|_| !*busy) else {
                return;
            };
            let login = login_request(&email, &password);
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
    html! {
        <SignInFrame title={t(Text::SignInTitle)} text={t(Text::SignInText)}>
            <form class="pf-v6-c-form" {onsubmit} data-testid="sign-in">
                if let Some(failure) = &*failure {
                    <FailureNotice failure={failure.clone()} />
                } else if properties.expired {
                    <Notice
                        severity={AlertType::Info}
                        title={t(Text::SessionEnded)}
                        testid="session-ended"
                    />
                }
                <TextField
                    id="email"
                    label={t(Text::EmailLabel)}
                    kind="email"
                    autocomplete="username"
                    required=true
                    autofocus=true
                    value={(*email).clone()}
                    oninput={set(&email)}
                />
                <TextField
                    id="password"
                    label={t(Text::PasswordLabel)}
                    kind="password"
                    autocomplete="current-password"
                    required=true
                    value={(*password).clone()}
                    oninput={set(&password)}
                />
                <div class="pf-v6-c-form__group pf-m-action">
                    <Button
                        label={t(Text::SignInAction)}
                        look={Look::Primary}
                        block=true
                        submit=true
                        busy={*busy}
                        testid="sign-in-submit"
                    />
                </div>
            </form>
        </SignInFrame>
    }
}

/// A callback that keeps a text in a state.
pub(super) fn set(state: &UseStateHandle<String>) -> Callback<String> {
    let set = state.setter();
    Callback::from(move |text| set.set(text))
}

fn login_request(email: &str, password: &str) -> LoginRequest {
    LoginRequest {
        email: email.trim().to_owned(),
        password: SecretText(password.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spaces_around_an_address_are_slips_and_in_a_password_they_count() {
        let login = login_request(" a@b.example ", " secret ");
        assert_eq!(login.email, "a@b.example");
        assert_eq!(login.password.0, " secret ");
    }
}
