//! No mapping and no input makes the engine panic or exceed its bounds.

use proptest::prelude::*;
use serde_json::{Value, json};

use super::mapping;
use crate::{Branch, Direction, JsonNode, Limits, Options, Syntax};

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-c/@.%\\[\\]()*'=1-3]{1,12}",
        "\\PC{0,12}",
        Just("a/s()".to_owned()),
        Just("//a".to_owned()),
        Just("a[%b%]".to_owned()),
        Just("-7.5".to_owned()),
        Just("2026-01-02".to_owned())
    ]
}

fn transform() -> impl Strategy<Value = Value> {
    let names = [
        "default",
        "join",
        "split",
        "cut",
        "uppercase",
        "not",
        "date",
        "append",
        "map",
        "amount",
        "famount",
        "round",
        "strip",
        "htmlspecial",
        "abs",
        "table",
        "replace",
        "extract",
        "calculate",
        "number",
        "pad",
        "first",
    ];
    let parameters = proptest::collection::vec(
        (
            proptest::sample::select(vec![
                "value",
                "sep",
                "index",
                "start",
                "len",
                "from",
                "to",
                "result",
                "precision",
                "entries",
                "pattern",
                "with",
                "group",
                "operation",
                "by",
                "decimals",
                "length",
            ]),
            prop_oneof![
                text().prop_map(Value::from),
                any::<i64>().prop_map(Value::from),
                Just(json!("multiply")),
                Just(json!("all")),
                Just(json!({"a": "b"}))
            ],
        ),
        0..4,
    );
    (proptest::sample::select(names.to_vec()), parameters).prop_map(|(name, parameters)| {
        let parameters: serde_json::Map<_, _> = parameters
            .into_iter()
            .map(|(key, value)| (key.to_owned(), value))
            .collect();
        json!({name: parameters})
    })
}

fn field() -> impl Strategy<Value = Value> {
    (text(), proptest::collection::vec(transform(), 0..3), any::<[bool; 3]>()).prop_map(|(path, transform, [required, multiple, append])| {
        json!({"path": path, "transform": transform, "required": required, "multiple": multiple, "append": append})
    })
}

fn document() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        text().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<bool>().prop_map(Value::from),
        Just(Value::Null)
    ];
    leaf.prop_recursive(4, 40, 4, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            proptest::collection::btree_map("[a-c]", inner, 0..4)
                .prop_map(|map| Value::Object(map.into_iter().collect())),
        ]
    })
}

proptest! {
    #[test]
    fn whatever_comes(fields in proptest::collection::btree_map("[a-c,/]{1,4}", field(), 0..5), snippet in field(), lines: bool, document in document()) {
        let lines = if lines { json!(true) } else { json!({"path": "/cXML/a"}) };
        let text = json!({"cart": {"fields": fields.clone()}, "cart_item": {"fields": fields, "multi_lines": lines}, "s": {"fields": {"a": snippet}}}).to_string();
        let limits = Limits { steps: 20_000, output_bytes: 10_000, value_bytes: 5_000 };
        let options = Options { limits, explain: true };
        let neutral = json!({"cart": document.clone(), "cart_item": document.clone()});
        for syntax in [Syntax::Tree, Syntax::Flat] {
            if let Ok(mapping) = mapping(Direction::Inbound, syntax, &text)
                && let Ok(outcome) = mapping.read(JsonNode { name: "cXML", value: &document }, &options)
            {
                prop_assert!(outcome.result.to_string().len() < 200_000);
            }
            if let Ok(mapping) = mapping(Direction::Outbound, syntax, &text) {
                let _ = mapping.write_tree(&neutral, Branch::new("cXML"), &options);
                if let Ok(outcome) = mapping.write_fields(&neutral, Vec::new(), &options) {
                    prop_assert!(outcome.result.iter().map(|(name, value)| name.len() + value.len()).sum::<usize>() <= 10_000);
                }
            }
        }
    }

    #[test]
    fn no_text_is_too_strange(text in "\\PC{0,200}", json in "[\\[\\]{}:,\"a\\\\0-9.]{0,60}") {
        for text in [text, json] {
            if let Err(problems) = mapping(Direction::Inbound, Syntax::Tree, &text) {
                prop_assert!(!problems.is_empty());
            }
        }
    }
}
