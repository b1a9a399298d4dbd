//! The tree of a document, within bounds and without recursion.

use std::collections::HashSet;

use quick_xml::{
    Reader, XmlVersion,
    errors::Error,
    escape::EscapeError,
    events::{BytesRef, BytesStart, Event, attributes::AttrError},
};

use super::{Limits, Position, ReadError};
use crate::{
    document::Doctype,
    element::{Element, Node},
};

/// Parses a document's root; what stands around it carries nothing but the DOCTYPE.
pub(super) fn parse(text: &str, limits: &Limits) -> Result<(Element, Option<Doctype>), ReadError> {
    let mut tree = Tree {
        text,
        limits,
        lines: Lines { at: 0, line: 1 },
        open: Vec::new(),
        root: None,
        elements: 0,
    };
    tree.refuse_characters()?;
    // White space before the declaration is forbidden and frequent.
    let start = text.len() - text.trim_start().len();
    let mut doctype = None;
    let mut reader = Reader::from_str(text.get(start..).unwrap_or_default());
    reader.config_mut().check_comments = true;
    loop {
        let at = start + usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX - start);
        let event = reader.read_event().map_err(|error| {
            let at = start + usize::try_from(reader.error_position()).unwrap_or(0);
            tree.not_well_formed(at, error.to_string())
        })?;
        match event {
            Event::Start(tag) => tree.open(&tag, at)?,
            Event::Empty(tag) => {
                tree.open(&tag, at)?;
                tree.close(at)?;
            }
            Event::End(_) => tree.close(at)?,
            Event::Text(text) => tree.text(&text.xml10_content(), at)?,
            Event::CData(data) => {
                if tree.open.is_empty() {
                    return Err(
                        tree.not_well_formed(at, "character data outside of the root element")
                    );
                }
                tree.text(&data.xml10_content(), at)?;
            }
            Event::GeneralRef(reference) => tree.reference(&reference, at)?,
            Event::DocType(declaration) => {
                if doctype.is_some() || tree.root.is_some() || !tree.open.is_empty() {
                    return Err(
                        tree.not_well_formed(at, "a DOCTYPE that is not before the root element")
                    );
                }
                doctype = Some(Doctype::parse(&declaration));
            }
            Event::Decl(_) if at > start => {
                return Err(
                    tree.not_well_formed(at, "an XML declaration that is not at the beginning")
                );
            }
            Event::Decl(_) | Event::Comment(_) | Event::PI(_) => {}
            Event::Eof => break,
        }
    }
    if let Some(element) = tree.open.last() {
        let message = format!(
            "the element {} of line {} is not closed",
            element.name, element.line
        );
        return Err(tree.not_well_formed(text.len(), message));
    }
    let end = text.len();
    match tree.root.take() {
        Some(root) => Ok((root, doctype)),
        None => Err(tree.not_well_formed(end, "there is no root element")),
    }
}

struct Tree<'a> {
    text: &'a str,
    limits: &'a Limits,
    lines: Lines,
    open: Vec<Element>,
    root: Option<Element>,
    elements: usize,
}

