//! Versions of cXML, each with a DTD of its own.

use std::{fmt, str::FromStr};

/// A version such as 1.2.014.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Version {
    major: u16,
    minor: u16,
    patch: u16,
}

/// The text is no version.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a cXML version such as 1.2.014")]
pub struct NotAVersion;

impl Version {
    /// 1.1.010: the last of 1.1, still spoken by Oracle's products.
    pub const V1_1_010: Self = Self::new(1, 1, 10);
    /// 1.2.014: what everybody understands.
    pub const V1_2_014: Self = Self::new(1, 2, 14);
    /// 1.2.036: the first whose order messages carry more than the bare line.
    pub const V1_2_036: Self = Self::new(1, 2, 36);

    /// The versions whose DTD is known here, ascending.
    pub const HELD: [Self; 8] = [
        Self::V1_1_010,
        Self::V1_2_014,
        Self::new(1, 2, 20),
        Self::V1_2_036,
        Self::new(1, 2, 50),
        Self::new(1, 2, 53),
        Self::new(1, 2, 63),
        Self::new(1, 2, 69),
    ];

    const fn new(major: u16, minor: u16, patch: u16) -> Self {
        Self {
            major,
            minor,
            patch,
        }
    }

    /// The version to answer a caller in: the highest that is known and not above the caller's; 1.2.014 where the caller named
    /// none, and the lowest known where theirs is lower still.
    #[must_use]
    pub fn highest_held_not_above(caller: Option<&Self>) -> Self {
        let Some(caller) = caller else {
            return Self::V1_2_014;
        };
        Self::HELD
            .into_iter()
            .rev()
            .find(|held| held <= caller)
            .unwrap_or(Self::V1_1_010)
    }

    /// The version in a system identifier such as `http://xml.cxml.org/schemas/cXML/1.2.014/cXML.dtd`.
    #[must_use]
    pub fn in_system_id(system_id: &str) -> Option<Self> {
        system_id
            .split(['/', '\\'])
            .find_map(|part| part.parse().ok())
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}.{:03}", self.major, self.minor, self.patch)
    }
}

impl FromStr for Version {
    type Err = NotAVersion;

    fn from_str(text: &str) -> Result<Self, NotAVersion> {
        let mut parts = text.trim().split('.').map(|part| {
            let digits = !part.is_empty()
                && part.len() <= 4
                && part.bytes().all(|byte| byte.is_ascii_digit());
            digits
                .then(|| part.parse::<u16>().ok())
                .flatten()
                .ok_or(NotAVersion)
        });
        let mut next = || parts.next().unwrap_or(Err(NotAVersion));
        let (major, minor) = (next()?, next()?);
        // Early documents say 1.0 or 1.1.
        let patch = parts.next().transpose()?.unwrap_or(0);
        match parts.next() {
            None => Ok(Self::new(major, minor, patch)),
            Some(_) => Err(NotAVersion),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(caller: &str) -> String {
        Version::highest_held_not_above(Some(&caller.parse().unwrap())).to_string()
    }

    #[test]
    fn callers_are_answered_in_a_version_that_they_know() {
        assert_eq!(answer("1.2.014"), "1.2.014");
        assert_eq!(answer("1.2.019"), "1.2.014");
        assert_eq!(answer("1.2.999"), "1.2.069");
        assert_eq!(answer("1.1.007"), "1.1.010");
        assert_eq!(answer("1.2.011"), "1.1.010");
        assert_eq!(Version::highest_held_not_above(None).to_string(), "1.2.014");
    }

    #[test]
    fn versions_are_found_in_system_ids() {
        let found = |id| Version::in_system_id(id).map(|version| version.to_string());
        assert_eq!(
            found("http://xml.cXML.org/schemas/cXML/1.2.014/cXML.dtd").as_deref(),
            Some("1.2.014")
        );
        assert_eq!(found("cXML.dtd"), None);
    }

    #[test]
    fn other_texts_are_no_versions() {
        for text in ["", "1", "1.2.x", "1.2.3.4", "99999.1"] {
            assert!(text.parse::<Version>().is_err(), "{text}");
        }
    }
}
