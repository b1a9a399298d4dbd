//! Who the buyers of a connection are.

use serde::{Deserialize, Serialize};

/// What names the buyer, in the order that is asked where a connection says nothing else. Procurement systems differ in it.
pub const USUAL_IDENTITY_SOURCES: [&str; 7] = [
    "extrinsic:UserEmail",
    "extrinsic:Email",
    "extrinsic:requester-email",
    "extrinsic:UniqueName",
    "extrinsic:User",
    "contact_email",
    "ship_to_email",
];

/// Who the buyers of a connection are.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct BuyerSettings {
    /// Whether a document that names somebody who is not known is refused.
    pub known_only: bool,
    /// Whether the names of a buyer who is known follow the document.
    pub update: bool,
    /// What names the buyer, in order: [`USUAL_IDENTITY_SOURCES`] where empty.
    pub identity_sources: Vec<String>,
}

/// Whether a text is a source of identity: `extrinsic:` and a name, `contact_email` (with `:` and a role or without), `ship_to_email`, or
/// `from:` and a domain, whose identity in From is meant.
#[must_use]
pub fn is_identity_source(text: &str) -> bool {
    match text.split_once(':') {
        Some(("extrinsic" | "contact_email" | "from", name)) => {
            !name.is_empty() && name.trim() == name
        }
        Some(_) => false,
        None => matches!(text, "contact_email" | "ship_to_email"),
    }
}
