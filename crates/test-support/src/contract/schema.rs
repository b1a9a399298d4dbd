//! As much of JSON Schema as the document needs; what it does not know it refuses, so that nothing is passed over.

use regex::Regex;
use serde_json::{Map, Value};

use super::referred;

/// Keywords that say nothing of what is valid.
const SAID: [&str; 10] = [
    "contentEncoding",
    "contentMediaType",
    "default",
    "deprecated",
    "description",
    "example",
    "examples",
    "format",
    "title",
    "writeOnly",
];

/// Where a value does not satisfy a schema of the document: a pointer, and why.
///
/// # Panics
/// For a keyword that is not known.
#[must_use]
pub fn faults(schema: &Value, value: &Value) -> Vec<String> {
    let mut found = Vec::new();
    check(schema, value, "", &mut found);
    found
}

fn check(schema: &Value, value: &Value, at: &str, found: &mut Vec<String>) {
    let keywords = match schema {
        Value::Object(keywords) => keywords,
        Value::Bool(true) => return,
        _ => {
            found.push(format!("{at}: must not be there"));
            return;
        }
    };
    for (keyword, wanted) in keywords {
        check_keyword((keyword, wanted), keywords, value, at, found);
    }
}

fn check_keyword(
    (keyword, wanted): (&str, &Value),
    all: &Map<String, Value>,
    value: &Value,
    at: &str,
    found: &mut Vec<String>,
) {
    let holds = match keyword {
        "$ref" => {
            let to = wanted.as_str().expect("a reference");
            check(referred(to), value, at, found);
            true
        }
        "allOf" => {
            for part in list(wanted) {
                check(part, value, at, found);
            }
            true
        }
        "anyOf" => list(wanted).iter().any(|one| faults(one, value).is_empty()),
        "oneOf" => {
            let fitting = list(wanted)
                .iter()
                .filter(|one| faults(one, value).is_empty());
            fitting.count() == 1
        }
        "type" => match wanted {
            Value::Array(types) => types.iter().any(|one| is_type(one, value)),
            one => is_type(one, value),
        },
        "enum" => list(wanted).contains(value),
        "const" => value == wanted,
        "minimum" => value.as_f64().is_none_or(|it| Some(it) >= wanted.as_f64()),
        "maximum" => value.as_f64().is_none_or(|it| Some(it) <= wanted.as_f64()),
        "minLength" => characters(value).is_none_or(|many| Some(many) >= size(wanted)),
        "maxLength" => characters(value).is_none_or(|many| Some(many) <= size(wanted)),
        "minItems" => value
            .as_array()
            .is_none_or(|it| Some(it.len()) >= size(wanted)),
        "maxItems" => value
            .as_array()
            .is_none_or(|it| Some(it.len()) <= size(wanted)),
        "pattern" => {
            let pattern = Regex::new(wanted.as_str().expect("a pattern")).expect("a pattern");
            value.as_str().is_none_or(|text| pattern.is_match(text))
        }
        "required" => value.as_object().is_none_or(|members| {
            let mut names = list(wanted).iter().filter_map(Value::as_str);
            names.all(|name| members.contains_key(name))
        }),
        "items" => {
            for (index, item) in value.as_array().into_iter().flatten().enumerate() {
                check(wanted, item, &format!("{at}/{index}"), found);
            }
            true
        }
        "properties" => {
            let properties = wanted.as_object().expect("properties");
            for (name, member) in value.as_object().into_iter().flatten() {
                if let Some(schema) = properties.get(name) {
                    check(schema, member, &format!("{at}/{name}"), found);
                }
            }
            true
        }
        "additionalProperties" => {
            let known = all.get("properties").and_then(Value::as_object);
            for (name, member) in value.as_object().into_iter().flatten() {
                if !known.is_some_and(|known| known.contains_key(name)) {
                    check(wanted, member, &format!("{at}/{name}"), found);
                }
            }
            true
        }
        "propertyNames" => {
            for (name, _) in value.as_object().into_iter().flatten() {
                check(wanted, &Value::from(name.as_str()), at, found);
            }
            true
        }
        other => {
            assert!(SAID.contains(&other), "nobody checks {other:?}");
            true
        }
    };
    if !holds {
        found.push(format!("{at}: {value} does not satisfy {keyword} {wanted}"));
    }
}

fn is_type(wanted: &Value, value: &Value) -> bool {
    match wanted.as_str().expect("a type") {
        "null" => value.is_null(),
        "boolean" => value.is_boolean(),
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        other => panic!("no type {other:?}"),
    }
}

fn list(value: &Value) -> &[Value] {
    value.as_array().expect("a list")
}

fn characters(value: &Value) -> Option<usize> {
    value.as_str().map(|text| text.chars().count())
}

fn size(value: &Value) -> Option<usize> {
    usize::try_from(value.as_u64()?).ok()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn each_keyword_is_heeded() {
        for (schema, good, bad) in [
            (
                json!({"type": ["string", "null"], "maxLength": 2}),
                json!("ab"),
                json!("abc"),
            ),
            (
                json!({"type": "string", "minLength": 1}),
                json!("\u{fc}"),
                json!(""),
            ),
            (
                json!({"type": "integer", "minimum": 1, "maximum": 3}),
                json!(3),
                json!(4),
            ),
            (json!({"minimum": 1}), json!(1), json!(0)),
            (json!({"type": "number"}), json!(1.5), json!("1")),
            (json!({"enum": ["a"]}), json!("a"), json!("b")),
            (json!({"const": 1}), json!(1), json!(2)),
            (json!({"pattern": "^[a-z]$"}), json!("a"), json!("A")),
            (json!({"required": ["a"]}), json!({"a": 1}), json!({})),
            (
                json!({"properties": {"a": {"type": "null"}}}),
                json!({"b": 1}),
                json!({"a": 1}),
            ),
            (
                json!({"properties": {"a": {}}, "additionalProperties": false}),
                json!({"a": 1}),
                json!({"b": 1}),
            ),
            (
                json!({"items": {"type": "boolean"}, "minItems": 1}),
                json!([true]),
                json!([1]),
            ),
            (json!({"maxItems": 1}), json!([1]), json!([1, 2])),
            (json!({"minItems": 1}), json!([1]), json!([])),
            (
                json!({"oneOf": [{"type": "integer"}, {"type": "number"}]}),
                json!(1.5),
                json!(1),
            ),
            (
                json!({"anyOf": [{"type": "integer"}, {"type": "null"}]}),
                json!(1),
                json!("a"),
            ),
            (
                json!({"allOf": [{"type": "integer"}, {"minimum": 2}]}),
                json!(2),
                json!(1),
            ),
            (
                json!({"propertyNames": {"maxLength": 1}}),
                json!({"a": 1}),
                json!({"ab": 1}),
            ),
            (
                json!({"$ref": "#/components/schemas/Timestamp"}),
                json!("2026-03-01T09:30:00.000Z"),
                json!(1),
            ),
        ] {
            assert_eq!(faults(&schema, &good), Vec::<String>::new(), "{schema}");
            assert_ne!(faults(&schema, &bad), Vec::<String>::new(), "{schema}");
        }
    }
}
