use std::collections::BTreeMap;

use uuid::Uuid;

use super::*;
use crate::{cart::CartItem, test_data};

fn dec(text: &str) -> Decimal {
    text.parse().unwrap()
}

fn item() -> CartItem {
    CartItem {
        sku: "A-1".to_owned(),
        name: Some("Pen".to_owned()),
        quantity: dec("3"),
        unit: "EA".to_owned(),
        unit_price: dec("0.335"),
        classification: vec![Classification {
            domain: "UNSPSC".to_owned(),
            code: "44121701".to_owned(),
        }],
        ..CartItem::default()
    }
}

fn cart(items: Vec<CartItem>) -> Cart {
    Cart {
        currency: Some("EUR".to_owned()),
        total: None,
        shipping: None,
        tax: None,
        discount: None,
        comment: None,
        items,
    }
}

fn run(cart: &Cart) -> Result<CheckedCart, Vec<(String, &'static str)>> {
    let connection = test_data::connection(1);
    let rules = CartRules {
        connection: &connection,
        session: SessionId(Uuid::from_u128(5)),
        operation: Operation::Create,
        default_currency: None,
    };
    check(cart, &rules)
        .map_err(|problems| problems.into_iter().map(|p| (p.pointer, p.code)).collect())
}

fn problem(change: impl FnOnce(&mut Cart)) -> Vec<(String, &'static str)> {
    let mut cart = cart(vec![item(), item()]);
    change(&mut cart);
    run(&cart).err().unwrap_or_default()
}

#[test]
fn a_good_cart_is_completed() {
    let checked = run(&cart(vec![item(), item()])).unwrap();
    // 3 × 0.335 = 1.005, rounded to 1.01 per line.
    assert_eq!(checked.total, dec("2.02"));
    assert_eq!(checked.lines[1].line_number, 2);
    assert_eq!(
        checked.lines[1].internal_id,
        "00000000-0000-0000-0000-000000000005/2"
    );
    assert_eq!(checked.lines[0].description, "Pen");
}

#[test]
fn digits_follow_the_currency() {
    let mut yen = cart(vec![item()]);
    yen.currency = Some("JPY".to_owned());
    assert_eq!(run(&yen).unwrap().total, dec("1"));
    yen.currency = Some("KWD".to_owned());
    assert_eq!(run(&yen).unwrap().total, dec("1.005"));
}

#[test]
fn a_price_for_many_is_divided() {
    let mut hundred = item();
    (hundred.unit_price, hundred.price_unit, hundred.quantity) =
        (dec("12.5"), Some(dec("100")), dec("250"));
    assert_eq!(run(&cart(vec![hundred])).unwrap().total, dec("31.25"));
}

#[test]
fn each_problem_is_named_with_its_field() {
    let one = |pointer: &str, code: &'static str| vec![(pointer.to_owned(), code)];
    assert_eq!(problem(|c| c.items.clear()), one("/items", "cart_empty"));
    assert_eq!(
        problem(|c| c.items[1].unit = "crate".to_owned()),
        one("/items/1/unit", "unit_unknown")
    );
    assert_eq!(
        problem(|c| c.items[0].classification.clear()),
        one("/items/0/classification", "classification_missing")
    );
    assert_eq!(
        problem(|c| c.items[0].quantity = dec("0")),
        one("/items/0/quantity", "not_positive")
    );
    assert_eq!(
        problem(|c| c.items[0].unit_price = dec("-1")),
        one("/items/0/unit_price", "negative")
    );
    assert_eq!(
        problem(|c| c.items[0].sku = " ".to_owned()),
        one("/items/0/sku", "required")
    );
    assert_eq!(
        problem(|c| c.items[0].name = None),
        one("/items/0/description", "required")
    );
    assert_eq!(
        problem(|c| c.items[0].internal_id = Some("x".repeat(256))),
        one("/items/0/internal_id", "too_long")
    );
    assert_eq!(
        problem(|c| c.items[0].name = Some("a\u{1}b".to_owned())),
        one("/items/0/name", "character_not_allowed")
    );
    assert_eq!(
        problem(|c| c.items[0].url = Some("javascript:x".to_owned())),
        one("/items/0/url", "url_invalid")
    );
    assert_eq!(
        problem(|c| c.items[1].line_number = Some(1)),
        one("/items/1/line_number", "line_number_repeated")
    );
    assert_eq!(
        problem(|c| c.items[1].parent_line_number = Some(9)),
        one("/items/1/parent_line_number", "parent_unknown")
    );
    assert_eq!(
        problem(|c| c.items[1].currency = Some("USD".to_owned())),
        one("/items/1/currency", "currency_mixed")
    );
    assert_eq!(
        problem(|c| c.currency = Some("EURO".to_owned())),
        one("/currency", "currency_unknown")
    );
    assert_eq!(
        problem(|c| c.currency = None),
        one("/currency", "currency_missing")
    );
    assert_eq!(
        problem(|c| c.total = Some(dec("2.01"))),
        one("/total", "total_mismatch")
    );
    assert_eq!(problem(|c| c.total = Some(dec("2.020"))), Vec::new());
    assert_eq!(
        problem(|c| c.items[0].price_unit = Some(dec("0"))),
        one("/items/0/price_unit", "not_positive")
    );
    assert_eq!(
        problem(|c| {
            c.items[0].quantity = dec("1111111111111111111111111111");
            c.items[0].unit_price = dec("19.90");
        }),
        one("/items", "total_too_large")
    );
    assert_eq!(
        problem(
            |c| c.items[0].custom_fields = BTreeMap::from([("a/b".to_owned(), "\u{0}".to_owned())])
        ),
        one("/items/0/custom_fields/a~1b", "character_not_allowed")
    );
}

#[test]
fn all_problems_are_told_at_once() {
    let found = problem(|c| {
        c.items[0].unit = "x".to_owned();
        c.items[1].sku = String::new();
        c.currency = None;
    });
    assert_eq!(found.len(), 3, "{found:?}");
}

#[test]
fn an_unknown_unit_comes_with_a_suggestion() {
    let mut boxed = cart(vec![item()]);
    boxed.items[0].unit = "piece".to_owned();
    let connection = test_data::connection(1);
    let rules = CartRules {
        connection: &connection,
        session: SessionId(Uuid::nil()),
        operation: Operation::Create,
        default_currency: None,
    };
    let problems = check(&boxed, &rules).unwrap_err();
    assert!(
        problems[0].message.contains("Did you mean"),
        "{}",
        problems[0].message
    );
}
