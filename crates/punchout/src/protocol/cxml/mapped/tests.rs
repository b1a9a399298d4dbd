//! Mappings over cXML.

use super::*;
use crate::{
    connection::Format,
    mapped::{Layer, Owner, neutral_cart},
    protocol::cxml as protocol,
    time::Timestamp,
};

const SETUP: &str = r#"<cXML payloadID="1@x" timestamp="2026-01-01T00:00:00Z"><Header><From><Credential domain="NetworkId"><Identity>B</Identity></Credential></From><To><Credential domain="NetworkId"><Identity>S</Identity></Credential></To><Sender><Credential domain="NetworkId"><Identity>B</Identity><SharedSecret>hush</SharedSecret></Credential><UserAgent>t</UserAgent></Sender></Header><Request><PunchOutSetupRequest operation="create"><BuyerCookie>c</BuyerCookie><Extrinsic name="UserEmail">ann@example.com</Extrinsic><Extrinsic name="CostCenter">4711</Extrinsic><BrowserFormPost><URL>https://b.example/</URL></BrowserFormPost><Contact><Name xml:lang="en">Ann Lee</Name></Contact></PunchOutSetupRequest></Request></cXML>"#;

fn request(json: &str) -> Result<Mapping, Vec<Problem>> {
    let (documents, setup, tables) = (
        Documents(Some(Version::V1_2_014)),
        Fields::setup(),
        Tables::new(),
    );
    Mapping::parse(json, &request_contract(&documents, &setup, &tables))
}

#[test]
fn a_request_mapping_reads_a_setup_request() {
    let mapping = request(
        r#"{"customer": {"fields": {
            "last_name": {"path": "/cXML/Request[1]/PunchOutSetupRequest[1]/Contact[1]/Name[1]", "transform": [{"split": {"sep": "\\s", "index": "last"}}]},
            "email": {"path": "/cXML/Request/PunchOutSetupRequest/Extrinsic[@name='UserEmail']", "required": true},
            "cost_center": {"path": "//Extrinsic[@name='CostCenter']"}
        }}}"#,
    )
    .unwrap();
    let document = cxml::read(SETUP.as_bytes(), &cxml::ReadOptions::default()).unwrap();
    let outcome = mapping
        .read(Read(document.root()), &Options::default())
        .unwrap();
    assert_eq!(
        outcome.result["customer"],
        serde_json::json!({"last_name": "Lee", "email": "ann@example.com", "cost_center": "4711"})
    );
}

#[test]
fn no_mapping_reads_a_secret() {
    let named = r#"{"customer": {"fields": {"email": {"path": "/cXML/Header/Sender/Credential/SharedSecret"}}}}"#;
    assert!(request(named).unwrap_err()[0].text.contains("secret"));
    let any = request(r#"{"customer": {"fields": {"email": {"path": "//*", "multiple": true}}}}"#)
        .unwrap();
    let document = cxml::read(SETUP.as_bytes(), &cxml::ReadOptions::default()).unwrap();
    let outcome = any
        .read(
            Read(document.root()),
            &Options {
                explain: true,
                ..Options::default()
            },
        )
        .unwrap();
    assert!(!format!("{outcome:?}").contains("hush"));
}

#[test]
fn a_cart_mapping_is_held_to_the_version() {
    let check = |version: &str, path: &str| {
        let (documents, cart, tables) = (
            Documents(Some(version.parse().unwrap())),
            Fields::cart(),
            Tables::new(),
        );
        let json = format!(
            r#"{{"cart_item": {{"multi_lines": true, "fields": {{"price_unit": {{"path": "{path}"}}}}}}}}"#
        );
        Mapping::parse(&json, &cart_contract(&documents, &cart, &tables)).is_ok()
    };
    assert!(!check(
        "1.2.014",
        "ItemDetail[1]/PriceBasisQuantity[1]/@quantity"
    ));
    assert!(check(
        "1.2.036",
        "ItemDetail[1]/PriceBasisQuantity[1]/@quantity"
    ));
    assert!(!check("1.2.036", "ItemDetail[1]/UnitPrice[1]"));
}

#[test]
fn a_cart_mapping_writes_over_what_is_built_in() {
    let json = r#"{"cart_item": {"multi_lines": true, "fields": {
        "name": {"path": "ItemDetail/Description"},
        "brand": {"path": "ItemDetail/Extrinsic"}}}}"#;
    let text = written(json, "new", Version::V1_2_014, false);
    let lines: Vec<_> = text.split("<ItemIn ").skip(1).collect();
    for line in lines {
        assert!(
            line.contains(
                "<Description xml:lang=\"en\"><ShortName>new</ShortName>new</Description>"
            ) || line.contains("<Description xml:lang=\"en\">new</Description>"),
            "{line}"
        );
        // What is built in stands before what was added, which lacks its name and is left out.
        assert!(
            line.contains("<Extrinsic name=\"a\">new</Extrinsic>"),
            "{line}"
        );
    }
}

