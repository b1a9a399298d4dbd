use super::*;
use crate::{connection::Classification, test_data};

const MODERN: Target = Target {
    header_discount: true,
    composites: true,
    lacks: &[],
};
const OLD: Target = Target {
    header_discount: false,
    composites: false,
    lacks: &[Lacking::BuyerSku, Lacking::LeadTime, Lacking::Comment],
};

fn dec(text: &str) -> Decimal {
    text.parse().unwrap()
}

fn line(number: u32, quantity: &str, price: &str) -> CheckedLine {
    CheckedLine {
        line_number: number,
        sku: format!("A-{number}"),
        internal_id: format!("q/{number}"),
        name: Some(format!("Part {number}")),
        description: format!("Description of {number}"),
        quantity: dec(quantity),
        unit: "EA",
        unit_price: dec(price),
        price_unit: Decimal::ONE,
        classification: vec![Classification {
            domain: "UNSPSC".to_owned(),
            code: "27111602".to_owned(),
        }],
        manufacturer: None,
        manufacturer_sku: None,
        buyer_sku: None,
        supplier_id: None,
        lead_time_days: None,
        url: None,
        image_url: None,
        parent_line_number: None,
        tax: None,
        custom_fields: Vec::new(),
    }
}

fn part(number: u32, of: u32, quantity: &str, price: &str) -> CheckedLine {
    CheckedLine {
        parent_line_number: Some(of),
        ..line(number, quantity, price)
    }
}

fn cart(lines: Vec<CheckedLine>, total: &str) -> CheckedCart {
    let charge = |amount: &str| {
        Some(Charge {
            amount: dec(amount),
            description: None,
        })
    };
    CheckedCart {
        currency: codes::currency("EUR").unwrap(),
        total: dec(total),
        shipping: charge("4.90"),
        tax: charge("1.90"),
        discount: charge("2.00"),
        comment: None,
        lines,
    }
}

fn run(
    cart: CheckedCart,
    target: Target,
    change: impl FnOnce(&mut Connection),
) -> (CheckedCart, Vec<String>) {
    let mut connection = test_data::connection(1);
    change(&mut connection);
    let (cart, findings) = arrange(cart, &connection, target);
    let codes = findings.found.into_iter().map(|finding| finding.code);
    (cart, codes.collect())
}

#[test]
fn charges_stand_in_the_header_by_default() {
    let (cart, findings) = run(cart(vec![line(1, "1", "10")], "10"), MODERN, |_| {});
    assert_eq!(cart.total, dec("8.00"));
    assert_eq!(cart.shipping.unwrap().amount, dec("4.90"));
    assert_eq!(cart.tax.unwrap().amount, dec("1.90"));
    assert_eq!(cart.discount.unwrap().amount, dec("2.00"));
    assert_eq!((cart.lines.len(), findings), (1, vec![]));
}

#[test]
fn a_discount_that_has_no_place_is_a_line_and_that_is_said() {
    let (cart, findings) = run(cart(vec![line(1, "1", "10")], "10"), OLD, |_| {});
    assert_eq!((cart.total, cart.discount), (dec("8.00"), None));
    assert_eq!(cart.lines[1].unit_price, dec("-2.00"));
    assert_eq!(findings, ["cart.discount_as_line"]);
}

#[test]
fn charges_become_lines_that_the_total_includes() {
    let lines = vec![CheckedLine {
        tax: Some(Charge {
            amount: dec("1.90"),
            description: None,
        }),
        ..line(7, "1", "10")
    }];
    let (cart, findings) = run(cart(lines, "10"), OLD, |connection| {
        connection.cart.totals_mode = Some(ChargeMode::Line);
    });
    let told: Vec<_> = cart
        .lines
        .iter()
        .map(|line| (line.line_number, line.sku.as_str(), line.unit_price))
        .collect();
    assert_eq!(
        told,
        [
            (7, "A-7", dec("10")),
            (8, "shipping", dec("4.90")),
            (9, "tax", dec("1.90")),
            (10, "discount", dec("-2.00")),
        ]
    );
    assert_eq!(cart.total, dec("14.80"));
    assert_eq!((cart.shipping, cart.tax, cart.discount), (None, None, None));
    assert!(cart.lines.iter().all(|line| line.tax.is_none()));
    assert!(
        cart.lines
            .iter()
            .all(|line| !line.classification.is_empty())
    );
    assert_eq!(findings, [""; 0]);
}

