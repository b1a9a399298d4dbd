//! What can be chosen for a connection's carts, and whom to turn to.

use serde::{Deserialize, Serialize};
#[cfg(feature = "validate")]
use validator::Validate;

/// A classification of goods.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "validate", derive(Validate))]
#[serde(deny_unknown_fields)]
pub struct Classification {
    /// The scheme, such as `UNSPSC`.
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 100))]
    #[cfg_attr(feature = "validate", validate(length(min = 1, max = 100)))]
    pub domain: String,
    /// The code in the scheme.
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 100))]
    #[cfg_attr(feature = "validate", validate(length(min = 1, max = 100)))]
    pub code: String,
}

/// Where an amount beside the lines goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ChargeMode {
    /// A line of its own; a discount with a negative price.
    Line,
    /// The head of the document.
    Header,
    /// Nowhere.
    Disabled,
}

/// What a cart in base64 is encoded in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum CartCharset {
    /// UTF-8.
    #[default]
    #[serde(rename = "utf-8")]
    Utf8,
    /// ISO-8859-1; characters that it lacks are written as references.
    #[serde(rename = "iso-8859-1")]
    Latin1,
    /// UTF-16, with a byte order mark.
    #[serde(rename = "utf-16")]
    Utf16,
}

/// What becomes of lines that are parts of another one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum BundleMode {
    /// The other line's description names them, its price includes them.
    Single,
    /// They stay lines, marked as parts, where the document's version has such lines.
    #[default]
    Composite,
}

/// Somebody to turn to about a connection.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "validate", derive(Validate))]
#[serde(deny_unknown_fields)]
pub struct ContactPerson {
    /// Their name.
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 200))]
    #[cfg_attr(feature = "validate", validate(length(min = 1, max = 200)))]
    pub name: String,
    /// Their e-mail address.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_length = 254))]
    #[cfg_attr(feature = "validate", validate(length(min = 3, max = 254)))]
    pub email: Option<String>,
    /// What they do, such as `IT` or `purchasing`.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_length = 200))]
    #[cfg_attr(feature = "validate", validate(length(min = 1, max = 200)))]
    pub role: Option<String>,
}
