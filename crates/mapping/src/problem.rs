//! What is wrong with a mapping.

use std::fmt;

/// A place in a mapping's JSON.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
}

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}, column {}", self.line, self.column)
    }
}

/// One thing that is wrong with a mapping, found when it is saved.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{position}: {place}: {text}")]
pub struct Problem {
    /// The layer that it stands in: 0 is the first of those given to [`crate::Mapping::layered`].
    pub layer: usize,
    /// Where.
    pub position: Position,
    /// The keys that lead there, such as `cart_item.fields.name`.
    pub place: String,
    /// What is wrong and what would be right.
    pub text: String,
}

impl Problem {
    /// Where it is, as a JSON pointer (RFC 6901) into the mapping, such as `/cart_item/fields/name`.
    #[must_use]
    pub fn pointer(&self) -> String {
        let escaped = |name: &str| format!("/{}", name.replace('~', "~0").replace('/', "~1"));
        match self.place.split_once(".fields.") {
            Some((object, field)) => format!("{}/fields{}", escaped(object), escaped(field)),
            None => match self.place.strip_suffix(".multi_lines") {
                Some(object) => format!("{}/multi_lines", escaped(object)),
                None if self.place.is_empty() => String::new(),
                None => escaped(&self.place),
            },
        }
    }
}

/// The most problems that are told of one mapping.
pub const MAX_PROBLEMS: usize = 100;
