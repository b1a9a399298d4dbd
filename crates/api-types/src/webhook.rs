//! What a store is told of by the gateway.

mod order;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

pub use order::{WebhookOrder, WebhookOrderLine};

use crate::{
    punch_out_session::{Operation, SessionEventKind},
    scalar::Timestamp,
};

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum WebhookEventKind {
    /// A procurement system was granted a session.
    #[serde(rename = "session.created")]
    SessionCreated,
    /// The buyer's browser set out for the store.
    #[serde(rename = "session.started")]
    SessionStarted,
    /// The procurement system wants an earlier cart edited or inspected.
    #[serde(rename = "cart.asked_back")]
    CartAskedBack,
    /// The session will end by itself soon, unless something is done with it before.
    #[serde(rename = "session.expiring")]
    SessionExpiring,
    /// The session is over: cancelled, ended by an administrator, superseded by a newer one, or out of time.
    #[serde(rename = "session.ended")]
    SessionEnded,
    /// The procurement system sent an order; it was taken.
    #[serde(rename = "order.received")]
    OrderReceived,
}

impl WebhookEventKind {
    /// All there are.
    pub const ALL: [Self; 6] = [
        Self::SessionCreated,
        Self::SessionStarted,
        Self::CartAskedBack,
        Self::SessionExpiring,
        Self::SessionEnded,
        Self::OrderReceived,
    ];

    /// Its name in JSON.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::SessionCreated => "session.created",
            Self::SessionStarted => "session.started",
            Self::CartAskedBack => "cart.asked_back",
            Self::SessionExpiring => "session.expiring",
            Self::SessionEnded => "session.ended",
            Self::OrderReceived => "order.received",
        }
    }

    /// The one of a name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

/// What a store is told: posted to its `webhook_url`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({"id": "01999f3a-7c00-7000-8000-00000000000a", "type": "session.ended", "timestamp": "2026-03-01T09:30:00.000Z", "store": "tools", "session": {"id": "01999f3a-7c00-7000-8000-000000000009", "event": "superseded", "operation": "create", "connection_id": "01999f3a-7c00-7000-8000-000000000004", "business_unit_id": "01999f3a-7c00-7000-8000-000000000005", "buyer_id": "01999f3a-7c00-7000-8000-000000000006", "expires_at": "2026-03-01T17:30:00.000Z"}})))]
pub struct WebhookEvent {
    /// Names it; the same in each attempt, and in the header `webhook-id`.
    pub id: Uuid,
    /// What happened.
    #[serde(rename = "type")]
    pub kind: WebhookEventKind,
    /// When it happened.
    pub timestamp: Timestamp,
    /// The store's key.
    pub store: String,
    /// The session that it is about; null with `order.received`.
    pub session: Option<WebhookSession>,
    /// The order, with `order.received`.
    #[serde(default)]
    pub order: Option<WebhookOrder>,
}

/// A session, as far as a store is told of it. The rest is answered to those who ask for it by its id.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WebhookSession {
    /// Its id.
    pub id: Uuid,
    /// What happened in its timeline: says how it ended.
    pub event: SessionEventKind,
    /// What the buyer came for.
    pub operation: Operation,
    /// The connection.
    pub connection_id: Uuid,
    /// The business unit.
    pub business_unit_id: Uuid,
    /// The buyer.
    pub buyer_id: Uuid,
    /// When it ends by itself.
    pub expires_at: Timestamp,
}

/// Where a delivery stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum WebhookDeliveryState {
    /// It is to be tried, or tried again.
    Pending,
    /// The store took it.
    Delivered,
    /// It was tried often enough; it can be sent again by hand.
    Failed,
}

/// An event on its way to a store.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WebhookDelivery {
    /// Its id, which the header `webhook-id` carries.
    pub id: Uuid,
    /// What happened.
    #[serde(rename = "type")]
    pub kind: String,
    /// When it happened.
    pub at: Timestamp,
    /// What the store is told: JSON, as it is posted.
    pub body: String,
    /// Where it stands.
    pub state: WebhookDeliveryState,
    /// How often it was tried.
    pub attempts: u32,
    /// When it is tried next.
    pub next_attempt_at: Option<Timestamp>,
    /// When it was tried last.
    pub last_attempt_at: Option<Timestamp>,
    /// HTTP status of the last answer; null where there was none.
    pub last_status: Option<u16>,
    /// Why there was none.
    pub last_error: Option<String>,
}

/// An event on its way to a store, with each attempt to tell it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WebhookDeliveryDetail {
    /// The delivery.
    #[serde(flatten)]
    pub delivery: WebhookDelivery,
    /// The attempts, the oldest first: the last 20, those before it was sent again by hand as well.
    pub attempt_log: Vec<WebhookAttempt>,
}

/// An attempt to tell a store of an event, and what came of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WebhookAttempt {
    /// When it began.
    pub at: Timestamp,
    /// How long it took, in milliseconds.
    pub duration_ms: u64,
    /// HTTP status of the answer; null where there was none.
    pub status: Option<u16>,
    /// Why there was none.
    pub error: Option<String>,
    /// The beginning of what the store answered, at most 1,024 bytes; null where it answered nothing.
    pub answer: Option<String>,
}

/// Which deliveries.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
#[serde(deny_unknown_fields)]
pub struct WebhookDeliveryQuery {
    /// Those that stand so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", param(inline))]
    pub state: Option<WebhookDeliveryState>,
    /// How many items, 50 where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", param(minimum = 1, maximum = 200))]
    pub limit: Option<u32>,
    /// `next_cursor` of the page before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
}
