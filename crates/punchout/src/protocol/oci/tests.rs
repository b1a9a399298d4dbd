use oci::{ParameterNames, Parameters, read_return};
use rust_decimal::Decimal;
use uuid::Uuid;

use super::*;
use crate::{
    cart::{Cart, CartItem, CartProblem, CartRules, check},
    connection::{Classification, Connection, Format, LoginMode, OciSettings, PriceUnit},
    ids::{BuyerId, SessionId},
    secret::TokenHash,
    session::{Operation, Session},
    setup::{Fresh, decide},
    test_data,
    time::Timestamp,
};

const CALL: &[u8] = b"USERNAME=jane&PASSWORD=open&HOOK_URL=https%3A%2F%2Fbuyer.example%2Fin%3Fsid%3D1&~OkCode=ADDI&~TARGET=_parent&~CALLER=CTLG&EMAIL=jane%40buyer.example&LANGU=D&COSTCENTER=4711&auth_token=hush";

fn call(query: &[u8]) -> oci::Call {
    Parameters::read(query, b"", None)
        .unwrap()
        .call(&ParameterNames::default())
}

fn connection() -> Connection {
    Connection {
        format: Format::Oci,
        ..test_data::connection(1)
    }
}

fn session(query: &[u8]) -> Session {
    let connection = connection();
    let plan = decide(&connection, setup_request(&call(query), "jane", None)).unwrap();
    let fresh = Fresh {
        session_id: SessionId(Uuid::from_u128(7)),
        start_code: TokenHash::of("code"),
    };
    let buyer = (BuyerId(Uuid::nil()), false);
    plan.into_session(&connection, &test_data::store(), buyer, fresh, Timestamp(0))
}

fn bolts() -> CartItem {
    CartItem {
        sku: "B-8-40".to_owned(),
        name: Some("Bolt M8".to_owned()),
        description: Some("Bolt M8 × 40 of steel".to_owned()),
        quantity: Decimal::from(200),
        unit: "C62".to_owned(),
        unit_price: "19.90".parse().unwrap(),
        price_unit: Some(Decimal::from(100)),
        ..CartItem::default()
    }
}

fn form(items: Vec<CartItem>, settings: &OciSettings) -> Result<ReturnForm, Vec<CartProblem>> {
    let session = session(CALL);
    let connection = connection();
    let cart = Cart {
        currency: Some("EUR".to_owned()),
        total: None,
        shipping: None,
        tax: None,
        discount: None,
        comment: None,
        items,
    };
    let rules = CartRules {
        connection: &connection,
        session: session.id,
        operation: Operation::Create,
        default_currency: None,
    };
    return_form(&session, &check(&cart, &rules).unwrap(), settings)
}

fn value<'a>(form: &'a ReturnForm, name: &str) -> Option<&'a str> {
    form.fields
        .iter()
        .find(|(other, _)| other == name)
        .map(|(_, value)| value.as_str())
}

#[test]
fn a_call_becomes_a_session() {
    let session = session(CALL);
    assert_eq!(
        session.return_url.as_deref(),
        Some("https://buyer.example/in?sid=1")
    );
    assert_eq!(session.locale.as_deref(), Some("de"));
    // OCI has no cookie; nobody else's session may have the same.
    assert_eq!(session.buyer_cookie, session.id.to_string());
    let told: Vec<_> = session
        .extrinsics
        .iter()
        .map(|extrinsic| extrinsic.name.as_str())
        .collect();
    assert_eq!(told, ["EMAIL", "COSTCENTER"], "no login, no secret");
}

#[test]
fn the_buyer_is_whom_the_call_or_the_credential_names() {
    let identity = |query: &[u8], user| setup_request(&call(query), user, None).identity.email;
    assert_eq!(
        identity(CALL, "jane").as_deref(),
        Some("jane@buyer.example")
    );
    assert_eq!(
        identity(b"EMAIL=", "joe@b.example").as_deref(),
        Some("joe@b.example")
    );
    assert_eq!(identity(b"EMAIL=none", "jane"), None);
    let bound = BuyerId(Uuid::from_u128(9));
    let anonymous = Connection {
        login_mode: LoginMode::DynamicUserCreation,
        ..connection()
    };
    let request = setup_request(&call(b"a=b"), "jane", Some(bound));
    let plan = decide(&anonymous, request).unwrap();
    assert_eq!(plan.buyer, crate::setup::BuyerChoice::Existing(bound));
}

#[test]
fn a_product_that_is_asked_for_is_the_selected_item() {
    let session =
        session(b"EMAIL=a%40b.example&FUNCTION=DETAIL&PRODUCTID=4711&HOOK_URL=https://b.example/");
    assert_eq!(session.selected_item.unwrap().sku, "4711");
    assert_eq!(session.extrinsics[0].value, "DETAIL");
}

