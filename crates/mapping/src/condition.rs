//! Conditions: whether a field is written.

use regex::Regex;
use rust_decimal::Decimal;

use crate::{
    mapping::Place,
    value::{Value, decimal},
};

/// A condition on source values.
#[derive(Clone, Debug)]
pub(crate) enum Condition {
    All(Vec<Self>),
    Any(Vec<Self>),
    Not(Box<Self>),
    Test { source: Place, test: Test },
}

#[derive(Clone, Debug)]
pub(crate) enum Test {
    Exists(bool),
    Equals(String),
    OneOf(Vec<String>),
    Matches(Regex),
    Less(Decimal),
    Greater(Decimal),
}

impl Test {
    /// Whether one of the values passes.
    pub(crate) fn holds(&self, value: &Value<'_>) -> bool {
        if let Self::Exists(wanted) = self {
            return value.is_missing() != *wanted;
        }
        match value {
            Value::List(values) => values.iter().any(|value| self.holds(value)),
            Value::Text(text) => self.holds_for(text),
            Value::Truth(truth) => self.holds_for(if *truth { "true" } else { "false" }),
            Value::Missing | Value::Group(_) => false,
        }
    }

    fn holds_for(&self, text: &str) -> bool {
        match self {
            Self::Exists(wanted) => *wanted,
            Self::Equals(other) => same(text, other),
            Self::OneOf(others) => others.iter().any(|other| same(text, other)),
            Self::Matches(pattern) => pattern.is_match(text),
            Self::Less(bound) => decimal(text).is_some_and(|number| number < *bound),
            Self::Greater(bound) => decimal(text).is_some_and(|number| number > *bound),
        }
    }
}

/// The same text, or the same number otherwise written.
pub(crate) fn same(left: &str, right: &str) -> bool {
    left == right || matches!((decimal(left), decimal(right)), (Some(a), Some(b)) if a == b)
}

impl Condition {
    /// The sources that it looks at.
    pub(crate) fn sources<'a>(&'a self, found: &mut Vec<&'a Place>) {
        match self {
            Self::All(parts) | Self::Any(parts) => {
                parts.iter().for_each(|part| part.sources(found))
            }
            Self::Not(part) => part.sources(found),
            Self::Test { source, .. } => found.push(source),
        }
    }
}
