//! The decision about a return to the procurement system, with a cart or without one.

use crate::{
    connection::Connection,
    named_error::ErrorCode,
    return_url::{self, ReturnUrl},
    session::{HandOver, HandOverKind, Operation, Permission, Session, Transition},
    setup::Refusal,
    time::Timestamp,
    transaction::TransactionType,
};

impl HandOverKind {
    /// As what the log has a hand-over of this kind.
    #[must_use]
    pub const fn transaction_type(self) -> TransactionType {
        match self {
            Self::Transfer => TransactionType::TransferToRequisition,
            Self::Cancel => TransactionType::Cancel,
        }
    }

    /// What a hand-over of this kind does to a session.
    #[must_use]
    pub const fn transition(self) -> Transition {
        match self {
            Self::Transfer => Transition::Transfer,
            Self::Cancel => Transition::Cancel,
        }
    }
}

impl HandOver {
    /// Whether no address is known to return to: the buyer only learns that the session is over.
    #[must_use]
    pub const fn leads_nowhere(&self) -> bool {
        self.action.is_empty()
    }
}

/// Decides whether a session can return, and where to: nowhere where a buyer leaves without a cart and no address is known or allowed.
///
/// The return URL is checked again: the connection's allowed hosts may have changed since the setup.
///
/// # Errors
///
/// A refusal that names the reason: the session's state, its operation, its permissions, or the return URL.
pub fn decide(
    session: &Session,
    connection: &Connection,
    kind: HandOverKind,
    now: Timestamp,
) -> Result<Option<ReturnUrl>, Refusal> {
    let refuse = |error, text: String| Err(Refusal::new(error, text).of(connection));
    let state = session.state_at(now);
    if state.after(kind.transition()).is_none() {
        return refuse(
            ErrorCode::SessionState,
            format!("The session is {}.", state.name()),
        );
    }
    if kind == HandOverKind::Transfer {
        if session.operation == Operation::Inspect {
            return refuse(
                ErrorCode::InspectOnly,
                "The session was opened to inspect a cart.".to_owned(),
            );
        }
        if !session.permits(Permission::CheckOutOpenOrders) {
            return refuse(
                ErrorCode::NotPermitted,
                "The session lacks the permission check_out_open_orders.".to_owned(),
            );
        }
    }
    let (url, whose) = match (&session.return_url, &connection.default_return_url) {
        (Some(url), _) => (url, "The return URL"),
        (None, Some(url)) => (url, "The connection's default return URL"),
        // Who leaves without a cart has nothing to take along: the session ends, and nobody is trapped in the shop.
        (None, None) if kind == HandOverKind::Cancel => return Ok(None),
        (None, None) => {
            return refuse(
                ErrorCode::NoReturnUrl,
                "The setup named no return URL, and the connection has no default.".to_owned(),
            );
        }
    };
    match return_url::check(url, connection.mode, &connection.allowed_return_hosts) {
        Ok(checked) => Ok(Some(checked)),
        // The allowed hosts were changed while the buyer was in the shop.
        Err(_) if kind == HandOverKind::Cancel => Ok(None),
        Err(unusable) => refuse(unusable.error, unusable.told(whose, url)),
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::{
        ids::{BuyerId, SessionId},
        secret::TokenHash,
        session::SessionState,
        setup::{Fresh, decide as decide_setup},
        test_data,
    };

    const NOW: Timestamp = Timestamp(1_000_000);

    fn run(
        change: impl FnOnce(&mut Session, &mut Connection),
        kind: HandOverKind,
    ) -> Result<String, ErrorCode> {
        let mut connection = test_data::connection(1);
        let fresh = Fresh {
            session_id: SessionId(Uuid::nil()),
            start_code: TokenHash::of("code"),
        };
        let plan = decide_setup(&connection, test_data::setup_request()).unwrap();
        let buyer = (BuyerId(Uuid::nil()), false);
        let mut session =
            plan.into_session(&connection, &test_data::store(), buyer, fresh, Timestamp(0));
        session.state = SessionState::Shopping;
        change(&mut session, &mut connection);
        decide(&session, &connection, kind, NOW)
            .map(|checked| checked.map_or_else(String::new, |checked| checked.url))
            .map_err(|refusal| refusal.error)
    }

    #[test]
    fn a_shopping_session_returns_to_its_url() {
        for kind in [HandOverKind::Transfer, HandOverKind::Cancel] {
            assert_eq!(
                run(|_, _| (), kind),
                Ok("https://buyer.example/in".to_owned())
            );
        }
    }

    #[test]
    fn who_inspects_can_only_cancel() {
        let inspect =
            |session: &mut Session, _: &mut Connection| session.operation = Operation::Inspect;
        assert_eq!(
            run(inspect, HandOverKind::Transfer),
            Err(ErrorCode::InspectOnly)
        );
        assert!(run(inspect, HandOverKind::Cancel).is_ok());
    }

    #[test]
    fn who_leaves_without_a_cart_needs_no_address() {
        let nowhere = |session: &mut Session, _: &mut Connection| session.return_url = None;
        assert_eq!(run(nowhere, HandOverKind::Cancel), Ok(String::new()));
    }

    #[test]
    fn each_refusal_has_its_name() {
        let transfer =
            |change: fn(&mut Session, &mut Connection)| run(change, HandOverKind::Transfer);
        assert_eq!(
            transfer(|s, _| s.state = SessionState::Started),
            Err(ErrorCode::SessionState)
        );
        assert_eq!(
            transfer(|s, _| s.expires_at = NOW),
            Err(ErrorCode::SessionState)
        );
        assert_eq!(
            transfer(|s, _| s.permissions.clear()),
            Err(ErrorCode::NotPermitted)
        );
        assert_eq!(
            transfer(|s, _| s.return_url = None),
            Err(ErrorCode::NoReturnUrl)
        );
        assert_eq!(
            transfer(|_, c| c.allowed_return_hosts = vec!["other.example".to_owned()]),
            Err(ErrorCode::ReturnHostNotAllowed)
        );
        // Who is inside can always leave.
        let nowhere = run(
            |_, c| c.allowed_return_hosts = vec!["other.example".to_owned()],
            HandOverKind::Cancel,
        );
        assert_eq!(nowhere, Ok(String::new()));
    }
}
