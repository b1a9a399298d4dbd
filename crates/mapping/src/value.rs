//! Values on their way from source to target.

use std::borrow::Cow;

use rust_decimal::Decimal;
use serde_json::Value as Json;

/// The value of a field between its steps. What was not changed is still that of the source.
#[derive(Clone, Debug, PartialEq)]
pub enum Value<'v> {
    /// Nothing, which is also what an empty text is.
    Missing,
    /// A text, and not an empty one: [`Value::text`] makes it.
    Text(Cow<'v, str>),
    /// A truth value.
    Truth(bool),
    /// Several.
    List(Vec<Self>),
    /// Of a snippet, or a group of the neutral data: no transform touches it.
    Group(Box<Cow<'v, Json>>),
}

impl<'v> Value<'v> {
    /// A text; of an empty one nothing.
    pub fn text(text: impl Into<Cow<'v, str>>) -> Self {
        let text = text.into();
        if text.is_empty() {
            Self::Missing
        } else {
            Self::Text(text)
        }
    }

    /// A group.
    #[must_use]
    pub fn group(json: Cow<'v, Json>) -> Self {
        Self::Group(Box::new(json))
    }

    pub(crate) fn is_missing(&self) -> bool {
        match self {
            Self::Missing => true,
            Self::List(values) => values.iter().all(Self::is_missing),
            _ => false,
        }
    }

    /// One value as text: of a truth value `1` or nothing, as it has always been written.
    pub(crate) fn into_text(self) -> Option<Cow<'v, str>> {
        match self {
            Self::Text(text) => Some(text),
            Self::Truth(true) => Some(Cow::Borrowed("1")),
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
    #[must_use]
    pub fn of_json(json: &'v Json) -> Self {
        match json {
            Json::Null => Self::Missing,
            Json::Bool(truth) => Self::Truth(*truth),
            Json::Number(number) => Self::text(number.to_string()),
            Json::String(text) => Self::text(text.as_str()),
            Json::Array(values) => Self::List(values.iter().map(Self::of_json).collect()),
            Json::Object(_) => Self::group(Cow::Borrowed(json)),
        }
    }

    pub(crate) fn into_json(self) -> Json {
        match self {
            Self::Missing => Json::Null,
            Self::Text(text) => Json::String(text.into_owned()),
            Self::Truth(truth) => Json::Bool(truth),
            Self::List(values) => values.into_iter().map(Self::into_json).collect(),
            Self::Group(json) => json.into_owned(),
        }
    }

    /// How much room it takes, in bytes.
    #[inline]
    pub(crate) fn size(&self) -> usize {
        match self {
            Self::Missing | Self::Truth(_) => 1,
            Self::Text(text) => text.len(),
            Self::List(values) => size_of_all(values),
            // Counted where it was made.
            Self::Group(_) => 1,
        }
    }
}

fn size_of_all(values: &[Value<'_>]) -> usize {
    values.iter().map(Value::size).sum::<usize>() + 1
}

/// A number, also with an exponent.
pub(crate) fn decimal(text: &str) -> Option<Decimal> {
    let text = text.trim();
    Decimal::from_str_exact(text)
        .or_else(|_| Decimal::from_scientific(text))
        .ok()
}
