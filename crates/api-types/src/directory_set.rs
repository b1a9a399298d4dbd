//! Sets of companies, business units and buyers, as the shop knows them by its own references.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{connection_set::ImportOutcome, problem::FieldError};

/// The most rows of a set, of all kinds together.
pub const MAX_ROWS: usize = 1_000;

/// Who buys, to be brought up to date. Everything is found by the shop's own references; what a set does not name stays as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({
    "companies": [{"external_reference": "C-1", "name": "Meyer"}],
    "business_units": [{"company": "C-1", "external_reference": "BU-7", "name": "Plant Ulm"}],
    "buyers": [{"company": "C-1", "business_unit": "BU-7", "external_reference": "4711", "email": "ann@meyer.example"}]
})))]
#[serde(deny_unknown_fields)]
pub struct DirectorySet {
    /// Companies.
    #[serde(default)]
    pub companies: Vec<CompanyRow>,
    /// Business units.
    #[serde(default)]
    pub business_units: Vec<BusinessUnitRow>,
    /// Buyers.
    #[serde(default)]
    pub buyers: Vec<BuyerRow>,
}

/// A company of a set.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct CompanyRow {
    /// The shop's own account reference.
    pub external_reference: String,
    /// Its name.
    pub name: String,
}

/// A business unit of a set.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct BusinessUnitRow {
    /// The reference of its company, in this set or known before.
    pub company: String,
    /// The shop's own account reference, within the company.
    pub external_reference: String,
    /// Its name.
    pub name: String,
}

/// A buyer of a set.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct BuyerRow {
    /// The reference of their company, in this set or known before.
    pub company: String,
    /// The reference of their business unit, in this set or known before. Another one than before moves the buyer.
    pub business_unit: String,
    /// The shop's own customer reference, within the company.
    pub external_reference: String,
    /// Their e-mail address. A buyer of the business unit with this address and without a reference is taken for them.
    pub email: String,
    /// Given name.
    #[serde(default)]
    pub first_name: Option<String>,
    /// Family name.
    #[serde(default)]
    pub last_name: Option<String>,
}

/// What an import did, or would do.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DirectoryReport {
    /// Whether it was done: not in a dry run, and not while any row is refused.
    pub applied: bool,
    /// What becomes of each company, in the set's order.
    pub companies: Vec<DirectoryRow>,
    /// What becomes of each business unit, in the set's order.
    pub business_units: Vec<DirectoryRow>,
    /// What becomes of each buyer, in the set's order.
    pub buyers: Vec<DirectoryRow>,
}

/// What becomes of a row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DirectoryRow {
    /// The shop's own reference.
    pub external_reference: String,
    /// What is done.
    pub outcome: ImportOutcome,
    /// The record here; null where the row is refused.
    pub id: Option<Uuid>,
    /// Why it is refused.
    pub errors: Vec<FieldError>,
}
