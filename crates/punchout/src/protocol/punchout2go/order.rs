//! Orders in cXML to purchase orders in JSON.

use cxml::{Document, ElementRef, Money, Typed};
use punchout2go::{
    Address, OrderContact, OrderDetails, OrderHeader, OrderItem, Others, PurchaseOrder,
};

use crate::{connection::PartyId, protocol::cxml::parties};

/// The most extrinsics of an order, or of a line.
const MAX_EXTRINSICS: usize = 200;

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
    let request = document
        .root()
        .find(&["Request", "OrderRequest"])
        .unwrap_or_else(ElementRef::nothing);
    let head = request
        .child("OrderRequestHeader")
        .unwrap_or_else(ElementRef::nothing);
    let ship_to = head.find(&["ShipTo", "Address"]);
    let bill_to = head.find(&["BillTo", "Address"]);
    let described = |name| {
        head.child(name)
            .and_then(|part| part.text_of("Description"))
    };
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
            shipping_description: described("Shipping"),
            tax_description: described("Tax"),
            ship_to: order
                .ship_to
                .as_ref()
                .zip(ship_to)
                .map(address)
                .unwrap_or_default(),
            bill_to: order
                .bill_to
                .as_ref()
                .zip(bill_to)
                .map(address)
                .unwrap_or_default(),
            contact: contact(head).unwrap_or_else(|| OrderContact {
                deliver_to: order.ship_to.as_ref().and_then(deliver_to),
                email: order.ship_to.as_ref().and_then(|to| to.email.clone()),
                phone: ship_to.and_then(phone),
                ..OrderContact::default()
            }),
            others: said(head, head),
        },
        items: order
            .lines
            .iter()
            .zip(request.children_named("ItemOut"))
            .map(item)
            .collect(),
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

/// Whom the order names: the end user, or else the first who can be written to. Who receives the goods is another one.
fn contact(header: ElementRef<'_>) -> Option<OrderContact> {
    let named = || header.children_named("Contact");
    let is_end_user = |contact: &ElementRef<'_>| {
        let role = contact.attr("role").unwrap_or_default();
        role.trim().eq_ignore_ascii_case("endUser")
    };
    let found = named()
        .find(is_end_user)
        .or_else(|| named().find(|contact| contact.text_of("Email").is_some()))?;
    Some(OrderContact {
        deliver_to: found.text_of("Name"),
        email: found.text_of("Email"),
        phone: phone(found),
        ..OrderContact::default()
    })
}

/// The first number of an address or a person, as people write it: `+49 221 123-4` (cXML 1.2, `TelephoneNumber`).
fn phone(of: ElementRef<'_>) -> Option<String> {
    let number = of.find(&["Phone", "TelephoneNumber"])?;
    let country = number.text_of("CountryCode");
    let parts = [
        country.map(|code| format!("+{}", code.trim_start_matches('+'))),
        number.text_of("AreaOrCityCode"),
        Some(number.text_of("Number")?),
    ];
    let text = parts.into_iter().flatten().collect::<Vec<_>>().join(" ");
    Some(match number.text_of("Extension") {
        Some(extension) => format!("{text}-{extension}"),
        None => text,
    })
}

/// What else an order or a line says: when it is to be delivered, the comments, and the first extrinsics of each name, which stand in
/// `holder`.
fn said(of: ElementRef<'_>, holder: ElementRef<'_>) -> Others {
    let mut others = Others::new();
    let date = of.attr("requestedDeliveryDate").map(str::trim);
    if let Some(date) = date.filter(|date| !date.is_empty()) {
        others.insert("requested_delivery_date".to_owned(), date.into());
    }
    if let Some(comments) = of.text_of("Comments") {
        others.insert("comments".to_owned(), comments.into());
    }
    let mut extrinsics = Others::new();
    for extrinsic in holder.children_named("Extrinsic").take(MAX_EXTRINSICS) {
        let name = extrinsic.attr("name").unwrap_or_default().trim();
        if !name.is_empty() && !extrinsics.contains_key(name) {
            let value = extrinsic.full_text().into_owned();
            extrinsics.insert(name.to_owned(), value.into());
        }
    }
    if !extrinsics.is_empty() {
        others.insert("extrinsics".to_owned(), extrinsics.into());
    }
    others
}

/// The name of a country as the document has it, or that of its code.
fn country_name(address: &cxml::Address, element: ElementRef<'_>) -> Option<String> {
    let code = address.country.as_deref()?;
    let written = element
        .find(&["PostalAddress", "Country"])
        .map(|country| country.text().into_owned())
        .filter(|name| name.chars().count() > 2);
    let known = || codes::country_from_text(code).map(|country| country.name.to_owned());
    written.or_else(known).or_else(|| Some(code.to_owned()))
}

