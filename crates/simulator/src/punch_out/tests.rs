use cxml::{Body, PunchOutSetupRequest, ReadOptions, RequestPayload};

use super::*;

fn account() -> Account {
    Account {
        domain: "DUNS".to_owned(),
        identity: "1".to_owned(),
        shared_secret: SharedSecret::new("sesame".to_owned()),
        supplier: ("DUNS".to_owned(), "2".to_owned()),
    }
}

fn buyer() -> Buyer {
    Buyer {
        email: "zoë@buyer.example".to_owned(),
        first_name: "Zoë & Co".to_owned(),
        last_name: String::new(),
    }
}

fn line() -> Line {
    Line {
        line_number: 7,
        part: "R&D <1>".to_owned(),
        auxiliary: Some("cart/1".to_owned()),
        name: "Säge".to_owned(),
        quantity: "1.50".parse().unwrap(),
        unit: "MTR".to_owned(),
        unit_price: "12.40".parse().unwrap(),
        price_unit: "100".parse().unwrap(),
        currency: "EUR".to_owned(),
        classifications: Vec::new(),
    }
}

fn sent(operation: Operation, fault: Option<Fault>) -> (PunchOutSetupRequest, String) {
    let request = PunchOut {
        account: &account(),
        buyer: &buyer(),
        operation,
        buyer_cookie: "a < b",
        return_url: "https://buyer.example/in?a=1&b=2",
        version: Version::V1_2_014,
        fault,
        selected_item: None,
        lines: &[line()],
    };
    let document = cxml::read(&request.document("1@x", 0), &ReadOptions::default()).unwrap();
    let secret = document.header.unwrap().sender.party.credentials[0]
        .secret
        .clone();
    let Body::Request(request) = document.body else {
        panic!("a request")
    };
    let RequestPayload::PunchOutSetup(setup) = request.payload else {
        panic!("a setup")
    };
    (*setup, secret.unwrap().expose().to_owned())
}

#[test]
fn what_is_meant_is_what_is_read() {
    let (setup, secret) = sent(Operation::Create, None);
    assert_eq!(secret, "sesame");
    assert_eq!(setup.operation, cxml::Operation::Create);
    assert_eq!(setup.buyer_cookie.unwrap().lookup_key(), "a < b");
    assert_eq!(
        setup.browser_form_post.as_deref(),
        Some("https://buyer.example/in?a=1&b=2")
    );
    let extrinsics: Vec<_> = setup
        .extrinsics
        .iter()
        .map(|extrinsic| (extrinsic.name.as_str(), extrinsic.value.as_str()))
        .collect();
    assert_eq!(
        extrinsics,
        [
            ("UserEmail", "zoë@buyer.example"),
            ("FirstName", "Zoë & Co")
        ]
    );
    assert!(setup.items.is_empty(), "a new cart has no lines");
}

#[test]
fn an_earlier_cart_comes_with_its_lines() {
    let (setup, _) = sent(Operation::Edit, None);
    let item = &setup.items[0];
    assert_eq!(item.line_number, Some(7));
    assert_eq!(item.item_id.supplier_part_id, "R&D <1>");
    assert_eq!(
        item.item_id.supplier_part_auxiliary_id.as_deref(),
        Some("cart/1")
    );
    let price = item.detail.as_ref().unwrap().unit_price.clone().unwrap();
    assert_eq!(price.amount.unwrap().to_string(), "0.1240");
}

#[test]
fn each_fault_is_the_one_asked_for() {
    let (setup, secret) = sent(Operation::Create, Some(Fault::WrongSecret));
    assert_ne!(secret, "sesame");
    assert!(setup.buyer_cookie.is_some());
    let (setup, secret) = sent(Operation::Create, Some(Fault::UnknownOperation));
    assert_eq!(secret, "sesame");
    assert_eq!(
        setup.operation,
        cxml::Operation::Other(UNKNOWN_OPERATION.to_owned())
    );
    let (setup, _) = sent(Operation::Create, Some(Fault::NoBuyerCookie));
    assert_eq!(setup.buyer_cookie, None);
}
