//! Neutral data that mappings read.

use serde_json::Value as Json;

use crate::value::Value;

/// Neutral data: objects such as `cart`, some of which have rows. JSON is one form of it; who has the data in another form need not make
/// JSON of it.
pub trait Neutral {
    /// Where a field of an object stands, found once and read for each row.
    type Slot;

    /// Looks for a field of an object; slashes in its name lead into groups.
    fn slot(&self, object: &str, field: &str) -> Self::Slot;

    /// How many rows an object has: one where it has no list of them, none where there is no such object.
    fn rows(&self, object: &str) -> usize;

    /// A field of a row, from 0; of the object as a whole without one.
    fn value<'s>(&'s self, slot: &'s Self::Slot, row: Option<usize>) -> Value<'s>;
}

impl Neutral for Json {
    type Slot = (String, String);

    fn slot(&self, object: &str, field: &str) -> Self::Slot {
        (object.to_owned(), field.to_owned())
    }

    fn rows(&self, object: &str) -> usize {
        self.get(object).map_or(0, |data| rows_of(data).len())
    }

    fn value<'s>(&'s self, (object, field): &'s Self::Slot, row: Option<usize>) -> Value<'s> {
        let data = self.get(object);
        let data = match row {
            Some(row) => data.and_then(|data| rows_of(data).get(row)),
            None => data,
        };
        data.map_or(Value::Missing, |data| look_up(data, field))
    }
}

fn rows_of(data: &Json) -> &[Json] {
    match data {
        Json::Array(rows) => rows,
        Json::Null => &[],
        one => std::slice::from_ref(one),
    }
}

/// A neutral field; slashes lead into groups, and into lists of `code` and `value` by the code.
pub(crate) fn look_up<'v>(data: &'v Json, name: &str) -> Value<'v> {
    let mut found = data;
    for part in parts(name) {
        let inner = match found {
            Json::Object(group) => group.get(part),
            Json::Array(rows) => rows
                .iter()
                .find(|row| row.get("code").and_then(Json::as_str) == Some(part))
                .or_else(|| rows.get(part.parse::<usize>().ok()?)),
            _ => None,
        };
        let Some(inner) = inner else {
            return Value::Missing;
        };
        found = inner;
    }
    match (found, name.contains('/')) {
        (Json::Object(group), true) if group.contains_key("code") => {
            group.get("value").map_or(Value::Missing, Value::of_json)
        }
        _ => Value::of_json(found),
    }
}

/// The parts of a field's name.
fn parts(name: &str) -> impl Iterator<Item = &str> {
    let parts = name.split('/').map(str::trim);
    parts.filter(|part| !part.is_empty())
}
