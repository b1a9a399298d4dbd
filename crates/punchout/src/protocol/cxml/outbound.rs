//! Neutral data to documents.

use std::collections::HashSet;

use base64::{Engine, engine::general_purpose::STANDARD};
use cxml::{
    OutBody, OutCharge, OutCredential, OutDocument, OutHeader, OutItem, OutOrderMessage, OutProfile,
};
use rust_decimal::Decimal;
use uuid::Uuid;

use crate::{
    cart::{Charge, CheckedCart, CheckedLine},
    connection::{CartEncoding, PartyId},
    received::TAKEN,
    session::{Operation, ReturnContext, Session},
    time::Timestamp,
};

/// `UserAgent` of what is sent.
const USER_AGENT: &str = concat!("Punchgate ", env!("CARGO_PKG_VERSION"));

/// The domain of a `SupplierID` that is given as one number.
const SUPPLIER_DOMAIN: &str = "SupplierID";

/// What each document that is sent has of its own.
#[derive(Clone, Debug)]
pub struct Envelope {
    payload_id: String,
    at: Timestamp,
}

impl Envelope {
    /// From a new id and the gateway's host name: unique in space and time (cXML 1.2, cXML/@payloadID).
    #[must_use]
    pub fn new(id: Uuid, host: &str, at: Timestamp) -> Self {
        Self {
            payload_id: format!("{id}@{host}"),
            at,
        }
    }

    fn wrap(&self, lang: Option<String>, body: OutBody) -> OutDocument {
        OutDocument {
            payload_id: self.payload_id.clone(),
            timestamp: self.at.0,
            lang,
            body,
        }
    }
}

/// A Response with a Status alone.
#[must_use]
pub fn status(code: u16, detail: &str, envelope: &Envelope) -> OutDocument {
    envelope.wrap(
        Some("en".to_owned()),
        OutBody::Status {
            code,
            detail: detail.to_owned(),
        },
    )
}

/// The answer to a setup that is granted.
#[must_use]
pub fn setup_response(start_page: &str, envelope: &Envelope) -> OutDocument {
    envelope.wrap(
        None,
        OutBody::SetupResponse {
            start_page: start_page.to_owned(),
        },
    )
}

/// The answer to a profile request: the requests that are supported at an address.
#[must_use]
pub fn profile_response(url: &str, effective: Timestamp, envelope: &Envelope) -> OutDocument {
    let transactions = ["ProfileRequest", "PunchOutSetupRequest"]
        .into_iter()
        .chain(TAKEN)
        .map(|name| (name.to_owned(), url.to_owned()))
        .collect();
    envelope.wrap(
        None,
        OutBody::Profile(OutProfile {
            effective: effective.0,
            transactions,
        }),
    )
}

/// A cart as a `PunchOutOrderMessage`. From and To are those of the setup, swapped (cXML 1.2, PunchOutOrderMessage).
#[must_use]
pub fn order_message(session: &Session, cart: &CheckedCart, envelope: &Envelope) -> OutDocument {
    let mut message = bare(
        session,
        cart.currency.code,
        u32::from(cart.currency.digits.unwrap_or(2)),
    );
    message.total = cart.total;
    message.shipping = cart
        .shipping
        .as_ref()
        .map(|charge| out_charge(charge, "Shipping"));
    message.tax = cart.tax.as_ref().map(|charge| out_charge(charge, "Tax"));
    message.discount = cart
        .discount
        .as_ref()
        .map(|charge| out_charge(charge, "Discount"));
    let parents: HashSet<u32> = cart
        .lines
        .iter()
        .filter_map(|line| line.parent_line_number)
        .collect();
    message.items = cart
        .lines
        .iter()
        .enumerate()
        .map(|(index, line)| {
            let is_parent = parents.contains(&line.line_number);
            // A message has no comment of its own; the first line carries the buyer's note.
            let comment = cart.comment.clone().filter(|_| index == 0);
            out_item(line, is_parent, comment)
        })
        .collect();
    envelope.wrap(lang(session), OutBody::OrderMessage(Box::new(message)))
}

/// A return without a cart: no lines at all for create and inspect; for edit the Status 204, which leaves the requisition as it
/// was, where no lines alone would empty it (cXML 1.1 User's Guide, empty shopping carts).
#[must_use]
pub fn empty_message(session: &Session, envelope: &Envelope) -> OutDocument {
    let currency = session.currency.as_deref().unwrap_or("USD");
    let mut message = bare(session, currency, 2);
    if session.operation == Operation::Edit {
        message.status = Some(204);
    }
    envelope.wrap(lang(session), OutBody::OrderMessage(Box::new(message)))
}

