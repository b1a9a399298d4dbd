use super::*;

fn bolt() -> Item {
    let mut item = Item::default();
    item.set_text("DESCRIPTION", "Bolt M8 × 40")
        .set_number("QUANTITY", 4.into())
        .set_text("UNIT", "EA")
        .set_number("PRICE", "1.25".parse().unwrap())
        .set_text("CURRENCY", "EUR")
        .set_text("VENDORMAT", "B-8-40");
    item.long_text = Some("A bolt.\nOf steel.".to_owned());
    item
}

fn lines(form: &Form) -> Vec<String> {
    form.fields
        .iter()
        .map(|(name, value)| format!("{name}={value}"))
        .collect()
}

#[test]
fn lines_are_counted_from_one() {
    let form = write(&[bolt(), bolt()], &WriteOptions::default()).unwrap();
    let lines = lines(&form);
    assert_eq!(
        lines[..7],
        [
            "NEW_ITEM-DESCRIPTION[1]=Bolt M8 × 40",
            "NEW_ITEM-QUANTITY[1]=4",
            "NEW_ITEM-UNIT[1]=EA",
            "NEW_ITEM-PRICE[1]=1.25",
            "NEW_ITEM-CURRENCY[1]=EUR",
            "NEW_ITEM-VENDORMAT[1]=B-8-40",
            "NEW_ITEM-LONGTEXT_1:132[]=A bolt.\nOf steel.",
        ]
    );
    assert_eq!(lines[7], "NEW_ITEM-DESCRIPTION[2]=Bolt M8 × 40");
    assert!(form.repairs.is_empty());
}

#[test]
fn the_long_text_is_called_as_the_buyer_wants() {
    for (long_text, name) in [
        (LongText::Standard, Some("NEW_ITEM-LONGTEXT_1:132[]")),
        (LongText::Indexed, Some("NEW_ITEM-LONGTEXT_1:132[1]")),
        (LongText::Plain, Some("NEW_ITEM-LONGTEXT[1]")),
        (LongText::IndexFirst, Some("NEW_ITEM-LONGTEXT[1]:132")),
        (LongText::Omitted, None),
    ] {
        let options = WriteOptions {
            long_text,
            ..WriteOptions::default()
        };
        let form = write(&[bolt()], &options).unwrap();
        let found = form
            .fields
            .iter()
            .find(|(name, _)| name.contains("LONGTEXT"))
            .map(|(name, _)| name.as_str());
        assert_eq!(found, name);
    }
}

#[test]
fn what_people_read_is_cut_and_what_identifies_is_refused() {
    let mut item = bolt();
    item.set_text("DESCRIPTION", "d".repeat(41));
    let form = write(&[item.clone()], &WriteOptions::default()).unwrap();
    assert_eq!(form.fields[0].1.len(), 40);
    assert_eq!(form.repairs[0].field, "DESCRIPTION");

    let strict = WriteOptions {
        overlong: Overlong::Refuse,
        ..WriteOptions::default()
    };
    let too_long = |length| FaultKind::TooLong { length, max: 40 };
    assert_eq!(
        write(&[item.clone()], &strict).unwrap_err()[0].kind,
        too_long(41)
    );
    item.set_text("VENDORMAT", "v".repeat(41));
    let faults = write(&[bolt(), item], &WriteOptions::default()).unwrap_err();
    assert_eq!(
        faults,
        [Fault {
            item: 1,
            field: "VENDORMAT".to_owned(),
            kind: too_long(41)
        }]
    );
}

#[test]
fn what_is_missing_or_alone_is_named() {
    let mut item = Item::default();
    item.set_number("PRICE", 1.into())
        .set_text("CONTRACT_ITEM", "1")
        .set_text("EXT_CATEGORY_ID", "1");
    let faults = write(&[item], &WriteOptions::default()).unwrap_err();
    let named: Vec<_> = faults
        .iter()
        .map(|fault| (fault.field.as_str(), fault.kind.clone()))
        .collect();
    assert_eq!(
        named,
        [
            ("DESCRIPTION", FaultKind::Missing),
            ("QUANTITY", FaultKind::Missing),
            ("UNIT", FaultKind::Missing),
            ("CURRENCY", FaultKind::Missing),
            ("CONTRACT_ITEM", FaultKind::OnlyWith { other: "CONTRACT" }),
            ("EXT_SCHEMA_TYPE", FaultKind::Missing),
        ]
    );
    let mut material = Item::default();
    material
        .set_text("MATNR", "100-200")
        .set_number("QUANTITY", 1.into());
    assert!(write(&[material], &WriteOptions::default()).is_ok());
}

#[test]
fn fields_that_a_version_lacks_are_left_out() {
    let mut item = bolt();
    item.set_text("EXT_SCHEMA_TYPE", "UNSPSC")
        .set_text("EXT_CATEGORY_ID", "31161500")
        .set_text("ITEM_TYPE", "R")
        .set_text("GTIN", "4006381333931");
    let names = |version| {
        let options = WriteOptions {
            version,
            ..WriteOptions::default()
        };
        let form = write(&[item.clone()], &options).unwrap();
        let left_out: Vec<_> = form.repairs.iter().map(|r| r.field.clone()).collect();
        assert!(lines(&form).contains(&"NEW_ITEM-GTIN[1]=4006381333931".to_owned()));
        left_out.join(" ")
    };
    assert_eq!(
        names(Version::V2_0),
        "EXT_SCHEMA_TYPE EXT_CATEGORY_ID ITEM_TYPE"
    );
    assert_eq!(names(Version::V3_0), "ITEM_TYPE");
    assert_eq!(names(Version::V4_0), "");
}

#[test]
fn characters_that_the_form_cannot_carry_never_go_unnoticed() {
    let mut item = bolt();
    item.set_text("DESCRIPTION", "Śruba");
    let latin = WriteOptions {
        charset: Charset::Latin1,
        ..WriteOptions::default()
    };
    let form = write(&[item.clone()], &latin).unwrap();
    assert_eq!(form.fields[0].1, "?ruba");
    assert_eq!(form.repairs.len(), 1);
    item.set_text("VENDORMAT", "Ś-1");
    let faults = write(&[item], &latin).unwrap_err();
    assert_eq!(faults[0].kind, FaultKind::NotInCharset { character: 'Ś' });
}

#[test]
fn numbers_without_room_are_rounded_or_refused() {
    let mut item = bolt();
    item.set_number("PRICE", "6.63333".parse().unwrap());
    let form = write(&[item.clone()], &WriteOptions::default()).unwrap();
    assert!(lines(&form).contains(&"NEW_ITEM-PRICE[1]=6.633".to_owned()));
    assert_eq!(form.repairs[0].text, "Rounded from 6.63333 to 6.633.");
    // Nothing would be left of it.
    item.set_number("PRICE", "0.0001".parse().unwrap());
    assert!(write(&[item], &WriteOptions::default()).is_err());
}
