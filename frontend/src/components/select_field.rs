//! A field with a choice of texts.

use patternfly_yew::prelude::Icon;
use wasm_bindgen::JsCast;
use web_sys::HtmlSelectElement;
use yew::prelude::*;

use super::field_frame::{FieldFrame, described_by};

/// Properties of [`SelectField`].
#[derive(PartialEq, Properties)]
pub(crate) struct SelectFieldProperties {
    /// Its id, unique in the page; also its name for browser tests.
    pub(crate) id: AttrValue,
    /// What it is for.
    pub(crate) label: AttrValue,
    /// The chosen value.
    pub(crate) value: AttrValue,
    /// Values and what they are called.
    pub(crate) choices: Vec<(AttrValue, AttrValue)>,
    /// Told the value that is chosen.
    pub(crate) onchange: Callback<String>,
    /// Whether something must be chosen.
    #[prop_or_default]
    pub(crate) required: bool,
    /// What the choice does.
    #[prop_or_default]
    pub(crate) help: Option<AttrValue>,
    /// What is wrong with the choice.
    #[prop_or_default]
    pub(crate) error: Option<AttrValue>,
}

/// A field with a choice of texts.
#[component]
pub(crate) fn SelectField(properties: &SelectFieldProperties) -> Html {
    let onchange = properties.onchange.reform(|event: Event| {
        event
            .target()
            .and_then(|target| target.dyn_into::<HtmlSelectElement>().ok())
            .map(|select| select.value())
            .unwrap_or_default()
    });
    let SelectFieldProperties {
        id, help, error, ..
    } = properties;
    let is_wrong = error.is_some();
    html! {
        <FieldFrame
            id={id.clone()}
            label={properties.label.clone()}
            required={properties.required}
            help={help.clone()}
            error={error.clone()}
        >
            <span class={classes!("pf-v6-c-form-control", is_wrong.then_some("pf-m-error"))}>
                <select
                    id={id.clone()}
                    name={id.clone()}
                    required={properties.required}
                    aria-invalid={is_wrong.then_some("true")}
                    aria-describedby={described_by(id, help.as_ref(), error.as_ref())}
                    data-testid={id.clone()}
                    {onchange}
                >
                    { for properties.choices.iter().map(|(value, name)| html! {
                        <option value={value.clone()} selected={*value == properties.value}>
                            { name }
                        </option>
                    }) }
                </select>
                <span class="pf-v6-c-form-control__utilities">
                    <span class="pf-v6-c-form-control__toggle-icon">{ Icon::CaretDown.as_html() }</span>
                </span>
            </span>
        </FieldFrame>
    }
}
