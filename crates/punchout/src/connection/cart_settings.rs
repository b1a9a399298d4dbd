//! How carts go out: the settings of a connection that shape what its procurement system receives.

use codes::ClassScheme;
use cxml::DocumentCharset;
use serde::{Deserialize, Serialize};

use super::Format;

/// Where an amount beside the lines goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ChargeMode {
    /// A line of its own; a discount with a negative price.
    Line,
    /// The head of the message.
    Header,
    /// Nowhere.
    Disabled,
}

/// An amount beside the lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChargeKind {
    /// Tax.
    Tax,
    /// Shipping.
    Shipping,
    /// What is taken off.
    Discount,
}

/// What becomes of lines that are parts of another one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BundleMode {
    /// They become a part of the other line: its description names them, its price includes them.
    Single,
    /// They stay lines, marked as parts.
    #[default]
    Composite,
}

/// What a document in base64 is encoded in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum CartCharset {
    /// UTF-8.
    #[default]
    #[serde(rename = "utf-8")]
    Utf8,
    /// ISO-8859-1; what it lacks is written as references.
    #[serde(rename = "iso-8859-1")]
    Latin1,
    /// UTF-16.
    #[serde(rename = "utf-16")]
    Utf16,
}

impl CartCharset {
    /// The encoding of the document.
    #[must_use]
    pub const fn of_document(self) -> DocumentCharset {
        match self {
            Self::Utf8 => DocumentCharset::Utf8,
            Self::Latin1 => DocumentCharset::Latin1,
            Self::Utf16 => DocumentCharset::Utf16,
        }
    }
}

/// How carts go out.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CartSettings {
    /// Where amounts beside the lines go; as is usual in the format where absent.
    pub totals_mode: Option<ChargeMode>,
    /// Where tax goes, if elsewhere.
    pub tax_mode: Option<ChargeMode>,
    /// Where shipping goes, if elsewhere.
    pub shipping_mode: Option<ChargeMode>,
    /// Where a discount goes, if elsewhere.
    pub discount_mode: Option<ChargeMode>,
    /// What becomes of parts of lines.
    pub bundle_mode: BundleMode,
    /// The most characters of a description.
    pub max_description_length: Option<u32>,
    /// The name of the form field that carries the document, if another one than is usual.
    pub field_name: Option<String>,
    /// The version of the document, such as `1.2.020`; the caller's where absent.
    pub document_version: Option<String>,
    /// What a document in base64 is encoded in.
    pub charset: CartCharset,
    /// What the buyer's system calls UNSPSC, with the version where it wants one; as the store calls it where absent.
    pub unspsc_domain: Option<String>,
    /// What it calls eCl@ss, such as `ECLASS-9.1`.
    pub eclass_domain: Option<String>,
}

impl CartSettings {
    /// What the buyer's system calls a scheme of classification.
    #[must_use]
    pub fn domain_of(&self, scheme: ClassScheme) -> Option<&str> {
        match scheme {
            ClassScheme::Unspsc => self.unspsc_domain.as_deref(),
            ClassScheme::Eclass => self.eclass_domain.as_deref(),
        }
    }

    /// Where an amount goes.
    #[must_use]
    pub fn mode_of(&self, charge: ChargeKind, format: Format) -> ChargeMode {
        match charge {
            ChargeKind::Tax => self.tax_mode,
            ChargeKind::Shipping => self.shipping_mode,
            ChargeKind::Discount => self.discount_mode,
        }
        .or(self.totals_mode)
        .unwrap_or_else(|| {
            if format.has_header_charges() {
                ChargeMode::Header
            } else {
                ChargeMode::Line
            }
        })
    }
}

impl Format {
    /// Whether a cart in this format has a head that amounts can stand in.
    #[must_use]
    pub const fn has_header_charges(self) -> bool {
        match self {
            Self::Cxml | Self::PunchOut2Go => true,
            Self::Oci => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_switch_and_three_that_differ_from_it() {
        let mut settings = CartSettings::default();
        let tax = |settings: &CartSettings| settings.mode_of(ChargeKind::Tax, Format::Cxml);
        assert_eq!(tax(&settings), ChargeMode::Header);
        settings.totals_mode = Some(ChargeMode::Line);
        assert_eq!(tax(&settings), ChargeMode::Line);
        settings.tax_mode = Some(ChargeMode::Disabled);
        assert_eq!(tax(&settings), ChargeMode::Disabled);
        let shipping = settings.mode_of(ChargeKind::Shipping, Format::Cxml);
        assert_eq!(shipping, ChargeMode::Line);
    }

    #[test]
    fn settings_that_were_kept_before_a_field_was_added_are_read() {
        let read: CartSettings = serde_json::from_str("{}").unwrap();
        assert_eq!(read, CartSettings::default());
    }
}
