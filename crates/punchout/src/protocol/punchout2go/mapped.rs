//! Session requests for mappings: each value of the JSON by the names on the way to it, joined by points.

use mapping::{Pairs, RunError};
use punchout2go::SessionRequest;
use serde_json::Value;

use crate::{
    mapped::{Compiled, Told},
    setup::SetupRequest,
};

/// The most values that a mapping can read.
const MAX_PAIRS: usize = 10_000;

/// Reads the values of a session request, and sets what they give in a request that was read as is built in. The names are those of
/// `params/body/contact/email` with points, `params.body.contact.email`; lines are counted from 1, `params.body.items.1.primaryId`.
///
/// # Errors
///
/// Where the bounds are reached; the request is as it was.
pub fn read(
    compiled: &Compiled,
    request: &SessionRequest,
    setup: &mut SetupRequest,
    explain: bool,
) -> Result<Told, RunError> {
    compiled.read_pairs(Pairs::new(&pairs(request)), setup, explain)
}

/// Names and values, none that is named like a secret.
#[must_use]
pub fn pairs(request: &SessionRequest) -> Vec<(String, String)> {
    places(&request.to_value())
}

/// The values of a document by the names on the way to them.
#[must_use]
pub fn places(document: &Value) -> Vec<(String, String)> {
    let mut pairs = Vec::new();
    add(String::new(), document, &mut pairs);
    pairs
}

fn add(name: String, value: &Value, pairs: &mut Vec<(String, String)>) {
    if pairs.len() >= MAX_PAIRS {
        return;
    }
    let within = |inner: &str| {
        if name.is_empty() {
            inner.to_owned()
        } else {
            format!("{name}.{inner}")
        }
    };
    match value {
        Value::Null => {}
        Value::String(text) => pairs.push((name, text.clone())),
        Value::Number(number) => pairs.push((name, number.to_string())),
        Value::Bool(truth) => pairs.push((name, truth.to_string())),
        Value::Array(values) => {
            for (index, value) in values.iter().enumerate() {
                add(within(&(index + 1).to_string()), value, pairs);
            }
        }
        Value::Object(members) => {
            for (inner, value) in members {
                if !oci::is_secret_name(inner) {
                    add(within(inner), value, pairs);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_named_by_the_way_to_them() {
        let document = br#"{"pos": "p", "params": {"custom": {"group": "gold", "password": "never"},
            "body": {"contact": {"email": "a@b.example"}, "items": [{"primaryId": "1"}, {"primaryId": "2", "quantity": 3}]}}}"#;
        let pairs = pairs(&SessionRequest::read(document).unwrap());
        let value = |name: &str| {
            let found = pairs.iter().find(|(known, _)| known == name);
            found.map(|(_, value)| value.as_str())
        };
        assert_eq!(value("params.body.contact.email"), Some("a@b.example"));
        assert_eq!(value("params.custom.group"), Some("gold"));
        assert_eq!(value("params.body.items.2.primaryId"), Some("2"));
        assert!(!pairs.iter().any(|(_, value)| value == "never"));
    }
}
