//! From neutral data to a document.

mod below;
mod fields;
mod place;
mod read;
mod tree;

use std::borrow::Cow;

use super::{Fetched, Options, Outcome, Run, RunError, Severity, fill};
use crate::value::Value;

/// A value as one text: lists and groups line by line.
fn wrapped(value: Value<'_>) -> Option<Cow<'_, str>> {
    let lines: Vec<Cow<'_, str>> = match value {
        Value::Missing => return None,
        Value::Group(group) => {
            let line = |(key, value)| {
                let text = wrapped(Value::of_json(value))?;
                Some(Cow::Owned(format!("{key}: {text}")))
            };
            let members = group.as_object().into_iter().flatten();
            members.filter_map(line).collect()
        }
        Value::List(values) => values.into_iter().filter_map(wrapped).collect(),
        one => return one.into_text(),
    };
    let text = lines.join("\n");
    (!text.is_empty()).then_some(Cow::Owned(text))
}
