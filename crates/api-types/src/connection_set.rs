//! Sets of connections as files: to be kept, compared, and brought to another installation. Without secrets.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use uuid::Uuid;

use crate::{credential::NewCredential, problem::FieldError};

/// The only form there is of a set so far.
pub const FORM: u32 = 1;

/// A set of connections.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ConnectionSet {
    /// The form of the set: 1.
    pub form: u32,
    /// The connections, by name.
    pub connections: Vec<ExportedConnection>,
}

/// A connection in a set. What it refers to is named, so that another installation finds its own.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ExportedConnection {
    /// Its settings, as a connection is made with them, without the ids of what it refers to.
    #[cfg_attr(feature = "openapi", schema(value_type = Object))]
    pub settings: Map<String, Value>,
    /// The business unit that its sessions belong to.
    pub business_unit: UnitName,
    /// Where new buyers are put.
    #[serde(default)]
    pub default_business_unit: Option<UnitName>,
    /// The keys of the stores it leads to; empty means every enabled store.
    #[serde(default)]
    pub stores: Vec<String>,
    /// The e-mail address of the buyer for everybody.
    #[serde(default)]
    pub buyer: Option<String>,
    /// The name of its buyers' role.
    #[serde(default)]
    pub role: Option<String>,
    /// The name of the mapping profile that it inherits.
    #[serde(default)]
    pub mapping_profile: Option<String>,
    /// Its credentials without secrets. Imported, they open nothing until they are given some.
    #[serde(default)]
    pub credentials: Vec<NewCredential>,
    /// Its buyer map.
    #[serde(default)]
    pub buyer_map: Vec<NamedBuyer>,
}

/// A business unit by name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct UnitName {
    /// The company's name.
    pub company: String,
    /// Its own name.
    pub name: String,
    /// The shop's own account reference: where given, it is what the unit is found by.
    #[serde(default)]
    pub external_reference: Option<String>,
}

/// An entry of a buyer map, by name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NamedBuyer {
    /// Who, in the procurement system.
    pub external_id: String,
    /// The e-mail address of the buyer.
    pub email: String,
    /// The buyer's business unit; the connection's where absent.
    #[serde(default)]
    pub business_unit: Option<UnitName>,
}

/// How a set is imported.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
#[serde(deny_unknown_fields)]
pub struct ImportQuery {
    /// Whether it is only told what would happen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dry_run: Option<bool>,
}

/// What an import did, or would do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ImportReport {
    /// Whether it was done: not in a dry run, and not while any connection is refused.
    pub applied: bool,
    /// What becomes of each connection, in the set's order.
    pub connections: Vec<ImportedConnection>,
}

/// What becomes of a connection of a set.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ImportedConnection {
    /// Its name.
    pub name: String,
    /// What is done.
    pub outcome: ImportOutcome,
    /// The connection here; null where it is refused.
    pub id: Option<Uuid>,
    /// Why it is refused.
    pub errors: Vec<FieldError>,
}

/// What is done with a connection of a set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ImportOutcome {
    /// It is made, inactive: there is none with this name.
    Created,
    /// The one with this name is changed.
    Updated,
    /// The one with this name is like it.
    Unchanged,
    /// It cannot be imported.
    Refused,
}
