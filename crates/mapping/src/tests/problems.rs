//! What is wrong with mappings.

use super::mapping;
use crate::{Contract, Direction, Fields, Kind, Mapping, Syntax, Tables};

fn problems(direction: Direction, json: &str) -> String {
    let document = Fields::new([
        ("cXML/Message/Item/@quantity", Kind::Number),
        ("cXML/Message/Item/Name", Kind::Text),
        ("cXML/Message/Item/Due", Kind::Date),
        ("cXML/Header/Secret", Kind::Forbidden),
    ]);
    let contract = Contract {
        direction,
        syntax: Syntax::Tree,
        document: &document,
        neutral: if direction == Direction::Outbound { &Fields::cart() } else { &Fields::setup() },
        root: "cXML",
        item_path: Some("/cXML/Message/Item"),
        tables: &Tables::new(),
    };
    let problems = Mapping::parse(json, &contract).err().unwrap_or_default();
    problems.iter().map(|problem| format!("{problem}\n")).collect()
}

#[test]
fn problems_say_where_they_are() {
    insta::assert_snapshot!(problems(Direction::Outbound, r#"{
  "cart_item": {"multi_lines": true, "fields": {
    "name": {"path": "Name[1]"},
    "description": {"path": "Name[1]"},
    "quantity": {"path": "@quantity", "transform": ["uppercase", {"append": {"value": " pcs"}}]},
    "line_number": {"path": "@quantty"},
    "tax_rate": {"path": "Due"},
    "skuu": {"path": "Name[2]"},
    "sku": {"path": "Na[me"},
    "brand": {"path": "/cXML/Message/Item/Name[3]"},
    "url": {"path": "Name[4]", "transform": ["upercase", {"split": {"seperator": ","}}, {"extract": {"pattern": "("}}]},
    "options": {"path": "Name/missing()"},
    "unit": {"path": "Name[5]", "when": {"equals": "x"}, "color": 1, "transform": [{"table": {"name": "units"}}]}
  }}
}"#), @"");
    insta::assert_snapshot!(problems(Direction::Inbound, r#"{
  "customer": {"fields": {
    "email": {"path": "/cXML/Header/Secret"},
    "email/a": {"path": "Message/Item/Name"},
    "name": {"path": "Message/Item", "path": "x"},
    "first_name": {"path": "Message/a()"}
  }},
  "a": {"fields": {"x": {"path": "Item/b()"}}},
  "b": {"fields": {"x": {"path": "Item/a()"}}}
}"#), @"");
}

#[test]
fn what_is_no_mapping_is_refused() {
    for json in ["", "[]", "{", "{\"cart\": 1}", "{\"cart\": {}}", "{\"cart\": {\"fields\": {\"a\": {}}}}", "{cart: {}}", "{\"cart\": {\"fields\": {},}}"] {
        let problems = mapping(Direction::Inbound, Syntax::Tree, json).unwrap_err();
        assert_eq!(problems.len(), 1, "{json}");
    }
}