#[test]
fn what_a_mapping_does_not_change_is_as_built_in() {
    // The mapping says what is said anyway.
    let json = r#"{"cart_item": {"multi_lines": true, "fields": {
        "unit": {"path": "ItemDetail[1]/UnitOfMeasure[1]"},
        "sku": {"path": "ItemID[1]/SupplierPartID[1]"},
        "unit_price": {"path": "ItemDetail[1]/UnitPrice[1]/Money[1]"},
        "currency": {"path": "ItemDetail[1]/UnitPrice[1]/Money[1]/@currency", "append": true}}}}"#;
    let newest = *Version::HELD.last().unwrap();
    for ascii in [false, true] {
        let (session, cart) = (session(), checked_cart("Größe <1> & \"2\""));
        let document = protocol::order_message(&session, &cart, &envelope());
        let options = WriteOptions {
            version: newest,
            ascii,
        };
        let plain = String::from_utf8(cxml::write(&document, &options)).unwrap();
        assert_eq!(written(json, "Größe <1> & \"2\"", newest, ascii), plain);
    }
}

#[test]
fn the_place_of_a_number_takes_no_other_text() {
    let json = r#"{"cart_item": {"multi_lines": true, "fields": {
        "name": {"path": "@quantity"},
        "description": {"path": "ItemDetail[1]/UnitPrice[1]/Money[1]"},
        "sku": {"path": "ItemDetail[1]/UnitPrice[1]/Money[1]/@currency"},
        "quantity": {"path": "ItemDetail[1]/LeadTime[1]"}}}}"#;
    let layer = Layer {
        owner: Owner::Connection,
        json,
    };
    let compiled = Compiled::new(Format::Cxml, Purpose::Cart, &[layer], &Tables::new()).unwrap();
    let (session, cart) = (session(), checked_cart("Hammer"));
    let document = protocol::order_message(&session, &cart, &envelope());
    let options = WriteOptions {
        version: *Version::HELD.last().unwrap(),
        ascii: false,
    };
    let neutral = neutral_cart(&cart, &session);
    let (bytes, told) = write(&compiled, &document, &options, &neutral, false).unwrap();
    let written = String::from_utf8(bytes).unwrap();
    assert_eq!(written.matches("<LeadTime>2</LeadTime>").count(), 2);
    assert_eq!(written.matches("quantity=\"2\" lineNumber=").count(), 2);
    assert_eq!(
        written
            .matches("<UnitPrice><Money currency=\"EUR\">19.90</Money>")
            .count(),
        2,
        "{written}"
    );
    let mut refused: Vec<_> = told
        .findings
        .iter()
        .map(|finding| (finding.code.as_str(), finding.path.rsplit('/').next()))
        .collect();
    refused.sort_unstable();
    let places = ["@currency", "@quantity", "Money"];
    let expected = places.map(|place| [("mapping.value_refused", Some(place)); 2]);
    assert_eq!(refused, expected.concat());
}

fn envelope() -> protocol::Envelope {
    protocol::Envelope::new(uuid::Uuid::nil(), "gateway.example", Timestamp(0))
}

/// The document of a cart with a mapping over it.
fn written(json: &str, text: &str, version: Version, ascii: bool) -> String {
    let options = WriteOptions { version, ascii };
    written_cart(json, &checked_cart(text), &options)
}

fn written_cart(json: &str, cart: &crate::cart::CheckedCart, options: &WriteOptions) -> String {
    let layer = Layer {
        owner: Owner::Connection,
        json,
    };
    let compiled = Compiled::new(Format::Cxml, Purpose::Cart, &[layer], &Tables::new()).unwrap();
    let session = session();
    let document = protocol::order_message(&session, cart, &envelope());
    let neutral = neutral_cart(cart, &session);
    let (bytes, _) = write(&compiled, &document, options, &neutral, false).unwrap();
    String::from_utf8(bytes).unwrap()
}

