//! Rules of what a field may hold: length and characters.

use std::borrow::Cow;

/// What a field may hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Rules {
    pub(crate) max_length: Option<usize>,
    pub(crate) max_bytes: Option<usize>,
    pub(crate) min_length: Option<usize>,
    pub(crate) characters: Option<Characters>,
    /// Whether what is too long or has other characters is left out rather than cut.
    pub(crate) refuse: bool,
}

/// Characters of a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Characters {
    Ascii,
    Latin1,
    Digits,
    Alphanumeric,
    /// All but control characters.
    Printable,
}

impl Characters {
    pub(crate) const NAMES: [(&'static str, Self); 5] = [
        ("ascii", Self::Ascii),
        ("latin1", Self::Latin1),
        ("digits", Self::Digits),
        ("alphanumeric", Self::Alphanumeric),
        ("printable", Self::Printable),
    ];

    fn has(self, c: char) -> bool {
        match self {
            Self::Ascii => c.is_ascii() && !c.is_ascii_control(),
            Self::Latin1 => u32::from(c) < 256 && !c.is_control(),
            Self::Digits => c.is_ascii_digit(),
            Self::Alphanumeric => c.is_ascii_alphanumeric(),
            Self::Printable => !c.is_control(),
        }
    }
}

/// What the rules make of a text.
pub(crate) struct Ruled<'v> {
    /// The text, unless it is refused.
    pub(crate) text: Option<Cow<'v, str>>,
    /// What was done to it.
    pub(crate) notes: Vec<String>,
}

impl Rules {
    const NONE: Self = Self {
        max_length: None,
        max_bytes: None,
        min_length: None,
        characters: None,
        refuse: false,
    };

    /// Whether it may hold anything.
    pub(crate) fn are_none(&self) -> bool {
        *self == Self::NONE
    }

    pub(crate) fn apply<'v>(&self, text: Cow<'v, str>) -> Ruled<'v> {
        let mut notes = Vec::new();
        let mut kept = text;
        if let Some(characters) = self.characters
            && !kept.chars().all(|c| characters.has(c))
        {
            let fitting: String = kept.chars().filter(|c| characters.has(*c)).collect();
            let lost = kept.chars().count() - fitting.chars().count();
            notes.push(format!("{lost} characters do not fit"));
            kept = Cow::Owned(fitting);
        }
        let length = kept.chars().count();
        if let Some(max) = self.max_length
            && length > max
        {
            notes.push(format!("{length} characters, at most {max}"));
            kept = kept.chars().take(max).collect();
        }
        if let Some(max) = self.max_bytes
            && kept.len() > max
        {
            notes.push(format!("{} bytes, at most {max}", kept.len()));
            let end = (0..=max).rev().find(|end| kept.is_char_boundary(*end));
            kept.to_mut().truncate(end.unwrap_or(0));
        }
        let refused = self.refuse && !notes.is_empty();
        if let Some(min) = self.min_length
            && length < min
        {
            notes.push(format!("{length} characters, at least {min}"));
        }
        Ruled {
            text: (!refused).then_some(kept),
            notes,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_cut_between_characters() {
        let rules = Rules {
            max_bytes: Some(4),
            ..Rules::default()
        };
        assert_eq!(
            rules.apply(Cow::Borrowed("aéé€")).text.as_deref(),
            Some("aé")
        );
        let rules = Rules {
            max_length: Some(3),
            ..Rules::default()
        };
        assert_eq!(
            rules.apply(Cow::Borrowed("żółw")).text.as_deref(),
            Some("żół")
        );
    }

    #[test]
    fn what_does_not_fit_is_said() {
        let rules = Rules {
            characters: Some(Characters::Ascii),
            refuse: true,
            ..Rules::default()
        };
        let ruled = rules.apply(Cow::Borrowed("naïve"));
        assert_eq!(
            (ruled.text, ruled.notes),
            (None, vec!["1 characters do not fit".to_owned()])
        );
    }
}
