use std::collections::BTreeMap;

use oci::Charset;
use proptest::prelude::*;
use rust_decimal::Decimal;

use super::*;
use crate::{
    cart::{Cart, CartItem, CartRules, check},
    connection::{Connection, Format},
    ids::SessionId,
    mapped::{Layer, Owner, Purpose, neutral_cart},
    protocol::oci::setup_request,
    session::Operation,
    setup::unattended,
    test_data,
    time::Timestamp,
};

const CALL: &[u8] = b"USERNAME=jane&PASSWORD=open&HOOK_URL=https%3A%2F%2Fbuyer.example%2Fin&~OkCode=ADDI&Uid=J.Doe&mail=j%40d.example&CostCenter=47&auth_token=hush";

fn compiled(purpose: Purpose, json: &str) -> Result<Compiled, Vec<Problem>> {
    let layer = Layer {
        owner: Owner::Connection,
        json,
    };
    Compiled::new(Format::Oci, purpose, &[layer], &Tables::new())
}

fn parameters() -> oci::Parameters {
    oci::Parameters::read(CALL, b"", None).unwrap()
}

fn request() -> SetupRequest {
    let call = parameters().call(&ParameterNames::default());
    setup_request(&call, "jane", None)
}

fn connection() -> Connection {
    Connection {
        format: Format::Oci,
        ..test_data::connection(1)
    }
}

fn session() -> Session {
    let id = SessionId(uuid::Uuid::from_u128(7));
    unattended(
        &connection(),
        &test_data::store(),
        request(),
        id,
        Timestamp(0),
    )
    .unwrap()
}

fn line(number: u32, name: &str) -> CartItem {
    CartItem {
        line_number: Some(number),
        sku: "B-8".to_owned(),
        name: Some(name.to_owned()),
        quantity: Decimal::from(2),
        unit: "EA".to_owned(),
        unit_price: "19.90".parse().unwrap(),
        custom_fields: BTreeMap::from([("plant".to_owned(), "Ulm".to_owned())]),
        ..CartItem::default()
    }
}

fn checked(items: Vec<CartItem>) -> CheckedCart {
    let connection = connection();
    let rules = CartRules {
        connection: &connection,
        session: session().id,
        operation: Operation::Create,
        default_currency: None,
    };
    let cart = Cart {
        currency: Some("EUR".to_owned()),
        total: None,
        shipping: None,
        tax: None,
        discount: None,
        comment: None,
        items,
    };
    check(&cart, &rules).unwrap()
}

fn form(mapping: &Compiled, cart: &CheckedCart) -> Result<(ReturnForm, Told), Vec<CartProblem>> {
    let session = session();
    let numbered = numbered(cart);
    let neutral = neutral_cart(&numbered, &session);
    write(
        mapping,
        &session,
        cart,
        &OciSettings::default(),
        &neutral,
        true,
    )
}

fn value<'a>(form: &'a ReturnForm, name: &str) -> Option<&'a str> {
    let found = form.fields.iter().find(|(other, _)| other == name);
    found.map(|(_, value)| value.as_str())
}

#[test]
fn a_call_is_read_whatever_the_case_and_never_its_secrets() {
    let mapping = compiled(
        Purpose::Request,
        r#"{"customer": {"fields": {"email": {"path": "MAIL"}, "first_name": {"path": "uid"}, "custom_fields/cost_center": {"path": "CostCenter"}}}}"#,
    )
    .unwrap();
    let mut request = request();
    let plain = parameters().plain(&ParameterNames::default());
    assert!(
        plain
            .iter()
            .all(|(_, value)| value != "open" && value != "hush")
    );
    read(&mapping, plain, &mut request, false).unwrap();
    assert_eq!(request.identity.email.as_deref(), Some("j@d.example"));
    assert_eq!(request.identity.first_name.as_deref(), Some("J.Doe"));
    assert_eq!(request.custom_fields["cost_center"], "47");
    let problems = compiled(
        Purpose::Request,
        r#"{"customer": {"fields": {"email": {"path": "PASSWORD"}}}}"#,
    );
    assert!(!problems.unwrap_err().is_empty());
}

