//! What a connection says about OCI.

use oci::{
    Charset, Function, LongText, NumberFormat, Overlong, ParameterNames, Version, WriteOptions,
};
use serde::{Deserialize, Serialize};

/// What becomes of prices that are for more than one unit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PriceUnit {
    /// They stay, with `PRICEUNIT`.
    #[default]
    Keep,
    /// They are divided, for buyers who pass over `PRICEUNIT`.
    Divide,
}

/// What is particular to OCI.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct OciSettings {
    /// The version that carts are written in.
    pub version: Version,
    /// Whether calls may come by GET, with the password in the address.
    pub allow_get: bool,
    /// What the buyer's system calls its parameters.
    pub parameter_names: ParameterNames,
    /// What carts are encoded in; as the call wants it where absent, else UTF-8.
    pub charset: Option<Charset>,
    /// How numbers are written.
    pub numbers: NumberFormat,
    /// What becomes of prices that are for more than one unit.
    pub price_unit: PriceUnit,
    /// How the long text is called.
    pub long_text: LongText,
    /// What becomes of values that the buyer's system has no room for.
    pub overlong: Overlong,
    /// Whether QUANTITYCHECK is answered.
    pub quantity_check: bool,
    /// Whether DOWNLOADJSON is answered.
    pub download_json: bool,
}

impl Default for OciSettings {
    fn default() -> Self {
        Self {
            version: Version::default(),
            allow_get: true,
            parameter_names: ParameterNames::default(),
            charset: None,
            numbers: NumberFormat::default(),
            price_unit: PriceUnit::default(),
            long_text: LongText::default(),
            overlong: Overlong::default(),
            quantity_check: false,
            download_json: false,
        }
    }
}

impl OciSettings {
    /// Whether a function is answered. All that SAP describes are, but the download of the catalogue; what nobody describes is shopping.
    #[must_use]
    pub const fn answers(&self, function: &Function) -> bool {
        match function {
            Function::QuantityCheck => self.quantity_check,
            Function::DownloadJson => self.download_json,
            _ => true,
        }
    }

    /// How a cart is written that was called for in an encoding.
    #[must_use]
    pub fn write_options(&self, wanted: Option<Charset>) -> WriteOptions {
        WriteOptions {
            version: self.version,
            charset: self.charset.or(wanted).unwrap_or_default(),
            numbers: self.numbers,
            long_text: self.long_text,
            overlong: self.overlong,
        }
    }
}
