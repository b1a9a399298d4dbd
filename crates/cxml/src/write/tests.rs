use super::*;
use crate::{Body, ReadOptions, read};

fn dec(text: &str) -> Decimal {
    text.parse().unwrap()
}

fn credential(identity: &str) -> Vec<OutCredential> {
    vec![OutCredential {
        domain: "DUNS".to_owned(),
        identity: identity.to_owned(),
        marketplace: false,
    }]
}

fn order() -> OutDocument {
    OutDocument {
        payload_id: "1@gateway".to_owned(),
        timestamp: 0,
        lang: None,
        body: OutBody::OrderMessage(Box::new(OutOrderMessage {
            header: OutHeader {
                from: credential("supplier"),
                to: credential("buyer"),
                sender: credential("supplier"),
                user_agent: "Punchgate".to_owned(),
            },
            deployment_mode: Some("test".to_owned()),
            status: None,
            buyer_cookie: "a&amp;b".to_owned(),
            operation_allowed: "edit",
            currency: "EUR".to_owned(),
            digits: 2,
            total: dec("31.25"),
            shipping: Some(OutCharge {
                amount: dec("5"),
                description: "Post".to_owned(),
            }),
            tax: None,
            discount: None,
            items: vec![OutItem {
                quantity: dec("250.0"),
                line_number: 1,
                parent_line_number: None,
                is_parent: false,
                supplier_part_id: "A&1".to_owned(),
                supplier_part_auxiliary_id: "s/1".to_owned(),
                unit_price: dec("12.5"),
                price_unit: dec("100"),
                short_name: Some("Nägel".to_owned()),
                description: " <M5> ".to_owned(),
                unit_of_measure: "EA".to_owned(),
                classifications: vec![("UNSPSC".to_owned(), "31162000".to_owned())],
                buyer_part_id: None,
                manufacturer_part_id: None,
                manufacturer_name: None,
                url: None,
                lead_time: Some(3),
                extrinsics: Vec::new(),
                supplier_id: None,
                tax: None,
                comments: Some("soon".to_owned()),
            }],
        })),
    }
}

fn written(document: &OutDocument, version: &str, ascii: bool) -> String {
    let options = WriteOptions {
        version: version.parse().unwrap(),
        ascii,
    };
    let text = String::from_utf8(write(document, &options)).unwrap();
    text.replace("><", ">\n<")
}

#[test]
fn an_old_version_gets_what_it_has() {
    insta::assert_snapshot!(written(&order(), "1.1.010", true));
}

#[test]
fn a_new_version_gets_all() {
    insta::assert_snapshot!(written(&order(), "1.2.036", false));
}

#[test]
fn responses() {
    let response = |body| OutDocument {
        payload_id: "1@gateway".to_owned(),
        timestamp: 0,
        lang: None,
        body,
    };
    let setup = OutBody::SetupResponse {
        start_page: "https://gateway.example/punchout/start/x?a=1&b=2".to_owned(),
    };
    insta::assert_snapshot!(
        "setup_response",
        written(&response(setup), "1.2.014", false)
    );
    let status = OutBody::Status {
        code: 401,
        detail: "No.".to_owned(),
    };
    insta::assert_snapshot!(
        "status_response",
        written(&response(status), "1.2.014", false)
    );
    let profile = OutBody::Profile(OutProfile {
        effective: 0,
        transactions: vec![(
            "PunchOutSetupRequest".to_owned(),
            "https://gateway.example/punchout/shop".to_owned(),
        )],
    });
    insta::assert_snapshot!(
        "profile_response",
        written(&response(profile), "1.2.014", false)
    );
}

#[test]
fn what_is_written_is_read_again() {
    for version in Version::HELD {
        for ascii in [false, true] {
            let bytes = write(&order(), &WriteOptions { version, ascii });
            let document = read(&bytes, &ReadOptions::default()).unwrap();
            assert_eq!(document.version, Some(version));
            let Body::Message(message) = &document.body else {
                panic!("a message")
            };
            let order = message.order.as_ref().unwrap();
            assert_eq!(order.buyer_cookie, "a&b");
            let item = &order.items[0];
            assert_eq!(item.item_id.supplier_part_id, "A&1");
            assert_eq!(item.detail.description.as_deref(), Some("<M5>"));
            let price = item.detail.unit_price.as_ref().unwrap().amount.unwrap();
            let expected = if version < Version::V1_2_036 {
                "0.125"
            } else {
                "12.5"
            };
            assert_eq!(price, dec(expected), "{version}");
        }
    }
}

fn message(document: &OutDocument, version: Version) -> (Vec<u8>, crate::Document) {
    let options = WriteOptions {
        version,
        ascii: true,
    };
    let bytes = write(document, &options);
    let read = read(&bytes, &ReadOptions::default()).unwrap();
    (bytes, read)
}

fn with(change: impl FnOnce(&mut OutOrderMessage)) -> OutDocument {
    let mut document = order();
    if let OutBody::OrderMessage(order) = &mut document.body {
        change(order);
    }
    document
}

