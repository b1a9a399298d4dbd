use proptest::prelude::*;

use super::*;

const CART: &str = r#"<?xml version="1.0" encoding="US-ASCII"?><cXML payloadID="1" timestamp="2026-01-01T10:00:00Z" version="1.2.036">
<Header/><Message><PunchOutOrderMessage><BuyerCookie>4711</BuyerCookie>
<PunchOutOrderMessageHeader operationAllowed="edit"><Total><Money currency="EUR">31.00</Money></Total></PunchOutOrderMessageHeader>
<ItemIn quantity="250" lineNumber="3"><ItemID><SupplierPartID>A1</SupplierPartID><SupplierPartAuxiliaryID>c/1</SupplierPartAuxiliaryID></ItemID>
<ItemDetail><UnitPrice><Money currency="EUR">12.40</Money></UnitPrice><Description xml:lang="en"><ShortName>N&#228;gel</ShortName>lang</Description>
<UnitOfMeasure>EA</UnitOfMeasure><PriceBasisQuantity quantity="100" conversionFactor="1"><UnitOfMeasure>EA</UnitOfMeasure></PriceBasisQuantity>
<Classification domain="UNSPSC">31162000</Classification></ItemDetail></ItemIn></PunchOutOrderMessage></Message></cXML>"#;

fn field(name: &str, value: &str) -> Vec<(String, String)> {
    vec![
        ("other".to_owned(), "1".to_owned()),
        (name.to_owned(), value.to_owned()),
    ]
}

#[test]
fn a_cart_is_read_from_either_field() {
    let plain = read_return(&field("cxml-urlencoded", CART)).unwrap();
    let encoded = read_return(&field("cXML-base64", &STANDARD.encode(CART))).unwrap();
    assert_eq!(plain.contents, encoded.contents);
    assert_eq!(
        (plain.field, encoded.field),
        ("cxml-urlencoded", "cxml-base64")
    );
    assert_eq!(plain.buyer_cookie, "4711");
    let Contents::Cart(cart) = plain.contents else {
        panic!("a cart")
    };
    assert_eq!(cart.total, "31.00 EUR");
    let [line] = cart.lines.as_slice() else {
        panic!("one line")
    };
    assert_eq!((line.line_number, line.name.as_str()), (3, "Nägel"));
    assert_eq!(line.price_unit.to_string(), "100");
    assert_eq!(line.auxiliary.as_deref(), Some("c/1"));
}

#[test]
fn an_empty_return_is_told_from_one_that_changes_nothing() {
    let empty = CART.split("<ItemIn").next().unwrap().to_owned()
        + "</PunchOutOrderMessage></Message></cXML>";
    let contents = |xml: &str| {
        read_return(&field("cxml-urlencoded", xml))
            .unwrap()
            .contents
    };
    assert_eq!(contents(&empty), Contents::Empty);
    let unchanged = empty.replace(
        "<Message>",
        "<Message><Status code=\"204\" text=\"No Content\"/>",
    );
    assert_eq!(contents(&unchanged), Contents::Unchanged);
}

#[test]
fn what_is_no_order_message_is_told() {
    let told = |fields: &[(String, String)]| read_return(fields).unwrap_err().to_string();
    insta::assert_snapshot!(told(&[]), @"there is neither a field cxml-urlencoded nor a field cxml-base64");
    insta::assert_snapshot!(told(&field("cxml-base64", "%")), @"the field cxml-base64 is not in base64");
    insta::assert_snapshot!(told(&field("cxml-urlencoded", "<cXML><Response/></cXML>")), @"the document is no PunchOutOrderMessage");
    assert!(told(&field("cxml-urlencoded", "hello")).starts_with("the document cannot be read"));
}

proptest! {
    #[test]
    fn nothing_that_is_posted_is_too_much(name in "cxml-(urlencoded|base64)", value in ".{0,200}") {
        let _ = read_return(&[(name, value)]);
    }

    #[test]
    fn a_damaged_cart_is_read_or_refused(cut in 0..CART.len(), put in ".{0,5}") {
        let mut damaged = CART.to_owned();
        damaged.replace_range(cut..=cut, &put);
        let _ = read_return(&field("cxml-urlencoded", &damaged));
    }
}
