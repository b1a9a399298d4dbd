//! Orders and the sessions that they came of.

use uuid::Uuid;

use super::*;
use crate::{
    ids::BuyerId,
    secret::TokenHash,
    session::SessionItem,
    setup::{Fresh, decide},
    test_data,
};

/// A cart of lines with a reference and an article number, handed over by the session of a number.
fn cart(number: u128, lines: &[(&str, &str)]) -> HandedCart {
    let connection = test_data::connection(1);
    let fresh = Fresh {
        session_id: SessionId(Uuid::from_u128(number)),
        start_code: TokenHash::of("code"),
    };
    let at = Timestamp(i64::try_from(number).unwrap());
    let plan = decide(&connection, test_data::setup_request()).unwrap();
    let buyer = (BuyerId(Uuid::nil()), false);
    let mut session = plan.into_session(&connection, &test_data::store(), buyer, fresh, at);
    session.operation = Operation::Create;
    session.items = Vec::new();
    let line = |(id, sku): &(&str, &str)| HandedReference::new(id, sku, Some(Decimal::TWO));
    HandedCart {
        session,
        lines: lines.iter().map(line).collect(),
    }
}

/// The same as an edit of what had these references.
fn edit(number: u128, of: &[&str], lines: &[(&str, &str)]) -> HandedCart {
    let mut cart = cart(number, lines);
    cart.session.operation = Operation::Edit;
    let item = |id: &&str| SessionItem {
        line_number: None,
        sku: String::new(),
        internal_id: Some((*id).to_owned()),
        quantity: None,
        unit: None,
        unit_price: None,
        currency: None,
        description: None,
    };
    cart.session.items = of.iter().map(item).collect();
    cart
}

fn order(lines: &[(&str, &str)]) -> Vec<OrderLine> {
    let line = |(id, sku): &(&str, &str)| OrderLine {
        internal_id: Some((*id).to_owned()).filter(|id| !id.is_empty()),
        sku: (*sku).to_owned(),
        quantity: Some("2.0".parse().unwrap()),
        ..OrderLine::default()
    };
    lines.iter().map(line).collect()
}

fn of(numbers: &[u128]) -> Recognised {
    let id = |number: &u128| SessionId(Uuid::from_u128(*number));
    Recognised::Of(numbers.iter().map(id).collect())
}

#[test]
fn the_cart_that_has_the_lines_is_it() {
    let carts = [
        cart(1, &[("a1", "A"), ("b1", "B")]),
        cart(2, &[("a2", "A"), ("b2", "B")]),
    ];
    let found = |lines: &[(&str, &str)]| by_references(&order(lines), &carts);
    assert_eq!(found(&[("a1", "A"), ("b1", "B")]), of(&[1]));
    // A part of it, with something from elsewhere beside, and without article numbers.
    assert_eq!(found(&[(" b2 ", ""), ("z", "Z"), ("", "C")]), of(&[2]));
    assert_eq!(found(&[("z", "A"), ("", "A")]), Recognised::Nothing);
    // The reference of another article is none.
    assert_eq!(found(&[("a1", "B")]), Recognised::Nothing);
    assert_eq!(found(&[]), Recognised::Nothing);
    // Two carts in one order.
    assert_eq!(found(&[("b2", "B"), ("a1", "A")]), of(&[1, 2]));
}

#[test]
fn where_two_fit_neither_is_taken() {
    let carts = [
        cart(1, &[("4711", "4711")]),
        cart(2, &[("4711", "4711"), ("9", "9")]),
    ];
    let found = |lines: &[(&str, &str)]| by_references(&order(lines), &carts);
    assert_eq!(found(&[("4711", "4711")]), Recognised::Ambiguous);
    assert_eq!(found(&[("4711", "4711"), ("9", "9")]), of(&[2]));
    // An edit takes the place of one of them alone.
    let mut more = carts.to_vec();
    more.push(edit(3, &["4711"], &[("4711", "4711")]));
    let lines = order(&[("4711", "4711")]);
    assert_eq!(by_references(&lines, &more), Recognised::Ambiguous);
    // So does an order of two carts of which one line is in three.
    more.push(cart(4, &[("x", "X")]));
    let lines = order(&[("4711", "4711"), ("x", "X")]);
    assert_eq!(by_references(&lines, &more), Recognised::Ambiguous);
}

#[test]
fn the_last_edit_takes_the_place_of_all_before() {
    let first = cart(1, &[("a", "A"), ("b", "B")]);
    let second = edit(2, &["a", "b"], &[("a", "A"), ("c", "C")]);
    let third = edit(3, &["a", "b"], &[("a", "A"), ("b", "B")]);
    let found = |carts: &[HandedCart], lines: &[(&str, &str)]| by_references(&order(lines), carts);
    let two = [second.clone(), first.clone()];
    assert_eq!(found(&two, &[("a", "A"), ("c", "C")]), of(&[2]));
    assert_eq!(found(&two, &[("a", "A")]), of(&[2]));
    // What was left out by the edit is ordered all the same: the edit was not taken over.
    assert_eq!(found(&two, &[("a", "A"), ("b", "B")]), of(&[1]));
    let three = [third.clone(), second, first];
    assert_eq!(found(&three, &[("a", "A")]), of(&[3]));
    // The first of them may be gone.
    assert_eq!(found(&three[..2], &[("a", "A")]), of(&[3]));
    assert_eq!(found(&[third], &[("b", "B")]), of(&[3]));
}

#[test]
fn charges_and_what_is_too_long_tell_nothing() {
    let long = "x".repeat(MAX_REMEMBERED + 1);
    let charge = "punchgate:shipping";
    let carts = [cart(1, &[("a", "A"), (charge, "shipping"), (&long, "L")])];
    let kept: Vec<_> = carts[0]
        .lines
        .iter()
        .map(|line| line.internal_id.as_str())
        .collect();
    assert_eq!(kept, ["a", "", ""]);
    let lines = order(&[(charge, "shipping"), (&long, "L")]);
    assert_eq!(by_references(&lines, &carts), Recognised::Nothing);
    assert_eq!(
        references(&order(&[(charge, ""), (" b ", ""), ("b", ""), ("", "")])),
        ["b"]
    );
}

#[test]
fn articles_tell_where_no_reference_came_back() {
    let carts = [
        cart(1, &[("a", "A"), ("b", "B")]),
        cart(2, &[("c", "A"), ("d", "A")]),
    ];
    let found = |carts: &[HandedCart], lines: &[(&str, &str)]| by_articles(&order(lines), carts);
    assert_eq!(found(&carts, &[("", "B"), ("", " A ")]), of(&[1]));
    assert_eq!(found(&carts, &[("", "A"), ("", "A")]), of(&[2]));
    // A part is not enough, nor is another quantity, nor what has another reference.
    assert_eq!(found(&carts, &[("", "A")]), Recognised::Nothing);
    assert_eq!(found(&carts, &[("", "A"), ("z", "B")]), Recognised::Nothing);
    let mut other = order(&[("", "A"), ("", "B")]);
    other[0].quantity = Some(Decimal::ONE);
    assert_eq!(by_articles(&other, &carts), Recognised::Nothing);
    other[0].quantity = None;
    assert_eq!(by_articles(&other, &carts), Recognised::Nothing);
    let twice = [carts[0].clone(), cart(3, &[("e", "B"), ("f", "A")])];
    assert_eq!(
        found(&twice, &[("", "A"), ("", "B")]),
        Recognised::Ambiguous
    );
}