#[test]
fn a_return_without_change_says_so() {
    let document = with(|order| {
        order.status = Some(204);
        order.shipping = None;
        order.total = Decimal::ZERO;
        order.items.clear();
    });
    let text = written(&document, "1.2.014", true);
    let (_, message) = text.split_once("</Header>\n").unwrap();
    insta::assert_snapshot!(message, @r#"
    <Message deploymentMode="test">
    <Status code="204" text="No Content">
    </Status>
    <PunchOutOrderMessage>
    <BuyerCookie>a&amp;b</BuyerCookie>
    <PunchOutOrderMessageHeader operationAllowed="edit">
    <Total>
    <Money currency="EUR">0.00</Money>
    </Total>
    </PunchOutOrderMessageHeader>
    </PunchOutOrderMessage>
    </Message>
    </cXML>
    "#);
}

#[test]
fn divided_prices_have_the_digits_that_their_lines_need() {
    for (price, of, quantity, expected) in [
        ("12.5", "100", "250", "0.125"),
        ("10", "3", "1", "3.333333"),
        ("10", "3", "5000000", "3.3333333333"),
        ("0.01", "100000", "1", "0.0000001"),
        ("0.01", "3000000", "1", "0.000000003333"),
        ("0", "7", "3", "0.00"),
        ("10", "10", "3", "1.00"),
    ] {
        let document = with(|order| {
            let item = order.items.first_mut().unwrap();
            item.unit_price = dec(price);
            item.price_unit = dec(of);
            item.quantity = dec(quantity);
        });
        let (_, read) = message(&document, Version::V1_2_014);
        let path = [
            "Message",
            "PunchOutOrderMessage",
            "ItemIn",
            "ItemDetail",
            "UnitPrice",
            "Money",
        ];
        let money = read.root().find(&path).unwrap();
        assert_eq!(money.text(), expected, "{price} for {of}");
    }
}

#[test]
fn what_xml_does_not_allow_is_left_out() {
    let document = with(|order| {
        let item = order.items.first_mut().unwrap();
        item.description = "a\0b\u{1}c\u{1b}[0m\u{fffe}d".to_owned();
        item.supplier_id = Some(("x\u{b}y".to_owned(), "\u{8}7".to_owned()));
    });
    let (_, read) = message(&document, Version::V1_2_014);
    let item = read
        .root()
        .find(&["Message", "PunchOutOrderMessage", "ItemIn"])
        .unwrap();
    assert_eq!(
        item.find(&["ItemDetail", "Description"]).unwrap().text(),
        "abc[0md"
    );
    let supplier = item.child("SupplierID").unwrap();
    assert_eq!(
        (supplier.attr("domain"), &*supplier.text()),
        (Some("xy"), "7")
    );
}

#[test]
fn a_cookie_comes_back_as_it_came() {
    let cookies = [
        "",
        "42",
        " 4&#13;2\n ",
        "&lt;a&gt; ]]&gt; \"'",
        "ä€😀",
        "<a><b c=\"ü&quot;&lt;&#10;\"></b> ä </a><d></d>",
        "<x:prix monnaie=\"€\">5</x:prix>",
        "<größe einheit=\"mm\">5</größe>",
        "<a größe=\"5\"></a>",
    ];
    for cookie in cookies {
        let setup = format!(
            "<cXML><Request><PunchOutSetupRequest><BuyerCookie>{cookie}</BuyerCookie></PunchOutSetupRequest></Request></cXML>"
        );
        let setup = read(setup.as_bytes(), &ReadOptions::default()).unwrap();
        let came = setup
            .root()
            .find(&["Request", "PunchOutSetupRequest", "BuyerCookie"])
            .unwrap();
        let document = with(|order| order.buyer_cookie = came.inner_xml());
        for version in Version::HELD {
            let (bytes, back) = message(&document, version);
            let went = back
                .root()
                .find(&["Message", "PunchOutOrderMessage", "BuyerCookie"])
                .unwrap();
            assert_eq!(went.inner_xml(), came.inner_xml(), "{cookie}");
            // Names have no other spelling.
            assert_eq!(bytes.is_ascii(), !cookie.contains("größe"), "{cookie}");
        }
    }
}

#[test]
fn a_discount_stands_where_the_version_has_a_place_for_it() {
    let document = with(|order| {
        order.discount = Some(OutCharge {
            amount: dec("1.25"),
            description: "Loyal & new".to_owned(),
        });
    });
    let new = written(&document, "1.2.036", false);
    let total = new.split("<Total>").nth(1).unwrap();
    let total = total.split("</Total>").next().unwrap();
    insta::assert_snapshot!(total.replace('\n', ""), @r#"<Money currency="EUR">31.25</Money><Modifications><Modification><OriginalPrice><Money currency="EUR">32.50</Money></OriginalPrice><AdditionalDeduction><DeductionAmount><Money currency="EUR">1.25</Money></DeductionAmount></AdditionalDeduction><ModificationDetail name="discount"><Description xml:lang="en">Loyal &amp; new</Description></ModificationDetail></Modification></Modifications>"#);
    assert!(!written(&document, "1.2.020", false).contains("Loyal"));
}
