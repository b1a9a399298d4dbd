//! A session's return to the procurement system: with a cart (transfer to requisition) or without one (cancel).

mod archived;
mod form;
mod json;

use std::borrow::Cow;

use cxml::{DocumentCharset, Version, WriteOptions};
use punchout::{
    Charset,
    cart::{Cart, CartProblem, CartRules, CheckedCart, Lacking, Target, arrange, check},
    connection::{CartEncoding, Connection, Format},
    finding::Findings,
    ids::HandOverId,
    mapped::{self, Explanation, Purpose},
    named_error::ErrorCode,
    ordered::HandedReference,
    protocol::cxml::{self as protocol, Envelope},
    return_url,
    secret::{Secret, TokenHash},
    session::{HandOver, HandOverKind, ReturnContext, Session, SessionEvent, SessionEventKind},
    setup::Refusal,
    time::Timestamp,
    transfer,
};

pub use archived::Archived;
pub(super) use form::{empty_form, oci_form};
pub(super) use json::json_form;

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
    pub document: Carried,
    /// What was found about the cart on its way out.
    pub findings: Findings,
    /// By what its order will name it.
    pub handed: Vec<HandedReference>,
}

/// What a browser carries.
pub struct Carried {
    /// The bytes.
    pub bytes: Vec<u8>,
    /// What they are.
    pub content_type: String,
}

/// A form that takes a session back, and what it carries.
pub struct ReturnForm {
    /// Names and values.
    pub fields: Vec<(String, String)>,
    /// The frame that it is posted into.
    pub target: String,
    /// The encoding that it is posted in.
    pub charset: Charset,
    /// What the browser carries.
    pub document: Carried,
    /// What was found about the cart on its way out.
    pub findings: Findings,
    /// By what its order will name it.
    pub handed: Vec<HandedReference>,
}

/// A cart as it is written in cXML.
pub struct WrittenCart {
    /// The document.
    pub bytes: Vec<u8>,
    /// What was found about it on its way.
    pub findings: Findings,
    /// How the fields of the connection's mapping came about.
    pub explanations: Vec<Explanation>,
    /// By what its order will name it.
    pub handed: Vec<HandedReference>,
}

