//! What others may use of a node.

use std::time::Duration;

/// How long a buyer waits for their procurement side at most.
const DELIVERY_TIMEOUT: Duration = Duration::from_secs(15);

/// How long a store is waited for that is told of an event.
const WEBHOOK_TIMEOUT: Duration = Duration::from_secs(5);

/// What procurement systems may use of each node. Of numbers, 0 stands for no limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LimitsConfig {
    /// How many documents an entry point takes in a minute.
    pub per_entry_point: u32,
    /// How many documents a peer may send in a minute, and how many pages and calls of shops it may make beside; for IPv6 a network of 64
    /// bits counts as one.
    pub per_peer: u32,
    /// How long the procurement side may take to take a cart from server to server, while a buyer waits.
    pub delivery_timeout: Duration,
    /// How long a store may take to take what it is told of an event; nobody waits for that.
    pub webhook_timeout: Duration,
}

impl LimitsConfig {
    /// These numbers, and the usual times.
    #[must_use]
    pub const fn new(per_entry_point: u32, per_peer: u32) -> Self {
        Self {
            per_entry_point,
            per_peer,
            delivery_timeout: DELIVERY_TIMEOUT,
            webhook_timeout: WEBHOOK_TIMEOUT,
        }
    }
}
