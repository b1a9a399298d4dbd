//! Any cart becomes a form whose every field obeys the table, and that reads back as what was sent.

use oci::{
    Charset, FIELDS, FaultKind, Item, Kind, LongText, NumberFormat, Overlong, Value, Version,
    WriteOptions, encoded, read_fields, read_pairs, read_return, write,
};
use proptest::prelude::*;
use rust_decimal::Decimal;

/// Texts in many scripts, with what is not to be seen among them, mostly longer than there is room for.
fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![
        "\\PC{0,60}",
        "[ -~äöüß€]{1,60}",
        "[日本語😀е́\u{301}\n\t\u{7}]{0,50}"
    ]
}

/// Texts that fit everywhere.
fn short_text() -> impl Strategy<Value = String> {
    "[A-Za-z0-9][A-Za-z0-9 .-]{0,8}[A-Za-z0-9]"
}

fn any_number() -> impl Strategy<Value = Decimal> {
    (0_i64..1_000_000_000_000, 0_u32..6).prop_map(|(digits, scale)| Decimal::new(digits, scale))
}

fn any_item() -> impl Strategy<Value = Item> {
    let fields = proptest::collection::vec((0..FIELDS.len(), any_text(), any_number()), 0..12);
    (fields, proptest::option::of(any_text())).prop_map(|(fields, long_text)| {
        let mut item = Item::default();
        for (index, text, number) in fields {
            let field = &FIELDS[index];
            match field.kind {
                Kind::Number { .. } => item.set_number(field.name, number),
                _ => item.set_text(field.name, text),
            };
        }
        item.long_text = long_text;
        item
    })
}

prop_compose! {
    fn good_item()(
        texts in proptest::collection::vec(short_text(), 5),
        quantity in 1_i64..1_000_000,
        price in 0_i64..1_000_000_000,
        price_unit in 1_u32..10_000,
        long_text in proptest::option::of("[a-z][a-z \n]{0,300}[a-z]"),
    ) -> Item {
        let mut item = Item::default();
        item.set_text("DESCRIPTION", &texts[0])
            .set_number("QUANTITY", Decimal::new(quantity, 3).normalize())
            .set_text("UNIT", "EA")
            .set_number("PRICE", Decimal::new(price, 2).normalize())
            .set_text("CURRENCY", "EUR")
            .set_number("PRICEUNIT", price_unit.into())
            .set_text("VENDORMAT", &texts[1])
            .set_text("EXT_PRODUCT_ID", &texts[2])
            .set_text("CUST_FIELD1", &texts[3])
            .set_text("MATGROUP", &texts[4]);
        item.long_text = long_text;
        item
    }
}

fn any_options() -> impl Strategy<Value = WriteOptions> {
    (
        proptest::sample::select(Version::ALL.to_vec()),
        any::<bool>(),
        (any::<bool>(), proptest::option::of(0_u32..4), any::<bool>()),
        proptest::sample::select(vec![
            LongText::Standard,
            LongText::Indexed,
            LongText::Plain,
            LongText::IndexFirst,
            LongText::Omitted,
        ]),
        any::<bool>(),
    )
        .prop_map(
            |(version, latin, (comma, digits, padded), long_text, cut)| WriteOptions {
                version,
                charset: if latin {
                    Charset::Latin1
                } else {
                    Charset::Utf8
                },
                numbers: NumberFormat {
                    comma,
                    digits,
                    padded,
                },
                long_text,
                overlong: if cut { Overlong::Cut } else { Overlong::Refuse },
            },
        )
}

