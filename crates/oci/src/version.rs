//! Versions of the interface.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// A version of the Open Catalog Interface.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub enum Version {
    /// 2.0, also called 2.0B.
    #[serde(rename = "2.0")]
    V2_0,
    /// 3.0.
    #[serde(rename = "3.0")]
    V3_0,
    /// 4.0: the one that most procurement systems speak.
    #[default]
    #[serde(rename = "4.0")]
    V4_0,
    /// 5.0.
    #[serde(rename = "5.0")]
    V5_0,
}

impl Version {
    /// All versions, oldest first.
    pub const ALL: [Self; 4] = [Self::V2_0, Self::V3_0, Self::V4_0, Self::V5_0];

    /// How it is written in `OCI_VERSION`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::V2_0 => "2.0",
            Self::V3_0 => "3.0",
            Self::V4_0 => "4.0",
            Self::V5_0 => "5.0",
        }
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A text that names no version.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("no version of OCI, such as 4.0")]
pub struct UnknownVersion;

impl FromStr for Version {
    type Err = UnknownVersion;

    /// Reads what procurement systems write: `4.0`, `40`, `4`, `2.0B`, `OCI 5.0`.
    fn from_str(text: &str) -> Result<Self, UnknownVersion> {
        let upper = text.trim().to_ascii_uppercase();
        let bare = upper
            .trim_start_matches("OCI")
            .trim_start_matches(['V', ' ', '_', '-', '.']);
        let mut characters = bare.chars();
        let version = match characters.next() {
            Some('2') => Self::V2_0,
            Some('3') => Self::V3_0,
            Some('4') => Self::V4_0,
            Some('5') => Self::V5_0,
            _ => return Err(UnknownVersion),
        };
        match characters.as_str() {
            "" | "0" | ".0" | "B" | "0B" | ".0B" => Ok(version),
            _ => Err(UnknownVersion),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_read_as_they_are_written() {
        for version in Version::ALL {
            assert_eq!(version.name().parse(), Ok(version));
        }
        for (text, version) in [
            ("2.0B", Version::V2_0),
            ("40", Version::V4_0),
            ("OCI 5.0", Version::V5_0),
            (" 3 ", Version::V3_0),
        ] {
            assert_eq!(text.parse(), Ok(version), "{text}");
        }
        for text in ["", "1.0", "6", "4.7", "new"] {
            assert_eq!(text.parse::<Version>(), Err(UnknownVersion), "{text}");
        }
    }
}
