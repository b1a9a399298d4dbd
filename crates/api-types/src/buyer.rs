//! Buyers: the people who punch out.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{page::Sort, patch::merge_patch, scalar::Timestamp};

/// A person who punches out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Buyer {
    /// Their id.
    pub id: Uuid,
    /// The business unit they buy for.
    pub business_unit_id: Uuid,
    /// Their e-mail address.
    pub email: String,
    /// Given name.
    pub first_name: Option<String>,
    /// Family name.
    pub last_name: Option<String>,
    /// The shop's own customer reference.
    pub external_reference: Option<String>,
    /// Their role; the business unit's or the connection's where null.
    #[serde(default)]
    pub role_id: Option<Uuid>,
    /// When the record was made.
    pub created_at: Timestamp,
    /// When it was last changed.
    pub updated_at: Timestamp,
}

/// A buyer to be made.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({"business_unit_id": "01999f3a-7c00-7000-8000-000000000002", "email": "anna.meyer@buyer.example", "first_name": "Anna", "last_name": "Meyer", "external_reference": "K-4711"})))]
#[cfg_attr(feature = "validate", derive(validator::Validate))]
#[serde(deny_unknown_fields)]
pub struct NewBuyer {
    /// The business unit they buy for.
    pub business_unit_id: Uuid,
    /// Their e-mail address: unique in the business unit, without regard to case.
    #[cfg_attr(
        feature = "openapi",
        schema(format = "email", min_length = 3, max_length = 254)
    )]
    #[cfg_attr(feature = "validate", validate(length(min = 3, max = 254)))]
    pub email: String,
    /// Given name.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_length = 200))]
    #[cfg_attr(feature = "validate", validate(length(max = 200)))]
    pub first_name: Option<String>,
    /// Family name.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_length = 200))]
    #[cfg_attr(feature = "validate", validate(length(max = 200)))]
    pub last_name: Option<String>,
    /// The shop's own customer reference.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_length = 200))]
    #[cfg_attr(feature = "validate", validate(length(max = 200)))]
    pub external_reference: Option<String>,
    /// Their role; the business unit's or the connection's where absent.
    #[serde(default)]
    pub role_id: Option<Uuid>,
}

merge_patch! {
    /// A change of a buyer.
    pub struct BuyerPatch {
        /// The business unit they buy for.
        pub business_unit_id: Uuid,
        /// Their e-mail address.
        pub email: String,
        /// Given name.
        pub first_name: String,
        /// Family name.
        pub last_name: String,
        /// The shop's own customer reference.
        pub external_reference: String,
        /// Their role.
        pub role_id: Uuid,
    }
}

/// Which buyers.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
#[serde(deny_unknown_fields)]
pub struct BuyerQuery {
    /// Those of a business unit only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub business_unit_id: Option<Uuid>,
    /// The one with this e-mail address, without regard to case.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", param(max_length = 254))]
    pub email: Option<String>,
    /// Those whose name, e-mail address or reference contains this, without regard to case.
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
