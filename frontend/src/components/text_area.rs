//! A field for several lines of text.

use wasm_bindgen::JsCast;
use web_sys::HtmlTextAreaElement;
use yew::prelude::*;

use super::field_frame::{FieldFrame, described_by};

/// Properties of [`TextArea`].
#[derive(PartialEq, Properties)]
pub(crate) struct TextAreaProperties {
    /// Its id, unique in the page; also its name for browser tests.
    pub(crate) id: AttrValue,
    /// What it is for.
    pub(crate) label: AttrValue,
    /// Its text.
    pub(crate) value: AttrValue,
    /// Told each change.
    pub(crate) oninput: Callback<String>,
    /// How many lines are seen at once.
    #[prop_or(3)]
    pub(crate) rows: u32,
    /// Whether its text is code, in letters of one width.
    #[prop_or_default]
    pub(crate) code: bool,
    /// How to fill it.
    #[prop_or_default]
    pub(crate) help: Option<AttrValue>,
    /// What is wrong with its text.
    #[prop_or_default]
    pub(crate) error: Option<AttrValue>,
}

/// A field for several lines of text.
#[component]
pub(crate) fn TextArea(properties: &TextAreaProperties) -> Html {
    let TextAreaProperties {
        id, help, error, ..
    } = properties;
    let is_wrong = error.is_some();
    let oninput = properties.oninput.reform(|event: InputEvent| {
        event
            .target()
            .and_then(|target| target.dyn_into::<HtmlTextAreaElement>().ok())
            .map(|area| area.value())
            .unwrap_or_default()
    });
    html! {
        <FieldFrame
            id={id.clone()}
            label={properties.label.clone()}
            help={help.clone()}
            error={error.clone()}
        >
            <span class={classes!("pf-v6-c-form-control", "pf-m-textarea", "pf-m-resize-vertical", is_wrong.then_some("pf-m-error"))}>
                <textarea
                    id={id.clone()}
                    name={id.clone()}
                    class={properties.code.then_some("pg-code-field")}
                    rows={properties.rows.to_string()}
                    spellcheck={properties.code.then_some("false")}
                    value={properties.value.clone()}
                    aria-invalid={is_wrong.then_some("true")}
                    aria-describedby={described_by(id, help.as_ref(), error.as_ref())}
                    data-testid={id.clone()}
                    {oninput}
                />
            </span>
        </FieldFrame>
    }
}