impl Tree<'_> {
    fn open(&mut self, tag: &BytesStart<'_>, at: usize) -> Result<(), ReadError> {
        if self.root.is_some() {
            return Err(self.not_well_formed(at, "a second root element"));
        }
        self.elements += 1;
        if self.elements > self.limits.max_elements {
            return Err(ReadError::TooManyElements {
                position: self.position(at),
                max: self.limits.max_elements,
            });
        }
        if self.open.len() >= self.limits.max_depth {
            return Err(ReadError::TooDeep {
                position: self.position(at),
                max: self.limits.max_depth,
            });
        }
        let name = tag.name();
        let name: &str = name.as_ref();
        if !is_name(name) {
            return Err(self.not_well_formed(at, format!("“{}” is no name", shortened(name))));
        }
        let element = Element {
            name: name.to_owned(),
            attributes: self.attributes(tag, at)?,
            children: Vec::new(),
            line: self.lines.line_of(self.text, at),
        };
        self.open.push(element);
        Ok(())
    }

    fn attributes(
        &self,
        tag: &BytesStart<'_>,
        at: usize,
    ) -> Result<Vec<(String, String)>, ReadError> {
        let mut attributes: Vec<(String, String)> = Vec::new();
        let mut seen = HashSet::new();
        // The reader's own check of repetition compares each with each.
        for attribute in tag.attributes().with_checks(false) {
            if attributes.len() >= self.limits.max_attributes {
                return Err(ReadError::TooManyAttributes {
                    position: self.position(at),
                    max: self.limits.max_attributes,
                });
            }
            let attribute = attribute
                .map_err(|error: AttrError| self.not_well_formed(at, error.to_string()))?;
            let name: &str = attribute.key.as_ref();
            if !is_name(name) {
                return Err(self.not_well_formed(at, format!("“{}” is no name", shortened(name))));
            }
            if attribute.value.contains('<') {
                return Err(
                    self.not_well_formed(at, format!("< in the value of the attribute {name}"))
                );
            }
            if !seen.insert(name.to_owned()) {
                return Err(self.not_well_formed(at, format!("the attribute {name} is repeated")));
            }
            let value = attribute
                .normalized_value(XmlVersion::Implicit1_0)
                .map_err(|error| self.attribute_error(&error, at))?;
            if value.contains(|c| !is_xml_char(c)) {
                return Err(
                    self.not_well_formed(at, "a reference to a character that XML does not allow")
                );
            }
            attributes.push((name.to_owned(), value.into_owned()));
        }
        Ok(attributes)
    }

    fn attribute_error(&self, error: &Error, at: usize) -> ReadError {
        match error {
            Error::Escape(EscapeError::UnrecognizedEntity(_, name)) => ReadError::UnknownEntity {
                name: shortened(name),
                position: self.position(at),
            },
            other => self.not_well_formed(at, other.to_string()),
        }
    }

    fn close(&mut self, at: usize) -> Result<(), ReadError> {
        let Some(element) = self.open.pop() else {
            return Err(self.not_well_formed(at, "an end tag without its start tag"));
        };
        match self.open.last_mut() {
            Some(parent) => parent.children.push(Node::Element(element)),
            None => self.root = Some(element),
        }
        Ok(())
    }

    fn text(&mut self, text: &str, at: usize) -> Result<(), ReadError> {
        let Some(element) = self.open.last_mut() else {
            if text.trim_matches([' ', '\t', '\n', '\r']).is_empty() {
                return Ok(());
            }
            return Err(self.not_well_formed(at, "text outside of the root element"));
        };
        if text.contains("]]>")
            && !self
                .text
                .get(at..)
                .is_some_and(|rest| rest.starts_with("<![CDATA["))
        {
            return Err(self.not_well_formed(at, "]]> in text"));
        }
        match element.children.last_mut() {
            Some(Node::Text(before)) => before.push_str(text),
            _ => element.children.push(Node::Text(text.to_owned())),
        }
        Ok(())
    }

    fn reference(&mut self, reference: &BytesRef<'_>, at: usize) -> Result<(), ReadError> {
        if self.open.is_empty() {
            return Err(self.not_well_formed(at, "a reference outside of the root element"));
        }
        let resolved = if reference.is_char_ref() {
            match reference.resolve_char_ref() {
                Ok(Some(c)) if is_xml_char(c) => c,
                _ => {
                    return Err(self.not_well_formed(
                        at,
                        "a reference to a character that XML does not allow",
                    ));
                }
            }
        } else {
            match reference.as_ref() {
                "lt" => '<',
                "gt" => '>',
                "amp" => '&',
                "apos" => '\'',
                "quot" => '"',
                name if is_name(name) => {
                    return Err(ReadError::UnknownEntity {
                        name: shortened(name),
                        position: self.position(at),
                    });
                }
                _ => return Err(self.not_well_formed(at, "an & that begins no reference")),
            }
        };
        let Some(element) = self.open.last_mut() else {
            return Ok(());
        };
        match element.children.last_mut() {
            Some(Node::Text(before)) => before.push(resolved),
            _ => element.children.push(Node::Text(resolved.to_string())),
        }
        Ok(())
    }

    /// Characters that XML 1.0 does not allow (2.2), NUL among them.
    fn refuse_characters(&self) -> Result<(), ReadError> {
        match self.text.char_indices().find(|(_, c)| !is_xml_char(*c)) {
            None => Ok(()),
            Some((at, c)) => Err(self.not_well_formed(
                at,
                format!(
                    "the character U+{:04X}, which XML does not allow",
                    u32::from(c)
                ),
            )),
        }
    }

    fn not_well_formed(&self, at: usize, message: impl Into<String>) -> ReadError {
        ReadError::NotWellFormed {
            position: self.position(at),
            message: message.into(),
        }
    }

    fn position(&self, at: usize) -> Position {
        let before = self
            .text
            .get(..at.min(self.text.len()))
            .unwrap_or(self.text);
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        Position {
            line: count(before.bytes().filter(|byte| *byte == b'\n').count() + 1),
            column: count(before.get(line_start..).unwrap_or_default().chars().count() + 1),
        }
    }
}

/// Counts lines as the document is read, once.
struct Lines {
    at: usize,
    line: u32,
}

impl Lines {
    fn line_of(&mut self, text: &str, at: usize) -> u32 {
        let passed = text.as_bytes().get(self.at..at).unwrap_or_default();
        let newlines = passed.iter().filter(|byte| **byte == b'\n').count();
        self.line = self
            .line
            .saturating_add(u32::try_from(newlines).unwrap_or(u32::MAX));
        self.at = self.at.max(at);
        self.line
    }
}

/// Char (XML 1.0, 2.2).
pub(crate) const fn is_xml_char(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | '\u{20}'..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..='\u{10ffff}')
}

/// Name (XML 1.0, 2.3), without regard to the finer points beyond ASCII.
fn is_name(text: &str) -> bool {
    let mut chars = text.chars();
    let starts = |c: char| {
        c.is_ascii_alphabetic()
            || c == '_'
            || c == ':'
            || (!c.is_ascii() && c != '\u{d7}' && c != '\u{f7}')
    };
    chars.next().is_some_and(starts)
        && chars.all(|c| starts(c) || c.is_ascii_digit() || c == '-' || c == '.' || c == '\u{b7}')
}

fn shortened(text: &str) -> String {
    text.chars().take(60).collect()
}
