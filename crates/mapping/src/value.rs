//! Values on their way from source to target.

use rust_decimal::Decimal;

/// The value of a field between its steps.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Value {
    /// Nothing, which is also what an empty text is.
    Missing,
    Text(String),
    Truth(bool),
    List(Vec<Self>),
    /// Of a snippet, or a group of the neutral data: no transform touches it.
    Group(serde_json::Value),
}

impl Value {
    pub(crate) fn text(text: impl Into<String>) -> Self {
        let text = text.into();
        if text.is_empty() {
            Self::Missing
        } else {
            Self::Text(text)
        }
    }

    pub(crate) fn is_missing(&self) -> bool {
        match self {
            Self::Missing => true,
            Self::List(values) => values.iter().all(Self::is_missing),
            _ => false,
        }
    }

    /// One value as text: of a truth value `1` or nothing, as it has always been written.
    pub(crate) fn to_text(&self) -> Option<String> {
        match self {
            Self::Text(text) => Some(text.clone()),
            Self::Truth(true) => Some("1".to_owned()),
            _ => None,
        }
    }

    /// The single values in order.
    pub(crate) fn flatten(self) -> Vec<Self> {
        match self {
            Self::Missing => Vec::new(),
            Self::List(values) => values.into_iter().flat_map(Self::flatten).collect(),
            one => vec![one],
        }
    }

    /// Of JSON; lists and groups stay whole.
    pub(crate) fn of_json(json: &serde_json::Value) -> Self {
        match json {
            serde_json::Value::Null => Self::Missing,
            serde_json::Value::Bool(truth) => Self::Truth(*truth),
            serde_json::Value::Number(number) => Self::text(number.to_string()),
            serde_json::Value::String(text) => Self::text(text.as_str()),
            serde_json::Value::Array(values) => {
                Self::List(values.iter().map(Self::of_json).collect())
            }
            serde_json::Value::Object(_) => Self::Group(json.clone()),
        }
    }

    pub(crate) fn into_json(self) -> serde_json::Value {
        match self {
            Self::Missing => serde_json::Value::Null,
            Self::Text(text) => serde_json::Value::String(text),
            Self::Truth(truth) => serde_json::Value::Bool(truth),
            Self::List(values) => values.into_iter().map(Self::into_json).collect(),
            Self::Group(json) => json,
        }
    }

    /// How much room it takes, in bytes.
    pub(crate) fn size(&self) -> usize {
        match self {
            Self::Missing | Self::Truth(_) => 1,
            Self::Text(text) => text.len(),
            Self::List(values) => values.iter().map(Self::size).sum::<usize>() + 1,
            // Counted where it was made.
            Self::Group(_) => 1,
        }
    }
}

/// A number, also with an exponent.
pub(crate) fn decimal(text: &str) -> Option<Decimal> {
    let text = text.trim();
    Decimal::from_str_exact(text)
        .or_else(|_| Decimal::from_scientific(text))
        .ok()
}
