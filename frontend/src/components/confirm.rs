//! A question before something is done.

use yew::prelude::*;

use super::button::{Button, Look};
use super::dialog::Dialog;
use super::failure_notice::FailureNotice;
use crate::api::Failure;
use crate::i18n::{Text, t};

/// Properties of [`Confirm`].
#[derive(PartialEq, Properties)]
pub(crate) struct ConfirmProperties {
    /// The question.
    pub(crate) title: AttrValue,
    /// What will happen.
    pub(crate) children: Html,
    /// What the button says that does it.
    pub(crate) confirm_label: AttrValue,
    /// What the button says that does not.
    #[prop_or_else(|| AttrValue::Static(t(Text::CancelAction)))]
    pub(crate) cancel_label: AttrValue,
    /// Whether something is lost by it.
    #[prop_or_default]
    pub(crate) danger: bool,
    /// Whether it is being done.
    #[prop_or_default]
    pub(crate) busy: bool,
    /// Why it could not be done.
    #[prop_or_default]
    pub(crate) failure: Option<Failure>,
    /// Does it.
    pub(crate) onconfirm: Callback<()>,
    /// Does not.
    pub(crate) onclose: Callback<()>,
    /// Name for browser tests; its buttons are `…-confirm` and `…-cancel`.
    pub(crate) testid: AttrValue,
}

/// A question before something is done. The focus begins on the button that does nothing.
#[component]
pub(crate) fn Confirm(properties: &ConfirmProperties) -> Html {
    let look = if properties.danger {
        Look::Danger
    } else {
        Look::Primary
    };
    html! {
        <Dialog
            title={properties.title.clone()}
            onclose={properties.onclose.clone()}
            testid={properties.testid.clone()}
        >
            <div class="pg-dialog-body">{ properties.children.clone() }</div>
            if let Some(failure) = &properties.failure {
                <FailureNotice failure={failure.clone()} />
            }
            <div class="pg-actions">
                <Button
                    label={properties.cancel_label.clone()}
                    onclick={properties.onclose.reform(|_| ())}
                    testid={format!("{}-cancel", properties.testid)}
                />
                <Button
                    label={properties.confirm_label.clone()}
                    {look}
                    busy={properties.busy}
                    onclick={properties.onconfirm.reform(|_| ())}
                    testid={format!("{}-confirm", properties.testid)}
                />
            </div>
        </Dialog>
    }
}
