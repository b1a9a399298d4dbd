use punchout2go::{ReturnCart, SessionRequest};
use rust_decimal::Decimal;

use super::*;
use crate::{
    connection::Format,
    session::{Operation, ReturnContext},
    setup::RequestedOperation,
};

fn context() -> ReturnContext {
    ReturnContext::Oci {
        echoes: Vec::new(),
        target: None,
        charset: None,
        cancel_url: None,
        function: String::new(),
    }
}

#[test]
fn a_session_request_is_a_setup() {
    let request = SessionRequest::read(
        br#"{"pos": "p1", "operation": "edit", "return_url": "https://hub.example/r", "params": {"body": {
            "data": {"CostCenter": "K1", "password": "x"}, "contact": {"email": "ann@buyer.example", "name": "Ann Mary Buyer", "unique": "ann"},
            "buyercookie": "c1", "shipping": {"data": {"shipping_street": "Way 1\nDoor 2", "shipping_city": "Bonn", "country_id": "de"}},
            "items": [{"primaryId": "L2", "type": "in"}, {"primaryId": "4711", "secondaryId": "9/1", "quantity": "2", "type": "out"}]}}}"#,
    )
    .unwrap();
    let setup = setup_request(&request, Format::Oci, context());
    assert_eq!(setup.operation, RequestedOperation::Known(Operation::Edit));
    assert_eq!(setup.buyer_cookie.as_deref(), Some("c1"));
    assert_eq!(setup.identity.email.as_deref(), Some("ann@buyer.example"));
    assert_eq!(setup.identity.first_name.as_deref(), Some("Ann Mary"));
    assert_eq!(setup.selected_item.unwrap().sku, "L2");
    assert_eq!(setup.items.len(), 1);
    assert_eq!(setup.items[0].internal_id.as_deref(), Some("9/1"));
    assert_eq!(setup.ship_to.unwrap().street, ["Way 1", "Door 2"]);
    let names: Vec<_> = setup
        .extrinsics
        .iter()
        .map(|said| said.name.as_str())
        .collect();
    assert_eq!(names, ["CostCenter"]);
}

#[test]
fn a_discounted_line_of_liferay_keeps_its_sum() {
    let posted = ReturnCart::read(
        br#"{"currencyCode": "eur", "total": 14.9, "shipping": 5, "discount": 0, "items": [
            {"supplierid": "A", "supplierauxid": "7/70", "quantity": 3, "unitprice": 4, "finalPrice": 9.9, "uom": "EA", "unspsc": "27111602",
             "classification": "Tools, Hammers", "skuid": 1, "parentCommerceOrderItemId": 0},
            {"supplierid": "B", "supplierauxid": "7/71", "quantity": 3, "unitprice": 0, "finalPrice": 0, "parentCommerceOrderItemId": 70}]}"#,
    )
    .unwrap();
    let cart = cart(&posted);
    assert_eq!(cart.currency.as_deref(), Some("EUR"));
    assert_eq!(cart.total, None, "it is the sum with shipping");
    assert_eq!(cart.items[0].unit_price, Decimal::new(33, 1));
    assert_eq!(cart.items[0].classification[0].code, "27111602");
    assert_eq!(cart.items[0].custom_fields["categories"], "Tools, Hammers");
    assert_eq!(cart.items[1].parent_line_number, Some(1));
    assert_eq!(cart.items[1].unit, "EA");
}

#[test]
fn a_price_that_does_not_come_out_even_is_for_all_units() {
    let posted = ReturnCart::read(
        br#"{"items": [{"supplierid": "A", "quantity": 3, "unitprice": 4, "finalPrice": 10, "uom": "EA"}]}"#,
    )
    .unwrap();
    let item = &cart(&posted).items[0];
    assert_eq!(
        (item.unit_price, item.price_unit),
        (Decimal::from(10), Some(Decimal::from(3)))
    );
}

#[test]
fn a_total_that_nothing_adds_up_to_is_left_for_the_check() {
    let posted = ReturnCart::read(
        br#"{"body": {"currency": "EUR", "total": "99", "items": [{"supplierid": "A", "quantity": 1, "unitprice": 4}]}}"#,
    )
    .unwrap();
    assert_eq!(cart(&posted).total, Some(Decimal::from(99)));
}

#[test]
fn what_liferay_posts_beside_the_lines_is_in_the_cart() {
    let posted = ReturnCart::read(
        br#"{"contract_id": "", "quote_id": "", "discount": 1, "discount_description": "Spring", "shipping": "4.90",
            "shipping_description": "Parcel", "tax": 0, "tax_description": "", "total": "23.90", "currencyCode": "EUR", "items": [
            {"skuid": 7, "supplierid": "A", "supplierauxid": "7/70", "description": "Hammer", "quantity": 2, "shippedQuantity": 0,
             "unitprice": 10, "finalPrice": 20, "promoPrice": 0, "uom": "EA", "unspsc": "27111602", "printedNote": "Mind the step",
             "requestedDeliveryDate": "2026-12-01", "createDate": "2026-01-01", "shippingAddress": {"city": "Bonn"}}]}"#,
    )
    .unwrap();
    let cart = cart(&posted);
    let shipping = cart.shipping.unwrap();
    assert_eq!(shipping.amount, Decimal::new(490, 2));
    assert_eq!(shipping.description.as_deref(), Some("Parcel"));
    assert_eq!(cart.discount.unwrap().amount, Decimal::ONE);
    assert_eq!((cart.tax, cart.total), (None, None));
    let item = &cart.items[0];
    assert_eq!(item.internal_id.as_deref(), Some("7/70"));
    assert_eq!(item.description.as_deref(), Some("Hammer"));
    assert_eq!(item.custom_fields["printedNote"], "Mind the step");
    assert!(!item.custom_fields.contains_key("createDate"));
}