/// Prepares the hand-over of a cart, or of none (a cancellation).
///
/// # Errors
///
/// [`NoHandOver`].
pub fn prepare(
    session: &Session,
    cart: Option<&Cart>,
    (settings, archived): (&Snapshot, Option<&Archived>),
    state: &AppState,
    now: Timestamp,
) -> Result<Prepared, NoHandOver> {
    let kind = if cart.is_some() {
        HandOverKind::Transfer
    } else {
        HandOverKind::Cancel
    };
    let way = archived::way(session, settings, archived)?;
    let connection = way.connection;
    let returned = transfer::decide(session, connection, kind, now).map_err(NoHandOver::Refused)?;
    let returned = returned.map_or_else(String::new, |returned| returned.url);
    let (form, action) = match &session.return_context {
        ReturnContext::Cxml { .. } => {
            let form = cxml_form(session, cart, way, &envelope(state, now))?;
            (form, returned)
        }
        ReturnContext::Oci { cancel_url, .. } => {
            let (form, _) = oci_form(session, cart, way)?;
            let elsewhere = cancel_url
                .as_deref()
                .filter(|_| kind == HandOverKind::Cancel);
            let elsewhere = cancel_address(elsewhere, connection);
            (form, elsewhere.unwrap_or(returned))
        }
        ReturnContext::PunchOut2Go { .. } => (json_form(session, cart, way)?, returned),
    };
    // Liferay lower-cases the address that the shop is answered with.
    let code = random::lower_case_code();
    let ttl = settings
        .store(session.store_id)
        .map_or(86_400, |store| store.handoff_ttl_seconds);
    Ok(Prepared {
        hand_over: HandOver {
            id: HandOverId(random::id()),
            session_id: session.id,
            kind,
            code: TokenHash::of(code.expose()),
            action,
            target: form.target,
            fields: form.fields,
            charset: form.charset,
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
        document: form.document,
        findings: form.findings,
        handed: form.handed,
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

/// Checks a cart and writes it as the procurement system takes it.
///
/// # Errors
///
/// [`NoHandOver`].
pub fn write_cart(
    session: &Session,
    cart: &Cart,
    way: Way<'_>,
    envelope: &Envelope,
) -> Result<WrittenCart, NoHandOver> {
    let (arranged, mut findings) = arranged(session, cart, way)?;
    let options = options(session, way.connection);
    let document = protocol::order_message(session, &arranged, envelope);
    let mapping = way.mappings.map(|mappings| mappings.get(Purpose::Cart));
    match mapping.transpose() {
        Ok(Some(Some(mapping))) => {
            let neutral = mapped::neutral_cart(&arranged, session);
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
            return Ok(WrittenCart {
                // The mapping may have changed the references.
                handed: protocol::handed_references(&bytes),
                bytes,
                findings,
                explanations: told.explanations,
            });
        }
        Ok(_) => {}
        Err(unusable) => findings.add(unusable),
    }
    Ok(WrittenCart {
        bytes: cxml::write(&document, &options),
        findings,
        explanations: Vec::new(),
        handed: HandedReference::of_cart(&arranged),
    })
}

/// A cart that is checked, in the buyer's words, and arranged as the connection wants it.
fn arranged(
    session: &Session,
    cart: &Cart,
    way: Way<'_>,
) -> Result<(CheckedCart, Findings), NoHandOver> {
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
    let target = target(session, way.connection);
    Ok(arrange(checked, way.connection, target))
}

/// What the document that goes back can carry.
fn target(session: &Session, connection: &Connection) -> Target {
    match session.format {
        Format::Cxml => {
            let version = options(session, connection).version;
            Target {
                header_discount: version >= Version::V1_2_036,
                composites: version >= Version::V1_2_036,
                lacks: if version >= Version::V1_2_036 {
                    &[]
                } else if version >= Version::V1_2_014 {
                    &[Lacking::BuyerSku, Lacking::Comment]
                } else {
                    &[Lacking::BuyerSku, Lacking::LeadTime, Lacking::Comment]
                },
            }
        }
        Format::Oci => Target {
            header_discount: false,
            composites: connection.oci.version >= oci::Version::V4_0,
            lacks: &[Lacking::Comment],
        },
        Format::PunchOut2Go => Target {
            header_discount: true,
            composites: false,
            lacks: &[Lacking::BuyerSku],
        },
    }
}

/// In the connection's version or, where it leaves that open, the highest that the caller knows.
fn options(session: &Session, connection: &Connection) -> WriteOptions {
    let asked = match &session.return_context {
        ReturnContext::Cxml { version, .. } => version.as_deref(),
        ReturnContext::Oci { .. } | ReturnContext::PunchOut2Go { .. } => None,
    };
    let caller = asked.and_then(|text| text.parse().ok());
    WriteOptions {
        version: connection.order_message_version(caller.as_ref()),
        ascii: connection.cart_encoding == CartEncoding::UrlEncoded,
    }
}

fn cxml_form(
    session: &Session,
    cart: Option<&Cart>,
    way: Way<'_>,
    envelope: &Envelope,
) -> Result<ReturnForm, NoHandOver> {
    let connection = way.connection;
    let WrittenCart {
        bytes,
        findings,
        handed,
        ..
    } = match cart {
        Some(cart) => write_cart(session, cart, way, envelope)?,
        None => {
            let document = protocol::empty_message(session, envelope);
            WrittenCart {
                bytes: cxml::write(&document, &options(session, connection)),
                findings: Findings::default(),
                explanations: Vec::new(),
                handed: Vec::new(),
            }
        }
    };
    // The log has what people can read: the same in UTF-8.
    let carried = match connection.cart.charset.of_document() {
        DocumentCharset::Utf8 => Cow::Borrowed(bytes.as_slice()),
        other => Cow::Owned(cxml::encoded(bytes.clone(), other)),
    };
    let field = protocol::form_field(
        connection.cart_encoding,
        connection.cart.field_name.as_deref(),
        &carried,
    );
    Ok(ReturnForm {
        fields: vec![field],
        target: connection.protocol.return_target(&session.extrinsics),
        charset: Charset::Utf8,
        document: Carried {
            bytes,
            content_type: "text/xml; charset=UTF-8".to_owned(),
        },
        findings,
        handed,
    })
}

/// The address that a call gave for returns without a cart, where carts may go there.
fn cancel_address(url: Option<&str>, connection: &Connection) -> Option<String> {
    return_url::check(url?, connection.mode, &connection.allowed_return_hosts)
        .ok()
        .map(|checked| checked.url)
}
