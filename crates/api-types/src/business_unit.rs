//! Business units: the parts of a company that sessions belong to.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{page::Sort, patch::merge_patch, scalar::Timestamp};

/// A part of a buying organisation; sessions belong to one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BusinessUnit {
    /// Its id.
    pub id: Uuid,
    /// The company it is part of.
    pub company_id: Uuid,
    /// Its name.
    pub name: String,
    /// The shop's own account reference.
    pub external_reference: Option<String>,
    /// The role of its buyers who have none of their own; the connection's where null.
    #[serde(default)]
    pub role_id: Option<Uuid>,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it was last changed.
    pub updated_at: Timestamp,
}

/// A business unit to be made.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({"company_id": "01999f3a-7c00-7000-8000-000000000001", "name": "Plant Ulm", "external_reference": "BU-7"})))]
#[cfg_attr(feature = "validate", derive(validator::Validate))]
#[serde(deny_unknown_fields)]
pub struct NewBusinessUnit {
    /// The company it is part of.
    pub company_id: Uuid,
    /// Its name.
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 200))]
    #[cfg_attr(feature = "validate", validate(length(min = 1, max = 200)))]
    pub name: String,
    /// The shop's own account reference.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_length = 200))]
    #[cfg_attr(feature = "validate", validate(length(max = 200)))]
    pub external_reference: Option<String>,
    /// The role of its buyers who have none of their own; the connection's where absent.
    #[serde(default)]
    pub role_id: Option<Uuid>,
}

merge_patch! {
    /// A change of a business unit.
    pub struct BusinessUnitPatch {
        /// The company it is part of.
        pub company_id: Uuid,
        /// Its name.
        pub name: String,
        /// The shop's own account reference.
        pub external_reference: String,
        /// The role of its buyers who have none of their own.
        pub role_id: Uuid,
    }
}

/// Which business units.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
#[serde(deny_unknown_fields)]
pub struct BusinessUnitQuery {
    /// Those of a company only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub company_id: Option<Uuid>,
    /// Those whose name or reference contains this, without regard to case.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", param(max_length = 200))]
    pub q: Option<String>,
    /// In which order: by creation where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", param(inline))]
    pub sort: Option<Sort>,
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
