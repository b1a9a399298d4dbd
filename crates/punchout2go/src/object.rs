//! Forgiving access to the members of an object.

use rust_decimal::Decimal;
use serde_json::{Map, Value};

use crate::{
    Others,
    fault::{Fault, FaultKind},
};

/// An object whose known members are taken out one by one; what is left is kept.
pub(crate) struct Object {
    members: Others,
    /// JSON pointer to the object.
    path: String,
}

impl Object {
    /// An object at a place. Nothing, an empty text and PHP's empty list are objects without members.
    pub(crate) fn of(value: Value, path: impl Into<String>) -> Result<Self, Fault> {
        let path = path.into();
        match value {
            Value::Object(members) => Ok(Self { members, path }),
            value if is_nothing(&value) => Ok(Self {
                members: Map::new(),
                path,
            }),
            _ => Err(wrong(
                path,
                "an object",
                "Send an object with named members.",
            )),
        }
    }

    /// Whether it has no members.
    pub(crate) fn is_empty(&self) -> bool {
        self.members.is_empty()
    }

    /// Where a member stands.
    pub(crate) fn path_of(&self, name: &str) -> String {
        format!("{}/{name}", self.path)
    }

    /// Takes a member by its name, or by one that differs in case and separators alone. Null is nothing.
    pub(crate) fn take(&mut self, name: &str) -> Option<Value> {
        let value = self.members.remove(name).or_else(|| {
            let key = self.members.keys().find(|key| same(key, name))?.clone();
            self.members.remove(&key)
        });
        value.filter(|value| !value.is_null())
    }

    /// A text: trimmed, and nothing where it is empty. Numbers and truth values are texts too.
    pub(crate) fn text(&mut self, name: &str) -> Result<Option<String>, Fault> {
        let Some(value) = self.take(name) else {
            return Ok(None);
        };
        match value {
            Value::String(text) => {
                let text = text.trim();
                Ok((!text.is_empty()).then(|| text.to_owned()))
            }
            Value::Number(number) => Ok(Some(number.to_string())),
            Value::Bool(truth) => Ok(Some(truth.to_string())),
            value if is_nothing(&value) => Ok(None),
            _ => Err(wrong(self.path_of(name), "a text", "Send a text.")),
        }
    }

    /// The first of several names that has a text.
    pub(crate) fn first_text(&mut self, names: &[&str]) -> Result<Option<String>, Fault> {
        for name in names {
            if let Some(text) = self.text(name)? {
                return Ok(Some(text));
            }
        }
        Ok(None)
    }

    /// A number, or a text that is one.
    pub(crate) fn number(&mut self, name: &str) -> Result<Option<Decimal>, Fault> {
        let Some(text) = self.text(name)? else {
            return Ok(None);
        };
        number(&text).map(Some).ok_or_else(|| {
            wrong(
                self.path_of(name),
                "a number",
                "Send a number such as 19.90, with a point, without currency and without separators of thousands.",
            )
        })
    }

    /// A truth value: also 0 and 1, `yes` and `no`.
    pub(crate) fn flag(&mut self, name: &str) -> Result<Option<bool>, Fault> {
        let Some(text) = self.text(name)? else {
            return Ok(None);
        };
        match text.to_ascii_lowercase().as_str() {
            "1" | "true" | "yes" | "y" | "on" => Ok(Some(true)),
            "0" | "false" | "no" | "n" | "off" => Ok(Some(false)),
            _ => Err(wrong(self.path_of(name), "0 or 1", "Send 0 or 1.")),
        }
    }

    /// An object; without members where there is none.
    pub(crate) fn object(&mut self, name: &str) -> Result<Self, Fault> {
        let path = self.path_of(name);
        Self::of(self.take(name).unwrap_or_default(), path)
    }

    /// A list of objects that must be there, be it empty.
    pub(crate) fn required_list(
        &mut self,
        name: &str,
        remedy: &'static str,
    ) -> Result<Vec<Self>, Fault> {
        let is_there = self.members.keys().any(|key| same(key, name));
        if is_there {
            return self.list(name);
        }
        let path = self.path_of(name);
        Err(Fault::new(
            FaultKind::Missing,
            path,
            format!("There is no {name}."),
            remedy,
        ))
    }

    /// A list of objects; also PHP's object with numbers for names, and one object alone.
    pub(crate) fn list(&mut self, name: &str) -> Result<Vec<Self>, Fault> {
        let path = self.path_of(name);
        let values = match self.take(name) {
            None => return Ok(Vec::new()),
            Some(Value::Array(values)) => values,
            Some(value) if is_nothing(&value) => return Ok(Vec::new()),
            Some(Value::Object(members)) => numbered(members),
            Some(_) => return Err(wrong(path, "a list", "Send a list of objects.")),
        };
        values
            .into_iter()
            .enumerate()
            .map(|(index, value)| Self::of(value, format!("{path}/{index}")))
            .collect()
    }

    /// What nobody took.
    pub(crate) fn others(self) -> Others {
        self.members
    }
}

/// The values of an object whose names are numbers, in their order; else the object alone.
fn numbered(members: Others) -> Vec<Value> {
    let places: Option<Vec<u64>> = members.keys().map(|name| name.parse().ok()).collect();
    match places {
        Some(places) if !places.is_empty() => {
            let mut placed: Vec<_> = places
                .into_iter()
                .zip(members.into_iter().map(|(_, value)| value))
                .collect();
            placed.sort_by_key(|(place, _)| *place);
            placed.into_iter().map(|(_, value)| value).collect()
        }
        Some(_) => Vec::new(),
        None => vec![Value::Object(members)],
    }
}

/// A decimal number, also with an exponent.
fn number(text: &str) -> Option<Decimal> {
    let text = text.strip_prefix('+').unwrap_or(text);
    let has_exponent = text.bytes().any(|byte| matches!(byte, b'e' | b'E'));
    let is_plain = text
        .bytes()
        .all(|byte| byte.is_ascii_digit() || b"+-.eE".contains(&byte));
    if !is_plain {
        return None;
    }
    if has_exponent {
        Decimal::from_scientific(text).ok()
    } else {
        text.parse().ok()
    }
}

/// Whether a value says nothing.
fn is_nothing(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Array(values) => values.is_empty(),
        Value::String(text) => text.trim().is_empty(),
        Value::Object(members) => members.is_empty(),
        Value::Bool(_) | Value::Number(_) => false,
    }
}

/// Whether two names differ in case and separators alone: `finalPrice`, `final_price`.
fn same(one: &str, other: &str) -> bool {
    let plain = |name: &str| {
        name.bytes()
            .filter(u8::is_ascii_alphanumeric)
            .map(|byte| byte.to_ascii_lowercase())
            .collect::<Vec<_>>()
    };
    one.len() <= other.len() + 8 && plain(one) == plain(other)
}

fn wrong(path: String, wanted: &str, remedy: &'static str) -> Fault {
    Fault::new(
        FaultKind::WrongType,
        path,
        format!("This is not {wanted}."),
        remedy,
    )
}
