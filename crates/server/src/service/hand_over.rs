//! A session's return to the procurement system: with a cart (transfer to requisition) or without one (cancel).

use cxml::{Version, WriteOptions};
use punchout::{
    cart::{Cart, CartProblem, CartRules, Target, arrange, check},
    connection::{CartEncoding, Connection},
    finding::Findings,
    ids::HandOverId,
    mapped::{self, Explanation, Purpose},
    named_error::ErrorCode,
    protocol::cxml::{self as protocol, Envelope},
    secret::{Secret, TokenHash},
    session::{HandOver, HandOverKind, ReturnContext, Session, SessionEvent, SessionEventKind},
    setup::Refusal,
    time::Timestamp,
    transfer,
};

use super::setup::envelope;
use crate::{
    random,
    settings::{Mappings, Snapshot},
    state::AppState,
};

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
    let envelope = envelope(state, now);
    let (bytes, found) = match cart {
        Some(cart) => {
            let way = Way {
                connection,
                mappings: settings.mappings(connection.id),
                explain: false,
            };
            let (bytes, found, _) = write_cart(session, cart, way, &envelope)?;
            (bytes, found)
        }
        None => {
            let document = protocol::empty_message(session, &envelope);
            (
                cxml::write(&document, &options(session, connection)),
                Findings::default(),
            )
        }
    };
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
            target: connection.protocol.return_target(&session.extrinsics),
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
        findings: found,
    })
}

/// How a cart is written.
#[derive(Clone, Copy)]
pub struct Way<'a> {
    /// The connection.
    pub connection: &'a Connection,
    /// Its mappings, where it has any.
    pub mappings: Option<&'a Mappings>,
    /// Whether to tell how each field came about.
    pub explain: bool,
}

/// Checks a cart and writes it as the procurement system takes it: with what was found about it on its way, and how the fields of the
/// connection's mapping came about.
///
/// # Errors
///
/// [`NoHandOver`].
pub fn write_cart(
    session: &Session,
    cart: &Cart,
    way: Way<'_>,
    envelope: &Envelope,
) -> Result<(Vec<u8>, Findings, Vec<Explanation>), NoHandOver> {
    let rules = CartRules {
        connection: way.connection,
        session: session.id,
        operation: session.operation,
        default_currency: session.currency.as_deref(),
    };
    let tables = way.mappings.map(Mappings::tables);
    let translated = tables
        .filter(|tables| !tables.is_empty())
        .map(|tables| tables.translated(cart));
    let cart = translated.as_ref().unwrap_or(cart);
    let checked = check(cart, &rules).map_err(NoHandOver::Cart)?;
    let options = options(session, way.connection);
    let target = Target {
        header_discount: options.version >= Version::V1_2_036,
        composites: options.version >= Version::V1_2_036,
    };
    let (arranged, mut findings) = arrange(checked, way.connection, target);
    let document = protocol::order_message(session, &arranged, envelope);
    let mapping = way.mappings.map(|mappings| mappings.get(Purpose::Cart));
    match mapping.transpose() {
        Ok(Some(Some(mapping))) => {
            let neutral = mapped::neutral_cart(&arranged, session, mapping);
            let written =
                protocol::mapped::write(mapping, &document, &options, &neutral, way.explain);
            let (bytes, told) = written.map_err(|error| {
                let text = format!("The cart mapping was ended: {error}.");
                let refusal = Refusal::new(ErrorCode::InvalidCart, text);
                NoHandOver::Refused(refusal.of(way.connection))
            })?;
            for finding in told.findings {
                findings.add(finding);
            }
            return Ok((bytes, findings, told.explanations));
        }
        Ok(_) => {}
        Err(unusable) => findings.add(unusable),
    }
    Ok((cxml::write(&document, &options), findings, Vec::new()))
}

/// In the connection's version or, where it leaves that open, the highest that the caller knows.
fn options(session: &Session, connection: &Connection) -> WriteOptions {
    let ReturnContext::Cxml { version, .. } = &session.return_context;
    let caller = version.as_deref().and_then(|text| text.parse().ok());
    WriteOptions {
        version: connection.order_message_version(caller.as_ref()),
        ascii: connection.cart_encoding == CartEncoding::UrlEncoded,
    }
}