/// Whether a field that was written is as the table has it.
fn obeys(name: &str, value: &str, options: &WriteOptions) -> Result<(), String> {
    let bare = name
        .strip_prefix("NEW_ITEM-")
        .ok_or_else(|| format!("{name} has no prefix"))?;
    if bare.starts_with("LONGTEXT") {
        return Ok(());
    }
    let bare = bare.split('[').next().unwrap_or_default();
    let field = oci::field(bare).ok_or_else(|| format!("{bare} is unknown"))?;
    if field.since > options.version {
        return Err(format!("{bare} is too new"));
    }
    if let Some(bad) = value
        .chars()
        .find(|c| c.is_control() || !options.charset.has(*c))
    {
        return Err(format!("{bare} has {bad:?}"));
    }
    let Kind::Number { integer, decimals } = field.kind else {
        let length = value.encode_utf16().count();
        let max = field.max_length(options.version).unwrap_or(0);
        return (length <= max && length > 0)
            .then_some(())
            .ok_or_else(|| format!("{bare} has {length} characters"));
    };
    let (before, after) = value.split_once(['.', ',']).unwrap_or((value, ""));
    let fits = before.len() <= integer as usize && after.len() <= decimals as usize;
    let plain = before
        .chars()
        .chain(after.chars())
        .all(|c| c.is_ascii_digit());
    (fits && plain && !before.is_empty())
        .then_some(())
        .ok_or_else(|| format!("{bare} is {value}"))
}

proptest! {
    #[test]
    fn every_field_obeys_the_table(
        items in proptest::collection::vec(any_item(), 0..5),
        options in any_options(),
    ) {
        match write(&items, &options) {
            Ok(form) => {
                for (name, value) in &form.fields {
                    prop_assert_eq!(obeys(name, value, &options), Ok(()));
                }
                if options.overlong == Overlong::Refuse {
                    prop_assert!(form.repairs.iter().all(|repair| repair.text.starts_with("Left out")));
                }
            }
            Err(faults) => {
                prop_assert!(!faults.is_empty());
                prop_assert!(faults.iter().all(|fault| fault.item < items.len()));
                let refused_for_length = faults.iter().any(|fault| matches!(fault.kind, FaultKind::TooLong { .. }) && fault.field == "DESCRIPTION");
                prop_assert!(!refused_for_length || options.overlong == Overlong::Refuse);
            }
        }
    }

    #[test]
    fn what_is_sent_is_read_back(
        items in proptest::collection::vec(good_item(), 1..6),
        options in any_options(),
    ) {
        let options = WriteOptions {
            numbers: NumberFormat { digits: options.numbers.digits.map(|_| 3), ..options.numbers },
            ..options
        };
        let form = write(&items, &options).unwrap();
        let posted = encoded(&form.fields, options.charset);
        let label = (options.charset == Charset::Latin1).then_some("iso-8859-1");
        let fields = read_fields(posted.as_bytes(), label);
        prop_assert_eq!(&fields, &form.fields);
        let returned = read_return(&fields);
        prop_assert_eq!(returned.items.len(), items.len());
        for (place, (sent, got)) in items.iter().zip(&returned.items).enumerate() {
            prop_assert_eq!(got.index as usize, place + 1);
            for (name, value) in sent.fields() {
                match value {
                    Value::Number(number) => prop_assert_eq!(got.item.number(name), Some(*number)),
                    Value::Text(text) => prop_assert_eq!(got.item.text(name), Some(text.as_str())),
                }
            }
            if options.long_text != LongText::Omitted {
                prop_assert_eq!(&got.item.long_text, &sent.long_text);
            }
        }
        let odd = returned.codes().find(|code| !matches!(*code, "name.spelling" | "number.spelling"));
        prop_assert_eq!(odd, None);
    }

    #[test]
    fn no_bytes_bring_the_readers_down(bytes in proptest::collection::vec(any::<u8>(), 0..2_000)) {
        let _ = read_pairs(&bytes, None);
        let _ = read_return(&read_fields(&bytes, Some("shift_jis")));
        let _ = oci::read_html(&String::from_utf8_lossy(&bytes));
        if let Ok(parameters) = oci::Parameters::read(&bytes, b"HOOK_URL=https://b.example/?a=1", None) {
            prop_assert!(parameters.call(&oci::ParameterNames::default()).hook_url.is_some());
        }
    }

    #[test]
    fn whatever_is_encoded_is_decoded(pairs in proptest::collection::vec(("[a-zA-Z~_:\\[\\]-]{1,20}", "[^\u{0}-\u{8}\u{b}\u{c}\u{e}-\u{1f}\u{7f}-\u{9f}]{0,40}"), 0..20)) {
        let body = encoded(&pairs, Charset::Utf8);
        prop_assert_eq!(read_pairs(body.as_bytes(), Some("utf-8")), Ok(pairs));
    }
}
