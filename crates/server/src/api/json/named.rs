//! Names in bodies: what nobody could see in a list, or what would change how a list looks, is refused wherever it is sent.

use api_types::problem::{FieldError, ProblemCode};
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::{faults::escape, from_value, value};
use crate::{
    problem::{ApiProblem, ApiResult},
    validation::name_fault,
};

/// The members that are names of what is administered.
const NAMES: [&str; 3] = ["name", "first_name", "last_name"];

/// The members whose content is somebody else's (articles of a shop, mappings), or told row by row.
const NOT_OURS: [&str; 6] = [
    "cart",
    "request_mapping",
    "cart_mapping",
    "companies",
    "business_units",
    "buyers",
];

/// Turns bytes into a type, and checks the names in them.
///
/// # Errors
/// `invalid_json`, or `validation_failed` with every fault.
pub(super) fn parse<T: DeserializeOwned>(bytes: &[u8]) -> ApiResult<T> {
    let value = value(bytes)?;
    let mut found = Vec::new();
    look(&value, &mut String::new(), &mut found);
    match from_value(value) {
        Ok(body) if found.is_empty() => Ok(body),
        Ok(_) => Err(ApiProblem::invalid(found)),
        Err(problem) if problem.code() == ProblemCode::ValidationFailed => {
            let mut errors = problem.errors().to_vec();
            found.retain(|new| errors.iter().all(|known| known.pointer != new.pointer));
            errors.append(&mut found);
            errors.sort_by(|one, other| one.pointer.cmp(&other.pointer));
            Err(ApiProblem::invalid(errors))
        }
        Err(problem) => Err(problem),
    }
}

fn look(value: &Value, pointer: &mut String, found: &mut Vec<FieldError>) {
    let length = pointer.len();
    match value {
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                pointer.push_str(&format!("/{index}"));
                look(item, pointer, found);
                pointer.truncate(length);
            }
        }
        Value::Object(members) => {
            for (name, member) in members {
                if NOT_OURS.contains(&name.as_str()) {
                    continue;
                }
                pointer.push('/');
                pointer.push_str(&escape(name));
                match member {
                    Value::String(text) if NAMES.contains(&name.as_str()) => {
                        let fault = name_fault(text);
                        found.extend(
                            fault.map(|text| FieldError::new(pointer.as_str(), "invalid", text)),
                        );
                    }
                    other => look(other, pointer, found),
                }
                pointer.truncate(length);
            }
        }
        _ => {}
    }
}
