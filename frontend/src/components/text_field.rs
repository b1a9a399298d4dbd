//! A field for a line of text.

use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::field_frame::{FieldFrame, described_by};

/// Properties of [`TextField`].
#[derive(PartialEq, Properties)]
pub(crate) struct TextFieldProperties {
    /// Its id, unique in the page; also its name for browser tests.
    pub(crate) id: AttrValue,
    /// What it is for.
    pub(crate) label: AttrValue,
    /// Its text.
    pub(crate) value: AttrValue,
    /// Told each change.
    #[prop_or_default]
    pub(crate) oninput: Callback<String>,
    /// Told the text when the person is done with it.
    #[prop_or_default]
    pub(crate) onchange: Callback<String>,
    /// HTML's type of input.
    #[prop_or(AttrValue::Static("text"))]
    pub(crate) kind: AttrValue,
    /// HTML's hint for keyboards on screens.
    #[prop_or_default]
    pub(crate) inputmode: Option<AttrValue>,
    /// HTML's hint for password managers and the like.
    #[prop_or_default]
    pub(crate) autocomplete: Option<AttrValue>,
    /// What it offers while something is typed: a `datalist` and its id.
    #[prop_or_default]
    pub(crate) list: Option<(AttrValue, Html)>,
    /// What counts while it is empty.
    #[prop_or_default]
    pub(crate) placeholder: Option<AttrValue>,
    /// Whether it must be filled.
    #[prop_or_default]
    pub(crate) required: bool,
    /// Whether it takes the focus when it appears.
    #[prop_or_default]
    pub(crate) autofocus: bool,
    /// How to fill it.
    #[prop_or_default]
    pub(crate) help: Option<AttrValue>,
    /// What is wrong with its text.
    #[prop_or_default]
    pub(crate) error: Option<AttrValue>,
}

/// A field for a line of text, with its label and what is wrong with it.
#[component]
pub(crate) fn TextField(properties: &TextFieldProperties) -> Html {
    let node = use_node_ref();
    {
        let node = node.clone();
        use_effect_with(properties.autofocus, move |autofocus| {
            if let Some(input) = node.cast::<HtmlInputElement>().filter(|_| *autofocus) {
                // A field that is not shown cannot have the focus.
                let _ = input.focus();
            }
        });
    }
    let TextFieldProperties {
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
                <input
                    ref={node}
                    id={id.clone()}
                    name={id.clone()}
                    type={properties.kind.clone()}
                    value={properties.value.clone()}
                    required={properties.required}
                    placeholder={properties.placeholder.clone()}
                    inputmode={properties.inputmode.clone()}
                    autocomplete={properties.autocomplete.clone()}
                    aria-invalid={is_wrong.then_some("true")}
                    aria-describedby={described_by(id, help.as_ref(), error.as_ref())}
                    data-testid={id.clone()}
                    list={properties.list.as_ref().map(|(id, _)| id.clone())}
                    oninput={told(&properties.oninput)}
                    onchange={told_event(&properties.onchange)}
                />
                if let Some((_, list)) = &properties.list {
                    { list.clone() }
                }
            </span>
        </FieldFrame>
    }
}

fn told(callback: &Callback<String>) -> Callback<InputEvent> {
    callback.reform(|event: InputEvent| value_of(&event))
}

fn told_event(callback: &Callback<String>) -> Callback<Event> {
    callback.reform(|event: Event| value_of(&event))
}

fn value_of(event: &Event) -> String {
    event
        .target()
        .and_then(|target| target.dyn_into::<HtmlInputElement>().ok())
        .map(|input| input.value())
        .unwrap_or_default()
}
