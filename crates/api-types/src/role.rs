//! Roles: sets of what buyers may do in a store.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

pub use crate::punch_out_session::Permission;
use crate::{patch::merge_patch, scalar::Timestamp};

/// A set of what buyers may do in a store.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Role {
    /// Its id.
    pub id: Uuid,
    /// Its name.
    pub name: String,
    /// What it allows.
    pub permissions: Vec<Permission>,
    /// Whether it is `punch-out-buyer`, which is always there and everybody's who has no other.
    pub built_in: bool,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it was last changed.
    pub updated_at: Timestamp,
}

/// A role to be made.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({"name": "browse only", "permissions": ["view_open_orders"]})))]
#[cfg_attr(feature = "validate", derive(validator::Validate))]
#[serde(deny_unknown_fields)]
pub struct NewRole {
    /// Its name, unique without regard to case.
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 200))]
    #[cfg_attr(feature = "validate", validate(length(min = 1, max = 200)))]
    pub name: String,
    /// What it allows; nothing where empty.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_items = 20))]
    #[cfg_attr(feature = "validate", validate(length(max = 20)))]
    pub permissions: Vec<Permission>,
}

merge_patch! {
    /// A change of a role.
    pub struct RolePatch {
        /// Its name.
        pub name: String,
        /// What it allows.
        pub permissions: Vec<Permission>,
    }
}
