//! The console's texts. Every word that a person reads comes from a catalogue in `i18n/`, through [`t`] or [`fill`].
//!
//! A new text is a line in every catalogue; the build script makes a variant of [`Text`] of it. The texts are files beside the
//! program, of which only those of the chosen language are loaded.

mod catalogue;

use std::cell::Cell;

pub(crate) use self::catalogue::load;

include!(concat!(env!("OUT_DIR"), "/texts.rs"));

/// A language that the console speaks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Language {
    /// English.
    #[default]
    English,
    /// German.
    German,
}

impl Language {
    /// All, in the order in which they are offered.
    pub(crate) const ALL: [Self; 2] = [Self::English, Self::German];

    /// BCP 47 tag.
    pub(crate) const fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::German => "de",
        }
    }

    /// What it calls itself, in whatever language the console is.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::English => "English",
            Self::German => "Deutsch",
        }
    }

    /// The language of a BCP 47 tag, whatever the region.
    pub(crate) fn from_tag(tag: &str) -> Option<Self> {
        let primary = tag.split('-').next().unwrap_or_default();
        Self::ALL
            .into_iter()
            .find(|language| language.tag().eq_ignore_ascii_case(primary))
    }
}

thread_local! {
    static IN_USE: Cell<Language> = const { Cell::new(Language::English) };
}

/// The language in use.
pub(crate) fn language() -> Language {
    IN_USE.get()
}

/// Speaks a language from now on, whose texts are loaded. What is drawn already stays as it is.
pub(crate) fn speak(language: Language) {
    IN_USE.set(language);
}

/// A text in the language in use.
pub(crate) fn t(text: Text) -> &'static str {
    let texts = catalogue::texts(language()).own;
    texts.get(text as usize).copied().unwrap_or_default()
}

/// What the API says in English, in the language in use, by its kind and code (`problem` and `conflict`); none where the catalogue has
/// no words for it.
pub(crate) fn of_api(kind: &str, code: &str) -> Option<&'static str> {
    let texts = catalogue::texts(language()).api?;
    texts.get(&format!("{kind}.{code}"))?.as_str()
}

/// The language of what the API says, where that is not the one in use.
pub(crate) fn api_language() -> Option<&'static str> {
    Some(Language::English)
        .filter(|english| language() != *english)
        .map(Language::tag)
}

/// A text with its placeholders filled: `{name}` by the value given for `name`.
pub(crate) fn fill(text: Text, values: &[(&str, &str)]) -> String {
    let mut filled = String::new();
    let mut rest = t(text);
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let Some((name, after)) = after.split_once('}') else {
            rest = after;
            break;
        };
        let value = values.iter().find(|(known, _)| *known == name);
        filled.push_str(value.map_or(name, |(_, value)| value));
        rest = after;
    }
    filled.push_str(rest);
    filled
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_are_filled_and_braces_in_values_stay() {
        assert_eq!(
            fill(Text::PageTitle, &[("page", "{page}")]),
            "{page} · Punchgate"
        );
    }

    #[test]
    fn variants_and_texts_are_in_the_same_order() {
        assert_eq!(t(Text::AppName), "Punchgate");
        assert_eq!(t(Text::SignInAction), "Sign in");
    }

    #[test]
    fn languages_are_known_by_their_tags() {
        for language in Language::ALL {
            assert_eq!(Language::from_tag(language.tag()), Some(language));
        }
        assert_eq!(Language::from_tag("de-AT"), Some(Language::German));
        assert_eq!(Language::from_tag("EN-gb"), Some(Language::English));
        assert_eq!(Language::from_tag("den"), None);
        assert_eq!(Language::from_tag(""), None);
    }
}
