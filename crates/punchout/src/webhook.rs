//! What stores are told of, and when that is tried again.

use serde::{Deserialize, Serialize};

use crate::{
    ids::{StoreId, WebhookAttemptId, WebhookDeliveryId},
    session::{Operation, SessionEventKind},
    time::Timestamp,
};

/// How long it takes to the next attempt after each one, in seconds: about two days in all.
const WAITS: [i64; 8] = [10, 60, 300, 1_800, 7_200, 21_600, 43_200, 86_400];

/// Where a delivery stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DeliveryState {
    /// It is to be tried, or tried again.
    Pending,
    /// The store took it.
    Delivered,
    /// It was tried often enough.
    Failed,
}

/// An event on its way to a store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WebhookDelivery {
    /// Its id; the same in each attempt.
    pub id: WebhookDeliveryId,
    /// The store.
    pub store_id: StoreId,
    /// What it is about, a session or an order: of one subject is told in order. `None` for what is told as soon as it can be.
    pub subject: Option<String>,
    /// What happened, by its name in JSON.
    pub event: String,
    /// When it happened.
    pub at: Timestamp,
    /// What the store is told: JSON.
    pub body: String,
    /// Where it stands.
    pub state: DeliveryState,
    /// How often it was tried.
    pub attempts: i32,
    /// When it is tried next.
    pub next_attempt_at: Option<Timestamp>,
    /// When it was tried last.
    pub last_attempt_at: Option<Timestamp>,
    /// HTTP status of the last answer.
    pub last_status: Option<u16>,
    /// Why the last attempt failed.
    pub last_error: Option<String>,
}

impl WebhookDelivery {
    /// What follows from an attempt: an HTTP status, or why there is none.
    pub fn attempted(&mut self, outcome: Result<u16, String>, now: Timestamp) {
        self.attempts = self.attempts.saturating_add(1);
        self.last_attempt_at = Some(now);
        self.last_status = outcome.as_ref().ok().copied();
        self.last_error = outcome.as_ref().err().cloned();
        if matches!(outcome, Ok(200..=299)) {
            self.state = DeliveryState::Delivered;
            self.next_attempt_at = None;
            return;
        }
        let done = usize::try_from(self.attempts).unwrap_or(usize::MAX);
        let wait = done.checked_sub(1).and_then(|done| WAITS.get(done));
        self.next_attempt_at = wait.map(|seconds| now.plus_seconds(*seconds));
        self.state = match wait {
            Some(_) => DeliveryState::Pending,
            None => DeliveryState::Failed,
        };
    }

    /// Whether what happened to the same subject later waits for this one.
    #[must_use]
    pub fn is_waited_for(&self) -> bool {
        self.state == DeliveryState::Pending && self.attempts < WAITED_FOR
    }
}

/// How many attempts of a delivery others wait for. A store that refuses one event for good is told of the next ones all the same.
pub const WAITED_FOR: i32 = 4;

/// The most attempts that are kept of a delivery: the last ones.
pub const KEPT_ATTEMPTS: u64 = 20;

/// The most that is kept of what a store answered, in bytes.
pub const KEPT_ANSWER: usize = 1_024;

/// An attempt to tell a store of an event, and what came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WebhookAttempt {
    /// Its id.
    pub id: WebhookAttemptId,
    /// When it began.
    pub at: Timestamp,
    /// How long it took, in milliseconds.
    pub duration_ms: i64,
    /// HTTP status of the answer, or why there was none.
    pub outcome: Result<u16, String>,
    /// The beginning of what the store answered, at most [`KEPT_ANSWER`] bytes.
    pub answer: Vec<u8>,
}

/// What of a session's timeline stores are told of, by its names in JSON.
#[must_use]
pub const fn told(kind: SessionEventKind, operation: Operation) -> &'static [&'static str] {
    match (kind, operation) {
        (SessionEventKind::Created, Operation::Edit | Operation::Inspect) => {
            &["session.created", "cart.asked_back"]
        }
        (SessionEventKind::Created, _) => &["session.created"],
        (SessionEventKind::Started, _) => &["session.started"],
        (SessionEventKind::Expiring, _) => &["session.expiring"],
        (
            SessionEventKind::Cancelled
            | SessionEventKind::Ended
            | SessionEventKind::Superseded
            | SessionEventKind::Expired
            | SessionEventKind::Failed,
            _,
        ) => &["session.ended"],
        _ => &[],
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn what_fails_is_tried_later_and_later_and_then_no_more() {
        let mut delivery = WebhookDelivery {
            id: WebhookDeliveryId(Uuid::nil()),
            store_id: StoreId(Uuid::nil()),
            subject: None,
            event: "session.started".to_owned(),
            at: Timestamp(0),
            body: String::new(),
            state: DeliveryState::Pending,
            attempts: 0,
            next_attempt_at: None,
            last_attempt_at: None,
            last_status: None,
            last_error: None,
        };
        let mut now = Timestamp(0);
        for wait in WAITS {
            delivery.attempted(Ok(500), now);
            assert_eq!(delivery.state, DeliveryState::Pending);
            assert_eq!(delivery.next_attempt_at, Some(now.plus_seconds(wait)));
            now = now.plus_seconds(wait);
        }
        delivery.attempted(Err("no answer".to_owned()), now);
        assert_eq!(delivery.state, DeliveryState::Failed);
        assert_eq!(
            (delivery.next_attempt_at, delivery.last_status),
            (None, None)
        );
        delivery.attempted(Ok(204), now);
        assert_eq!(delivery.state, DeliveryState::Delivered);
        assert_eq!(delivery.last_error, None);
    }

    #[test]
    fn an_earlier_cart_is_told_of_as_well() {
        let told = |operation| told(SessionEventKind::Created, operation).len();
        assert_eq!((told(Operation::Create), told(Operation::Edit)), (1, 2));
    }
}
