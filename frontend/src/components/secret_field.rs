//! A field for a secret.

use yew::prelude::*;

use super::button::{Button, Look};
use super::field_frame::FieldFrame;
use super::text_field::TextField;
use crate::form::secret::SecretInput;
use crate::i18n::{Text, fill, t};

/// Properties of [`SecretField`].
#[derive(PartialEq, Properties)]
pub(crate) struct SecretFieldProperties {
    /// Its id, unique in the page; also its name for browser tests.
    pub(crate) id: AttrValue,
    /// What it is for.
    pub(crate) label: AttrValue,
    /// Whether there is one already. It is never shown.
    pub(crate) is_set: bool,
    /// What is to be done with it.
    pub(crate) value: SecretInput,
    /// Told what is to be done with it.
    pub(crate) onchange: Callback<SecretInput>,
    /// What it is good for.
    #[prop_or_default]
    pub(crate) help: Option<AttrValue>,
    /// What is wrong with it.
    #[prop_or_default]
    pub(crate) error: Option<AttrValue>,
}

/// A field for a secret, which can be set, replaced and removed, and is never shown.
#[component]
pub(crate) fn SecretField(properties: &SecretFieldProperties) -> Html {
    let SecretFieldProperties { id, label, .. } = properties;
    let to = |value: SecretInput| {
        properties
            .onchange
            .reform(move |_: MouseEvent| value.clone())
    };
    let keep = html! {
        <Button label={t(Text::SecretKeep)} look={Look::Link} onclick={to(SecretInput::Keep)} testid={format!("{id}-keep")} />
    };
    match &properties.value {
        SecretInput::Set(secret) => typed(properties, secret, properties.is_set.then_some(keep)),
        SecretInput::Keep if !properties.is_set => typed(properties, "", None),
        SecretInput::Keep => html! {
            <FieldFrame id={id.clone()} {label} help={properties.help.clone()} error={properties.error.clone()} group=true>
                <div class="pg-secret">
                    <span data-testid={format!("{id}-state")}>{ t(Text::SecretSet) }</span>
                    <Button
                        label={t(Text::SecretReplace)}
                        onclick={to(SecretInput::Set(String::new()))}
                        testid={format!("{id}-replace")}
                    />
                    <Button
                        label={t(Text::SecretRemove)}
                        onclick={to(SecretInput::Remove)}
                        testid={format!("{id}-remove")}
                    />
                </div>
            </FieldFrame>
        },
        SecretInput::Remove => html! {
            <FieldFrame id={id.clone()} {label} help={properties.help.clone()} error={properties.error.clone()} group=true>
                <div class="pg-secret">
                    <span data-testid={format!("{id}-state")}>{ t(Text::SecretWillBeRemoved) }</span>
                    { keep }
                </div>
            </FieldFrame>
        },
    }
}

fn typed(properties: &SecretFieldProperties, secret: &str, keep: Option<Html>) -> Html {
    let id = &properties.id;
    let is_replaced = keep.is_some();
    let label = if is_replaced {
        AttrValue::from(fill(Text::SecretNew, &[("secret", &properties.label)]))
    } else {
        properties.label.clone()
    };
    html! {
        <>
            // Not the person's own password: password managers keep out.
            <TextField
                id={id.clone()}
                {label}
                kind="password"
                autocomplete="off"
                value={secret.to_owned()}
                autofocus={is_replaced}
                oninput={properties.onchange.reform(SecretInput::Set)}
                help={properties.help.clone()}
                error={properties.error.clone()}
            />
            if let Some(keep) = keep {
                <div>{ keep }</div>
            }
        </>
    }
}
