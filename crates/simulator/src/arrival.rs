//! What the buyer's browser posts to the return URL.

use base64::{Engine, engine::general_purpose::STANDARD};
use cxml::{Body, Money, ReadError, ReadOptions};
use thiserror::Error;

use crate::Line;

/// The status of a message that leaves the requisition as it was (cXML 1.2, Status: 204 No Content).
const NO_CONTENT: u16 = 204;

/// A `PunchOutOrderMessage` that arrived.
#[derive(Clone, Debug)]
pub struct Arrival {
    /// The form field that carried it: `cxml-urlencoded` or `cxml-base64`.
    pub field: &'static str,
    /// The document, as it was carried.
    pub document: Vec<u8>,
    /// `BuyerCookie`, which says what it belongs to.
    pub buyer_cookie: String,
    /// What it brings.
    pub contents: Contents,
}

/// What a message brings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Contents {
    /// A cart, which takes the place of the earlier one.
    Cart(ReturnedCart),
    /// Nothing: the buyer came back without a cart.
    Empty,
    /// Nothing, and the requisition stays as it was (Status 204).
    Unchanged,
}

/// A cart that came back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReturnedCart {
    /// Its lines.
    pub lines: Vec<Line>,
    /// `Total`: amount and currency, as text for people.
    pub total: String,
    /// `Shipping`.
    pub shipping: Option<String>,
    /// `Tax`.
    pub tax: Option<String>,
    /// `@operationAllowed`: what may be done with it later.
    pub operation_allowed: String,
}

/// Why what was posted is no order message.
#[derive(Debug, Error)]
pub enum ArrivalError {
    /// None of the fields that carry one.
    #[error("there is neither a field cxml-urlencoded nor a field cxml-base64")]
    NoField,
    /// The field is not in base64.
    #[error("the field cxml-base64 is not in base64")]
    NotBase64,
    /// The document cannot be read.
    #[error("the document cannot be read: {0}")]
    Unreadable(#[from] ReadError),
    /// It is another document.
    #[error("the document is no PunchOutOrderMessage")]
    AnotherDocument,
}

/// Reads the fields of a form that was posted to the return URL. The names of the fields do not depend on case.
///
/// # Errors
/// [`ArrivalError`].
pub fn read_return(fields: &[(String, String)]) -> Result<Arrival, ArrivalError> {
    let value = |name: &str| {
        fields
            .iter()
            .find(|(field, _)| field.eq_ignore_ascii_case(name))
            .map(|(_, value)| value)
    };
    let (field, document, charset) = if let Some(encoded) = value("cxml-base64") {
        let compact: String = encoded.split_whitespace().collect();
        let document = STANDARD.decode(compact);
        let document = document.map_err(|_| ArrivalError::NotBase64)?;
        ("cxml-base64", document, None)
    } else if let Some(text) = value("cxml-urlencoded") {
        // Whatever the document says of its encoding, it came as the text of a form.
        ("cxml-urlencoded", text.clone().into_bytes(), Some("utf-8"))
    } else {
        return Err(ArrivalError::NoField);
    };
    let options = ReadOptions {
        http_charset: charset,
        ..ReadOptions::default()
    };
    let read = cxml::read(&document, &options)?;
    let Body::Message(message) = read.body else {
        return Err(ArrivalError::AnotherDocument);
    };
    let order = message.order.ok_or(ArrivalError::AnotherDocument)?;
    let contents = if message.status_code == Some(NO_CONTENT) {
        Contents::Unchanged
    } else if order.items.is_empty() {
        Contents::Empty
    } else {
        let lines = order.items.iter().zip(1..);
        Contents::Cart(ReturnedCart {
            lines: lines.map(|(item, place)| Line::of(item, place)).collect(),
            total: order.total.as_ref().map(told).unwrap_or_default(),
            shipping: order.shipping.as_ref().map(told),
            tax: order.tax.as_ref().map(told),
            operation_allowed: order.operation_allowed.unwrap_or_default(),
        })
    };
    Ok(Arrival {
        field,
        document,
        buyer_cookie: order.buyer_cookie,
        contents,
    })
}

fn told(money: &Money) -> String {
    let amount = money.amount.unwrap_or_default();
    format!("{amount} {}", money.currency)
}

#[cfg(test)]
mod tests;
