//! A box to tick.

use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::field_frame::described_by;

/// Properties of [`CheckField`].
#[derive(PartialEq, Properties)]
pub(crate) struct CheckFieldProperties {
    /// Its id, unique in the page; also its name for browser tests.
    pub(crate) id: AttrValue,
    /// What it is for.
    pub(crate) label: AttrValue,
    /// Whether it is ticked.
    pub(crate) checked: bool,
    /// Told each change.
    pub(crate) onchange: Callback<bool>,
    /// What it does.
    #[prop_or_default]
    pub(crate) help: Option<AttrValue>,
}

/// A box to tick, with its label beside it.
#[component]
pub(crate) fn CheckField(properties: &CheckFieldProperties) -> Html {
    let CheckFieldProperties { id, help, .. } = properties;
    let onchange = properties.onchange.reform(|event: Event| {
        event
            .target()
            .and_then(|target| target.dyn_into::<HtmlInputElement>().ok())
            .is_some_and(|input| input.checked())
    });
    html! {
        <div class="pf-v6-c-check">
            <input
                id={id.clone()}
                name={id.clone()}
                class="pf-v6-c-check__input"
                type="checkbox"
                checked={properties.checked}
                aria-describedby={described_by(id, help.as_ref(), None)}
                data-testid={id.clone()}
                {onchange}
            />
            <label class="pf-v6-c-check__label" for={id.clone()}>{ &properties.label }</label>
            if let Some(help) = help {
                <span id={format!("{id}-help")} class="pf-v6-c-check__description">{ help }</span>
            }
        </div>
    }
}
