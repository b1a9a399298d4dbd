//! Light and dark.

use yew::prelude::*;

use crate::browser;

const STORED: &str = "punchgate.theme";
const DARK_CLASS: &str = "pf-v6-theme-dark";
const SYSTEM_IS_DARK: &str = "(prefers-color-scheme: dark)";

/// What the person wants.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Theme {
    /// What the system has.
    #[default]
    System,
    /// Light, always.
    Light,
    /// Dark, always.
    Dark,
}

impl Theme {
    /// All, in the order in which they are offered.
    pub(crate) const ALL: [Self; 3] = [Self::System, Self::Light, Self::Dark];

    /// Its name in the browser's storage and in tests; `boot.js` knows it too.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    fn from_name(name: &str) -> Self {
        Self::ALL
            .into_iter()
            .find(|theme| theme.name() == name)
            .unwrap_or_default()
    }

    const fn is_dark(self, system_is_dark: bool) -> bool {
        match self {
            Self::System => system_is_dark,
            Self::Light => false,
            Self::Dark => true,
        }
    }
}

/// The theme in use, and how to choose another.
#[hook]
pub(crate) fn use_theme() -> (Theme, Callback<Theme>) {
    let theme = use_state_eq(|| Theme::from_name(&browser::stored(STORED).unwrap_or_default()));
    use_effect_with(*theme, |theme| {
        let theme = *theme;
        apply(theme);
        follow_system(theme)
    });
    let choose = {
        let theme = theme.clone();
        Callback::from(move |chosen: Theme| {
            browser::store(STORED, (chosen != Theme::System).then(|| chosen.name()));
            theme.set(chosen);
        })
    };
    (*theme, choose)
}

fn apply(theme: Theme) {
    let dark = theme.is_dark(browser::media_matches(SYSTEM_IS_DARK));
    if let Some(root) = browser::document().and_then(|document| document.document_element()) {
        // A class list refuses names with spaces only.
        let _ = root.class_list().toggle_with_force(DARK_CLASS, dark);
    }
}

/// Applies the theme again whenever the system's changes, until what is returned is called.
fn follow_system(theme: Theme) -> impl FnOnce() {
    let query =
        browser::window().and_then(|window| window.match_media(SYSTEM_IS_DARK).ok().flatten());
    let listener =
        query.map(|query| gloo_events::EventListener::new(&query, "change", move |_| apply(theme)));
    move || drop(listener)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_back_and_anything_else_follows_the_system() {
        for theme in Theme::ALL {
            assert_eq!(Theme::from_name(theme.name()), theme);
        }
        assert_eq!(Theme::from_name("felt"), Theme::System);
    }

    #[test]
    fn only_the_system_theme_follows_the_system() {
        assert!(Theme::System.is_dark(true) && !Theme::System.is_dark(false));
        assert!(!Theme::Light.is_dark(true) && Theme::Dark.is_dark(false));
    }
}
