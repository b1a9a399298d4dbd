//! Changing the password, the first one above all.

use api_types::auth::PasswordChange;
use api_types::secret::SecretText;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::sign_in::set;
use super::sign_in_frame::SignInFrame;
use crate::api::{Failure, auth};
use crate::components::button::{Button, Look};
use crate::components::failure_notice::FailureNotice;
use crate::components::text_field::TextField;
use crate::i18n::{Text, t};
use crate::session::{use_client, use_session};

/// How many characters a password has at least.
const MIN_LENGTH: usize = 12;

/// What is wrong with a new password.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fault {
    TooShort,
    NotRepeated,
    Unchanged,
}

impl Fault {
    fn find(current: &str, new: &str, repeated: &str) -> Option<Self> {
        if new.chars().count() < MIN_LENGTH {
            Some(Self::TooShort)
        } else if new == current {
            Some(Self::Unchanged)
        } else if new != repeated {
            Some(Self::NotRepeated)
        } else {
            None
        }
    }

    const fn text(self) -> Text {
        match self {
            Self::TooShort => Text::PasswordTooShort,
            Self::NotRepeated => Text::PasswordNotRepeated,
            Self::Unchanged => Text::PasswordUnchanged,
        }
    }
}

/// Properties of [`PasswordForm`].
#[derive(PartialEq, Properties)]
pub(crate) struct PasswordFormProperties {
    /// Told when the password is changed.
    pub(crate) onchanged: Callback<()>,
    /// What can be done instead.
    #[prop_or_default]
    pub(crate) children: Html,
}

/// The form for a new password.
#[component]
pub(crate) fn PasswordForm(properties: &PasswordFormProperties) -> Html {
    let current = use_state_eq(String::new);
    let new = use_state_eq(String::new);
    let repeated = use_state_eq(String::new);
    let fault = use_state_eq(|| None::<Fault>);
    let failure = use_state_eq(|| None::<Failure>);
    let busy = use_state_eq(|| false);
    let client = use_client();
    let onsubmit = {
        let (current, new, repeated) = (current.clone(), new.clone(), repeated.clone());
        let (fault, failure, busy) = (fault.setter(), failure.setter(), busy.clone());
        let onchanged = properties.onchanged.clone();
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let Some(client) = client.clone().filter(|_| !*busy) else {
                return;
            };
            let found = Fault::find(&current, &new, &repeated);
            fault.set(found);
            failure.set(None);
            if found.is_some() {
                return;
            }
            let change = PasswordChange {
                current_password: SecretText((*current).clone()),
                new_password: SecretText((*new).clone()),
            };
            let (failure, busy, onchanged) = (failure.clone(), busy.setter(), onchanged.clone());
            let texts = [current.setter(), new.setter(), repeated.setter()];
            busy.set(true);
            spawn_local(async move {
                match auth::change_password(&client, &change).await {
                    Ok(()) => {
                        for text in texts {
                            text.set(String::new());
                        }
                        onchanged.emit(());
                    }
                    Err(refusal) => failure.set(Some(refusal)),
                }
                busy.set(false);
            });
        })
    };
    let error = |about: &[Fault]| {
        fault
            .filter(|fault| about.contains(fault))
            .map(|fault| AttrValue::Static(t(fault.text())))
    };
    html! {
        <form class="pf-v6-c-form" {onsubmit} data-testid="change-password">
            if let Some(failure) = &*failure {
                <FailureNotice failure={failure.clone()} />
            }
            <TextField
                id="current-password"
                label={t(Text::CurrentPasswordLabel)}
                kind="password"
                autocomplete="current-password"
                required=true
                autofocus=true
                value={(*current).clone()}
                oninput={set(&current)}
            />
            <TextField
                id="new-password"
                label={t(Text::NewPasswordLabel)}
                kind="password"
                autocomplete="new-password"
                required=true
                help={t(Text::PasswordHelp)}
                error={error(&[Fault::TooShort, Fault::Unchanged])}
                value={(*new).clone()}
                oninput={set(&new)}
            />
            <TextField
                id="repeated-password"
                label={t(Text::RepeatedPasswordLabel)}
                kind="password"
                autocomplete="new-password"
                required=true
                error={error(&[Fault::NotRepeated])}
                value={(*repeated).clone()}
                oninput={set(&repeated)}
            />
            <div class="pf-v6-c-form__group pf-m-action pg-stack">
                <Button
                    label={t(Text::ChangePasswordAction)}
                    look={Look::Primary}
                    block=true
                    submit=true
                    busy={*busy}
                    testid="change-password-submit"
                />
                { properties.children.clone() }
            </div>
        </form>
    }
}

/// The form for a new password, which comes before everything else where the first password was printed by the program.
#[component]
pub(crate) fn ChangePassword() -> Html {
    let session = use_session();
    let onchanged = {
        let session = session.clone();
        Callback::from(move |()| {
            if let Some(session) = session.clone() {
                spawn_local(async move { session.password_changed().await });
            }
        })
    };
    let sign_out = Callback::from(move |_| {
        if let Some(session) = session.clone() {
            spawn_local(async move { session.sign_out().await });
        }
    });
    html! {
        <SignInFrame title={t(Text::ChangePasswordTitle)} text={t(Text::ChangePasswordText)}>
            <PasswordForm {onchanged}>
                <Button label={t(Text::SignOutAction)} look={Look::Link} onclick={sign_out} testid="sign-out" />
            </PasswordForm>
        </SignInFrame>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_password_is_long_new_and_typed_twice_alike() {
        let (old, new) = ("first password", "second password");
        assert_eq!(Fault::find(old, "äöüäöüäöüäö", ""), Some(Fault::TooShort));
        assert_eq!(Fault::find(old, old, old), Some(Fault::Unchanged));
        assert_eq!(Fault::find(old, new, "x"), Some(Fault::NotRepeated));
        assert_eq!(Fault::find(old, new, new), None);
    }
}
