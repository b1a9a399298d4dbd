//! The audit log: who changed which setting.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;

use crate::scalar::Timestamp;

/// An entry of the audit log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AuditEntry {
    /// Its id.
    pub id: Uuid,
    /// When.
    pub at: Timestamp,
    /// Who, for people: an e-mail address, a key's name, or `command line`.
    pub actor: String,
    /// `user`, `api_key` or `system`.
    pub actor_kind: String,
    /// The id of the user or key.
    pub actor_id: Option<Uuid>,
    /// What was done, such as `create`, `update`, `archive`, `activate`, `sign_in` or `sign_in_failed`.
    pub action: String,
    /// The kind of what was changed, such as `store`.
    pub resource: String,
    /// The id of what was changed.
    pub resource_id: Option<Uuid>,
    /// How it was before, without secrets.
    pub before: Option<Value>,
    /// How it is since, without secrets.
    pub after: Option<Value>,
    /// The address that the call came from.
    #[serde(default)]
    pub peer: Option<String>,
}

/// Which entries of the audit log. Newest first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
#[serde(deny_unknown_fields)]
pub struct AuditQuery {
    /// From this time on (inclusive).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Timestamp>,
    /// Before this time (exclusive).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<Timestamp>,
    /// By this actor only: an e-mail address or a key's name as it stands in the entry, or the id of a user or key.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", param(max_length = 254))]
    pub actor: Option<String>,
    /// What was done, such as `update`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", param(max_length = 100))]
    pub action: Option<String>,
    /// Of this kind only, such as `store`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", param(max_length = 100))]
    pub resource: Option<String>,
    /// Of this record only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub resource_id: Option<Uuid>,
    /// How many items, 50 where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", param(minimum = 1, maximum = 200))]
    pub limit: Option<u32>,
    /// `next_cursor` of the page before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
}
