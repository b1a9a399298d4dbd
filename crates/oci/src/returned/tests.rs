use super::*;

fn returned(fields: &[(&str, &str)]) -> Returned {
    let fields: Vec<_> = fields
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
        .collect();
    read_return(&fields)
}

const LINE: [(&str, &str); 3] = [
    ("NEW_ITEM-DESCRIPTION[1]", "Bolt"),
    ("NEW_ITEM-QUANTITY[1]", "4.000"),
    ("NEW_ITEM-UNIT[1]", "EA"),
];

fn codes_with(more: &[(&str, &str)]) -> Vec<&'static str> {
    let all: Vec<_> = LINE.iter().chain(more).copied().collect();
    returned(&all).codes().collect()
}

#[test]
fn a_form_as_it_should_be_has_no_findings() {
    let form = returned(&[
        LINE[1],
        LINE[0],
        LINE[2],
        ("NEW_ITEM-LONGTEXT_1:132[]", "Of steel"),
        ("~OkCode", "ADDI"),
    ]);
    assert_eq!(form.codes().count(), 0, "{:?}", form.findings);
    assert_eq!(form.items.len(), 1);
    let item = &form.items[0].item;
    assert_eq!(item.number("QUANTITY"), Some(4.into()));
    assert_eq!(item.long_text.as_deref(), Some("Of steel"));
    assert_eq!(form.others, [("~OkCode".to_owned(), "ADDI".to_owned())]);
}

#[test]
fn long_texts_are_read_however_they_are_called() {
    for (name, odd) in [
        ("NEW_ITEM-LONGTEXT_1:132[]", false),
        ("new_item-longtext_1:132[]", false),
        ("NEW_ITEM-LONGTEXT_1:132[1]", true),
        ("NEW_ITEM-LONGTEXT_1:132[][1]", true),
        ("NEW_ITEM-LONGTEXT_1:132", true),
        ("NEW_ITEM-LONGTEXT[1]", true),
        ("NEW_ITEM-LONGTEXT[1]:132", true),
        ("LONGTEXT_1:132[]", true),
    ] {
        let all: Vec<_> = LINE.iter().copied().chain([(name, "long")]).collect();
        let form = returned(&all);
        assert_eq!(form.items.len(), 1, "{name}");
        assert_eq!(
            form.items[0].item.long_text.as_deref(),
            Some("long"),
            "{name}"
        );
        assert_eq!(form.codes().next().is_some(), odd, "{name}");
    }
    let twice = returned(&[
        ("NEW_ITEM-LONGTEXT_1:132[]", "one"),
        ("NEW_ITEM-LONGTEXT_1:132[]", "two"),
    ]);
    assert_eq!(twice.items[0].item.long_text.as_deref(), Some("one\ntwo"));
}

#[test]
fn every_deviation_is_named() {
    for (more, code) in [
        (("NEW_ITEM-PRICE[1]", " 780,12"), "number.spelling"),
        (("NEW_ITEM-PRICE[1]", "cheap"), "number.invalid"),
        (("NEW_ITEM-PRICE[1]", "1.2345"), "number.digits"),
        (("NEW_ITEM-PRICE[1]", "1"), "field.missing"),
        (("NEW_ITEM-DESCRIPTION[1]", "again"), "field.repeated"),
        (("NEW_ITEM-VENDOR[1]", "12345678901"), "value.too_long"),
        (("NEW_ITEM-CONTRACT_ITEM[1]", "1"), "field.alone"),
        (("NEW_ITEM-DESCRIPTION[0]", "zero"), "index.zero"),
        (("NEW_ITEM-DESCRIPTION[3]", "three"), "index.gap"),
        (("NEW_ITEM-VENDORMAT%[1]", "x"), ""),
    ] {
        let codes = codes_with(&[more]);
        assert!(
            code.is_empty() || codes.contains(&code),
            "{more:?}: {codes:?}"
        );
    }
    let odd = returned(&[("NEW_ITEM-DESCRIPTION[1]=Rubber duck", "")]);
    assert_eq!(odd.items[0].item.text("DESCRIPTION"), Some("Rubber duck"));
    assert!(odd.codes().any(|code| code == "pair.encoded_equals"));
    let unit = returned(&[("NEW_ITEM-UNIT[1]", "1")]);
    assert!(unit.codes().any(|code| code == "unit.digits"));
}

#[test]
fn empty_values_are_none_and_an_empty_form_is_an_empty_cart() {
    let form = returned(&[("NEW_ITEM-PRICEUNIT[1]", " "), ("NEW_ITEM-VENDOR[1]", "")]);
    assert!(form.items.is_empty());
    assert_eq!(returned(&[]), Returned::default());
}

#[test]
fn a_document_instead_of_fields_is_named() {
    let fields = [("~xmlDocument", "PHhtbC8+"), ("~xml_type", "ESAPO")];
    let fields = fields.map(|(name, value)| (name.to_owned(), value.to_owned()));
    let returned = read_return(&fields);
    assert!(returned.items.is_empty());
    assert_eq!(returned.others.len(), 2);
    assert_eq!(returned.codes().collect::<Vec<_>>(), ["document.instead"]);
}
