//! What a connection says about OCI.

use serde::{Deserialize, Serialize};
#[cfg(feature = "validate")]
use validator::Validate;

/// A version of the Open Catalog Interface.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum OciVersion {
    /// 2.0.
    #[serde(rename = "2.0")]
    V2_0,
    /// 3.0.
    #[serde(rename = "3.0")]
    V3_0,
    /// 4.0.
    #[default]
    #[serde(rename = "4.0")]
    V4_0,
    /// 5.0.
    #[serde(rename = "5.0")]
    V5_0,
}

/// The character encoding of a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum OciCharset {
    /// UTF-8.
    #[serde(rename = "utf-8")]
    Utf8,
    /// ISO-8859-1.
    #[serde(rename = "iso-8859-1")]
    Latin1,
}

/// What stands before the decimals.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum OciDecimalSeparator {
    /// A point.
    #[default]
    Point,
    /// A comma.
    Comma,
}

/// What becomes of prices that are for more than one unit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum OciPriceUnit {
    /// They stay, with `PRICEUNIT`.
    #[default]
    Keep,
    /// They are divided, for buyers who pass over `PRICEUNIT`.
    Divide,
}

/// How the long text is called.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum OciLongText {
    /// `NEW_ITEM-LONGTEXT_1:132[]`.
    #[default]
    Standard,
    /// `NEW_ITEM-LONGTEXT_1:132[1]`.
    Indexed,
    /// `NEW_ITEM-LONGTEXT[1]`.
    Plain,
    /// `NEW_ITEM-LONGTEXT[1]:132`.
    IndexFirst,
    /// There is none.
    Omitted,
}

/// What becomes of values that the buyer's system has no room for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum OciOverlong {
    /// The cart is refused.
    Refuse,
    /// Texts for people are cut, numbers rounded, and the log notes it. What identifies something, such as an article number, is refused
    /// all the same.
    #[default]
    Cut,
}

/// What the buyer's system calls the parameters of a call. Where a name is null, or not in a call, the usual names count. Names do not
/// depend on case.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "validate", derive(Validate))]
#[serde(default, deny_unknown_fields)]
pub struct OciParameterNames {
    /// The user: usually `USERNAME`.
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 100))]
    #[cfg_attr(feature = "validate", validate(length(min = 1, max = 100)))]
    pub username: Option<String>,
    /// The password: usually `PASSWORD`.
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 100))]
    #[cfg_attr(feature = "validate", validate(length(min = 1, max = 100)))]
    pub password: Option<String>,
    /// Where the cart goes: usually `HOOK_URL`.
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 100))]
    #[cfg_attr(feature = "validate", validate(length(min = 1, max = 100)))]
    pub hook_url: Option<String>,
    /// Where a buyer without a cart goes: usually `OCICANCEL`.
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 100))]
    #[cfg_attr(feature = "validate", validate(length(min = 1, max = 100)))]
    pub cancel_url: Option<String>,
    /// The language: usually `LANGU`.
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 100))]
    #[cfg_attr(feature = "validate", validate(length(min = 1, max = 100)))]
    pub language: Option<String>,
    /// The frame that the cart returns into: usually `returntarget` or `~TARGET`.
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 100))]
    #[cfg_attr(feature = "validate", validate(length(min = 1, max = 100)))]
    pub target: Option<String>,
}

/// What is particular to a connection of the format `oci`. Members that are absent have their defaults.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "validate", derive(Validate))]
#[serde(default, deny_unknown_fields)]
pub struct OciSettings {
    /// The version that carts are written in.
    pub version: OciVersion,
    /// Whether calls may come by GET, with the password in the address.
    pub allow_get: bool,
    /// What the buyer's system calls its parameters.
    #[cfg_attr(feature = "validate", validate(nested))]
    pub parameter_names: OciParameterNames,
    /// What carts are encoded in; as the call wants it where null, else UTF-8.
    pub charset: Option<OciCharset>,
    /// What stands before the decimals.
    pub decimal_separator: OciDecimalSeparator,
    /// How many decimals quantities and prices have; as many as the number has where null.
    #[cfg_attr(feature = "openapi", schema(minimum = 0, maximum = 3))]
    #[cfg_attr(feature = "validate", validate(range(max = 3)))]
    pub decimals: Option<u32>,
    /// Whether zeros fill the digits before the point, as in `00000000001.000`.
    pub zero_padded: bool,
    /// What becomes of prices that are for more than one unit.
    pub price_unit: OciPriceUnit,
    /// How the long text is called.
    pub long_text: OciLongText,
    /// What becomes of values that the buyer's system has no room for.
    pub overlong: OciOverlong,
    /// Whether QUANTITYCHECK is answered, an extension of some procurement systems; else it is refused (`function_not_allowed`).
    pub quantity_check: bool,
    /// Whether DOWNLOADJSON is answered, with the whole catalogue page by page; else it is refused (`function_not_allowed`).
    pub download_json: bool,
}

impl Default for OciSettings {
    fn default() -> Self {
        Self {
            version: OciVersion::default(),
            allow_get: true,
            parameter_names: OciParameterNames::default(),
            charset: None,
            decimal_separator: OciDecimalSeparator::default(),
            decimals: None,
            zero_padded: false,
            price_unit: OciPriceUnit::default(),
            long_text: OciLongText::default(),
            overlong: OciOverlong::default(),
            quantity_check: false,
            download_json: false,
        }
    }
}
