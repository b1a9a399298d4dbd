//! A button that copies a text.

use patternfly_yew::prelude::Icon;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::button::{Button, Look};
use crate::browser;
use crate::i18n::{Text, t};

/// How far copying is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Outcome {
    None,
    Copied,
    Failed,
}

/// Properties of [`CopyButton`].
#[derive(PartialEq, Properties)]
pub(crate) struct CopyButtonProperties {
    /// The text.
    pub(crate) text: AttrValue,
    /// What the button says, such as "Copy the address".
    pub(crate) label: AttrValue,
    /// Name for browser tests.
    #[prop_or_default]
    pub(crate) testid: Option<AttrValue>,
}

/// A button that copies a text, and says whether it did.
#[component]
pub(crate) fn CopyButton(properties: &CopyButtonProperties) -> Html {
    let outcome = use_state_eq(|| Outcome::None);
    {
        let outcome = outcome.setter();
        use_effect_with(properties.text.clone(), move |_| outcome.set(Outcome::None));
    }
    let onclick = {
        let text = properties.text.clone();
        let outcome = outcome.setter();
        Callback::from(move |_| {
            let text = text.clone();
            let outcome = outcome.clone();
            spawn_local(async move {
                // Set anew, so that a second copy is announced as well.
                outcome.set(Outcome::None);
                outcome.set(if browser::copy(&text).await {
                    Outcome::Copied
                } else {
                    Outcome::Failed
                });
            });
        })
    };
    let (icon, told) = match *outcome {
        Outcome::None => (Icon::Copy, ""),
        Outcome::Copied => (Icon::Check, t(Text::Copied)),
        Outcome::Failed => (Icon::ExclamationTriangle, t(Text::CopyFailed)),
    };
    html! {
        <>
            <Button
                label={properties.label.clone()}
                look={Look::Plain}
                {icon}
                {onclick}
                testid={properties.testid.clone()}
            />
            <span class="pf-v6-screen-reader" role="status">{ told }</span>
        </>
    }
}
