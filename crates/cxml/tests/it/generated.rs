//! Order messages of every kind.

use cxml::{OutBody, OutCharge, OutCredential, OutDocument, OutHeader, OutItem, OutOrderMessage};
use proptest::{collection::vec, option, prelude::*};
use rust_decimal::Decimal;

/// Text with all that needs care: markup, white space of all kinds, characters of one to four bytes.
pub fn text() -> impl Strategy<Value = String> {
    let c = prop_oneof![
        4 => proptest::char::range('a', 'z'),
        2 => proptest::sample::select(vec!['<', '>', '&', '"', '\'', ']', ';', '#', '-', '!', '/', '=', '%', '+']),
        1 => proptest::sample::select(vec![' ', '\t', '\n', '\r', '\u{a0}', '\u{2028}', '\u{85}', '\u{7f}']),
        1 => proptest::sample::select(vec!['é', 'ß', '€', '漢', '\u{fffd}', '\u{1f600}', '\u{10ffff}', '\u{feff}']),
    ];
    vec(c, 0..24).prop_map(|chars| chars.into_iter().collect())
}

/// Text that is not blank.
fn filled() -> impl Strategy<Value = String> {
    ("[A-Z0-9]{1,4}", text()).prop_map(|(start, rest)| start + &rest)
}

fn amount() -> impl Strategy<Value = Decimal> {
    (0_i64..10_000_000_000, 0_u32..6).prop_map(|(mantissa, scale)| Decimal::new(mantissa, scale))
}

fn above_zero() -> impl Strategy<Value = Decimal> {
    (1_i64..10_000_000, 0_u32..4).prop_map(|(mantissa, scale)| Decimal::new(mantissa, scale))
}

fn charge() -> impl Strategy<Value = OutCharge> {
    (amount(), text()).prop_map(|(amount, description)| OutCharge {
        amount,
        description,
    })
}

fn pairs(least: usize) -> impl Strategy<Value = Vec<(String, String)>> {
    vec((filled(), text()), least..4)
}

fn credentials() -> impl Strategy<Value = Vec<OutCredential>> {
    let credential =
        (text(), text(), any::<bool>()).prop_map(|(domain, identity, marketplace)| OutCredential {
            domain,
            identity,
            marketplace,
        });
    vec(credential, 1..3)
}

/// A line.
pub fn item() -> impl Strategy<Value = OutItem> {
    (
        (
            above_zero(),
            1_u32..1000,
            option::of(1_u32..1000),
            any::<bool>(),
        ),
        (filled(), text(), amount()),
        prop_oneof![
            Just(Decimal::ONE),
            Just(Decimal::from(100)),
            Just(Decimal::new(25, 1)),
            above_zero()
        ],
        (option::of(filled()), filled(), "[A-Z]{2,3}", pairs(1)),
        (
            option::of(filled()),
            option::of(filled()),
            option::of(filled()),
        ),
        (
            option::of(0_u32..400),
            pairs(0),
            option::of((filled(), text())),
        ),
        (
            option::of(charge()),
            option::of(filled()),
            option::of(filled()),
        ),
    )
        .prop_map(
            |(line, part, price_unit, says, maker, extra, (tax, comments, buyer_part_id))| {
                OutItem {
                    quantity: line.0,
                    line_number: line.1,
                    parent_line_number: line.2,
                    is_parent: line.3,
                    supplier_part_id: part.0,
                    supplier_part_auxiliary_id: part.1,
                    unit_price: part.2,
                    price_unit,
                    short_name: says.0,
                    description: says.1,
                    unit_of_measure: says.2,
                    classifications: says.3,
                    buyer_part_id,
                    manufacturer_part_id: maker.0,
                    manufacturer_name: maker.1,
                    url: maker.2,
                    lead_time: extra.0,
                    extrinsics: extra.1,
                    supplier_id: extra.2,
                    tax,
                    comments,
                }
            },
        )
}

/// A cart, or an empty return. The cookie is text here.
pub fn order() -> impl Strategy<Value = OutOrderMessage> {
    (
        (credentials(), credentials(), credentials(), text()),
        (
            option::of(prop_oneof![
                Just("production".to_owned()),
                Just("test".to_owned()),
                Just("nonsense".to_owned())
            ]),
            option::of(Just(204)),
            text(),
        ),
        proptest::sample::select(vec!["create", "inspect", "edit"]),
        (
            proptest::sample::select(vec![("EUR", 2), ("JPY", 0), ("KWD", 3)]),
            amount(),
        ),
        (
            option::of(charge()),
            option::of(charge()),
            option::of(charge()),
        ),
        vec(item(), 0..4),
    )
        .prop_map(
            |(parties, (deployment_mode, status, cookie), allowed, money, charges, items)| {
                OutOrderMessage {
                    header: OutHeader {
                        from: parties.0,
                        to: parties.1,
                        sender: parties.2,
                        user_agent: parties.3,
                    },
                    deployment_mode,
                    status,
                    buyer_cookie: escaped(&cookie),
                    operation_allowed: allowed,
                    currency: money.0.0.to_owned(),
                    digits: money.0.1,
                    total: money.1,
                    shipping: charges.0,
                    tax: charges.1,
                    discount: charges.2,
                    items,
                }
            },
        )
}

/// A document with such a message.
pub fn document() -> impl Strategy<Value = OutDocument> {
    let lang = option::of(proptest::sample::select(vec![
        "en".to_owned(),
        "de-AT".to_owned(),
    ]));
    (text(), 0_i64..4_102_444_800_000, lang, order()).prop_map(
        |(payload_id, millis, lang, order)| OutDocument {
            payload_id,
            timestamp: millis * 1_000,
            lang,
            body: OutBody::OrderMessage(Box::new(order)),
        },
    )
}

/// A cookie's inner XML, as reading a setup with that text gives it.
fn escaped(cookie: &str) -> String {
    let cookie = cookie
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('\r', "&#13;");
    let setup = format!(
        "<cXML><Request><PunchOutSetupRequest><BuyerCookie>{cookie}</BuyerCookie></PunchOutSetupRequest></Request></cXML>"
    );
    let document = cxml::read(setup.as_bytes(), &cxml::ReadOptions::default()).unwrap();
    let cxml::Body::Request(request) = document.body else {
        panic!("a request")
    };
    let cxml::RequestPayload::PunchOutSetup(setup) = request.payload else {
        panic!("a setup")
    };
    setup.buyer_cookie.unwrap().inner_xml().to_owned()
}
