//! Which language the console speaks.

use yew::prelude::*;

use crate::browser;
use crate::i18n::{self, Language};

const STORED: &str = "punchgate.language";

/// The language in use, and how to choose another.
pub(crate) type LanguageChoice = (Language, Callback<Language>);

/// The language in use, and how to choose another: what was chosen before, or what the browser prefers. What draws texts must be drawn
/// anew when it changes.
#[hook]
pub(crate) fn use_language() -> LanguageChoice {
    let language = use_state_eq(|| first_known(browser::stored(STORED), browser::languages()));
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
        let language = language.clone();
        Callback::from(move |chosen: Language| {
            browser::store(STORED, Some(chosen.tag()));
            language.set(chosen);
        })
    };
    (*language, choose)
}

fn first_known(stored: Option<String>, preferred: Vec<String>) -> Language {
    stored
        .into_iter()
        .chain(preferred)
        .find_map(|tag| Language::from_tag(&tag))
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_chosen_comes_before_what_the_browser_prefers() {
        let preferred = || ["fr", "de-CH", "en"].map(str::to_owned).to_vec();
        assert_eq!(first_known(None, preferred()), Language::German);
        assert_eq!(
            first_known(Some("en".to_owned()), preferred()),
            Language::English
        );
        assert_eq!(
            first_known(Some("xx".to_owned()), preferred()),
            Language::German
        );
        assert_eq!(first_known(None, vec!["fr".to_owned()]), Language::English);
    }
}
