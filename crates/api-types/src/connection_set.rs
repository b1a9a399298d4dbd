//! Sets of connections as files: to be kept, compared, and brought to another installation. Without secrets.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use uuid::Uuid;

use crate::{
    connection::Format,
    credential::{NewCredential, Party},
    mapping::MappingJson,
    problem::FieldError,
    punch_out_session::Permission,
    scalar::Timestamp,
    value_table::ValueRow,
};

/// The only form there is of a set so far.
pub const FORM: u32 = 1;

/// A set of connections.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ConnectionSet {
    /// The form of the set: 1.
    pub form: u32,
    /// The roles that the connections name. The built-in one is everywhere.
    #[serde(default)]
    pub roles: Vec<ExportedRole>,
    /// The mapping profiles that the connections inherit, and those that these are based on.
    #[serde(default)]
    pub mapping_profiles: Vec<ExportedProfile>,
    /// The connections, by name.
    pub connections: Vec<ExportedConnection>,
}

/// A role in a set, found by its name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ExportedRole {
    /// Its name.
    pub name: String,
    /// What its buyers may do.
    pub permissions: Vec<Permission>,
}

/// A mapping profile in a set.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ExportedProfile {
    /// What tells it from others of its name: its id where it was exported. Where there is no such profile it is found by its name.
    #[serde(default)]
    pub key: Option<Uuid>,
    /// Its name.
    pub name: String,
    /// The protocol of the connections that can have it.
    pub format: Format,
    /// The name of the profile that it goes over.
    #[serde(default)]
    pub based_on: Option<String>,
    /// The key of that profile: needed where several have its name.
    #[serde(default)]
    pub based_on_key: Option<Uuid>,
    /// How fields go from setup documents to the buyer and the session.
    #[serde(default)]
    pub request_mapping: Option<MappingJson>,
    /// How fields go from carts to what the procurement system takes.
    #[serde(default)]
    pub cart_mapping: Option<MappingJson>,
    /// Its tables; they stay as they are where absent.
    #[serde(default)]
    pub tables: Option<ExportedTables>,
}

/// The tables of a connection or a mapping profile.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ExportedTables {
    /// Units of measure.
    #[serde(default)]
    pub units: Vec<ValueRow>,
    /// Classifications of goods.
    #[serde(default)]
    pub classifications: Vec<ValueRow>,
}

/// A credential in a set, without its secrets.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ExportedCredential {
    /// The Sender's domain, with `cxml`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub domain: String,
    /// The Sender's identity, with `cxml`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub identity: String,
    /// The user, with `oci` and `punchout2go`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub username: Option<String>,
    /// The e-mail address of the buyer whom it is for, in the connection's business unit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub buyer: Option<String>,
    /// The From party that the Sender may act for.
    #[serde(default)]
    pub from: Option<Party>,
    /// The To party that must be addressed.
    #[serde(default)]
    pub to: Option<Party>,
    /// The marketplace that From must name beside its member.
    #[serde(default)]
    pub marketplace: Option<Party>,
    /// The user name of HTTP Basic authentication.
    #[serde(default)]
    pub basic_username: Option<String>,
    /// The subject of a client certificate.
    #[serde(default)]
    pub client_certificate_subject: Option<String>,
    /// From when it is good (inclusive).
    #[serde(default)]
    pub valid_from: Option<Timestamp>,
    /// Until when it is good (exclusive).
    #[serde(default)]
    pub valid_to: Option<Timestamp>,
}

impl ExportedCredential {
    /// A credential for a set. The buyer whom it is for is named by the caller, who knows the address.
    #[must_use]
    pub fn new(credential: NewCredential, buyer: Option<String>) -> Self {
        let NewCredential {
            domain,
            identity,
            username,
            password: _,
            buyer_id: _,
            shared_secret: _,
            from,
            to,
            marketplace,
            basic_username,
            basic_password: _,
            client_certificate_subject,
            valid_from,
            valid_to,
        } = credential;
        Self {
            domain,
            identity,
            username,
            buyer,
            from,
            to,
            marketplace,
            basic_username,
            client_certificate_subject,
            valid_from,
            valid_to,
        }
    }

    /// The credential as it is made, without secrets.
    #[must_use]
    pub fn into_new(self, buyer_id: Option<Uuid>) -> NewCredential {
        NewCredential {
            domain: self.domain,
            identity: self.identity,
            username: self.username,
            password: None,
            buyer_id,
            shared_secret: None,
            from: self.from,
            to: self.to,
            marketplace: self.marketplace,
            basic_username: self.basic_username,
            basic_password: None,
            client_certificate_subject: self.client_certificate_subject,
            valid_from: self.valid_from,
            valid_to: self.valid_to,
        }
    }
}

/// A connection in a set. What it refers to is named, so that another installation finds its own.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ExportedConnection {
    /// What tells it from others of its name: its id where it was exported. Where there is no such connection it is found by its name.
    #[serde(default)]
    pub key: Option<Uuid>,
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
    /// The key of that profile: needed where several have its name.
    #[serde(default)]
    pub mapping_profile_key: Option<Uuid>,
    /// Its tables; they stay as they are where absent.
    #[serde(default)]
    pub tables: Option<ExportedTables>,
    /// Its credentials without secrets. Imported, they open nothing until they are given some.
    #[serde(default)]
    pub credentials: Vec<ExportedCredential>,
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
pub struct SetReport {
    /// Whether it was done: not in a dry run, and not while anything is refused.
    pub applied: bool,
    /// What becomes of each role, in the set's order.
    #[serde(default)]
    pub roles: Vec<ImportedRecord>,
    /// What becomes of each mapping profile, in the set's order.
    #[serde(default)]
    pub mapping_profiles: Vec<ImportedRecord>,
    /// What becomes of each connection, in the set's order.
    pub connections: Vec<ImportedRecord>,
}

impl SetReport {
    /// Whether anything of the set is refused.
    #[must_use]
    pub fn is_refused(&self) -> bool {
        [&self.roles, &self.mapping_profiles, &self.connections]
            .into_iter()
            .flatten()
            .any(|record| record.outcome == ImportOutcome::Refused)
    }
}

/// What becomes of a role, a mapping profile or a connection of a set.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ImportedRecord {
    /// Its name.
    pub name: String,
    /// What is done.
    pub outcome: ImportOutcome,
    /// The record here; null where it is refused.
    pub id: Option<Uuid>,
    /// Why it is refused.
    pub errors: Vec<FieldError>,
}

/// What is done with a record of a set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ImportOutcome {
    /// It is made, a connection inactive: there is none with this key, nor with this name.
    Created,
    /// The one with this key or name is changed.
    Updated,
    /// The one with this key or name is like it.
    Unchanged,
    /// It cannot be imported.
    Refused,
}
