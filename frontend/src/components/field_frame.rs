//! What is around a field of a form.

use patternfly_yew::prelude::Icon;
use yew::prelude::*;

use crate::i18n::{Text, t};

/// Properties of [`FieldFrame`].
#[derive(PartialEq, Properties)]
pub(crate) struct FieldFrameProperties {
    /// The field's id.
    pub(crate) id: AttrValue,
    /// What the field is for.
    pub(crate) label: AttrValue,
    /// Whether it must be filled.
    #[prop_or_default]
    pub(crate) required: bool,
    /// Whether the label names a group of fields.
    #[prop_or_default]
    pub(crate) group: bool,
    /// How to fill it.
    #[prop_or_default]
    pub(crate) help: Option<AttrValue>,
    /// What is wrong with it.
    #[prop_or_default]
    pub(crate) error: Option<AttrValue>,
    /// The field.
    pub(crate) children: Html,
}

/// What is around a field of a form: its label, how to fill it, and what is wrong with it.
#[component]
pub(crate) fn FieldFrame(properties: &FieldFrameProperties) -> Html {
    let label = html! {
        <>
            <span class="pf-v6-c-form__label-text">{ &properties.label }</span>
            if properties.required {
                <span class="pf-v6-c-form__label-required" aria-hidden="true">{ "\u{a0}*" }</span>
            }
        </>
    };
    let described = described_by(
        &properties.id,
        properties.help.as_ref(),
        properties.error.as_ref(),
    );
    let control = html! {
        <div class="pf-v6-c-form__group-control">
            { properties.children.clone() }
            { message(error_id(&properties.id), properties.error.as_ref(), true) }
            { message(help_id(&properties.id), properties.help.as_ref(), false) }
        </div>
    };
    if properties.group {
        // The id makes it a place that a form's summary can lead to.
        return html! {
            <fieldset
                id={properties.id.clone()}
                class="pf-v6-c-form__group pg-fieldset"
                tabindex="-1"
                aria-describedby={described}
                data-testid={properties.id.clone()}
            >
                <legend class="pf-v6-c-form__group-label pf-v6-c-form__label">{ label }</legend>
                { control }
            </fieldset>
        };
    }
    html! {
        <div class="pf-v6-c-form__group">
            <div class="pf-v6-c-form__group-label">
                <label class="pf-v6-c-form__label" for={properties.id.clone()}>{ label }</label>
            </div>
            { control }
        </div>
    }
}

fn message(id: String, text: Option<&AttrValue>, is_error: bool) -> Html {
    let Some(text) = text else { return html! {} };
    html! {
        <div class="pf-v6-c-form__helper-text">
            <div class="pf-v6-c-helper-text">
                <div
                    {id}
                    class={classes!("pf-v6-c-helper-text__item", is_error.then_some("pf-m-error"))}
                >
                    if is_error {
                        <span class="pf-v6-c-helper-text__item-icon">{ Icon::ExclamationCircle.as_html() }</span>
                    }
                    <span class="pf-v6-c-helper-text__item-text">
                        if is_error {
                            <span class="pf-v6-screen-reader">{ t(Text::SeverityError) }{ " " }</span>
                        }
                        { text }
                    </span>
                </div>
            </div>
        </div>
    }
}

fn help_id(id: &str) -> String {
    format!("{id}-help")
}

fn error_id(id: &str) -> String {
    format!("{id}-error")
}

/// The ids of what describes a field, for `aria-describedby`.
pub(crate) fn described_by(
    id: &str,
    help: Option<&AttrValue>,
    error: Option<&AttrValue>,
) -> Option<String> {
    let ids: Vec<_> = [error.map(|_| error_id(id)), help.map(|_| help_id(id))]
        .into_iter()
        .flatten()
        .collect();
    (!ids.is_empty()).then(|| ids.join(" "))
}
