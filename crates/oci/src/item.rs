//! A line of a cart.

use rust_decimal::Decimal;

/// The value of a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// A text.
    Text(String),
    /// A number.
    Number(Decimal),
}

/// A line of a cart: its fields by their name without `NEW_ITEM-` and index, such as `DESCRIPTION`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Item {
    fields: Vec<(String, Value)>,
    /// `LONGTEXT`: the description in full length.
    pub long_text: Option<String>,
}

impl Item {
    /// Sets a text; an empty one removes the field.
    pub fn set_text(&mut self, name: &str, text: impl Into<String>) -> &mut Self {
        let text = text.into();
        let value = (!text.trim().is_empty()).then_some(Value::Text(text));
        self.set(name, value)
    }

    /// Sets a number.
    pub fn set_number(&mut self, name: &str, number: Decimal) -> &mut Self {
        self.set(name, Some(Value::Number(number)))
    }

    fn set(&mut self, name: &str, value: Option<Value>) -> &mut Self {
        let name = name.to_ascii_uppercase();
        self.fields.retain(|(other, _)| *other != name);
        if let Some(value) = value {
            self.fields.push((name, value));
        }
        self
    }

    /// The value of a field.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.fields
            .iter()
            .find(|(other, _)| other.eq_ignore_ascii_case(name))
            .map(|(_, value)| value)
    }

    /// The text of a field that has one.
    #[must_use]
    pub fn text(&self, name: &str) -> Option<&str> {
        match self.get(name) {
            Some(Value::Text(text)) => Some(text),
            _ => None,
        }
    }

    /// The number of a field that has one.
    #[must_use]
    pub fn number(&self, name: &str) -> Option<Decimal> {
        match self.get(name) {
            Some(Value::Number(number)) => Some(*number),
            _ => None,
        }
    }

    /// All fields but the long text, in the order in which they were set.
    pub fn fields(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.fields
            .iter()
            .map(|(name, value)| (name.as_str(), value))
    }

    /// Whether nothing is set.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.fields.is_empty() && self.long_text.is_none()
    }
}
