//! Entry points: the gateway URLs given to a buyer.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{connection::Format, scalar::Timestamp};

/// A store, named.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StoreReference {
    /// Its id.
    pub id: Uuid,
    /// Its name in entry points.
    pub key: String,
    /// Its name for people.
    pub name: String,
}

/// A connection, named.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ConnectionReference {
    /// Its id.
    pub id: Uuid,
    /// Its name for people.
    pub name: String,
}

/// How a parameter of a call structure gets its value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum CallParameterType {
    /// The address of the catalogue.
    Url,
    /// The value, as it stands.
    FixedValue,
    /// The procurement system puts the address in that the cart returns to.
    ReturnUrl,
    /// The procurement system puts the value of one of its fields in.
    SapField,
}

/// A line of the call structure that an administrator of the procurement system types in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CallParameter {
    /// Its name; empty for the catalogue's address.
    pub name: String,
    /// Its value; empty where the procurement system fills it in, or where it is a secret.
    pub value: String,
    /// How it gets its value.
    #[serde(rename = "type")]
    pub parameter_type: CallParameterType,
}

/// A gateway URL where a procurement system can punch out through a connection into a store.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EntryPoint {
    /// Its id.
    pub id: Uuid,
    /// The address to give to the buyer.
    pub url: String,
    /// The store.
    pub store: StoreReference,
    /// The connection.
    pub connection: ConnectionReference,
    /// The protocol.
    pub format: Format,
    /// The call structure to type into the procurement system, with `oci`; empty with another format.
    #[serde(default)]
    pub call_structure: Vec<CallParameter>,
    /// Where the client of the connection gets a token with its id and secret (OAuth 2.0 client credentials), with `punchout2go`.
    #[serde(default)]
    pub token_url: Option<String>,
    /// A request that can be tried as it stands, but for the key in `$API_KEY`: for curl, with `punchout2go`.
    #[serde(default)]
    pub example: Option<String>,
    /// Whether it works now: the connection is active and the store enabled.
    pub active: bool,
    /// When a session was last opened through it.
    pub last_used_at: Option<Timestamp>,
}

/// Which entry points.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
#[serde(deny_unknown_fields)]
pub struct EntryPointQuery {
    /// Those of a connection only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub connection_id: Option<Uuid>,
    /// Those into a store only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub store_id: Option<Uuid>,
    /// How many items, 50 where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", param(minimum = 1, maximum = 200))]
    pub limit: Option<u32>,
    /// `next_cursor` of the page before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
}