/// Lines that are built alike or otherwise, as bits say.
fn mixed(text: &str, bits: &[u8]) -> Vec<crate::cart::CheckedLine> {
    let line = |(at, bits): (usize, &u8)| {
        let mut line = checked_cart(text).lines.swap_remove(0);
        line.line_number = u32::try_from(at).unwrap() + 1;
        let has = |bit: u8| bits & (1 << bit) != 0;
        line.manufacturer = line.manufacturer.filter(|_| has(0));
        line.supplier_id = line.supplier_id.filter(|_| has(1));
        line.name = line.name.filter(|_| has(2));
        line.tax = line.tax.filter(|_| has(3));
        if has(4) {
            line.classification.push(line.classification[0].clone());
        }
        if has(5) {
            line.custom_fields.pop();
        }
        line
    };
    bits.iter().enumerate().map(line).collect()
}

/// Fields and where they may go, some of them where nothing of the kind can stand.
const FIELDS: [(&str, &str); 24] = [
    ("name", "ItemDetail[1]/Description[1]"),
    ("description", "ItemDetail[1]/Description[2]"),
    ("locale", "ItemDetail[1]/Description[1]/@xml:lang"),
    ("sku", "ItemID[1]/BuyerPartID[1]"),
    ("supplier_id", "SupplierID[1]"),
    ("supplier_id,sku", "SupplierID[1]/@domain"),
    ("custom_fields/a", "ShipTo[1]/Address[1]/Name[1]"),
    ("sum_price", "Shipping[1]/Money[1]"),
    ("currency", "Shipping[1]/Money[1]/@currency"),
    ("custom_fields/b", "Shipping[1]/Description[1]"),
    ("custom_fields", "Extrinsic/x()"),
    ("brand", "ItemDetail[1]/Extrinsic[@name='brand']"),
    ("unit", "ItemDetail[1]/UnitOfMeasure[1]"),
    (
        "price_unit",
        "ItemDetail[1]/PriceBasisQuantity[1]/@quantity",
    ),
    ("unspsc", "ItemDetail[1]/Classification[2]"),
    (
        "classification_domain",
        "ItemDetail[1]/Classification[1]/@domain",
    ),
    ("line_number", "ItemDetail[1]/LeadTime[1]"),
    ("item_type", "@itemType"),
    ("parent_line_number", "@parentLineNumber"),
    ("comment", "Comments[1]"),
    ("internal_id", "ItemID[1]/IdReference[1]/@identifier"),
    ("tax", "Tax[1]/TaxDetail[1]/TaxAmount[1]/Money[1]"),
    ("tax_description", "Tax[1]/TaxDetail[1]/@category"),
    ("quantity", "ScheduleLine[1]/@quantity"),
];

fn checked_cart(text: &str) -> crate::cart::CheckedCart {
    let line = |number: u32, parent| crate::cart::CheckedLine {
        line_number: number,
        sku: format!("A{number}"),
        internal_id: format!("{text}{number}"),
        name: Some(text.to_owned()),
        description: format!("{text} & more"),
        quantity: rust_decimal::Decimal::TWO,
        unit: "EA",
        unit_price: rust_decimal::Decimal::new(1990, 2),
        price_unit: rust_decimal::Decimal::TEN,
        classification: vec![crate::connection::Classification {
            domain: "UNSPSC".to_owned(),
            code: "27111602".to_owned(),
        }],
        manufacturer: Some(text.to_owned()),
        manufacturer_sku: None,
        buyer_sku: None,
        supplier_id: Some(text.to_owned()),
        lead_time_days: Some(3),
        url: None,
        image_url: None,
        parent_line_number: parent,
        tax: Some(crate::cart::Charge {
            amount: rust_decimal::Decimal::ONE,
            description: Some(text.to_owned()),
        }),
        custom_fields: vec![
            ("a".to_owned(), text.to_owned()),
            ("b".to_owned(), "b".to_owned()),
        ],
    };
    crate::cart::CheckedCart {
        currency: codes::currency("EUR").unwrap(),
        total: rust_decimal::Decimal::new(796, 2),
        shipping: None,
        tax: None,
        discount: None,
        comment: Some(text.to_owned()),
        lines: vec![line(1, None), line(2, Some(1))],
    }
}

fn session() -> crate::session::Session {
    use crate::{ids, setup, test_data};
    let fresh = setup::Fresh {
        session_id: ids::SessionId(uuid::Uuid::nil()),
        start_code: crate::secret::TokenHash::of("code"),
    };
    let connection = test_data::connection(1);
    let plan = setup::decide(&connection, test_data::setup_request()).unwrap();
    let buyer = (ids::BuyerId(uuid::Uuid::nil()), false);
    plan.into_session(&connection, &test_data::store(), buyer, fresh, Timestamp(0))
}

