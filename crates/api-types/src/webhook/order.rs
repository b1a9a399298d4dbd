//! Orders, as stores are told of them.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{connection::Classification, punch_out_session::ShipTo, scalar::DecimalString};

/// An order, in the gateway's words whatever protocol it came in. What the document leaves open is null.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WebhookOrder {
    /// The log entry that has the document.
    pub transaction_id: Uuid,
    /// The session whose cart it is an order of; null where it names none, or was put together of several.
    #[serde(default)]
    pub session_id: Option<Uuid>,
    /// The connection that it came through.
    pub connection_id: Uuid,
    /// The connection's business unit.
    pub business_unit_id: Uuid,
    /// Its number at the buyer.
    pub number: String,
    /// Its version, where the buyer counts them.
    pub version: Option<String>,
    /// `new`, `update` or `delete`.
    pub kind: String,
    /// When it was placed, as the document has it.
    pub date: Option<String>,
    /// Whether it is one for trying out.
    pub is_test: bool,
    /// ISO 4217 code of its total.
    pub currency: Option<String>,
    /// Its total.
    pub total: Option<DecimalString>,
    /// What the buyer says to it.
    pub comments: Option<String>,
    /// Where it goes.
    pub ship_to: Option<ShipTo>,
    /// Who pays.
    pub bill_to: Option<ShipTo>,
    /// Its lines; 5,000 at most.
    pub items: Vec<WebhookOrderLine>,
}

/// A line of an order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WebhookOrderLine {
    /// Its number at the buyer.
    pub line_number: Option<u32>,
    /// The shop's article number.
    pub sku: String,
    /// The shop's own reference of the line, as the cart had it.
    pub internal_id: Option<String>,
    /// How many.
    pub quantity: Option<DecimalString>,
    /// UN/CEFACT code.
    pub unit: Option<String>,
    /// Price per unit.
    pub unit_price: Option<DecimalString>,
    /// ISO 4217 code of the price.
    pub currency: Option<String>,
    /// Description.
    pub description: Option<String>,
    /// What kind of goods it is.
    pub classification: Vec<Classification>,
}
