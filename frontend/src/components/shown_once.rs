//! A secret that is shown this once.

use patternfly_yew::prelude::AlertType;
use yew::prelude::*;

use super::copy_field::CopyField;
use super::notice::Notice;
use crate::i18n::{Text, t};

/// Properties of [`ShownOnce`].
#[derive(PartialEq, Properties)]
pub(crate) struct ShownOnceProperties {
    /// What happened.
    pub(crate) title: AttrValue,
    /// What to do with the secret.
    pub(crate) text: AttrValue,
    /// What the secret is.
    pub(crate) label: AttrValue,
    /// The secret.
    pub(crate) secret: AttrValue,
    /// Name for browser tests.
    pub(crate) testid: AttrValue,
}

/// A secret that is shown this once, to be copied.
#[component]
pub(crate) fn ShownOnce(properties: &ShownOnceProperties) -> Html {
    html! {
        <Notice severity={AlertType::Success} title={properties.title.clone()} announce=true>
            <div class="pg-stack">
                <p>{ &properties.text }</p>
                <CopyField
                    text={properties.secret.clone()}
                    label={properties.label.clone()}
                    copy_label={t(Text::CopyAction)}
                    testid={properties.testid.clone()}
                />
            </div>
        </Notice>
    }
}
