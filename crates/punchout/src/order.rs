//! Orders, as far as stores are told of them.

use rust_decimal::Decimal;

use crate::{connection::Classification, session::ShipTo};

/// An order that a procurement system sent, in neutral form. What the document leaves open is absent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Order {
    /// Its number at the buyer.
    pub number: String,
    /// Its version, where the buyer counts them.
    pub version: Option<String>,
    /// What it is: `new`, `update` or `delete`.
    pub kind: String,
    /// When it was placed, as the document has it.
    pub date: Option<String>,
    /// Whether it is one for trying out.
    pub is_test: bool,
    /// ISO 4217 code of its total.
    pub currency: Option<String>,
    /// Its total.
    pub total: Option<Decimal>,
    /// What the buyer says to it.
    pub comments: Option<String>,
    /// Where it goes.
    pub ship_to: Option<ShipTo>,
    /// Who pays.
    pub bill_to: Option<ShipTo>,
    /// Its lines.
    pub lines: Vec<OrderLine>,
}

/// A line of an order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OrderLine {
    /// Its number at the buyer.
    pub line_number: Option<u32>,
    /// The shop's article number.
    pub sku: String,
    /// The shop's own reference, as the cart had it.
    pub internal_id: Option<String>,
    /// How many.
    pub quantity: Option<Decimal>,
    /// UN/CEFACT code.
    pub unit: Option<String>,
    /// Price per unit.
    pub unit_price: Option<Decimal>,
    /// ISO 4217 code of the price.
    pub currency: Option<String>,
    /// Description.
    pub description: Option<String>,
    /// What kind of goods it is.
    pub classification: Vec<Classification>,
}
