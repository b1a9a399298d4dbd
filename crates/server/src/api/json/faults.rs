//! Turning JSON into a type with every fault named, not the first one alone.
//!
//! Deserialising stops at the first fault. So that fault is noted and mended in a copy, and the copy is tried again.

use std::borrow::Cow;

use api_types::problem::FieldError;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};
use serde_path_to_error::Segment;

use super::plain;

/// More faults than anybody reads at once.
const MAX_FAULTS: usize = 50;

/// Turns JSON into a type.
pub fn deserialize<T: DeserializeOwned>(mut value: Value) -> Result<T, Vec<FieldError>> {
    let mut faults: Vec<FieldError> = Vec::new();
    for _ in 0..MAX_FAULTS {
        let fault = match attempt::<T>(&value) {
            Ok(done) if faults.is_empty() => return Ok(done),
            Ok(_) => break,
            Err(fault) => fault,
        };
        let pointer = fault.pointer.clone();
        if !faults.iter().any(|known| known.pointer == pointer) {
            faults.push(fault);
        }
        if !mend::<T>(&mut value, &pointer) {
            break;
        }
    }
    faults.sort_by(|a, b| a.pointer.cmp(&b.pointer));
    Err(faults)
}

/// Puts something at a place that makes the fault there go away.
fn mend<T: DeserializeOwned>(value: &mut Value, pointer: &str) -> bool {
    let Some((parent, name)) = pointer.rsplit_once('/') else {
        return false;
    };
    let name = name.replace("~1", "/").replace("~0", "~");
    let stand_ins = [
        Some(Value::Null),
        Some(json!("")),
        Some(json!("00000000-0000-0000-0000-000000000000")),
        Some(json!(0)),
        Some(json!(false)),
        Some(json!([])),
        Some(json!({})),
        // Last: the fault of a member that is missing then shows after all others.
        None,
    ];
    for stand_in in stand_ins {
        let mut mended = value.clone();
        match mended.pointer_mut(parent) {
            Some(Value::Object(members)) => match stand_in {
                None => {
                    members.remove(&name);
                }
                Some(stand_in) => {
                    members.insert(name.clone(), stand_in);
                }
            },
            Some(Value::Array(items)) => {
                let place = name
                    .parse()
                    .ok()
                    .and_then(|index: usize| items.get_mut(index));
                match (place, stand_in) {
                    (Some(place), Some(stand_in)) => *place = stand_in,
                    _ => continue,
                }
            }
            _ => return false,
        }
        let still = attempt::<T>(&mended).is_err_and(|fault| fault.pointer == pointer);
        if !still {
            *value = mended;
            return true;
        }
    }
    false
}

fn attempt<T: DeserializeOwned>(value: &Value) -> Result<T, FieldError> {
    serde_path_to_error::deserialize(value).map_err(|error| {
        let mut pointer = String::new();
        for segment in error.path() {
            match segment {
                Segment::Seq { index } => pointer.push_str(&format!("/{index}")),
                Segment::Map { key } => {
                    pointer.push('/');
                    pointer.push_str(&escape(key));
                }
                Segment::Enum { .. } | Segment::Unknown => {}
            }
        }
        describe(pointer, &error.into_inner().to_string(), value)
    })
}

fn describe(mut pointer: String, message: &str, value: &Value) -> FieldError {
    let quoted = message.split('`').nth(1).unwrap_or_default();
    if message.starts_with("missing field") {
        pointer.push('/');
        pointer.push_str(&escape(quoted));
        return FieldError::new(pointer, "required", "is required");
    }
    if message.starts_with("unknown field") {
        // Whether the path goes as far as the field depends on the deserialiser.
        let member = format!("/{}", escape(quoted));
        let is_member = |pointer: &str| {
            value
                .pointer(pointer)
                .and_then(Value::as_object)
                .is_some_and(|members: &Map<_, _>| members.contains_key(quoted))
        };
        if !pointer.ends_with(&member) || is_member(&pointer) {
            pointer.push_str(&member);
        }
        return FieldError::new(pointer, "unknown_field", plain(message));
    }
    let code = if message.starts_with("invalid type") {
        "invalid_type"
    } else {
        "invalid"
    };
    FieldError::new(pointer, code, plain(message))
}

/// A name as it stands in a JSON pointer (RFC 6901).
pub fn escape(name: &str) -> Cow<'_, str> {
    if name.contains(['~', '/']) {
        Cow::Owned(name.replace('~', "~0").replace('/', "~1"))
    } else {
        Cow::Borrowed(name)
    }
}