proptest::proptest! {
    #[test]
    fn what_is_written_is_valid_whatever_the_mapping(
        chosen in proptest::collection::vec(0..FIELDS.len(), 1..10),
        version in 0..Version::HELD.len(),
        text in "[ -~ä\\t鋸]{0,12}",
        ascii: bool,
    ) {
        let fields: serde_json::Map<String, serde_json::Value> = chosen
            .iter()
            .map(|at| (FIELDS[*at].0.to_owned(), serde_json::json!({"path": FIELDS[*at].1, "multiple": true})))
            .collect();
        let mut json = serde_json::json!({"cart_item": {"multi_lines": true, "fields": fields}});
        // A snippet that nothing calls is refused.
        if json.to_string().contains("x()") {
            json["x"] = serde_json::json!({"fields": {"a": {"path": "@name"}, "b": {"path": "."}}});
        }
        let json = json.to_string();
        let layer = Layer { owner: Owner::Connection, json: &json };
        let compiled = Compiled::new(Format::Cxml, Purpose::Cart, &[layer], &Tables::new());
        proptest::prop_assert!(compiled.is_ok(), "{compiled:?}");
        let compiled = compiled.unwrap();
        let (session, cart) = (session(), checked_cart(&text));
        let envelope = protocol::Envelope::new(uuid::Uuid::nil(), "gateway.example", Timestamp(0));
        let document = protocol::order_message(&session, &cart, &envelope);
        let options = WriteOptions { version: Version::HELD[version], ascii };
        let neutral = neutral_cart(&cart, &session);
        let (bytes, _) = write(&compiled, &document, &options, &neutral, true).unwrap();
        let read = cxml::read(&bytes, &cxml::ReadOptions::default()).unwrap();
        let found = cxml::examine(&read, None).found;
        let against_dtd: Vec<_> = found.iter().filter(|found| found.severity == cxml::Severity::Error).collect();
        proptest::prop_assert!(against_dtd.is_empty(), "{against_dtd:?}\n{}", String::from_utf8_lossy(&bytes));
    }

    #[test]
    fn each_line_is_written_as_it_is_alone(
        chosen in proptest::collection::vec(0..FIELDS.len(), 1..10),
        bits in proptest::collection::vec(0_u8..64, 2..4),
        order in proptest::collection::vec(0_usize..4, 2..8),
        version in 0..Version::HELD.len(),
    ) {
        let path = |at: &usize| (FIELDS[*at].0.to_owned(), serde_json::json!({"path": FIELDS[*at].1}));
        let fields: serde_json::Map<String, serde_json::Value> =
            chosen.iter().filter(|at| !FIELDS[**at].1.contains("x()")).map(path).collect();
        let json = serde_json::json!({"cart_item": {"multi_lines": true, "fields": fields}}).to_string();
        // The same few shapes in any order, so that some lines are like those before.
        let bits: Vec<u8> = order.iter().map(|at| bits[at % bits.len()]).collect();
        let options = WriteOptions { version: Version::HELD[version], ascii: false };
        let mut cart = checked_cart("a & b");
        cart.comment = None;
        let lines = mixed("a & b", &bits);
        cart.lines = lines.clone();
        let whole = written_cart(&json, &cart, &options);
        let of = |document: &str| -> Vec<String> {
            document.split("<ItemIn").skip(1).map(|line| line.split("</ItemIn>").next().unwrap_or_default().to_owned()).collect()
        };
        for (line, written) in lines.into_iter().zip(of(&whole)) {
            cart.lines = vec![line];
            proptest::prop_assert_eq!(vec![written], of(&written_cart(&json, &cart, &options)));
        }
    }
}

#[test]
fn the_catalogue_says_where_numbers_are() {
    let kind = |path: &str| {
        let path: Vec<&str> = path.split('/').collect();
        Documents(None).entry(&path).unwrap().kind
    };
    let item = "cXML/Message/PunchOutOrderMessage/ItemIn";
    for number in [
        "@quantity",
        "@lineNumber",
        "@parentLineNumber",
        "ItemDetail/UnitPrice/Money",
        "ItemDetail/LeadTime",
    ] {
        assert_eq!(kind(&format!("{item}/{number}")), Kind::Number, "{number}");
    }
    assert_eq!(kind(&format!("{item}/ItemID/SupplierPartID")), Kind::Text);
}
