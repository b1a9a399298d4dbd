//! Entry points: the gateway URLs given to a buyer.

use crate::{
    ids::{ConnectionId, EntryPointId, StoreId},
    time::Timestamp,
};

/// A gateway URL where a procurement system can punch out through a connection into a store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EntryPoint {
    /// Its id.
    pub id: EntryPointId,
    /// The connection.
    pub connection_id: ConnectionId,
    /// The store.
    pub store_id: StoreId,
    /// The unguessable last part of the URL; can be renewed.
    pub slug: String,
    /// When a session was last opened through it.
    pub last_used_at: Option<Timestamp>,
    /// When it was made.
    pub created_at: Timestamp,
}
