//! The fields of a document that a mapping can be made from, with their values.

use serde_json::Value;
use web_sys::{DomParser, Element, SupportedType};

use crate::route::query_pairs;

/// So many fields are found.
const MOST: usize = 1_000;

/// A field: the path that leads to it, and what stands there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct SourceField {
    /// The path, as mappings write it.
    pub(super) path: String,
    /// Its value.
    pub(super) value: String,
}

/// The fields of a document: of XML by their paths, of JSON by their members.
pub(super) fn of_document(text: &str) -> Vec<SourceField> {
    let mut found = Vec::new();
    if let Ok(value) = serde_json::from_str::<Value>(text) {
        of_value(&value, "", &mut found);
    } else if !text.trim_start().starts_with('<') {
        // A form, or an address without what stands before its parameters.
        for (name, value) in query_pairs(text) {
            note(&mut found, name, &value);
        }
    } else if let Some(root) = root(text) {
        let name = root.tag_name();
        of_element(&root, &format!("/{name}"), &mut found);
    }
    found
}

fn root(text: &str) -> Option<Element> {
    let parser = DomParser::new().ok()?;
    let document = parser
        .parse_from_string(text, SupportedType::TextXml)
        .ok()?;
    document.document_element()
}

fn of_element(element: &Element, path: &str, found: &mut Vec<SourceField>) {
    for name in element.get_attribute_names().iter() {
        let name = name.as_string().unwrap_or_default();
        let value = element.get_attribute(&name).unwrap_or_default();
        note(found, format!("{path}/@{name}"), &value);
    }
    let children = element.children();
    if children.length() == 0 {
        note(
            found,
            path.to_owned(),
            &element.text_content().unwrap_or_default(),
        );
    }
    let mut names: Vec<String> = Vec::new();
    for index in 0..children.length() {
        if let Some(child) = children.item(index) {
            let name = child.tag_name();
            let place = names.iter().filter(|known| **known == name).count() + 1;
            let step = step(&name, place, child.get_attribute("name").as_deref());
            names.push(name);
            of_element(&child, &format!("{path}/{step}"), found);
        }
    }
}

/// The step to an element: by its name attribute, where it has one that can be quoted, else by its place among those of its name.
fn step(name: &str, place: usize, named: Option<&str>) -> String {
    match named.filter(|named| !named.contains('\'')) {
        Some(named) => format!("{name}[@name='{named}']"),
        None => format!("{name}[{place}]"),
    }
}

fn of_value(value: &Value, path: &str, found: &mut Vec<SourceField>) {
    let within = |name: &str| {
        if path.is_empty() {
            name.to_owned()
        } else {
            format!("{path}/{name}")
        }
    };
    match value {
        Value::Object(members) => {
            for (name, member) in members {
                of_value(member, &within(name), found);
            }
        }
        Value::Array(entries) => {
            for (index, entry) in entries.iter().enumerate() {
                of_value(entry, &within(&(index + 1).to_string()), found);
            }
        }
        Value::Null => {}
        Value::String(text) => note(found, path.to_owned(), text),
        other => note(found, path.to_owned(), &other.to_string()),
    }
}

fn note(found: &mut Vec<SourceField>, path: String, value: &str) {
    if found.len() < MOST {
        let value = value.trim().chars().take(200).collect();
        found.push(SourceField { path, value });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_of_json_are_found_with_their_places() {
        let text = r#"{"cart": {"currency": "EUR", "note": null, "items": [{"sku": "A", "quantity": 2}]}}"#;
        let found: Vec<_> = of_document(text)
            .into_iter()
            .map(|field| format!("{}={}", field.path, field.value))
            .collect();
        let expected = [
            "cart/currency=EUR",
            "cart/items/1/quantity=2",
            "cart/items/1/sku=A",
        ];
        assert_eq!(found, expected);
    }

    #[test]
    fn parameters_of_a_form_are_found() {
        let found = of_document("NEW_ITEM-UNIT%5B1%5D=PCE&~caller=CTLG");
        assert_eq!(found.len(), 2);
        assert_eq!(
            (found[0].path.as_str(), found[0].value.as_str()),
            ("NEW_ITEM-UNIT[1]", "PCE")
        );
    }

    #[test]
    fn elements_are_found_by_name_or_by_place() {
        assert_eq!(
            step("Extrinsic", 3, Some("UserEmail")),
            "Extrinsic[@name='UserEmail']"
        );
        assert_eq!(step("Extrinsic", 3, Some("it's")), "Extrinsic[3]");
        assert_eq!(step("Contact", 1, None), "Contact[1]");
    }
}