#[test]
fn each_charge_goes_its_own_way() {
    let (cart, _) = run(cart(vec![line(1, "1", "10")], "10"), OLD, |connection| {
        connection.cart.totals_mode = Some(ChargeMode::Disabled);
        connection.cart.shipping_mode = Some(ChargeMode::Line);
        connection.cart.tax_mode = Some(ChargeMode::Header);
    });
    assert_eq!(cart.lines[1].sku, "shipping");
    assert_eq!(cart.tax.unwrap().amount, dec("1.90"));
    assert_eq!((cart.discount, cart.total), (None, dec("14.90")));
}

#[test]
fn a_cart_without_lines_gets_none_for_charges() {
    let (cart, _) = run(cart(Vec::new(), "0"), OLD, |connection| {
        connection.cart.totals_mode = Some(ChargeMode::Line);
    });
    assert!(cart.lines.is_empty());
    assert_eq!(cart.total, dec("0"));
}

#[test]
fn texts_are_cut_between_characters() {
    let mut long = line(3, "1", "10");
    long.description = "Zange „Ümläut“ für Ösen".to_owned();
    long.name = Some("鋸鋸鋸".to_owned());
    let (cart, findings) = run(cart(vec![long], "10"), MODERN, |connection| {
        connection.cart.max_description_length = Some(16);
    });
    assert_eq!(cart.lines[0].description, "Zange „Ümläut“ f");
    assert_eq!(cart.lines[0].name.as_deref(), Some("鋸鋸鋸"));
    assert_eq!(findings, ["cart.description_cut"]);
}

#[test]
fn parts_are_folded_without_a_change_of_the_sum() {
    let lines = || {
        vec![
            line(1, "3", "10"),
            part(2, 1, "3", "0"),
            part(3, 2, "1", "0.50"),
            line(4, "1", "1"),
        ]
    };
    let single = |connection: &mut Connection| connection.cart.bundle_mode = BundleMode::Single;
    let (folded, findings) = run(cart(lines(), "31.50"), MODERN, single);
    assert_eq!(findings, [""; 0]);
    assert_eq!(folded.lines.len(), 2);
    assert_eq!(
        folded.lines[0].description,
        "Description of 1\n3 x Part 2\n1 x 0.5 x Part 3"
    );
    // 30.50 for 3 is no price of one that comes out right.
    let whole = &folded.lines[0];
    assert_eq!(
        (whole.unit_price, whole.price_unit),
        (dec("30.50"), dec("3"))
    );
    assert_eq!(folded.lines[1], line(4, "1", "1"));

    let (kept, findings) = run(cart(lines(), "31.50"), MODERN, |_| {});
    assert_eq!((kept.lines.len(), findings), (4, vec![]));
    let (folded, findings) = run(cart(lines(), "31.50"), OLD, |connection| {
        connection.cart.totals_mode = Some(ChargeMode::Disabled);
    });
    assert_eq!(folded.lines.len(), 2);
    assert_eq!(findings, ["cart.bundles_folded"]);
}

