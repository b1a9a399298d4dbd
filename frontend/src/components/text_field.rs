//! A field for a line of text.

use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;
use yew::prelude::*;

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
    /// HTML's hint for password managers and the like.
    #[prop_or_default]
    pub(crate) autocomplete: Option<AttrValue>,
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
    let help_id = format!("{}-help", properties.id);
    let message = properties.error.as_ref().or(properties.help.as_ref());
    let is_wrong = properties.error.is_some();
    html! {
        <div class="pf-v6-c-form__group">
            <div class="pf-v6-c-form__group-label">
                <label class="pf-v6-c-form__label" for={properties.id.clone()}>
                    <span class="pf-v6-c-form__label-text">{ &properties.label }</span>
                    if properties.required {
                        <span class="pf-v6-c-form__label-required" aria-hidden="true">{ "\u{a0}*" }</span>
                    }
                </label>
            </div>
            <div class="pf-v6-c-form__group-control">
                <span class={classes!("pf-v6-c-form-control", is_wrong.then_some("pf-m-error"))}>
                    <input
                        ref={node}
                        id={properties.id.clone()}
                        name={properties.id.clone()}
                        type={properties.kind.clone()}
                        value={properties.value.clone()}
                        required={properties.required}
                        autocomplete={properties.autocomplete.clone()}
                        aria-invalid={is_wrong.then_some("true")}
                        aria-describedby={message.map(|_| help_id.clone())}
                        data-testid={properties.id.clone()}
                        oninput={told(&properties.oninput)}
                        onchange={told_event(&properties.onchange)}
                    />
                </span>
                if let Some(message) = message {
                    <div class="pf-v6-c-form__helper-text">
                        <div class="pf-v6-c-helper-text">
                            <div
                                id={help_id}
                                class={classes!("pf-v6-c-helper-text__item", is_wrong.then_some("pf-m-error"))}
                            >
                                <span class="pf-v6-c-helper-text__item-text">{ message }</span>
                            </div>
                        </div>
                    </div>
                }
            </div>
        </div>
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
