//! Each transform with its edges.

use serde_json::{Value, json};

use super::mapping;
use crate::{Direction, JsonNode, Options, Syntax};

/// What transforms make of a value, and what they have to say.
fn made(value: Value, transform: Value) -> (Value, usize) {
    let text = json!({"customer": {"fields": {"email": {"path": "x", "multiple": true, "transform": transform}}}}).to_string();
    let mapping = mapping(Direction::Inbound, Syntax::Tree, &text).unwrap();
    let source = json!({"x": value});
    let outcome = mapping
        .read(
            JsonNode {
                name: "cXML",
                value: &source,
            },
            &Options::default(),
        )
        .unwrap();
    let made = outcome.result["customer"]["email"].clone();
    let made = match made {
        Value::Array(mut values) if values.len() == 1 => values.remove(0),
        other => other,
    };
    (made, outcome.findings.len())
}

#[test]
fn transforms_do_what_they_always_did() {
    for (value, transform, expected) in [
        (
            json!(null),
            json!([{"default": {"value": "EA"}}]),
            json!("EA"),
        ),
        (json!(""), json!([{"default": {"value": 7}}]), json!("7")),
        (
            json!("x"),
            json!([{"default": {"value": "EA"}}]),
            json!("x"),
        ),
        (json!(["a", "", "b"]), json!(["join"]), json!("a, b")),
        (
            json!(["a", "b"]),
            json!([{"join": {"sep": "\\n"}}]),
            json!("a\nb"),
        ),
        (
            json!("Ann B Lee"),
            json!([{"split": {"sep": "\\s", "index": "2"}}]),
            json!("B"),
        ),
        (
            json!("Ann B Lee"),
            json!([{"split": {"sep": "\\s", "index": "last"}}]),
            json!("Lee"),
        ),
        (
            json!("Ann B Lee"),
            json!([{"split": {"sep": "\\s"}}]),
            json!("Ann"),
        ),
        (
            json!("Ann"),
            json!([{"split": {"sep": "\\s", "index": 2}}]),
            json!(null),
        ),
        (
            json!("a/b"),
            json!([{"split": {"sep": "/", "index": "all"}}]),
            json!(["a", "b"]),
        ),
        (
            json!("a/b"),
            json!([{"split": {"sep": "/", "index": "all"}}, {"join": {"sep": "-"}}]),
            json!("a-b"),
        ),
        (
            json!("żółw"),
            json!([{"cut": {"start": "1", "len": 2}}]),
            json!("ół"),
        ),
        (json!("straße"), json!(["UPPERCASE"]), json!("STRASSE")),
        (json!("ÄB"), json!(["lowercase"]), json!("äb")),
        (json!("Yes"), json!(["not"]), json!(false)),
        (json!(null), json!(["not"]), json!(null)),
        (json!("no"), json!(["not"]), json!(true)),
        (
            json!("2026-03-01T10:11:12-08:00"),
            json!(["date"]),
            json!("2026-03-01 10:11:12"),
        ),
        (
            json!("a"),
            json!([{"append": {"value": "b"}}, {"prepend": {"value": "c"}}]),
            json!("cab"),
        ),
        (
            json!(null),
            json!([{"append": {"value": "b"}}]),
            json!(null),
        ),
        (
            json!("composite"),
            json!([{"map": {"value": "composite", "result": "R"}}, {"map": {"value": "item", "result": "O"}}]),
            json!("R"),
        ),
        (
            json!("10.0"),
            json!([{"map": {"value": "10", "result": "ten"}}]),
            json!("ten"),
        ),
        (json!("21,444.190"), json!(["amount"]), json!("21444.190")),
        (
            json!("1.234,50"),
            json!([{"amount": {"thousands_sep": ".", "decimal_sep": ","}}]),
            json!("1234.50"),
        ),
        (json!("1234.5"), json!(["famount"]), json!("1234.50")),
        (json!("0.125"), json!(["famount"]), json!("0.125")),
        (json!("2.5"), json!(["round"]), json!("3")),
        (
            json!("1.005"),
            json!([{"round": {"precision": "2"}}]),
            json!("1.01"),
        ),
        (json!("<b>5 < 6</b>"), json!(["strip"]), json!("5 < 6")),
        (
            json!("a<b & 'c'"),
            json!(["htmlspecial"]),
            json!("a&lt;b &amp; &#039;c&#039;"),
        ),
        (json!("-12.50"), json!(["abs"]), json!("12.50")),
    ] {
        assert_eq!(
            made(value.clone(), transform.clone()).0,
            expected,
            "{value} {transform}"
        );
    }
}

#[test]
fn more_transforms_than_there_were() {
    for (value, transform, expected) in [
        (
            json!("ST"),
            json!([{"table": {"entries": {"ST": "C62"}}}]),
            json!("C62"),
        ),
        (
            json!("KG"),
            json!([{"table": {"entries": {"ST": "C62"}, "value": "EA"}}]),
            json!("EA"),
        ),
        (
            json!("KG"),
            json!([{"table": {"entries": {"ST": "C62"}}}]),
            json!("KG"),
        ),
        (
            json!("KG"),
            json!([{"table": {"entries": {"ST": "C62"}, "otherwise": "nothing"}}]),
            json!(null),
        ),
        (
            json!("No. 12-345"),
            json!([{"replace": {"pattern": "[^0-9]", "with": ""}}]),
            json!("12345"),
        ),
        (
            json!("CC-4711/x"),
            json!([{"extract": {"pattern": "CC-(\\d+)"}}]),
            json!("4711"),
        ),
        (
            json!("0.1"),
            json!([{"calculate": {"operation": "add", "by": "0.2"}}]),
            json!("0.3"),
        ),
        (
            json!("1234567.5"),
            json!([{"number": {"decimals": 2, "decimal_sep": ",", "thousands_sep": "."}}]),
            json!("1.234.567,50"),
        ),
        (json!("42"), json!([{"pad": {"length": 5}}]), json!("00042")),
        (
            json!("01.02.2026"),
            json!([{"date": {"to": "%Y%m%d"}}]),
            json!("20260201"),
        ),
        (json!(["a", "b"]), json!(["last"]), json!("b")),
    ] {
        assert_eq!(
            made(value.clone(), transform.clone()).0,
            expected,
            "{value} {transform}"
        );
    }
}

#[test]
fn what_cannot_be_done_is_said() {
    for (value, transform) in [
        (json!("EUR"), json!(["amount"])),
        (json!("soon"), json!(["date"])),
        (json!("KG"), json!([{"table": {"entries": {"ST": "C62"}}}])),
        (
            json!("79228162514264337593543950335"),
            json!([{"calculate": {"operation": "multiply", "by": 2}}]),
        ),
    ] {
        assert_eq!(
            made(value.clone(), transform.clone()).1,
            1,
            "{value} {transform}"
        );
    }
}
