//! Buyer maps: which id in a procurement system is which buyer.

use serde::{Deserialize, Serialize};
use uuid::Uuid;
#[cfg(feature = "validate")]
use validator::Validate;

/// A connection's buyer map.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "validate", derive(Validate))]
#[serde(deny_unknown_fields)]
pub struct BuyerMap {
    /// Its entries, in the order of the procurement system's ids.
    #[cfg_attr(feature = "openapi", schema(max_items = 10_000))]
    #[cfg_attr(feature = "validate", validate(length(max = 10_000), nested))]
    pub items: Vec<MappedBuyer>,
}

/// An entry of a buyer map.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "validate", derive(Validate))]
#[serde(deny_unknown_fields)]
pub struct MappedBuyer {
    /// Who, in the procurement system: what one of the connection's identity sources says, without regard to case.
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 200))]
    #[cfg_attr(feature = "validate", validate(length(min = 1, max = 200)))]
    pub external_id: String,
    /// Who, here.
    pub buyer_id: Uuid,
}
