//! Objects, member by member: what there is nothing of is left out.

use rust_decimal::Decimal;
use serde_json::Value;

use crate::Others;

/// An object that is being written. What the family knows comes before what it does not.
#[derive(Default)]
pub(crate) struct Writer(Others);

impl Writer {
    /// A text, where there is one.
    pub(crate) fn text(self, name: &str, text: Option<&str>) -> Self {
        match text {
            Some(text) => self.value(name, text.into()),
            None => self,
        }
    }

    /// A number, as text: so no digit is lost on the way.
    pub(crate) fn number(self, name: &str, number: Option<Decimal>) -> Self {
        match number {
            Some(number) => self.value(name, number.to_string().into()),
            None => self,
        }
    }

    /// A truth value, as 0 or 1.
    pub(crate) fn flag(self, name: &str, flag: Option<bool>) -> Self {
        match flag {
            Some(flag) => self.value(name, u8::from(flag).into()),
            None => self,
        }
    }

    /// A value, whatever it is.
    pub(crate) fn value(mut self, name: &str, value: Value) -> Self {
        self.0.insert(name.to_owned(), value);
        self
    }

    /// A value, where it is no object without members.
    pub(crate) fn unless_empty(self, name: &str, value: Value) -> Self {
        if value.as_object().is_some_and(serde_json::Map::is_empty) {
            self
        } else {
            self.value(name, value)
        }
    }

    /// What the family does not know. It never takes the place of what it does.
    pub(crate) fn others(mut self, others: &Others) -> Self {
        for (name, value) in others {
            if !self.0.contains_key(name) {
                self.0.insert(name.clone(), value.clone());
            }
        }
        self
    }

    /// The object.
    pub(crate) fn done(self) -> Value {
        Value::Object(self.0)
    }
}
