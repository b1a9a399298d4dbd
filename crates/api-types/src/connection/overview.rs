//! Connections in lists, and what happens at one.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{ConnectionSort, ConnectionType, Format, LoginMode, Mode, Profile};
use crate::scalar::Timestamp;

/// A connection as it stands in the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ConnectionEntry {
    /// Its id.
    pub id: Uuid,
    /// Its name for people.
    pub name: String,
    /// What it is for.
    #[serde(rename = "type")]
    pub connection_type: ConnectionType,
    /// The protocol.
    pub format: Format,
    /// Whether buyers can punch out through it.
    pub active: bool,
    /// Test or production.
    pub mode: Mode,
    /// The business unit that its sessions belong to.
    pub business_unit_id: Uuid,
    /// The stores it leads to; empty means every enabled store.
    pub store_ids: Vec<Uuid>,
    /// Who the buyer of a session is.
    pub login_mode: LoginMode,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it was last changed.
    pub updated_at: Timestamp,
}

/// Which connections.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
#[serde(deny_unknown_fields)]
pub struct ConnectionQuery {
    /// Those whose name contains this, without regard to case.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", param(max_length = 200))]
    pub q: Option<String>,
    /// Active or inactive ones only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub active: Option<bool>,
    /// Those of a business unit only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub business_unit_id: Option<Uuid>,
    /// Those that lead to a store only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub store_id: Option<Uuid>,
    /// In which order: by creation where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", param(inline))]
    pub sort: Option<ConnectionSort>,
    /// Archived ones, instead of those in use.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub archived: Option<bool>,
    /// How many items, 50 where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", param(minimum = 1, maximum = 200))]
    pub limit: Option<u32>,
    /// `next_cursor` of the page before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
}

/// How a connection is deactivated.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Deactivation {
    /// Whether sessions under way end as well; else they go on until they end by themselves.
    #[serde(default)]
    pub end_live_sessions: bool,
}

/// How a connection is archived.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
#[serde(deny_unknown_fields)]
pub struct Archiving {
    /// Whether sessions under way end as well; else they go on, and return by the connection's settings as they are now. Must be said where
    /// there are any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end_sessions: Option<bool>,
}

/// What happens at a connection.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ConnectionActivity {
    /// How many sessions are under way.
    pub live_sessions: u64,
    /// When a procurement system last came through one of its entry points.
    pub last_used_at: Option<Timestamp>,
    /// The hosts that setups named as where to return to: what `allowed_return_hosts` can be filled with when it goes to production.
    pub return_hosts: Vec<SeenReturnHost>,
    /// The profile of the system that last set a session up, where it was recognised and is another one than the connection's.
    pub proposed_profile: Option<Profile>,
}

/// A host that carts were to return to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SeenReturnHost {
    /// The host, in the form of an entry of `allowed_return_hosts`.
    pub host: String,
    /// When a setup first named it.
    pub first_seen_at: Timestamp,
    /// When one last did, within a minute.
    pub last_seen_at: Timestamp,
    /// Whether `allowed_return_hosts` covers it.
    pub allowed: bool,
}
