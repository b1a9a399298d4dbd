//! Lists: joined to a text, and made of one.

use super::Index;
use crate::value::Value;

/// One text of several; of lists of lists, one text each.
pub(super) fn join<'v>(separator: &str, values: Vec<Value<'v>>) -> Value<'v> {
    if matches!(values.first(), Some(Value::List(_))) {
        let joined = values.into_iter().map(|value| match value {
            Value::List(values) => join(separator, values),
            other => other,
        });
        return Value::List(joined.collect());
    }
    if values.iter().any(|value| matches!(value, Value::Group(_))) {
        return Value::List(values);
    }
    let texts: Vec<_> = values
        .into_iter()
        .flat_map(Value::flatten)
        .filter_map(Value::into_text)
        .collect();
    Value::text(texts.join(separator))
}

/// One part of a text, or all of them.
pub(super) fn split<'v>(text: &str, separator: &str, index: Index) -> Value<'v> {
    if separator.is_empty() {
        return Value::text(text.to_owned());
    }
    let parts = text.split(separator).filter(|part| !part.is_empty());
    match index {
        Index::All => Value::List(parts.map(|part| Value::text(part.to_owned())).collect()),
        Index::Last => Value::text(parts.last().unwrap_or_default().trim().to_owned()),
        Index::At(index) => Value::text(
            text.split(separator)
                .nth(index.saturating_sub(1))
                .unwrap_or_default()
                .trim()
                .to_owned(),
        ),
    }
}