#[test]
fn languages_and_frames_are_understood_or_left_out() {
    let read = |query: &[u8]| setup_request(&call(query), "", None);
    for (language, locale) in [
        ("FR", Some("fr")),
        ("E", Some("en")),
        ("en_US", Some("en-US")),
        ("deutsch", None),
        ("1", Some("zh")),
        ("<>", None),
    ] {
        let query = format!("LANGU={language}");
        assert_eq!(
            read(query.as_bytes()).locale.as_deref(),
            locale,
            "{language}"
        );
    }
    for (target, kept) in [
        ("_top", true),
        ("main-frame.1", true),
        ("a b", false),
        ("\"><", false),
    ] {
        let query = format!("returntarget={}", target.replace(' ', "+"));
        let context = format!("{:?}", read(query.as_bytes()).return_context);
        assert_eq!(context.contains("target: Some"), kept, "{context}");
    }
}

#[test]
fn a_cart_returns_in_a_form_that_reads_as_it_was() {
    let mut classified = bolts();
    classified.classification = vec![Classification {
        domain: "UNSPSC".to_owned(),
        code: "31161500".to_owned(),
    }];
    classified.internal_id = Some("cart-7/1".to_owned());
    classified.custom_fields = [("CUST_FIELD1", "a"), ("MATNR", "100-1"), ("colour", "grey")]
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .into();
    let form = form(vec![classified, bolts()], &OciSettings::default()).unwrap();
    assert_eq!(form.target, "_parent");
    assert_eq!(value(&form, "~OkCode"), Some("ADDI"));
    let returned = read_return(&form.fields);
    assert_eq!(returned.codes().next(), None, "{:?}", returned.findings);
    assert_eq!(returned.others.len(), 3);
    for (name, expected) in [
        ("DESCRIPTION[1]", Some("Bolt M8")),
        ("LONGTEXT_1:132[]", Some("Bolt M8 × 40 of steel")),
        ("PRICE[1]", Some("19.9")),
        ("PRICEUNIT[1]", Some("100")),
        ("UNIT[1]", Some("C62")),
        ("MATGROUP[1]", Some("31161500")),
        ("EXT_SCHEMA_TYPE[1]", Some("UNSPSC")),
        ("EXT_PRODUCT_ID[1]", Some("cart-7/1")),
        ("EXT_PRODUCT_ID[2]", Some("B-8-40")),
        ("EXT_QUOTE_ITEM[2]", Some("2")),
        ("CUST_FIELD1[1]", Some("a")),
        ("MATNR[1]", Some("100-1")),
        ("colour[1]", None),
        ("PARENT_ID[1]", None),
    ] {
        assert_eq!(
            value(&form, &format!("NEW_ITEM-{name}")),
            expected,
            "{name}"
        );
    }
}

#[test]
fn prices_are_divided_for_buyers_who_pass_over_their_unit() {
    let settings = OciSettings {
        price_unit: PriceUnit::Divide,
        ..OciSettings::default()
    };
    let form = form(vec![bolts()], &settings).unwrap();
    assert_eq!(value(&form, "NEW_ITEM-PRICE[1]"), Some("0.199"));
    assert_eq!(value(&form, "NEW_ITEM-PRICEUNIT[1]"), Some("1"));
}

#[test]
fn parts_hang_below_their_root() {
    let part = CartItem {
        parent_line_number: Some(2),
        line_number: Some(1),
        ..bolts()
    };
    let root = CartItem {
        line_number: Some(2),
        ..bolts()
    };
    let form = form(vec![part, root], &OciSettings::default()).unwrap();
    assert_eq!(value(&form, "NEW_ITEM-PARENT_ID[1]"), Some("2"));
    assert_eq!(value(&form, "NEW_ITEM-ITEM_TYPE[1]"), Some("O"));
    assert_eq!(value(&form, "NEW_ITEM-ITEM_TYPE[2]"), Some("R"));
}

#[test]
fn what_has_no_room_is_named_by_the_cart_or_repaired() {
    let long = CartItem {
        sku: "s".repeat(41),
        name: Some("n".repeat(60)),
        ..bolts()
    };
    let problems = form(vec![bolts(), long.clone()], &OciSettings::default()).unwrap_err();
    let named: Vec<_> = problems
        .iter()
        .map(|problem| (problem.pointer.as_str(), problem.code))
        .collect();
    assert_eq!(named, [("/items/1/sku", "too_long")]);
    let fits = CartItem {
        sku: "s".to_owned(),
        ..long
    };
    let repaired = form(vec![fits], &OciSettings::default()).unwrap();
    assert_eq!(repaired.findings.found[0].path, "NEW_ITEM-DESCRIPTION[1]");
}

#[test]
fn who_cancels_takes_nothing_back_but_what_was_said() {
    let form = empty_form(&session(CALL), &OciSettings::default());
    assert!(form.fields.iter().all(|(name, _)| name.starts_with('~')));
    assert_eq!(form.fields.len(), 3);
}
