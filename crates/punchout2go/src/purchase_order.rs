//! The purchase order: what comes back to the shop when the buyer's organisation has approved.

use rust_decimal::Decimal;
use serde_json::Value;

use crate::{
    Others,
    fault::{Fault, FaultKind},
    json,
    object::Object,
    writer::Writer,
};

mod parts;

/// A purchase order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PurchaseOrder {
    /// `mode`: `production` or `test`.
    pub mode: Option<String>,
    /// `shared_secret`: by which the shop knows the sender. A secret: not to be logged.
    pub shared_secret: Option<String>,
    /// `header`.
    pub header: OrderHeader,
    /// `details`.
    pub details: OrderDetails,
    /// The lines.
    pub items: Vec<OrderItem>,
    /// What else stands beside these.
    pub others: Others,
}

/// `header`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct OrderHeader {
    /// `from_domain`.
    pub from_domain: Option<String>,
    /// `from_identity`.
    pub from_identity: Option<String>,
    /// `to_domain`.
    pub to_domain: Option<String>,
    /// `to_identity`.
    pub to_identity: Option<String>,
    /// `shared_secret`: repeated here. A secret.
    pub shared_secret: Option<String>,
    /// `po_payload_id`.
    pub payload_id: Option<String>,
    /// `po_order_id`: the order's number.
    pub order_id: Option<String>,
    /// `po_order_date`.
    pub order_date: Option<String>,
    /// `po_order_type`: `new`, `update`, `delete`.
    pub order_type: Option<String>,
    /// `order_request_id`: the sender's id of it.
    pub order_request_id: Option<String>,
    /// What else stands beside these.
    pub others: Others,
}

/// `details`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct OrderDetails {
    /// `total`.
    pub total: Option<Decimal>,
    /// `currency`: ISO 4217 code.
    pub currency: Option<String>,
    /// `shipping`.
    pub shipping: Option<Decimal>,
    /// `shipping_description`.
    pub shipping_description: Option<String>,
    /// `tax`.
    pub tax: Option<Decimal>,
    /// `tax_description`.
    pub tax_description: Option<String>,
    /// `ship_to`.
    pub ship_to: Address,
    /// `bill_to`.
    pub bill_to: Address,
    /// `contact`.
    pub contact: OrderContact,
    /// What else stands beside these.
    pub others: Others,
}

/// An address of an order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Address {
    /// `address_id`.
    pub id: Option<String>,
    /// `address_name`.
    pub name: Option<String>,
    /// `deliver_to`.
    pub deliver_to: Option<String>,
    /// `streets`: joined by semicolons on the wire.
    pub streets: Vec<String>,
    /// `city`.
    pub city: Option<String>,
    /// `state`.
    pub state: Option<String>,
    /// `postalcode`.
    pub postal_code: Option<String>,
    /// `country`: its name.
    pub country: Option<String>,
    /// `country_code`: ISO 3166-1 alpha-2 code.
    pub country_code: Option<String>,
    /// `email`.
    pub email: Option<String>,
    /// `phone`.
    pub phone: Option<String>,
    /// What else stands beside these.
    pub others: Others,
}

/// `details/contact`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct OrderContact {
    /// `deliver_to`: the name.
    pub deliver_to: Option<String>,
    /// `email`.
    pub email: Option<String>,
    /// `phone`.
    pub phone: Option<String>,
    /// What else stands beside these.
    pub others: Others,
}

/// A line of an order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct OrderItem {
    /// `line_number`.
    pub line_number: Option<String>,
    /// `quantity`.
    pub quantity: Option<Decimal>,
    /// `supplier_id`: the article number.
    pub supplier_id: Option<String>,
    /// `supplier_aux_id`: the shop's own reference of the line, as it was handed over.
    pub supplier_aux_id: Option<String>,
    /// `unitprice`.
    pub unit_price: Option<Decimal>,
    /// `currency`.
    pub currency: Option<String>,
    /// `description`.
    pub description: Option<String>,
    /// `uom`.
    pub uom: Option<String>,
    /// `classification`.
    pub classification: Option<String>,
    /// What else stands beside these.
    pub others: Others,
}

impl PurchaseOrder {
    /// Reads an order.
    ///
    /// # Errors
    ///
    /// What is no JSON object, or a field that cannot be understood.
    pub fn read(bytes: &[u8]) -> Result<Self, Fault> {
        let value = json::read(bytes)?;
        if !value.is_object() {
            return Err(Fault::new(
                FaultKind::WrongType,
                "/",
                "The document is not an object.",
                "Send an object with header, details and items.",
            ));
        }
        let mut root = Object::of(value, "")?;
        Ok(Self {
            mode: root.text("mode")?,
            shared_secret: root.text("shared_secret")?,
            header: OrderHeader::of(root.object("header")?)?,
            details: OrderDetails::of(root.object("details")?)?,
            items: root
                .list("items")?
                .into_iter()
                .map(OrderItem::of)
                .collect::<Result<_, _>>()?,
            others: root.others(),
        })
    }

    /// The order as a value.
    #[must_use]
    pub fn to_value(&self) -> Value {
        let items = self.items.iter().map(OrderItem::to_value).collect();
        Writer::default()
            .text("mode", self.mode.as_deref())
            .text("shared_secret", self.shared_secret.as_deref())
            .value("header", self.header.to_value())
            .value("details", self.details.to_value())
            .value("items", Value::Array(items))
            .others(&self.others)
            .done()
    }

    /// The order as JSON.
    #[must_use]
    pub fn write(&self) -> String {
        self.to_value().to_string()
    }
}
