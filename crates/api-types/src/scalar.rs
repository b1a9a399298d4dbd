//! Points in time and decimals as they stand in JSON.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A point in time: RFC 3339 in UTC with milliseconds, such as `2026-03-01T09:30:00.000Z`.
///
/// Inputs may have any offset and precision; answers have this form.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(format = DateTime, example = "2026-03-01T09:30:00.000Z"))]
#[serde(transparent)]
pub struct Timestamp(pub String);

/// A decimal number as text, such as `19.90`: at most 28 digits, never a float.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(
    feature = "openapi",
    schema(pattern = r"^-?[0-9]{1,28}(\.[0-9]{1,28})?$", example = "19.90")
)]
#[serde(transparent)]
pub struct DecimalString(pub String);

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Display for DecimalString {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl From<&str> for Timestamp {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

impl From<&str> for DecimalString {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}
