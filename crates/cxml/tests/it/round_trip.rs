//! What is written is read again as what it was, less what the version does not have.

use cxml::{
    Body, Document, ItemDetail, Money, OrderMessageItem, OutBody, OutCharge, OutDocument, OutItem,
    OutOrderMessage, PriceBasis, ReadOptions, Version, WriteOptions, read, write,
};
use proptest::prelude::*;
use rust_decimal::Decimal;

use crate::{generated, tools};

fn trimmed(text: &str) -> String {
    text.trim().to_owned()
}

/// With the blanks around it, where it stands in one line.
fn verbatim(text: &str) -> Option<String> {
    let is_broken = text.contains(['\n', '\r', '\t']);
    let read = if is_broken { text.trim() } else { text };
    (!text.trim().is_empty()).then(|| read.to_owned())
}

fn filled(text: Option<&String>) -> Option<String> {
    text.map(|text| trimmed(text))
        .filter(|text| !text.is_empty())
}

fn money(amount: Decimal, order: &OutOrderMessage) -> Money {
    Money {
        amount: Some(amount),
        currency: order.currency.clone(),
    }
}

fn charge(charge: Option<&OutCharge>, order: &OutOrderMessage) -> Option<Money> {
    charge.map(|charge| money(charge.amount, order))
}

fn detail(item: &OutItem, order: &OutOrderMessage, version: Version) -> ItemDetail {
    let rich = version >= Version::V1_2_036;
    let basis = item.price_unit != Decimal::ONE;
    ItemDetail {
        // A divided price is compared on its own.
        unit_price: (rich || !basis).then(|| money(item.unit_price, order)),
        description: filled(Some(&item.description)),
        short_name: filled(item.short_name.as_ref()),
        unit_of_measure: Some(item.unit_of_measure.clone()),
        price_basis: (rich && basis).then(|| PriceBasis {
            quantity: Some(item.price_unit),
            conversion_factor: Some(Decimal::ONE),
            unit_of_measure: Some(item.unit_of_measure.clone()),
        }),
        classifications: item
            .classifications
            .iter()
            .map(|(domain, code)| (domain.clone(), trimmed(code)))
            .collect(),
        manufacturer_part_id: filled(item.manufacturer_part_id.as_ref()),
        manufacturer_name: filled(item.manufacturer_name.as_ref()),
        url: filled(item.url.as_ref()),
        lead_time: item.lead_time.filter(|_| version >= Version::V1_2_014),
        extrinsics: item
            .extrinsics
            .iter()
            .map(|(name, value)| cxml::Extrinsic {
                name: trimmed(name),
                value: trimmed(value),
            })
            .collect(),
    }
}

fn line(item: &OutItem, order: &OutOrderMessage, version: Version) -> OrderMessageItem {
    let rich = version >= Version::V1_2_036;
    let kind = match (item.parent_line_number, item.is_parent) {
        (Some(_), _) => Some("item".to_owned()),
        (None, true) => Some("composite".to_owned()),
        (None, false) => None,
    };
    OrderMessageItem {
        quantity: Some(item.quantity),
        line_number: Some(item.line_number),
        parent_line_number: item.parent_line_number.filter(|_| rich),
        item_type: kind.filter(|_| rich),
        item_id: cxml::ItemId {
            supplier_part_id: trimmed(&item.supplier_part_id),
            supplier_part_auxiliary_id: verbatim(&item.supplier_part_auxiliary_id),
            buyer_part_id: filled(item.buyer_part_id.as_ref()).filter(|_| rich),
        },
        detail: detail(item, order, version),
        supplier_id: item
            .supplier_id
            .as_ref()
            .map(|(domain, id)| (domain.clone(), trimmed(id))),
        tax: charge(item.tax.as_ref(), order),
        comments: filled(item.comments.as_ref()).filter(|_| rich),
    }
}

