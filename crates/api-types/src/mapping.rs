//! Mappings: how fields go between documents and neutral data.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use uuid::Uuid;

use crate::{connection::Format, page::Sort, patch::merge_patch, scalar::Timestamp};

/// A mapping: an object of objects in the mapping language.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(
    feature = "openapi",
    schema(
        value_type = Object,
        example = json!({"cart_item": {"multi_lines": true, "fields": {"name": {"path": "ItemDetail[1]/Description[1]"}}}})
    )
)]
#[serde(transparent)]
pub struct MappingJson(pub Map<String, Value>);

/// Mappings under a name, which connections inherit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MappingProfile {
    /// Its id.
    pub id: Uuid,
    /// Its name for people.
    pub name: String,
    /// The protocol of the connections that can have it.
    pub format: Format,
    /// The profile that it goes over, field by field.
    pub based_on: Option<Uuid>,
    /// How fields go from setup documents to the buyer and the session.
    pub request_mapping: Option<MappingJson>,
    /// How fields go from carts to what the procurement system takes.
    pub cart_mapping: Option<MappingJson>,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it was last changed.
    pub updated_at: Timestamp,
}

/// A mapping profile to be made.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({"name": "Ariba, short names", "format": "cxml", "cart_mapping": {"cart_item": {"multi_lines": true, "fields": {"name": {"path": "ItemDetail[1]/Description[1]", "transform": [{"cut": {"len": 40}}]}}}}})))]
#[cfg_attr(feature = "validate", derive(validator::Validate))]
#[serde(deny_unknown_fields)]
pub struct NewMappingProfile {
    /// Its name for people.
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 200))]
    #[cfg_attr(feature = "validate", validate(length(min = 1, max = 200)))]
    pub name: String,
    /// The protocol of the connections that can have it.
    #[serde(default)]
    pub format: Format,
    /// The profile that it goes over, field by field; of the same protocol.
    #[serde(default)]
    pub based_on: Option<Uuid>,
    /// How fields go from setup documents to the buyer and the session.
    #[serde(default)]
    pub request_mapping: Option<MappingJson>,
    /// How fields go from carts to what the procurement system takes.
    #[serde(default)]
    pub cart_mapping: Option<MappingJson>,
}

merge_patch! {
    /// A change of a mapping profile. A mapping is replaced as a whole.
    pub struct MappingProfilePatch {
        /// Its name for people.
        pub name: String,
        /// The profile that it goes over.
        pub based_on: Uuid,
        /// How fields go from setup documents to the buyer and the session.
        pub request_mapping: MappingJson,
        /// How fields go from carts to what the procurement system takes.
        pub cart_mapping: MappingJson,
    }
}

/// Which mapping profiles.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
#[serde(deny_unknown_fields)]
pub struct MappingProfileQuery {
    /// Those whose name contains this, without regard to case.
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
