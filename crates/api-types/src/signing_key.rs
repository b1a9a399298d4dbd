//! Keys that the gateway's calls to a store are signed with.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{scalar::Timestamp, secret::SecretText};

/// A key that the gateway's calls to a store are signed with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SigningKey {
    /// Its id.
    pub id: Uuid,
    /// The last characters of the key, to recognise it by.
    pub hint: String,
    /// When it was made.
    pub created_at: Timestamp,
}

/// All keys of a store that are live: calls are signed with each.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SigningKeys {
    /// The keys, oldest first: at most two.
    pub items: Vec<SigningKey>,
}

/// A key that was just made: the only answer that shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CreatedSigningKey {
    /// Its id.
    pub id: Uuid,
    /// The key itself: `whsec_` and 32 bytes in base64. Null when the call was a repetition of an earlier one.
    pub secret: Option<SecretText>,
    /// The last characters of the key, to recognise it by.
    pub hint: String,
    /// When it was made.
    pub created_at: Timestamp,
}
