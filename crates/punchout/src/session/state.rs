//! The states of a session and the ways between them.

use serde::{Deserialize, Serialize};

/// Where a session stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SessionState {
    /// The setup was accepted.
    Created,
    /// The start page was posted.
    Started,
    /// The access token was redeemed.
    Shopping,
    /// The cart was handed over.
    Transferred,
    /// The order came back.
    Ordered,
    /// The buyer returned without a cart.
    Cancelled,
    /// An administrator ended it.
    Ended,
    /// A newer session took its place.
    Superseded,
    /// Its time ran out.
    Expired,
    /// The shop did not take the buyer in, and the time ran out.
    Failed,
}

/// What can be done with a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Transition {
    /// The buyer's browser posts the start page.
    Start,
    /// The store redeems the access token.
    Redeem,
    /// The buyer's browser posts the start page, and goes on to a store that has no access tokens.
    Enter,
    /// The store hands the cart over.
    Transfer,
    /// The store returns the buyer without a cart.
    Cancel,
    /// An administrator ends it.
    End,
    /// The same buyer punches out again, with the same BuyerCookie.
    Supersede,
    /// The order of its cart comes.
    Order,
}

impl Transition {
    /// All transitions.
    pub const ALL: [Self; 8] = [
        Self::Start,
        Self::Redeem,
        Self::Enter,
        Self::Transfer,
        Self::Cancel,
        Self::End,
        Self::Supersede,
        Self::Order,
    ];
}

impl SessionState {
    /// All states.
    pub const ALL: [Self; 10] = [
        Self::Created,
        Self::Started,
        Self::Shopping,
        Self::Transferred,
        Self::Ordered,
        Self::Cancelled,
        Self::Ended,
        Self::Superseded,
        Self::Expired,
        Self::Failed,
    ];

    /// Its name, as it stands in JSON and in the database.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Created => "created",
            Self::Started => "started",
            Self::Shopping => "shopping",
            Self::Transferred => "transferred",
            Self::Ordered => "ordered",
            Self::Cancelled => "cancelled",
            Self::Ended => "ended",
            Self::Superseded => "superseded",
            Self::Expired => "expired",
            Self::Failed => "failed",
        }
    }

    /// Whether something can still happen in it; such a session expires by itself.
    #[must_use]
    pub const fn is_open(self) -> bool {
        matches!(
            self,
            Self::Created | Self::Started | Self::Shopping | Self::Transferred
        )
    }

    /// The state after a transition, or `None` where that is impossible.
    #[must_use]
    pub const fn after(self, transition: Transition) -> Option<Self> {
        use SessionState::{
            Cancelled, Created, Ended, Expired, Ordered, Shopping, Started, Superseded, Transferred,
        };
        match (self, transition) {
            // Posted again before the token is redeemed: a reload, or a second tab.
            (Created | Started, Transition::Start) => Some(Started),
            (Started, Transition::Redeem) => Some(Shopping),
            // From started where the store had tokens a moment ago.
            (Created | Started, Transition::Enter) => Some(Shopping),
            // Again: a corrected cart replaces the earlier one.
            (Shopping | Transferred, Transition::Transfer) => Some(Transferred),
            (Shopping | Transferred, Transition::Cancel) => Some(Cancelled),
            (Created | Started | Shopping | Transferred, Transition::End) => Some(Ended),
            // Not after the transfer: some procurement systems edit a cart under the BuyerCookie that it came with.
            (Created | Started | Shopping, Transition::Supersede) => Some(Superseded),
            // Orders come when they are approved, which may take longer than a session lives. Of sessions whose time ran out, those
            // that handed a cart over alone.
            (Transferred | Expired, Transition::Order) => Some(Ordered),
            _ => None,
        }
    }

    /// The states that a transition may start from; what a compare-and-set compares with.
    #[must_use]
    pub fn before(transition: Transition) -> Vec<Self> {
        Self::ALL
            .into_iter()
            .filter(|state| state.after(transition).is_some())
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_happens_after_an_end_but_that_an_order_comes() {
        for state in SessionState::ALL
            .into_iter()
            .filter(|state| !state.is_open())
        {
            for transition in Transition::ALL {
                let after = match (state, transition) {
                    (SessionState::Expired, Transition::Order) => Some(SessionState::Ordered),
                    _ => None,
                };
                assert_eq!(state.after(transition), after, "{state:?} {transition:?}");
            }
        }
    }

    #[test]
    fn a_token_is_redeemed_from_started_alone() {
        assert_eq!(
            SessionState::before(Transition::Redeem),
            [SessionState::Started]
        );
    }

    #[test]
    fn a_store_without_tokens_is_entered_once() {
        assert_eq!(
            SessionState::before(Transition::Enter),
            [SessionState::Created, SessionState::Started]
        );
    }

    #[test]
    fn a_cart_that_was_handed_over_is_not_superseded() {
        assert_eq!(
            SessionState::before(Transition::Supersede),
            [
                SessionState::Created,
                SessionState::Started,
                SessionState::Shopping
            ]
        );
    }
}
