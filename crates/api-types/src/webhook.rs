//! What a store is told of by the gateway.

use serde::{Deserialize, Serialize};

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
    /// The session is over: cancelled, ended by an administrator, or superseded by a newer one.
    #[serde(rename = "session.ended")]
    SessionEnded,
}

impl WebhookEventKind {
    /// All there are.
    pub const ALL: [Self; 4] = [
        Self::SessionCreated,
        Self::SessionStarted,
        Self::CartAskedBack,
        Self::SessionEnded,
    ];

    /// Its name in JSON.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::SessionCreated => "session.created",
            Self::SessionStarted => "session.started",
            Self::CartAskedBack => "cart.asked_back",
            Self::SessionEnded => "session.ended",
        }
    }

    /// The one of a name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}
