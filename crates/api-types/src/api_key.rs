//! Keys for the REST API.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{scalar::Timestamp, secret::SecretText};

/// What a key may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// The calls for stores: redeem, transfer, cancel.
    Store,
    /// Read everything but users, keys and the audit log.
    Read,
    /// Change stores, directory and connections; includes `read`.
    Write,
    /// Everything but the calls for stores; includes `write`.
    Admin,
}

impl Scope {
    /// Whether holding this scope is holding the other one.
    #[must_use]
    pub const fn includes(self, other: Self) -> bool {
        matches!(
            (self, other),
            (Self::Store, Self::Store)
                | (Self::Admin, Self::Admin | Self::Write | Self::Read)
                | (Self::Write, Self::Write | Self::Read)
                | (Self::Read, Self::Read)
        )
    }
}

/// A key for the REST API.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ApiKey {
    /// Its id.
    pub id: Uuid,
    /// Its name for people.
    pub name: String,
    /// The first characters of the key, to recognise it by.
    pub prefix: String,
    /// What it may do.
    pub scopes: Vec<Scope>,
    /// The only store that it sees; all where null.
    pub store_id: Option<Uuid>,
    /// Until when it is good (exclusive).
    pub expires_at: Option<Timestamp>,
    /// When it was last used, to the minute.
    pub last_used_at: Option<Timestamp>,
    /// When it was made.
    pub created_at: Timestamp,
}

/// A key to be made.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({"name": "Shop server", "scopes": ["store"], "store_id": "01999f3a-7c00-7000-8000-000000000003"})))]
#[cfg_attr(feature = "validate", derive(validator::Validate))]
#[serde(deny_unknown_fields)]
pub struct NewApiKey {
    /// Its name for people.
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 200))]
    #[cfg_attr(feature = "validate", validate(length(min = 1, max = 200)))]
    pub name: String,
    /// What it may do.
    #[cfg_attr(feature = "openapi", schema(min_items = 1, max_items = 4))]
    #[cfg_attr(feature = "validate", validate(length(min = 1, max = 4)))]
    pub scopes: Vec<Scope>,
    /// The only store that it sees; possible with the scopes `store` and `read`.
    #[serde(default)]
    pub store_id: Option<Uuid>,
    /// Until when it is good (exclusive).
    #[serde(default)]
    pub expires_at: Option<Timestamp>,
}

/// A key that was just made: the only answer that shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CreatedApiKey {
    /// Its id.
    pub id: Uuid,
    /// The key itself: `Authorization: Bearer pgk_…`. Null when the call was a repetition of an earlier one.
    pub key: Option<SecretText>,
    /// Its name for people.
    pub name: String,
    /// The first characters of the key, to recognise it by.
    pub prefix: String,
    /// What it may do.
    pub scopes: Vec<Scope>,
    /// The only store that it sees; all where null.
    pub store_id: Option<Uuid>,
    /// Until when it is good (exclusive).
    pub expires_at: Option<Timestamp>,
    /// When it was made.
    pub created_at: Timestamp,
}
