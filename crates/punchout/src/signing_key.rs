//! Keys that calls of the gateway to a store are signed with.

use crate::{
    ids::{SigningKeyId, StoreId},
    secret::Sealed,
    time::Timestamp,
};

/// How many keys a store can have at once: the present one, and the next while the store changes over.
pub const MAX_LIVE: usize = 2;

/// A key that calls to a store are signed with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SigningKey {
    /// Its id.
    pub id: SigningKeyId,
    /// The store.
    pub store_id: StoreId,
    /// The key itself, sealed.
    pub secret: Sealed,
    /// The last characters of it, to recognise it by.
    pub hint: String,
    /// When it was made.
    pub created_at: Timestamp,
}