/// The prices of a line, as said and as read where they had to be divided: they must come to the same in money.
fn same_in_money(item: &OutItem, read: &Money, digits: u32) -> bool {
    let (Some(price), Some(said)) = (
        read.amount,
        (item.quantity * item.unit_price).checked_div(item.price_unit),
    ) else {
        return false;
    };
    (item.quantity * price - said).abs() <= Decimal::new(1, digits + 1)
}

fn check(document: &OutDocument, order: &OutOrderMessage, version: Version, read: &Document) {
    assert_eq!(read.payload_id, trimmed(&document.payload_id));
    assert_eq!(
        read.timestamp.as_ref().and_then(|time| time.micros),
        Some(document.timestamp)
    );
    assert_eq!(read.version, Some(version));
    assert_eq!(read.lang, document.lang);
    let header = read.header.as_ref().unwrap();
    for (party, written) in [
        (&header.from, &order.header.from),
        (&header.to, &order.header.to),
        (&header.sender.party, &order.header.sender),
    ] {
        assert_eq!(party.credentials.len(), written.len());
        for (read, written) in party.credentials.iter().zip(written) {
            assert_eq!(read.domain, trimmed(&written.domain));
            assert_eq!(read.identity, trimmed(&written.identity));
            assert!(read.secret.is_none());
        }
    }
    let Body::Message(message) = &read.body else {
        panic!("a message")
    };
    assert_eq!(message.status_code, order.status);
    let back = message.order.as_ref().unwrap();
    let cookie = read
        .root()
        .find(&["Message", "PunchOutOrderMessage", "BuyerCookie"]);
    assert_eq!(cookie.unwrap().inner_xml(), order.buyer_cookie);
    assert_eq!(
        back.operation_allowed.as_deref(),
        Some(order.operation_allowed)
    );
    assert_eq!(back.total, Some(money(order.total, order)));
    assert_eq!(back.shipping, charge(order.shipping.as_ref(), order));
    assert_eq!(back.tax, charge(order.tax.as_ref(), order));
    assert_eq!(back.items.len(), order.items.len());
    for (read, written) in back.items.iter().zip(&order.items) {
        let expected = line(written, order, version);
        let mut read = read.clone();
        if expected.detail.unit_price.is_none() {
            let price = read.detail.unit_price.take().unwrap();
            assert!(
                same_in_money(written, &price, order.digits),
                "{price:?} for {written:?}"
            );
        }
        assert_eq!(read, expected);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: tools::samples(64), ..ProptestConfig::default() })]

    #[test]
    fn order_messages_come_through(document in generated::document(), ascii: bool) {
        let OutBody::OrderMessage(order) = &document.body else {
            panic!("an order message")
        };
        for version in Version::HELD {
            let bytes = write(&document, &WriteOptions { version, ascii });
            prop_assert!(!ascii || bytes.is_ascii());
            let read = read(&bytes, &ReadOptions::default()).unwrap();
            check(&document, order, version, &read);
            let findings = cxml::examine(&read, None);
            let faults: Vec<_> = findings.found.iter().filter(|finding| finding.severity == cxml::Severity::Error).collect();
            prop_assert!(faults.is_empty(), "{version}: {faults:#?}");
        }
    }

    #[test]
    fn no_damage_to_a_message_makes_reading_panic(
        document in generated::document(),
        damage in proptest::collection::vec((any::<proptest::sample::Index>(), any::<u8>(), 0_usize..20), 1..6),
    ) {
        let options = WriteOptions { version: Version::V1_2_014, ascii: false };
        let mut bytes = write(&document, &options);
        for (at, byte, length) in damage {
            let at = at.index(bytes.len());
            let end = (at + length).min(bytes.len());
            bytes.splice(at..end, [byte]);
        }
        if let Ok(read) = read(&bytes, &ReadOptions::default()) {
            let findings = cxml::examine(&read, None);
            prop_assert!(findings.found.len() <= cxml::MAX_FINDINGS);
        }
    }
}
