//! Importing what another system exported.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// The three files of Spryker's importer of punch-out connections, as text. Rows of `cart` and `setup` belong to the connection that they
/// name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SprykerImport {
    /// `punchout_catalog_connection.csv`: `business_unit_key`, `username`, `password`, `credentials`, `is_active`, `type`, `format`,
    /// `name`, `mapping`. A key of a business unit is its external reference.
    pub connections: String,
    /// `punchout_catalog_connection_cart.csv`: `connection_name`, `default_supplier_id`, `max_description_length`, `bundle_mode`,
    /// `totals_mode`, `encoding`, `mapping`.
    #[serde(default)]
    pub cart: Option<String>,
    /// `punchout_catalog_connection_setup.csv`: `connection_name`, `business_unit_key`, `company_user_key`, `login_mode`. A key of a
    /// company user is a buyer's external reference.
    #[serde(default)]
    pub setup: Option<String>,
    /// Whether only to tell what would come of it.
    #[serde(default)]
    pub dry_run: bool,
}

/// A row of `connections`, with those that belong to it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ImportedRow {
    /// Its line in the file.
    pub line: u64,
    /// The connection's name.
    pub name: String,
    /// Why it cannot be imported; empty where it can.
    pub errors: Vec<String>,
    /// What is otherwise than in the file.
    pub notes: Vec<String>,
    /// The connection that was made.
    pub connection_id: Option<Uuid>,
}

/// What came of an import. It is done as a whole, or not at all.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SprykerReport {
    /// Whether the connections were made: not in a dry run, and not where a row has errors.
    pub imported: bool,
    /// Each row.
    pub rows: Vec<ImportedRow>,
}
