//! A new password for a user who lost theirs.

use api_types::user::ResetPassword;
use uuid::Uuid;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::api::{Failure, users};
use crate::components::button::{Button, Look};
use crate::components::confirm::Confirm;
use crate::components::dialog::Dialog;
use crate::components::shown_once::ShownOnce;
use crate::i18n::{Text, fill, t};
use crate::session::use_client;

/// How far it is.
#[derive(Clone, PartialEq)]
enum Step {
    Idle,
    Asking,
    Done(ResetPassword),
}

/// Properties of [`ResetButton`].
#[derive(PartialEq, Properties)]
pub(super) struct ResetButtonProperties {
    /// Whose password.
    pub(super) id: Uuid,
    /// Their e-mail address.
    pub(super) email: AttrValue,
    /// Told when they have a new one.
    pub(super) onreset: Callback<()>,
}

/// A button that gives a user a new password, after a question, and shows it.
#[component]
pub(super) fn ResetButton(properties: &ResetButtonProperties) -> Html {
    let step = use_state_eq(|| Step::Idle);
    let busy = use_state_eq(|| false);
    let failure = use_state_eq(|| None::<Failure>);
    let client = use_client();
    let to = |next: Step| {
        let (step, failure) = (step.setter(), failure.setter());
        Callback::from(move |()| {
            failure.set(None);
            step.set(next.clone());
        })
    };
    let onconfirm = {
        let (step, busy, failure) = (step.setter(), busy.setter(), failure.setter());
        let (id, onreset) = (properties.id, properties.onreset.clone());
        Callback::from(move |()| {
            let Some(client) = client.clone() else { return };
            let (step, busy, failure) = (step.clone(), busy.clone(), failure.clone());
            let onreset = onreset.clone();
            busy.set(true);
            spawn_local(async move {
                match users::reset_password(&client, id).await {
                    Ok(password) => {
                        step.set(Step::Done(password));
                        onreset.emit(());
                    }
                    Err(refusal) => failure.set(Some(refusal)),
                }
                busy.set(false);
            });
        })
    };
    let title = fill(Text::ResetTitle, &[("name", &properties.email)]);
    html! {
        <>
            <Button label={t(Text::ResetAction)} onclick={to(Step::Asking).reform(|_| ())} testid="reset-password" />
            if *step == Step::Asking {
                <Confirm
                    title={title.clone()}
                    confirm_label={t(Text::ResetAction)}
                    danger=true
                    busy={*busy}
                    failure={(*failure).clone()}
                    {onconfirm}
                    onclose={to(Step::Idle)}
                    testid="reset-dialog"
                >
                    <p>{ t(Text::ResetText) }</p>
                </Confirm>
            } else if let Step::Done(password) = &*step {
                <Dialog title={t(Text::OneTimePasswordLabel)} onclose={to(Step::Idle)} testid="reset-done">
                    <ShownOnce
                        title={t(Text::ResetDone)}
                        text={t(Text::OneTimePasswordText)}
                        label={t(Text::OneTimePasswordLabel)}
                        secret={password.one_time_password.0.clone()}
                        testid="one-time-password"
                    />
                    <div class="pg-actions">
                        <Button
                            label={t(Text::DoneAction)}
                            look={Look::Primary}
                            onclick={to(Step::Idle).reform(|_| ())}
                            testid="reset-close"
                        />
                    </div>
                </Dialog>
            }
        </>
    }
}
