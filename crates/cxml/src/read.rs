//! Reading: bytes to a document.

mod characters;
mod encoding;
mod position;
mod scan;

pub(crate) use characters::{is_name, is_token, is_xml_char};
pub use encoding::looks_like_cxml;
pub(crate) use encoding::names_encoding;
pub use position::Position;

use crate::document::{self, Document};

/// Bounds of a document. What lies beyond is refused, quickly and with little memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes; 10 MiB.
    pub max_bytes: usize,
    /// Elements within elements; 64, and never more than 500. The deepest real documents have about 15.
    pub max_depth: usize,
    /// Elements; 500,000.
    pub max_elements: usize,
    /// Attributes of one element; 64. Each is compared with those before it, so time grows with the square of this.
    pub max_attributes: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            max_bytes: 10 * 1024 * 1024,
            max_depth: 64,
            max_elements: 500_000,
            max_attributes: 64,
        }
    }
}

/// How to read.
#[derive(Clone, Copy, Debug, Default)]
pub struct ReadOptions<'a> {
    /// The charset that HTTP's `Content-Type` names; goes before the XML declaration (RFC 7303, 3.3) unless it is implausible.
    pub http_charset: Option<&'a str>,
    /// Bounds.
    pub limits: Limits,
}

/// Why a document cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    /// More bytes than allowed.
    #[error("the document has {size} bytes; at most {max} are taken")]
    TooLarge {
        /// How many.
        size: usize,
        /// How many are allowed.
        max: usize,
    },
    /// Elements within elements beyond the bound.
    #[error("line {}, column {}: elements nest deeper than {max}", position.line, position.column)]
    TooDeep {
        /// Where.
        position: Position,
        /// How deep is allowed.
        max: usize,
    },
    /// More elements than allowed.
    #[error("line {}, column {}: more than {max} elements", position.line, position.column)]
    TooManyElements {
        /// Where.
        position: Position,
        /// How many are allowed.
        max: usize,
    },
    /// More attributes on one element than allowed.
    #[error("line {}, column {}: more than {max} attributes", position.line, position.column)]
    TooManyAttributes {
        /// Where.
        position: Position,
        /// How many are allowed.
        max: usize,
    },
    /// The bytes are not in the encoding that they are said to be in.
    #[error("the bytes are not valid {encoding}")]
    Encoding {
        /// The encoding, or what the declaration calls it.
        encoding: String,
        /// Where the first such byte stands, in UTF-8.
        position: Option<Position>,
    },
    /// An entity that XML does not define by itself.
    #[error("line {}, column {}: the entity &{name}; is not one of XML's own", position.line, position.column)]
    UnknownEntity {
        /// Its name.
        name: String,
        /// Where.
        position: Position,
    },
    /// Not well-formed.
    #[error("line {}, column {}: {message}", position.line, position.column)]
    NotWellFormed {
        /// Where.
        position: Position,
        /// What.
        message: String,
    },
    /// Well-formed, and the root is another element.
    #[error("the root element is {root}, not cXML")]
    NotCxml {
        /// The root's name.
        root: String,
    },
}

impl ReadError {
    /// Where, as far as known.
    #[must_use]
    pub const fn position(&self) -> Option<Position> {
        match self {
            Self::TooDeep { position, .. }
            | Self::TooManyElements { position, .. }
            | Self::TooManyAttributes { position, .. }
            | Self::UnknownEntity { position, .. }
            | Self::NotWellFormed { position, .. } => Some(*position),
            Self::Encoding { position, .. } => *position,
            Self::TooLarge { .. } | Self::NotCxml { .. } => None,
        }
    }
}

/// Reads a document.
///
/// # Errors
///
/// [`ReadError`]. A document that can be read may still lack what its DTD demands; that is for the caller to decide.
pub fn read(bytes: &[u8], options: &ReadOptions<'_>) -> Result<Document, ReadError> {
    if bytes.len() > options.limits.max_bytes {
        return Err(ReadError::TooLarge {
            size: bytes.len(),
            max: options.limits.max_bytes,
        });
    }
    let (text, mut source) = encoding::decode(bytes, options.http_charset)?;
    if u32::try_from(text.len()).is_err() {
        return Err(ReadError::TooLarge {
            size: text.len(),
            max: options.limits.max_bytes,
        });
    }
    let (tree, doctype) = scan::parse(&text, &options.limits)?;
    let begin = text.trim_start_matches('\u{feff}');
    source.has_declaration = begin.trim_start().starts_with("<?xml");
    source.begins_with_blanks = begin.starts_with([' ', '\t', '\r', '\n']);
    let root = tree.root().name();
    if root != "cXML" {
        return Err(ReadError::NotCxml {
            root: root.chars().take(100).collect(),
        });
    }
    Ok(document::interpret(tree, doctype, source))
}

#[cfg(test)]
mod tests;