/// The form field that carries a document: its name, another one where the connection gives it, and its value.
///
/// Without an encoding and without a name the document is the body of the post. A browser posts `name=value` in a form that is plain text,
/// so that it is parted at its first `=`.
#[must_use]
pub fn form_field(encoding: CartEncoding, name: Option<&str>, document: &[u8]) -> (String, String) {
    let text = String::from_utf8_lossy(document);
    let (usual, value) = match (encoding, name) {
        (CartEncoding::Base64, _) => ("cxml-base64", STANDARD.encode(document)),
        (CartEncoding::UrlEncoded, _) => ("cxml-urlencoded", text.into_owned()),
        (CartEncoding::NoEncoding, Some(name)) => (name, text.into_owned()),
        (CartEncoding::NoEncoding, None) => {
            let (start, rest) = text.split_once('=').unwrap_or((&text, ""));
            return (start.to_owned(), rest.to_owned());
        }
    };
    (name.unwrap_or(usual).to_owned(), value)
}

fn bare(session: &Session, currency: &str, digits: u32) -> OutOrderMessage {
    let (from, marketplaces, to, buyer_cookie, deployment_mode) = match &session.return_context {
        ReturnContext::Cxml {
            from,
            marketplaces,
            to,
            buyer_cookie,
            deployment_mode,
            ..
        } => (
            from.as_slice(),
            marketplaces.as_slice(),
            to.as_slice(),
            buyer_cookie,
            deployment_mode.clone(),
        ),
        // A session of another protocol has no parties.
        ReturnContext::Oci { .. } | ReturnContext::PunchOut2Go { .. } => (
            &[] as &[_],
            &[] as &[_],
            &[] as &[_],
            &session.buyer_cookie,
            None,
        ),
    };
    let (buyer, supplier) = (credentials(from, marketplaces), credentials(to, &[]));
    OutOrderMessage {
        header: OutHeader {
            from: supplier.clone(),
            to: buyer,
            sender: supplier,
            user_agent: USER_AGENT.to_owned(),
        },
        deployment_mode,
        status: None,
        buyer_cookie: buyer_cookie.clone(),
        operation_allowed: "edit",
        currency: currency.to_owned(),
        digits,
        total: Decimal::ZERO,
        shipping: None,
        tax: None,
        discount: None,
        items: Vec::new(),
    }
}

/// A party has one credential at least, even where the setup named none.
fn credentials(parties: &[PartyId], marketplaces: &[PartyId]) -> Vec<OutCredential> {
    let mut credentials: Vec<_> = parties
        .iter()
        .map(|party| OutCredential {
            domain: party.domain.clone(),
            identity: party.identity.clone(),
            marketplace: marketplaces.contains(party),
        })
        .collect();
    if credentials.is_empty() {
        credentials.push(OutCredential {
            domain: String::new(),
            identity: String::new(),
            marketplace: false,
        });
    }
    credentials
}

fn out_charge(charge: &Charge, fallback: &str) -> OutCharge {
    OutCharge {
        amount: charge.amount,
        description: charge
            .description
            .clone()
            .unwrap_or_else(|| fallback.to_owned()),
    }
}

fn out_item(line: &CheckedLine, is_parent: bool, comments: Option<String>) -> OutItem {
    OutItem {
        quantity: line.quantity,
        line_number: line.line_number,
        parent_line_number: line.parent_line_number,
        is_parent,
        supplier_part_id: line.sku.clone(),
        supplier_part_auxiliary_id: line.internal_id.clone(),
        unit_price: line.unit_price,
        price_unit: line.price_unit,
        short_name: line.name.clone().filter(|name| *name != line.description),
        description: line.description.clone(),
        unit_of_measure: line.unit.to_owned(),
        classifications: line
            .classification
            .iter()
            .map(|class| (class.domain.clone(), class.code.clone()))
            .collect(),
        buyer_part_id: line.buyer_sku.clone(),
        manufacturer_part_id: line.manufacturer_sku.clone(),
        manufacturer_name: line.manufacturer.clone(),
        url: line.url.clone(),
        lead_time: line.lead_time_days,
        extrinsics: extrinsics(line),
        supplier_id: line
            .supplier_id
            .clone()
            .map(|id| (SUPPLIER_DOMAIN.to_owned(), id)),
        tax: line.tax.as_ref().map(|charge| out_charge(charge, "Tax")),
        comments,
    }
}

fn extrinsics(line: &CheckedLine) -> Vec<(String, String)> {
    let image = line
        .image_url
        .iter()
        .map(|url| ("ImageURL".to_owned(), url.clone()));
    image.chain(line.custom_fields.iter().cloned()).collect()
}

/// The session's language, in the spelling of cXML: a locale's underscore is no part of a language tag.
fn lang(session: &Session) -> Option<String> {
    session
        .locale
        .as_ref()
        .map(|locale| locale.replace('_', "-"))
}
