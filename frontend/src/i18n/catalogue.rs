//! The texts of each language: a file of the bundle, with the console's own texts in the order of the variants of `Text`, and what the
//! API says in English by its codes. The page's own script (`boot.js`) knows where they are, and asks for those of the first language
//! while the program is on its way.

use std::cell::Cell;

use js_sys::{Function, Promise, Reflect};
use serde::Deserialize;
use serde_json::{Map, Value};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use super::Language;

/// What the page's script calls the function that answers a language's file as text.
const LOADER: &str = "punchgateTexts";

#[derive(Deserialize)]
struct File {
    texts: Vec<String>,
    api: Map<String, Value>,
}

/// The texts of a language. What is loaded stays for as long as the page does.
#[derive(Clone, Copy)]
pub(super) struct Catalogue {
    /// The console's own, in the order of the variants of `Text`.
    pub(super) own: &'static [&'static str],
    /// The API's, by kind and code, such as `problem.conflict`; none in English, which the API speaks itself.
    pub(super) api: Option<&'static Map<String, Value>>,
}

const AT_FIRST: Catalogue = Catalogue {
    #[cfg(not(test))]
    own: &[],
    #[cfg(test)]
    own: super::REFERENCE,
    api: None,
};

thread_local! {
    /// By the languages' order.
    static LOADED: [Cell<Catalogue>; Language::ALL.len()] =
        const { [const { Cell::new(AT_FIRST) }; Language::ALL.len()] };
}

/// The texts of a language, as far as they are loaded.
pub(super) fn texts(language: Language) -> Catalogue {
    LOADED.with(|loaded| loaded.get(language as usize).map_or(AT_FIRST, Cell::get))
}

/// Loads the texts of a language; answers whether they are there.
pub(crate) async fn load(language: Language) -> bool {
    if texts(language).own.is_empty()
        && let Some(read) = file(language).await.and_then(|file| read(&file))
    {
        LOADED.with(|loaded| loaded.get(language as usize).map(|texts| texts.set(read)));
    }
    !texts(language).own.is_empty()
}

async fn file(language: Language) -> Option<String> {
    let loader = Reflect::get(&js_sys::global(), &LOADER.into()).ok()?;
    let answer = loader
        .dyn_into::<Function>()
        .ok()?
        .call1(&JsValue::UNDEFINED, &language.tag().into())
        .ok()?;
    let file = JsFuture::from(answer.dyn_into::<Promise>().ok()?).await;
    file.ok()?.as_string()
}

fn read(file: &str) -> Option<Catalogue> {
    let File { texts, api } = serde_json::from_str(file).ok()?;
    let own: Vec<&'static str> = texts.into_iter().map(|text| &*text.leak()).collect();
    Some(Catalogue {
        own: own.leak(),
        api: Some(Box::leak(Box::new(api))),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_read_in_its_order_and_another_is_refused() {
        let read_back = read(r#"{"texts": ["one", "a \"second\""], "api": {"problem.x": "X"}}"#);
        let read_back = read_back.unwrap();
        assert_eq!(read_back.own, ["one", "a \"second\""]);
        assert_eq!(read_back.api.unwrap().get("problem.x").unwrap(), "X");
        assert!(read("<!doctype html>").is_none());
    }
}
