//! A session's return to the procurement system: with a cart (transfer to requisition) or without one (cancel).

use cxml::{Version, WriteOptions};
use punchout::{
    cart::{Cart, CartProblem, CartRules, Target, arrange, check},
    connection::{CartEncoding, Connection},
    finding::Findings,
    ids::HandOverId,
    named_error::ErrorCode,
    protocol::cxml as protocol,
    secret::{Secret, TokenHash},
    session::{HandOver, HandOverKind, ReturnContext, Session, SessionEvent, SessionEventKind},
    setup::Refusal,
    time::Timestamp,
    transfer,
};

use super::setup::envelope;
use crate::{random, settings::Snapshot, state::AppState};

/// Why a session cannot return.
#[derive(Debug)]
pub enum NoHandOver {
    /// The session or its settings do not allow it.
    Refused(Refusal),
    /// The cart would be refused by the buyer's system.
    Cart(Vec<CartProblem>),
}

/// A hand-over that is ready to be written, and what is told of it once.
pub struct Prepared {
    /// The hand-over.
    pub hand_over: HandOver,
    /// The code in its URL.
    pub code: Secret<String>,
    /// What it adds to the session's timeline.
    pub event: SessionEvent,
    /// The document as it goes through the browser, for the log.
    pub document: Vec<u8>,
    /// What was found about the cart on its way out.
    pub findings: Findings,
}

/// Prepares the hand-over of a cart, or of none (a cancellation).
///
/// # Errors
///
/// [`NoHandOver`].
pub fn prepare(
    session: &Session,
    cart: Option<&Cart>,
    settings: &Snapshot,
    state: &AppState,
    now: Timestamp,
) -> Result<Prepared, NoHandOver> {
    let kind = if cart.is_some() {
        HandOverKind::Transfer
    } else {
        HandOverKind::Cancel
    };
    let connection = settings.connection(session.connection_id).ok_or_else(|| {
        NoHandOver::Refused(Refusal::new(
            ErrorCode::ConnectionInactive,
            "The session's connection was archived.",
        ))
    })?;
    let returned = transfer::decide(session, connection, kind, now).map_err(NoHandOver::Refused)?;
    let version = version_of(session, connection);
    let mut findings = Findings::default();
    let document = match cart {
        Some(cart) => {
            let rules = CartRules {
                connection,
                session: session.id,
                operation: session.operation,
                default_currency: session.currency.as_deref(),
            };
            let checked = check(cart, &rules).map_err(NoHandOver::Cart)?;
            let target = Target {
                header_discount: version >= Version::V1_2_036,
                composites: version >= Version::V1_2_036,
            };
            let (arranged, found) = arrange(checked, connection, target);
            findings = found;
            protocol::order_message(session, &arranged, &envelope(state, now))
        }
        None => protocol::empty_message(session, &envelope(state, now)),
    };
    let ascii = connection.cart_encoding == CartEncoding::UrlEncoded;
    let options = WriteOptions { version, ascii };
    let bytes = cxml::write(&document, &options);
    let (field_name, field_value) = protocol::form_field(
        connection.cart_encoding,
        connection.cart.field_name.as_deref(),
        &bytes,
    );
    let code = random::code(random::CODE_BYTES);
    let ttl = settings
        .store(session.store_id)
        .map_or(86_400, |store| store.handoff_ttl_seconds);
    Ok(Prepared {
        hand_over: HandOver {
            id: HandOverId(random::id()),
            session_id: session.id,
            kind,
            code: TokenHash::of(code.expose()),
            action: returned.url,
            target: "_top".to_owned(),
            field_name,
            field_value,
            created_at: now,
            expires_at: now.plus_seconds(i64::from(ttl)),
            voided_at: None,
            opened_at: None,
            attempted_at: None,
        },
        code,
        event: SessionEvent {
            id: random::id().into(),
            session_id: session.id,
            at: now,
            kind: match kind {
                HandOverKind::Transfer => SessionEventKind::Transferred,
                HandOverKind::Cancel => SessionEventKind::Cancelled,
            },
            detail: cart.map(|cart| format!("{} lines", cart.items.len())),
        },
        document: bytes,
        findings,
    })
}

/// The version that a document goes back in: the connection's or, where it leaves that open, the highest that the caller knows.
fn version_of(session: &Session, connection: &Connection) -> Version {
    let ReturnContext::Cxml { version, .. } = &session.return_context;
    let pinned = connection.cart.document_version.as_ref();
    let version = pinned
        .or(version.as_ref())
        .and_then(|text| text.parse::<Version>().ok());
    Version::highest_held_not_above(version.as_ref())
}
