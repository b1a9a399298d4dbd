//! Secrets in forms: they can be set and removed, and are never shown.

use serde::{Deserialize, Serialize};

/// What is to be done with a secret.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum SecretInput {
    /// It stays as it is.
    #[default]
    Keep,
    /// It becomes this text; an empty one leaves it as it is.
    Set(String),
    /// It is removed.
    Remove,
}

impl SecretInput {
    /// The new secret, where there is one.
    pub(crate) fn new_secret(&self) -> Option<&str> {
        match self {
            Self::Set(secret) => Some(secret.as_str()).filter(|secret| !secret.is_empty()),
            Self::Keep | Self::Remove => None,
        }
    }
}
