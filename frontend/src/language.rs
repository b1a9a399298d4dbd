//! Which language the console speaks.

use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::browser;
use crate::i18n::{self, Language};

/// Where the page's own script (`boot.js`) looks for it on the next visit.
const STORED: &str = "punchgate.language";

/// The language in use, and how to choose another.
#[derive(Clone, PartialEq)]
pub(crate) struct LanguageChoice {
    /// The language in use.
    pub(crate) language: Language,
    /// Chooses another, which is in use as soon as its texts are loaded.
    pub(crate) choose: Callback<Language>,
    /// Whether the texts of the language that was chosen last could not be had.
    pub(crate) failed: bool,
}

/// The language that the page's own script found: what was chosen before, or what the browser prefers.
pub(crate) fn of_page() -> Language {
    let root = browser::document().and_then(|document| document.document_element());
    root.and_then(|root| Language::from_tag(&root.get_attribute("lang")?))
        .unwrap_or_default()
}

/// The language in use, and how to choose another. What draws texts must be drawn anew when it changes.
#[hook]
pub(crate) fn use_language() -> LanguageChoice {
    let language = use_state_eq(of_page);
    let failed = use_state_eq(|| false);
    // Before anything is drawn, not after.
    i18n::speak(*language);
    use_effect_with(*language, |language| {
        let root = browser::document().and_then(|document| document.document_element());
        if let Some(root) = root {
            // The name of an attribute can only be refused for its letters.
            let _ = root.set_attribute("lang", language.tag());
        }
    });
    let choose = {
        let (language, failed) = (language.setter(), failed.setter());
        Callback::from(move |chosen: Language| {
            let (language, failed) = (language.clone(), failed.clone());
            spawn_local(async move {
                let is_there = i18n::load(chosen).await;
                failed.set(!is_there);
                if is_there {
                    browser::store(STORED, Some(chosen.tag()));
                    language.set(chosen);
                }
            });
        })
    };
    LanguageChoice {
        language: *language,
        choose,
        failed: *failed,
    }
}
