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
        neutral: if direction == Direction::Outbound {
            &Fields::cart()
        } else {
            &Fields::setup()
        },
        root: "cXML",
        item_path: Some("/cXML/Message/Item"),
        tables: &Tables::new(),
    };
    let problems = Mapping::parse(json, &contract).err().unwrap_or_default();
    problems
        .iter()
        .map(|problem| format!("{problem}\n"))
        .collect()
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
}"#), @r##"
    line 4, column 5: cart_item.fields.description: “Name[1]” is written twice; first by “name” (line 3, column 5)
    line 5, column 5: cart_item.fields.quantity: the target is a number, and gets a text that is no number
    line 6, column 5: cart_item.fields.line_number: the document has no “cXML/Message/Item/@quantty”
    line 7, column 5: cart_item.fields.tax_rate: the target is a date, and gets a number
    line 8, column 5: cart_item.fields.skuu: there is no field “cart_item/skuu”
    line 9, column 21: cart_item.fields.sku: the path “Na[me”: “[” or a quote that is not closed
    line 10, column 5: cart_item.fields.brand: “/cXML/Message/Item/Name[3]” must begin at the line or element, without “/”
    line 10, column 5: cart_item.fields.brand: the document has no “cXML/Message/Item/cXML/Message/Item/Name”
    line 11, column 46: cart_item.fields.url: the transform “upercase” is unknown; known are default, join, split, cut, uppercase, lowercase, not, date, append, prepend, map, amount, famount, round, strip, htmlspecial, abs, table, replace, extract, calculate, number, trim, first, last, pad
    line 11, column 69: cart_item.fields.url: “split” has no parameter “seperator”; it has sep, index
    line 11, column 113: cart_item.fields.url: no regular expression: error: unclosed group
    line 12, column 5: cart_item.fields.options: there is no snippet “missing”
    line 13, column 41: cart_item.fields.unit: a condition needs “source”, “all”, “any” or “not”
    line 13, column 58: cart_item.fields.unit: “color” is unknown; known are path, required, multiple, append, transform, when, fallback, rules
    line 13, column 84: cart_item.fields.unit: “table”: there is no table “units”
    "##);
    insta::assert_snapshot!(problems(Direction::Inbound, r#"{
  "customer": {"fields": {
    "email": {"path": "/cXML/Header/Secret"},
    "email/a": {"path": "Message/Item/Name"},
    "name": {"path": "Message/Item", "path": "x"},
    "first_name": {"path": "Message/a()"}
  }},
  "a": {"fields": {"x": {"path": "Item/b()"}}},
  "b": {"fields": {"x": {"path": "Item/a()"}}}
}"#), @r##"
    line 3, column 5: customer.fields.email: “cXML/Header/Secret” is secret
    line 4, column 5: customer.fields.email/a: “email” (line 3, column 5) has a value, so nothing can be within it
    line 4, column 5: customer.fields.email/a: there is no field “customer/email/a”
    line 5, column 5: customer.fields.name: the path leads to an element that has no value of its own
    line 5, column 38: customer.fields.name: “path” stands here twice
    line 9, column 20: b.fields.x: the document has no “cXML/Message/Item/Item”
    line 9, column 20: b.fields.x: the snippet “a” calls itself
    "##);
}

#[test]
fn what_is_no_mapping_is_refused() {
    for json in [
        "",
        "[]",
        "{",
        "{\"cart\": 1}",
        "{\"cart\": {}}",
        "{\"cart\": {\"fields\": {\"a\": {}}}}",
        "{cart: {}}",
        "{\"cart\": {\"fields\": {},}}",
    ] {
        let problems = mapping(Direction::Inbound, Syntax::Tree, json).unwrap_err();
        assert_eq!(problems.len(), 1, "{json}");
    }
}
