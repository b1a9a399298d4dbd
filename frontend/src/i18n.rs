//! The console's texts. Every word that a person reads comes from a catalogue in `i18n/`, through [`t`] or [`fill`].
//!
//! A new text is a line in every catalogue; the build script makes a variant of [`Text`] of it.

include!(concat!(env!("OUT_DIR"), "/texts.rs"));

/// A language that the console speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Language {
    /// English.
    English,
}

impl Language {
    /// BCP 47 tag.
    pub(crate) const fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
        }
    }

    fn texts(self) -> &'static [&'static str] {
        match self {
            Self::English => &EN,
        }
    }
}

/// The language in use.
pub(crate) const fn language() -> Language {
    Language::English
}

/// A text in the language in use.
pub(crate) fn t(text: Text) -> &'static str {
    let texts = language().texts();
    texts.get(text as usize).copied().unwrap_or_default()
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
}
