//! A field with a choice of texts.

use patternfly_yew::prelude::Icon;
use wasm_bindgen::JsCast;
use web_sys::HtmlSelectElement;
use yew::prelude::*;

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
    html! {
        <div class="pf-v6-c-form__group">
            <div class="pf-v6-c-form__group-label">
                <label class="pf-v6-c-form__label" for={properties.id.clone()}>
                    <span class="pf-v6-c-form__label-text">{ &properties.label }</span>
                </label>
            </div>
            <div class="pf-v6-c-form__group-control">
                <span class="pf-v6-c-form-control">
                    <select id={properties.id.clone()} data-testid={properties.id.clone()} {onchange}>
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
            </div>
        </div>
    }
}