#[test]
fn a_cart_is_written_over_what_is_built_in() {
    let mapping = compiled(
        Purpose::Cart,
        r#"{"cart_item": {"multi_lines": true, "fields": {
            "name": {"path": "NEW_ITEM-DESCRIPTION[%line_number%]", "transform": ["uppercase"]},
            "custom_fields/plant": {"path": "NEW_ITEM-CUST_FIELD2[%line_number%]"},
            "quantity": {"path": "NEW_ITEM-QUANTITY[%line_number%]"}}},
           "cart": {"fields": {"currency": {"path": "BASKET_CURRENCY"}}}}"#,
    )
    .unwrap();
    let cart = checked(vec![line(10, "Bolt"), line(20, "Nut")]);
    let (form, told) = form(&mapping, &cart).unwrap();
    assert_eq!(value(&form, "~OkCode"), Some("ADDI"));
    assert_eq!(value(&form, "NEW_ITEM-DESCRIPTION[1]"), Some("BOLT"));
    assert_eq!(value(&form, "NEW_ITEM-DESCRIPTION[2]"), Some("NUT"));
    assert_eq!(value(&form, "NEW_ITEM-CUST_FIELD2[2]"), Some("Ulm"));
    assert_eq!(value(&form, "NEW_ITEM-EXT_QUOTE_ITEM[2]"), Some("20"));
    assert_eq!(value(&form, "BASKET_CURRENCY"), Some("EUR"));
    assert!(told.findings.is_empty(), "{:?}", told.findings);
    assert!(!told.explanations.is_empty());
}

#[test]
fn what_no_form_has_is_refused_when_saved() {
    for path in [
        "NEW_ITEM-",
        "NEW_ITEM-PRICE",
        "NEW_ITEM-price[1]",
        "NEW_ITEM-PRICE[]",
    ] {
        let json = format!(
            r#"{{"cart_item": {{"multi_lines": true, "fields": {{"name": {{"path": "{path}"}}}}}}}}"#
        );
        assert!(compiled(Purpose::Cart, &json).is_err(), "{path}");
    }
}

#[test]
fn what_a_mapping_makes_too_long_or_no_number_is_refused_by_its_field() {
    let to = |field: &str| {
        let json = format!(
            r#"{{"cart_item": {{"multi_lines": true, "fields": {{"name": {{"path": "NEW_ITEM-{field}[%line_number%]"}}}}}}}}"#
        );
        let mapping = compiled(Purpose::Cart, &json).unwrap();
        form(&mapping, &checked(vec![line(1, &"x".repeat(50))]))
    };
    let problems = to("VENDORMAT").unwrap_err();
    assert_eq!(problems[0].pointer, "/items/0/sku");
    assert_eq!(problems[0].code, "too_long");
    assert_eq!(to("QUANTITY").unwrap_err()[0].code, "invalid");
}

proptest! {
    /// Whatever a mapping writes where: the form that comes of it is one that the other side reads without a deviation.
    #[test]
    fn every_form_of_a_mapping_obeys_the_table(
        field in prop::sample::select(oci::FIELDS),
        text in "[ -~äöü\u{1F600}]{0,60}",
        comma in any::<bool>(),
    ) {
        let json = format!(
            r#"{{"cart_item": {{"multi_lines": true, "fields": {{"name": {{"path": "NEW_ITEM-{}[%line_number%]"}}}}}}}}"#,
            field.name
        );
        let mapping = compiled(Purpose::Cart, &json).unwrap();
        let name = if text.trim().is_empty() { "x" } else { &text };
        let cart = checked(vec![line(3, name), line(1, "Nut")]);
        let session = session();
        let numbered = numbered(&cart);
        let neutral = neutral_cart(&numbered, &session);
        let settings = OciSettings {
            numbers: oci::NumberFormat { comma, ..Default::default() },
            charset: Some(Charset::Utf8),
            ..OciSettings::default()
        };
        if let Ok((form, _)) = write(&mapping, &session, &cart, &settings, &neutral, false) {
            let returned = oci::read_return(&form.fields);
            let odd: Vec<_> = returned
                .findings
                .found
                .iter()
                .filter(|finding| finding.severity == oci::Severity::Error)
                .collect();
            prop_assert!(odd.is_empty(), "{odd:?}");
            prop_assert_eq!(returned.items.len(), 2);
        }
    }
}
