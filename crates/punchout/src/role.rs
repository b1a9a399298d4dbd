//! Roles: sets of what buyers may do in a store.

use uuid::Uuid;

use crate::{ids::RoleId, session::Permission, time::Timestamp};

/// The role that is always there, `punch-out-buyer`: it holds [`crate::session::PUNCH_OUT_BUYER`], and is everybody's who has no other.
pub const BUILT_IN: RoleId = RoleId(Uuid::from_u128(0x0199_9f3a_7c00_7000_8000_0000_0000_0001));

/// A set of what buyers may do in a store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Role {
    /// Its id.
    pub id: RoleId,
    /// Its name, unique without regard to case.
    pub name: String,
    /// What it allows.
    pub permissions: Vec<Permission>,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it was last changed.
    pub updated_at: Timestamp,
    /// Grows with each change.
    pub version: i64,
}
