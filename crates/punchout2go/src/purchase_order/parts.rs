//! The parts of an order.

use serde_json::Value;

use super::{Address, OrderContact, OrderDetails, OrderHeader, OrderItem};
use crate::{fault::Fault, object::Object, writer::Writer};

impl OrderHeader {
    pub(super) fn of(mut header: Object) -> Result<Self, Fault> {
        Ok(Self {
            from_domain: header.text("from_domain")?,
            from_identity: header.text("from_identity")?,
            to_domain: header.text("to_domain")?,
            to_identity: header.text("to_identity")?,
            shared_secret: header.text("shared_secret")?,
            payload_id: header.text("po_payload_id")?,
            order_id: header.text("po_order_id")?,
            order_date: header.text("po_order_date")?,
            order_type: header.text("po_order_type")?,
            order_request_id: header.text("order_request_id")?,
            others: header.others(),
        })
    }

    pub(super) fn to_value(&self) -> Value {
        Writer::default()
            .text("from_domain", self.from_domain.as_deref())
            .text("from_identity", self.from_identity.as_deref())
            .text("to_domain", self.to_domain.as_deref())
            .text("to_identity", self.to_identity.as_deref())
            .text("shared_secret", self.shared_secret.as_deref())
            .text("po_payload_id", self.payload_id.as_deref())
            .text("po_order_id", self.order_id.as_deref())
            .text("po_order_date", self.order_date.as_deref())
            .text("po_order_type", self.order_type.as_deref())
            .text("order_request_id", self.order_request_id.as_deref())
            .others(&self.others)
            .done()
    }
}

impl OrderDetails {
    pub(super) fn of(mut details: Object) -> Result<Self, Fault> {
        Ok(Self {
            total: details.number("total")?,
            currency: details.text("currency")?,
            shipping: details.number("shipping")?,
            shipping_description: details.text("shipping_description")?,
            tax: details.number("tax")?,
            tax_description: details.text("tax_description")?,
            ship_to: Address::of(details.object("ship_to")?)?,
            bill_to: Address::of(details.object("bill_to")?)?,
            contact: OrderContact::of(details.object("contact")?)?,
            others: details.others(),
        })
    }

    pub(super) fn to_value(&self) -> Value {
        Writer::default()
            .number("total", self.total)
            .text("currency", self.currency.as_deref())
            .number("shipping", self.shipping)
            .text("shipping_description", self.shipping_description.as_deref())
            .number("tax", self.tax)
            .text("tax_description", self.tax_description.as_deref())
            .unless_empty("ship_to", self.ship_to.to_value())
            .unless_empty("bill_to", self.bill_to.to_value())
            .unless_empty("contact", self.contact.to_value())
            .others(&self.others)
            .done()
    }
}

impl Address {
    pub(super) fn of(mut address: Object) -> Result<Self, Fault> {
        Ok(Self {
            id: address.text("address_id")?,
            name: address.text("address_name")?,
            deliver_to: address.text("deliver_to")?,
            streets: streets(address.text("streets")?),
            city: address.text("city")?,
            state: address.text("state")?,
            postal_code: address.text("postalcode")?,
            country: address.text("country")?,
            country_code: address.text("country_code")?,
            email: address.text("email")?,
            phone: address.text("phone")?,
            others: address.others(),
        })
    }

    pub(super) fn to_value(&self) -> Value {
        Writer::default()
            .text("address_id", self.id.as_deref())
            .text("address_name", self.name.as_deref())
            .text("deliver_to", self.deliver_to.as_deref())
            .text("streets", joined(&self.streets).as_deref())
            .text("city", self.city.as_deref())
            .text("state", self.state.as_deref())
            .text("postalcode", self.postal_code.as_deref())
            .text("country", self.country.as_deref())
            .text("country_code", self.country_code.as_deref())
            .text("email", self.email.as_deref())
            .text("phone", self.phone.as_deref())
            .others(&self.others)
            .done()
    }
}

impl OrderContact {
    pub(super) fn of(mut contact: Object) -> Result<Self, Fault> {
        Ok(Self {
            deliver_to: contact.text("deliver_to")?,
            email: contact.text("email")?,
            phone: contact.text("phone")?,
            others: contact.others(),
        })
    }

    pub(super) fn to_value(&self) -> Value {
        Writer::default()
            .text("deliver_to", self.deliver_to.as_deref())
            .text("email", self.email.as_deref())
            .text("phone", self.phone.as_deref())
            .others(&self.others)
            .done()
    }
}

impl OrderItem {
    pub(super) fn of(mut item: Object) -> Result<Self, Fault> {
        Ok(Self {
            line_number: item.text("line_number")?,
            quantity: item.number("quantity")?,
            supplier_id: item.text("supplier_id")?,
            supplier_aux_id: item.text("supplier_aux_id")?,
            unit_price: item.number("unitprice")?,
            currency: item.text("currency")?,
            description: item.text("description")?,
            uom: item.text("uom")?,
            classification: item.text("classification")?,
            others: item.others(),
        })
    }

    pub(super) fn to_value(&self) -> Value {
        Writer::default()
            .text("line_number", self.line_number.as_deref())
            .number("quantity", self.quantity)
            .text("supplier_id", self.supplier_id.as_deref())
            .text("supplier_aux_id", self.supplier_aux_id.as_deref())
            .number("unitprice", self.unit_price)
            .text("currency", self.currency.as_deref())
            .text("description", self.description.as_deref())
            .text("uom", self.uom.as_deref())
            .text("classification", self.classification.as_deref())
            .others(&self.others)
            .done()
    }
}

fn streets(text: Option<String>) -> Vec<String> {
    let text = text.unwrap_or_default();
    let lines = text.split(';').map(str::trim);
    lines
        .filter(|line| !line.is_empty())
        .map(str::to_owned)
        .collect()
}

/// Streets as one text. A semicolon within one would part it in two.
fn joined(streets: &[String]) -> Option<String> {
    let lines: Vec<_> = streets.iter().map(|line| line.replace(';', ",")).collect();
    (!lines.is_empty()).then(|| lines.join(";"))
}
