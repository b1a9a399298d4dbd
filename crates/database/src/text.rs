//! Values that are stored as text: names of enums, and JSON.

use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;

use crate::error::{Error, Result};

/// The name of an enum's variant, as its serialisation has it.
pub fn name<T: Serialize>(value: &T) -> Result<String> {
    match serde_json::to_value(value) {
        Ok(Value::String(name)) => Ok(name),
        _ => Err(Error::Internal("an enum without a name".to_owned())),
    }
}

/// The variant of a name.
pub fn variant<T: DeserializeOwned>(name: String) -> Result<T> {
    let message = format!("unknown name in the database: {name}");
    serde_json::from_value(Value::String(name)).map_err(|_| Error::Internal(message))
}

/// JSON.
pub fn json<T: Serialize>(value: &T) -> Result<String> {
    serde_json::to_string(value).map_err(|error| Error::Internal(error.to_string()))
}

/// A value from JSON.
pub fn parse<T: DeserializeOwned>(text: &str) -> Result<T> {
    serde_json::from_str(text)
        .map_err(|error| Error::Internal(format!("JSON in the database: {error}")))
}

/// The form in which text is compared without regard to case.
pub fn key(text: &str) -> String {
    text.trim().to_lowercase()
}

/// A digest as it is stored, back.
pub fn hash(bytes: Vec<u8>) -> Result<punchout::secret::TokenHash> {
    bytes
        .try_into()
        .map(punchout::secret::TokenHash)
        .map_err(|_| Error::Internal("a digest of another length".to_owned()))
}