#[test]
fn what_a_version_has_no_place_for_is_told() {
    let connection = test_data::connection(1);
    let mut full = cart(
        vec![line(1, "1", "2"), line(2, "1", "2"), line(3, "1", "2")],
        "6",
    );
    full.discount = None;
    full.comment = Some("Before noon".to_owned());
    for line in full.lines.iter_mut().skip(1) {
        line.buyer_sku = Some("M-7".to_owned());
    }
    full.lines[0].lead_time_days = Some(3);
    let (_, findings) = arrange(full.clone(), &connection, OLD);
    let told: Vec<_> = findings
        .found
        .iter()
        .map(|finding| (finding.path.as_str(), finding.text.as_str()))
        .collect();
    insta::assert_debug_snapshot!(told, @r#"
    [
        (
            "/items/*/buyer_sku",
            "The buyer's article number of line 2 and 1 more was left out: the document's version has no place for it.",
        ),
        (
            "/items/*/lead_time_days",
            "The lead time of line 1 was left out: the document's version has no place for it.",
        ),
        (
            "/comment",
            "The comment was left out: the document's version or format has no place for it.",
        ),
    ]
    "#);
    assert!(arrange(full, &connection, MODERN).1.found.is_empty());
    let mut bare = cart(vec![line(1, "1", "2")], "2");
    bare.discount = None;
    assert!(arrange(bare, &connection, OLD).1.found.is_empty());
}

#[test]
fn classes_go_out_under_the_buyers_names_and_versions() {
    let mut connection = test_data::connection(1);
    connection.cart.unspsc_domain = Some("UNSPSC_V13.5".to_owned());
    connection.cart.eclass_domain = Some("ECLASS-9.1".to_owned());
    let classes = |of: &[(&str, &str)]| {
        let class = |(domain, code): &(&str, &str)| Classification {
            domain: (*domain).to_owned(),
            code: (*code).to_owned(),
        };
        of.iter().map(class).collect::<Vec<_>>()
    };
    let mut one = cart(vec![line(1, "1", "2"), line(2, "1", "2")], "4");
    one.lines[0].classification = classes(&[
        ("unspsc", "2711-1602"),
        ("eCl@ss 9.1", "21-04-01-02"),
        ("CPV", "4-2"),
    ]);
    one.lines[1].classification = classes(&[("SPSC", "27111602"), ("eCl@ss 11.0", "21-04")]);
    let (arranged, findings) = arrange(one.clone(), &connection, MODERN);
    let shown = |cart: &CheckedCart| {
        let lines = cart.lines.iter().flat_map(|line| &line.classification);
        lines
            .map(|class| format!("{} {}", class.domain, class.code))
            .collect::<Vec<_>>()
    };
    assert_eq!(
        shown(&arranged),
        [
            "UNSPSC_V13.5 27111602",
            "ECLASS-9.1 21040102",
            "CPV 4-2",
            "UNSPSC_V13.5 27111602",
            "ECLASS-9.1 21-04"
        ]
    );
    let told: Vec<_> = findings
        .found
        .iter()
        .map(|finding| (finding.code.as_str(), finding.path.as_str()))
        .collect();
    assert_eq!(
        told,
        [
            ("cart.classification_version", "/items/1/classification"),
            ("cart.classification_code", "/items/1/classification"),
        ]
    );
    // Where nothing is said, they stay as the store has them.
    let (left, findings) = arrange(one.clone(), &test_data::connection(1), MODERN);
    assert_eq!(shown(&left), shown(&one));
    assert!(findings.found.is_empty());
}

#[test]
fn charges_have_the_digits_of_the_currency_and_prices_keep_theirs() {
    let mut yen = cart(vec![line(1, "1", "10"), line(2, "1", "19.90")], "30");
    yen.currency = codes::currency("JPY").unwrap();
    let (cart, findings) = run(yen, MODERN, |_| {});
    assert_eq!(cart.shipping.unwrap().amount, dec("5"));
    assert_eq!(cart.tax.unwrap().amount, dec("2"));
    assert_eq!(cart.discount.unwrap().amount, dec("2"));
    assert_eq!(cart.lines[1].unit_price, dec("19.90"));
    assert_eq!(
        findings,
        [
            "cart.amount_rounded",
            "cart.amount_rounded",
            "cart.price_digits"
        ]
    );
}
