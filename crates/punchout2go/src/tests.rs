use rust_decimal::Decimal;

use super::*;

fn key() -> Key {
    Key::from_base64("AAECAwQFBgcICQoLDA0ODw==").unwrap()
}

#[test]
fn what_php_makes_of_lists_is_understood() {
    let request = SessionRequest::read(
        br#"{"pos": 17, "operation": "INSPECT", "returnUrl": " https://hub.example/r ", "params": {"header": [], "custom": [],
            "body": {"contact": [], "data": [], "items": {"2": {"primaryId": "B"}, "1": {"primary_id": "A", "quantity": 1.5}}}}}"#,
    )
    .unwrap();
    assert_eq!(request.pos.as_deref(), Some("17"));
    assert_eq!(request.operation, Operation::Inspect);
    assert_eq!(request.return_url.as_deref(), Some("https://hub.example/r"));
    let items = &request.params.body.items;
    assert_eq!(items[0].primary_id.as_deref(), Some("A"));
    assert_eq!(items[0].quantity, Some(Decimal::new(15, 1)));
    assert_eq!(items[1].primary_id.as_deref(), Some("B"));
}

#[test]
fn what_is_not_known_is_kept() {
    let text = br#"{"pos": "p", "store_code": "de", "params": {"body": {"contact": {"email": "a@b.example", "phone": "1"},
        "items": [{"primaryId": "A", "extra": {"deep": [1]}}]}}}"#;
    let written = SessionRequest::read(text).unwrap().to_value();
    assert_eq!(written["store_code"], "de");
    assert_eq!(written["params"]["body"]["contact"]["phone"], "1");
    assert_eq!(written["params"]["body"]["items"][0]["extra"]["deep"][0], 1);
}

#[test]
fn faults_name_the_field_and_the_remedy() {
    let faults = [
        SessionRequest::read(b"[1]").unwrap_err(),
        SessionRequest::read(b"{\"params\": 3}").unwrap_err(),
        SessionRequest::read(b"{\"params\": {\"body\": {\"items\": 3}}}").unwrap_err(),
        SessionRequest::read(b"{\"params\": {\"body\": {\"contact\": {\"email\": {\"a\": 1}}}}}")
            .unwrap_err(),
        ReturnCart::read(b"{\"items\": [{\"quantity\": \"1,5\"}]}").unwrap_err(),
        ReturnCart::read(b"{\"body\": {\"data\": {\"edit_mode\": \"maybe\"}, \"items\": []}}")
            .unwrap_err(),
        ReturnCart::read(b"{\"error\": \"x\"}").unwrap_err(),
        ReturnCart::read(b"{\"total\": 1, \"items\": []}").unwrap_err(),
        StartReply::read(b"<html>Sorry</html>").unwrap_err(),
        RedirectReply::read(b"{\"redirect_url\": \"javascript:alert(1)\"}").unwrap_err(),
        ReturnCart::read("[".repeat(40).as_bytes()).unwrap_err(),
        ReturnCart::read(format!("{{\"a\": [{}0]}}", "0,".repeat(MAX_VALUES)).as_bytes())
            .unwrap_err(),
        ReturnCart::read(&vec![b' '; MAX_CART_BYTES + 1]).unwrap_err(),
        FormPost::read(&[("pos", "1")], None).unwrap_err(),
        FormPost::read(&[("params", "{}")], Some(&key())).unwrap_err(),
        Key::from_base64("c2hvcnQ=").unwrap_err(),
    ];
    let told: Vec<_> = faults
        .iter()
        .map(|fault| format!("{} {fault}", fault.kind.code()))
        .collect();
    insta::assert_snapshot!(told.join("\n"));
}

