//! Orders in cXML to purchase orders in JSON.

use cxml::{Document, Money, Typed};
use punchout2go::{
    Address, OrderContact, OrderDetails, OrderHeader, OrderItem, Others, PurchaseOrder,
};

use crate::{connection::PartyId, protocol::cxml::parties};

/// The purchase order in a document; `None` where it is no `OrderRequest`. Numbers of payment cards are left out.
#[must_use]
pub fn purchase_order(document: &Document, shared_secret: Option<&str>) -> Option<PurchaseOrder> {
    let Some(Typed::Order(order)) = document.typed() else {
        return None;
    };
    let secret = shared_secret.map(str::to_owned);
    let header = document.header.as_ref();
    let from = header.and_then(|header| parties(&header.from).into_iter().next());
    let to = header.and_then(|header| parties(&header.to).into_iter().next());
    let split = |party: Option<PartyId>| {
        party.map_or((None, None), |party| {
            (Some(party.domain), Some(party.identity))
        })
    };
    let ((from_domain, from_identity), (to_domain, to_identity)) = (split(from), split(to));
    let mode = match &document.body {
        cxml::Body::Request(request) => request.deployment_mode.clone(),
        _ => None,
    };
    let amount = |money: &Option<Money>| money.as_ref().and_then(|money| money.amount);
    let ship_to = order.ship_to.as_ref();
    Some(PurchaseOrder {
        mode: Some(mode.unwrap_or_else(|| "production".to_owned())),
        shared_secret: secret.clone(),
        header: OrderHeader {
            from_domain,
            from_identity,
            to_domain,
            to_identity,
            shared_secret: secret,
            payload_id: Some(document.payload_id.clone()),
            order_id: Some(order.order_id.to_owned()),
            order_date: order.order_date.map(str::to_owned),
            order_type: Some(order.kind.to_owned()),
            order_request_id: Some(document.payload_id.clone()),
            others: version(order.order_version),
        },
        details: OrderDetails {
            total: amount(&order.total),
            currency: order.total.as_ref().map(|total| total.currency.clone()),
            shipping: amount(&order.shipping),
            tax: amount(&order.tax),
            ship_to: ship_to.map(address).unwrap_or_default(),
            bill_to: order.bill_to.as_ref().map(address).unwrap_or_default(),
            contact: OrderContact {
                deliver_to: ship_to.and_then(deliver_to),
                email: ship_to.and_then(|ship_to| ship_to.email.clone()),
                ..OrderContact::default()
            },
            others: order
                .comments
                .iter()
                .map(|comment| ("comments".to_owned(), comment.as_ref().into()))
                .collect(),
            ..OrderDetails::default()
        },
        items: order.lines.iter().map(item).collect(),
        others: Others::new(),
    })
}

fn version(version: Option<u32>) -> Others {
    let version = version.map(|version| ("po_order_version".to_owned(), version.into()));
    version.into_iter().collect()
}

fn deliver_to(address: &cxml::Address) -> Option<String> {
    let lines = &address.deliver_to;
    (!lines.is_empty()).then(|| lines.join(", "))
}

fn address(address: &cxml::Address) -> Address {
    Address {
        id: address.address_id.clone(),
        name: address.name.clone(),
        deliver_to: deliver_to(address),
        streets: address.street.clone(),
        city: address.city.clone(),
        state: address.state.clone(),
        postal_code: address.postal_code.clone(),
        country: address.country.clone(),
        country_code: address.country.clone().filter(|code| code.len() == 2),
        email: address.email.clone(),
        ..Address::default()
    }
}

fn item(line: &cxml::OrderLine<'_>) -> OrderItem {
    let detail = line.detail();
    let price = detail
        .as_ref()
        .and_then(|detail| detail.unit_price.as_ref());
    OrderItem {
        line_number: line.line_number.map(|number| number.to_string()),
        quantity: line.quantity,
        supplier_id: Some(line.item_id.supplier_part_id.clone()),
        supplier_aux_id: line.item_id.supplier_part_auxiliary_id.clone(),
        unit_price: price.and_then(|price| price.amount),
        currency: price.map(|price| price.currency.clone()),
        description: detail
            .as_ref()
            .and_then(|detail| detail.description.clone()),
        uom: detail
            .as_ref()
            .and_then(|detail| detail.unit_of_measure.clone()),
        classification: detail
            .as_ref()
            .and_then(|detail| Some(detail.classifications.first()?.1.clone())),
        others: Others::new(),
    }
}
