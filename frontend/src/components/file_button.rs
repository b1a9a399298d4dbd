//! Taking a text from a file.

use wasm_bindgen::JsCast;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// Properties of [`FileButton`].
#[derive(PartialEq, Properties)]
pub(crate) struct FileButtonProperties {
    /// Its id, unique in the page; also its name for browser tests.
    pub(crate) id: AttrValue,
    /// What it is for.
    pub(crate) label: AttrValue,
    /// Which files are offered, such as `.csv`.
    pub(crate) accept: AttrValue,
    /// Told the text of the file.
    pub(crate) onread: Callback<String>,
}

/// A field that takes a text from a file.
#[component]
pub(crate) fn FileButton(properties: &FileButtonProperties) -> Html {
    let onread = properties.onread.clone();
    let onchange = Callback::from(move |event: Event| {
        let input = event.target();
        let Some(input) = input.and_then(|target| target.dyn_into::<HtmlInputElement>().ok())
        else {
            return;
        };
        let Some(file) = input.files().and_then(|files| files.get(0)) else {
            return;
        };
        let onread = onread.clone();
        spawn_local(async move {
            let text = JsFuture::from(file.text()).await;
            if let Some(text) = text.ok().and_then(|text| text.as_string()) {
                onread.emit(text);
            }
            // The same file may be chosen again after it was changed.
            input.set_value("");
        });
    });
    let id = &properties.id;
    html! {
        <div class="pg-file">
            <label for={id.clone()}>{ &properties.label }</label>
            <input
                id={id.clone()}
                type="file"
                accept={properties.accept.clone()}
                data-testid={id.clone()}
                {onchange}
            />
        </div>
    }
}