#[test]
fn an_order_is_written_as_it_is_read() {
    let order = PurchaseOrder::read(
        br#"{"mode": "production", "shared_secret": "s", "header": {"from_identity": "buyer", "po_order_id": 4500001, "po_order_type": "new",
            "po_payload_id": "x@y"}, "details": {"total": 39.8, "currency": "EUR", "ship_to": {"streets": "Way 1; Door 2", "city": "Bonn",
            "country_code": "DE"}, "bill_to": [], "contact": {"email": "a@b.example"}}, "items": [{"line_number": 1, "quantity": 2,
            "supplier_id": "4711", "supplier_aux_id": "9/1", "unitprice": "19.90", "uom": "EA", "comments": "soon"}]}"#,
    )
    .unwrap();
    assert_eq!(order.details.ship_to.streets, ["Way 1", "Door 2"]);
    assert_eq!(
        PurchaseOrder::read(order.write().as_bytes()).unwrap(),
        order
    );
    insta::assert_json_snapshot!(order.to_value());
}

#[test]
fn a_cart_in_both_forms() {
    let mut cart = ReturnCart::read(include_bytes!("../fuzz/seeds/return_cart/body")).unwrap();
    assert_eq!(cart.shipping, Some(Decimal::new(2, 0)));
    assert_eq!(cart.items[0].lead_time.as_deref(), Some("3"));
    insta::assert_json_snapshot!(cart.to_value());
    cart.shape = CartShape::Root;
    insta::assert_json_snapshot!(cart.to_value());
}

#[test]
fn answers_are_found_where_shops_put_them() {
    let expected = "https://shop.example/start?x=1";
    for answer in [
        r#"{"start_url": "https://shop.example/start?x=1"}"#,
        r#"{"starturl": "https://shop.example/start?x=1"}"#,
        r#"{"punchOutStartURL": "https://shop.example/start?x=1"}"#,
        r#"{"status": 1, "body": {"redirect_url": "https://shop.example/start?x=1"}}"#,
        r#""https://shop.example/start?x=1""#,
        " https://shop.example/start?x=1\n",
    ] {
        let reply = StartReply::read(answer.as_bytes());
        assert_eq!(reply.unwrap().start_url, expected, "{answer}");
    }
    let reply = RedirectReply::read(br#"{"redirectUrl": "https://hub.example/b"}"#);
    assert_eq!(reply.unwrap().redirect_url, "https://hub.example/b");
}

/// Made with `openssl enc -aes-128-cbc -K 000102030405060708090a0b0c0d0e0f -iv 0f0e0d0c0b0a09080706050403020100 -a`.
#[test]
fn an_envelope_is_what_openssl_makes() {
    let iv = [15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0];
    let sealed = Envelope::seal("{\"body\":{}}", &key(), iv);
    assert_eq!(sealed.params, "PAKt64Un93SIOrM11cY0SA==");
    assert_eq!(sealed.open(&key()).unwrap(), "{\"body\":{}}");
    let as_forms_break_it = Envelope {
        params: sealed
            .params
            .replace('+', " ")
            .trim_end_matches('=')
            .to_owned(),
        ..sealed.clone()
    };
    assert_eq!(as_forms_break_it.open(&key()).unwrap(), "{\"body\":{}}");
    let other = Key::from_base64("AAECAwQFBgcICQoLDA0OEA==").unwrap();
    let fault = sealed.open(&other).unwrap_err();
    assert_eq!(fault.kind, FaultKind::NotDecrypted);
}

#[test]
fn with_a_key_nothing_plain_is_taken() {
    let request =
        SessionRequest::read(include_bytes!("../fuzz/seeds/session_request/edit")).unwrap();
    let plain = FormPost::plain(&request);
    let sealed = FormPost::encrypted(&request, &key(), [7; 16]);
    assert_eq!(FormPost::read(&plain.fields, None).unwrap(), request);
    assert_eq!(
        FormPost::read(&sealed.fields, Some(&key())).unwrap(),
        request
    );
    assert!(FormPost::read(&plain.fields, Some(&key())).is_err());
    assert!(FormPost::read(&sealed.fields, None).is_err());
}

#[test]
fn another_buyer_is_another_session() {
    let request =
        SessionRequest::read(include_bytes!("../fuzz/seeds/session_request/edit")).unwrap();
    let mut other = request.clone();
    other.params.body.contact.email = Some("ANN@buyer.example".to_owned());
    assert!(request.agrees_with(&other));
    other.params.body.buyer_cookie = None;
    assert!(!request.agrees_with(&other));
}
