//! Reading what a field writes.

use std::fmt;

use serde_json::Value as Json;

use super::{Fetched, Run, RunError, Severity, Value};
use crate::{
    condition::Condition,
    mapping::{Field, Object},
    neutral::{Neutral, look_up},
};

/// A field of an object, with its neutral fields found.
pub(super) struct Source<'m, S> {
    pub(super) field: &'m Field,
    keys: Vec<(&'m str, Option<S>)>,
    fallback: Vec<(&'m str, Option<S>)>,
    /// Whether it is read from one place whatever the row is.
    plain: bool,
}

/// Where values are read.
pub(super) enum Row<'d, D> {
    /// A row of neutral data, or all of an object.
    Of {
        data: &'d D,
        object: &'d str,
        number: Option<usize>,
    },
    /// A group that a snippet writes.
    Group(&'d Json),
}

impl<D> Clone for Row<'_, D> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<D> Copy for Row<'_, D> {}

/// What a row is called, such as `cart_item[3]`.
#[derive(Clone, Copy)]
pub(super) struct Name<'m> {
    pub(super) object: &'m str,
    /// From 0.
    pub(super) number: Option<usize>,
}

impl fmt::Display for Name<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.number {
            Some(number) => write!(f, "{}[{}]", self.object, number + 1),
            None => f.write_str(self.object),
        }
    }
}

/// A row and the place that is written from it.
struct Target<'n, 't>(&'n Name<'n>, &'t str);

impl fmt::Display for Target<'_, '_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.0, self.1)
    }
}

impl<'d, D: Neutral> Row<'d, D> {
    fn value<'s>(&self, (name, slot): &'s (&str, Option<D::Slot>)) -> Value<'s>
    where
        'd: 's,
    {
        match (*self, slot) {
            (Row::Of { data, number, .. }, Some(slot)) => data.value(slot, number),
            (Row::Of { .. }, None) => Value::Missing,
            (Row::Group(group), _) => look_up(group, name),
        }
    }

    /// The slot of a name that is looked at once.
    fn slot(&self, name: &str) -> Option<D::Slot> {
        match *self {
            Row::Of { data, object, .. } => Some(data.slot(object, name)),
            Row::Group(_) => None,
        }
    }

    /// A value for a placeholder.
    pub(super) fn scalar(&self, name: &str) -> Option<String> {
        match self.value(&(name, self.slot(name))) {
            Value::Text(text) => Some(text.into_owned()),
            _ => None,
        }
    }

    pub(super) fn holds(&self, condition: &Condition, run: &mut Run) -> Result<bool, RunError> {
        run.spend(1)?;
        Ok(match condition {
            Condition::All(parts) => {
                for part in parts {
                    if !self.holds(part, run)? {
                        return Ok(false);
                    }
                }
                true
            }
            Condition::Any(parts) => {
                for part in parts {
                    if self.holds(part, run)? {
                        return Ok(true);
                    }
                }
                false
            }
            Condition::Not(part) => !self.holds(part, run)?,
            Condition::Test { source, test } => {
                let name = source.text();
                let key = (name, self.slot(name));
                let value = self.value(&key);
                run.spend(1 + value.size() / 16)?;
                test.holds(&value)
            }
        })
    }
}

impl<'m, S> Source<'m, S> {
    /// A field of an object of the neutral data; of a snippet without it.
    pub(super) fn new<D: Neutral<Slot = S>>(
        object: &'m Object,
        field: &'m Field,
        data: &D,
    ) -> Self {
        let key = |name: &'m str| {
            let slot = (!object.is_snippet()).then(|| data.slot(&object.name, name));
            (name, slot)
        };
        Self {
            field,
            keys: field.names().map(key).collect(),
            fallback: field
                .fallback
                .iter()
                .map(|place| key(place.text()))
                .collect(),
            plain: field.when.is_none() && field.names().count() == 1,
        }
    }

    /// What stands at the one place that the field is read from.
    #[inline]
    pub(super) fn plain<'v, D: Neutral<Slot = S>>(&'v self, row: &Row<'v, D>) -> Option<Value<'v>> {
        let key = self.keys.first().filter(|_| self.plain)?;
        Some(row.value(key))
    }

    /// What the field writes to one place: a list where that may be several values.
    pub(super) fn values<'v, D: Neutral<Slot = S>>(
        &'v self,
        row: &Row<'v, D>,
        name: &Name<'_>,
        place: &str,
        run: &mut Run,
    ) -> Result<Value<'v>, RunError> {
        if let Some(condition) = &self.field.when
            && !row.holds(condition, run)?
        {
            return Ok(Value::Missing);
        }
        run.spend(self.keys.len())?;
        let value = match self.keys.as_slice() {
            [one] => row.value(one),
            several => {
                let parts = several.iter().map(|key| row.value(key));
                let mut parts: Vec<_> = parts.filter(|part| !part.is_missing()).collect();
                match parts.len() {
                    1 => parts.pop().unwrap_or(Value::Missing),
                    _ => Value::List(parts),
                }
            }
        };
        self.made(value, row, name, place, run)
    }

    /// What the field makes of the value at its place.
    pub(super) fn made<'v, D: Neutral<Slot = S>>(
        &'v self,
        mut value: Value<'v>,
        row: &Row<'v, D>,
        name: &Name<'_>,
        place: &str,
        run: &mut Run,
    ) -> Result<Value<'v>, RunError> {
        let field = self.field;
        let mut fallbacks = self.fallback.iter();
        let mut used = None;
        while value.is_missing()
            && let Some(fallback) = fallbacks.next()
        {
            value = row.value(fallback);
            used = Some(fallback);
        }
        if value.size() > run.value_bytes {
            return Err(RunError::TooLarge);
        }
        let value = if run.explain {
            let keys = used.map_or(self.keys.as_slice(), std::slice::from_ref);
            let sources = keys.iter().map(|(key, _)| format!("{name}/{key}"));
            let sources = sources.collect();
            let target = Target(name, place);
            run.explained(field, Fetched { value, sources }, &target)?
        } else {
            run.steps(field, value, name)?
        };
        let value = match value {
            Value::List(_) => {
                let mut values = value.flatten();
                values.retain(|value| !matches!(value, Value::Truth(false)));
                if !field.multiple {
                    values.truncate(1);
                }
                Value::List(values)
            }
            Value::Truth(false) => Value::Missing,
            one => one,
        };
        if field.required && value.is_missing() {
            run.find(
                Severity::Error,
                name,
                field,
                format!("Empty {name} required field {}", field.name),
            );
        }
        Ok(value)
    }
}
