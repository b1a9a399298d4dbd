//! Orders to neutral data (cXML 1.2, `OrderRequest`).

use cxml::{Document, ElementRef};
use rust_decimal::Decimal;

use crate::{
    connection::Classification,
    order::{Order, OrderLine},
    session::ShipTo,
};

/// The most lines that stores are told of, and the most characters of a text.
const MAX_LINES: usize = 5_000;
const MAX_TEXT: usize = 4_000;

/// The order in a document; `None` where it is another one.
#[must_use]
pub fn order(document: &Document) -> Option<Order> {
    let request = document.root().child("Request")?;
    let order = request.child("OrderRequest")?;
    let header = order.child("OrderRequestHeader")?;
    let total = header.find(&["Total", "Money"]);
    Some(Order {
        number: attribute(header, "orderID").unwrap_or_default(),
        version: attribute(header, "orderVersion"),
        kind: attribute(header, "type").unwrap_or_else(|| "new".to_owned()),
        date: attribute(header, "orderDate"),
        is_test: attribute(request, "deploymentMode").as_deref() == Some("test"),
        currency: total.and_then(|money| attribute(money, "currency")),
        total: total.and_then(number),
        comments: header.child("Comments").and_then(text),
        ship_to: header.find(&["ShipTo", "Address"]).map(address),
        bill_to: header.find(&["BillTo", "Address"]).map(address),
        lines: order
            .children_named("ItemOut")
            .take(MAX_LINES)
            .map(line)
            .collect(),
    })
}

fn line(item: ElementRef<'_>) -> OrderLine {
    let detail = item.child("ItemDetail");
    let detail = detail.unwrap_or_else(ElementRef::nothing);
    let price = detail.find(&["UnitPrice", "Money"]);
    let class = |class: ElementRef<'_>| {
        Some(Classification {
            domain: attribute(class, "domain")?,
            code: text(class)?,
        })
    };
    OrderLine {
        line_number: attribute(item, "lineNumber").and_then(|number| number.parse().ok()),
        sku: item
            .find(&["ItemID", "SupplierPartID"])
            .and_then(text)
            .unwrap_or_default(),
        internal_id: item
            .find(&["ItemID", "SupplierPartAuxiliaryID"])
            .and_then(text),
        quantity: attribute(item, "quantity").and_then(|text| cxml::parse_number(&text)),
        unit: detail.child("UnitOfMeasure").and_then(text),
        unit_price: price.and_then(number),
        currency: price.and_then(|money| attribute(money, "currency")),
        description: detail.child("Description").and_then(text),
        classification: detail
            .children_named("Classification")
            .filter_map(class)
            .collect(),
    }
}

fn address(address: ElementRef<'_>) -> ShipTo {
    let postal = address.child("PostalAddress");
    let postal = postal.unwrap_or_else(ElementRef::nothing);
    let all = |name| postal.children_named(name).filter_map(text).collect();
    ShipTo {
        address_id: attribute(address, "addressID"),
        name: address.child("Name").and_then(text),
        deliver_to: all("DeliverTo"),
        street: all("Street"),
        city: postal.child("City").and_then(text),
        state: postal.child("State").and_then(text),
        postal_code: postal.child("PostalCode").and_then(text),
        country: postal
            .child("Country")
            .and_then(|country| attribute(country, "isoCountryCode")),
        email: address.child("Email").and_then(text),
    }
}

fn number(money: ElementRef<'_>) -> Option<Decimal> {
    cxml::parse_number(&money.text())
}

fn attribute(element: ElementRef<'_>, name: &str) -> Option<String> {
    bounded(element.attr(name)?)
}

fn text(element: ElementRef<'_>) -> Option<String> {
    bounded(&element.full_text())
}

fn bounded(text: &str) -> Option<String> {
    let text: String = text.trim().chars().take(MAX_TEXT).collect();
    (!text.is_empty()).then_some(text)
}

#[cfg(test)]
mod tests {
    use cxml::ReadOptions;

    use super::*;

    #[test]
    fn an_order_is_told_line_by_line() {
        let document = "<cXML payloadID='1@a'><Request deploymentMode='test'><OrderRequest><OrderRequestHeader orderID=' 7 ' orderDate='2026-03-01'>\
            <Total><Money currency='EUR'>19.90</Money></Total><ShipTo><Address addressID='A'><Name>Gate 2</Name><PostalAddress><Street>Main 1</Street>\
            <City>Ulm</City><Country isoCountryCode='DE'>Germany</Country></PostalAddress></Address></ShipTo></OrderRequestHeader>\
            <ItemOut quantity='2' lineNumber='1'><ItemID><SupplierPartID>4711</SupplierPartID><SupplierPartAuxiliaryID>cart-9/1</SupplierPartAuxiliaryID>\
            </ItemID><ItemDetail><UnitPrice><Money currency='EUR'>9.95</Money></UnitPrice><Description>Hammer</Description>\
            <UnitOfMeasure>EA</UnitOfMeasure><Classification domain='UNSPSC'>27111602</Classification></ItemDetail></ItemOut></OrderRequest></Request></cXML>";
        let read = |text: &str| cxml::read(text.as_bytes(), &ReadOptions::default()).unwrap();
        let order = order(&read(document)).unwrap();
        assert_eq!(
            (order.number.as_str(), order.kind.as_str(), order.is_test),
            ("7", "new", true)
        );
        assert_eq!(order.total, Some("19.90".parse().unwrap()));
        let ship_to = order.ship_to.unwrap();
        assert_eq!(
            (ship_to.city.as_deref(), ship_to.country.as_deref()),
            (Some("Ulm"), Some("DE"))
        );
        let [line] = order.lines.as_slice() else {
            panic!("{:?}", order.lines);
        };
        assert_eq!(
            (line.sku.as_str(), line.internal_id.as_deref()),
            ("4711", Some("cart-9/1"))
        );
        assert_eq!(
            (line.unit.as_deref(), line.classification.len()),
            (Some("EA"), 1)
        );
        assert!(
            super::order(&read(
                "<cXML><Request><StatusUpdateRequest/></Request></cXML>"
            ))
            .is_none()
        );
    }
}
