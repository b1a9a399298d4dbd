//! What happened to sessions.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::scalar::Timestamp;

/// What happened to a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum SessionEventKind {
    /// The setup was accepted.
    Created,
    /// The buyer's browser posted the start page; an access token was minted.
    Started,
    /// The store redeemed the access token.
    Redeemed,
    /// The store handed a cart over.
    Transferred,
    /// The store cancelled.
    Cancelled,
    /// The return page was opened.
    HandOverOpened,
    /// The browser set out to post the form; that it was received nobody can know.
    HandOverAttempted,
    /// An administrator ended the session.
    Ended,
    /// A newer session of the same buyer took its place.
    Superseded,
    /// Its time had run out; noted a while after.
    Expired,
    /// The shop did not take the buyer in; the start page can be posted again.
    StartFailed,
    /// Its time had run out, and the shop had not taken the buyer in; noted a while after.
    Failed,
    /// An administrator gave the return a new link.
    HandOverReissued,
    /// It will end by itself soon, if nothing more is done with it; the store is told.
    Expiring,
    /// What is returned was taken: where the gateway hands it over itself, as with `punchout2go`.
    HandOverDelivered,
    /// The order of its cart came.
    Ordered,
    /// A further order of its cart came, or a change of one.
    OrderReceived,
    /// The store said what it makes of an order.
    OrderAcknowledged,
}

/// An entry of a session's timeline.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SessionEvent {
    /// Its id.
    pub id: Uuid,
    /// When.
    pub at: Timestamp,
    /// What.
    pub kind: SessionEventKind,
    /// More, for people.
    pub detail: Option<String>,
}

/// A session's timeline, oldest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Timeline {
    /// What happened.
    pub items: Vec<SessionEvent>,
}
