//! Tables of units and classifications.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::scalar::Timestamp;

/// What a table is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum TableKind {
    /// Units of measure: from the shop's to UN/CEFACT codes.
    Units,
    /// Classifications of goods.
    Classifications,
}

/// One value for another.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ValueRow {
    /// The scheme that `from` is of; any where absent. Units have none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from_domain: Option<String>,
    /// What the shop says. A classification may end in `*`, which stands for all that begin so.
    pub from: String,
    /// The scheme that `to` is of; that of `from` where absent. Units have none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to_domain: Option<String>,
    /// What the procurement system gets.
    pub to: String,
}

/// A table.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({"rows": [{"from": "piece", "to": "EA"}, {"from": "Karton", "to": "CT"}]})))]
#[serde(deny_unknown_fields)]
pub struct ValueTable {
    /// Its rows, at most 5,000.
    pub rows: Vec<ValueRow>,
}

/// How a table is replaced.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
#[serde(deny_unknown_fields)]
pub struct TableQuery {
    /// Whether only to tell what would come of it.
    #[serde(default)]
    pub dry_run: bool,
}

/// What becomes of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum RowOutcome {
    /// It is new.
    Added,
    /// It was there with another value.
    Changed,
    /// It was there.
    Unchanged,
    /// It cannot be taken; then none is.
    Invalid,
}

/// A row of a table that is replaced.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RowReport {
    /// The row, from 1; of a CSV file its line.
    pub row: u64,
    /// What the shop says.
    pub from: String,
    /// What becomes of it.
    pub outcome: RowOutcome,
    /// What is wrong with it; null where nothing is.
    pub message: Option<String>,
}

/// What becomes of a table that is replaced.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TableReport {
    /// Whether it was only asked; a table with invalid rows is not replaced either.
    pub dry_run: bool,
    /// How many rows are added.
    pub added: u64,
    /// How many rows get another value.
    pub changed: u64,
    /// How many rows stay as they were.
    pub unchanged: u64,
    /// How many rows go.
    pub removed: u64,
    /// How many rows cannot be taken.
    pub invalid: u64,
    /// Each row.
    pub rows: Vec<RowReport>,
}

/// What carts had that is not known.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Unmapped {
    /// The most frequent first.
    pub items: Vec<UnmappedValue>,
}

/// A value that is not known, or that does not fit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct UnmappedValue {
    /// `unit_unknown`, `classification_missing`, `classification_code`, `classification_version` or `too_long`; `repaired` for what OCI's form
    /// had no room for.
    pub code: String,
    /// The field of the line; of OCI's form where it was repaired.
    pub field: String,
    /// The unit; else the line's article.
    pub value: String,
    /// What is wrong, and what would be right.
    pub message: String,
    /// How many of the carts had it.
    pub carts: u64,
    /// When one last did.
    pub last_at: Timestamp,
    /// The log's entry of that.
    pub transaction_id: Uuid,
}
