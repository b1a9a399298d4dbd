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

/// A row and the place that is written from it, where that is to be told.
struct Target<'n, 't>(&'n Name<'n>, Option<&'t str>);

impl fmt::Display for Target<'_, '_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.1 {
            Some(place) => write!(f, "{}: {place}", self.0),
            None => self.0.fmt(f),
        }
    }
}

impl<'d, D: Neutral> Row<'d, D> {
    fn value<'s>(self, (name, slot): &'s (&str, Option<D::Slot>)) -> Value<'s>
    where
        'd: 's,
    {
        match (self, slot) {
            (Row::Of { data, number, .. }, Some(slot)) => data.value(slot, number),
            (Row::Of { .. }, None) => Value::Missing,
            (Row::Group(group), _) => look_up(group, name),
        }
    }

    /// The slot of a name that is looked at once.
    fn slot(self, name: &str) -> Option<D::Slot> {
        match self {
            Row::Of { data, object, .. } => Some(data.slot(object, name)),
            Row::Group(_) => None,
        }
    }

    /// A value for a placeholder.
    pub(super) fn scalar(self, name: &str) -> Option<String> {
        match self.value(&(name, self.slot(name))) {
            Value::Text(text) => Some(text.into_owned()),
            _ => None,
        }
    }

    pub(super) fn holds(self, condition: &Condition, run: &mut Run) -> Result<bool, RunError> {
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
        }
    }

    /// What the field writes to one place: a list where that may be several values.
    pub(super) fn values<'v, D: Neutral<Slot = S>>(
        &'v self,
        row: Row<'v, D>,
        name: &Name<'_>,
        place: &str,
        run: &mut Run,
    ) -> Result<Value<'v>, RunError> {
        let field = self.field;
        if let Some(condition) = &field.when
            && !row.holds(condition, run)?
        {
            return Ok(Value::Missing);
        }
        run.spend(self.keys.len())?;
        let mut value = match self.keys.as_slice() {
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
        let mut sources: Vec<String> = Vec::new();
        if run.explain {
            sources.extend(self.keys.iter().map(|(key, _)| format!("{name}/{key}")));
        }
        for fallback in &self.fallback {
            if !value.is_missing() {
                break;
            }
            value = row.value(fallback);
            sources = vec![format!("{name}/{}", fallback.0)];
        }
        if value.size() > run.value_bytes {
            return Err(RunError::TooLarge);
        }
        let target = Target(name, Some(place).filter(|_| run.explain));
        let value = run.transformed(field, Fetched { value, sources }, &target)?;
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