fn address((address, element): (&cxml::Address, ElementRef<'_>)) -> Address {
    Address {
        id: address.address_id.clone(),
        name: address.name.clone(),
        deliver_to: deliver_to(address),
        streets: address.street.clone(),
        city: address.city.clone(),
        state: address.state.clone(),
        postal_code: address.postal_code.clone(),
        country: country_name(address, element),
        country_code: address.country.clone().filter(|code| code.len() == 2),
        email: address.email.clone(),
        phone: phone(element),
        ..Address::default()
    }
}

fn item((line, element): (&cxml::OrderLine<'_>, ElementRef<'_>)) -> OrderItem {
    let detail = line.detail();
    let class = detail
        .as_ref()
        .and_then(|detail| detail.classifications.first());
    let holder = element.child("ItemDetail");
    let mut others = said(element, holder.unwrap_or_else(ElementRef::nothing));
    if let Some((domain, _)) = class {
        others.insert("classdomain".to_owned(), domain.as_str().into());
    }
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
        classification: class.map(|(_, code)| code.clone()),
        others,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn whom_when_and_what_for_goes_on_to_the_shop() {
        let address = |name: &str, country: &str| {
            format!(
                "<Address><Name>{name}</Name><PostalAddress><DeliverTo>Gate</DeliverTo>{country}</PostalAddress><Email>gate@b.example</Email>\
                 <Phone><TelephoneNumber><CountryCode isoCountryCode='DE'>49</CountryCode><AreaOrCityCode>221</AreaOrCityCode><Number>123</Number>\
                 <Extension>4</Extension></TelephoneNumber></Phone></Address>"
            )
        };
        let order = |contact: &str| {
            let document = format!(
                "<cXML payloadID='1@a'><Request><OrderRequest><OrderRequestHeader orderID='7' requestedDeliveryDate='2026-12-23'>\
                 <ShipTo>{}</ShipTo><BillTo>{}</BillTo><Shipping><Money currency='EUR'>4.90</Money><Description>Parcel</Description></Shipping>\
                 {contact}<Comments>Please ring</Comments><Extrinsic name='CostCenter'>K100</Extrinsic></OrderRequestHeader>\
                 <ItemOut quantity='1' requestedDeliveryDate='2026-12-24'><ItemID><SupplierPartID>A</SupplierPartID></ItemID><ItemDetail>\
                 <Classification domain='UNSPSC'>27111602</Classification><Extrinsic name='Account'>0815</Extrinsic></ItemDetail>\
                 <Comments>line note</Comments></ItemOut></OrderRequest></Request></cXML>",
                address(
                    "Plant",
                    "<Country isoCountryCode='DE'>Deutschland</Country>"
                ),
                address("Buyer", "<Country isoCountryCode='AT'/>"),
            );
            let document = cxml::read(document.as_bytes(), &cxml::ReadOptions::default()).unwrap();
            purchase_order(&document, None).unwrap().to_value()
        };
        let told = order(
            "<Contact role='buyer'><Name>Bo</Name><Email>bo@b.example</Email></Contact>\
             <Contact role='endUser'><Name>Jane</Name><Email>jane@b.example</Email></Contact>",
        );
        let details = &told["details"];
        let address = |name: &str| {
            let address = &details[name];
            json!([
                address["country"],
                address["country_code"],
                address["phone"]
            ])
        };
        assert_eq!(
            address("ship_to"),
            json!(["Deutschland", "DE", "+49 221 123-4"])
        );
        assert_eq!(
            address("bill_to"),
            json!(["Austria", "AT", "+49 221 123-4"])
        );
        assert_eq!(
            details["contact"],
            json!({"deliver_to": "Jane", "email": "jane@b.example"})
        );
        assert_eq!(details["shipping_description"], "Parcel");
        assert_eq!(details["comments"], "Please ring");
        assert_eq!(details["requested_delivery_date"], "2026-12-23");
        assert_eq!(details["extrinsics"], json!({"CostCenter": "K100"}));
        let item = &told["items"][0];
        assert_eq!(item["comments"], "line note");
        assert_eq!(item["requested_delivery_date"], "2026-12-24");
        assert_eq!(item["extrinsics"], json!({"Account": "0815"}));
        assert_eq!(
            (&item["classification"], &item["classdomain"]),
            (&json!("27111602"), &json!("UNSPSC"))
        );
        // An order that names nobody is about who receives the goods.
        assert_eq!(
            order("")["details"]["contact"],
            json!({"deliver_to": "Gate", "email": "gate@b.example", "phone": "+49 221 123-4"})
        );
    }
}
