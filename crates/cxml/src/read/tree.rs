//! The tree of a document, within bounds and without recursion.

use quick_xml::{
    Reader, XmlVersion,
    errors::Error,
    escape::EscapeError,
    events::{BytesRef, BytesStart, Event, attributes::AttrError},
};

use super::{
    Limits, Position, ReadError,
    characters::{first_forbidden, is_name, is_xml_char},
    position::Lines,
};
use crate::{
    document::Doctype,
    element::{Element, Node},
};

/// How deep elements may nest whatever the caller allows: dropping, cloning and comparing a tree take a frame of the stack a level.
const DEEPEST: usize = 500;

/// The longest message about what is not well-formed, in characters.
const MAX_MESSAGE: usize = 200;

/// Parses a document's root; what stands around it carries nothing but the DOCTYPE.
pub(super) fn parse(text: &str, limits: &Limits) -> Result<(Element, Option<Doctype>), ReadError> {
    let mut tree = Tree {
        text,
        limits,
        max_depth: limits.max_depth.min(DEEPEST),
        lines: Lines::new(),
        open: Vec::new(),
        root: None,
        elements: 0,
    };
    if let Some((at, c)) = first_forbidden(text) {
        let message = format!(
            "the character U+{:04X}, which XML does not allow",
            u32::from(c)
        );
        return Err(tree.not_well_formed(at, message));
    }
    // White space before the declaration is forbidden and frequent, also before a byte order mark.
    let blank = |c: char| c.is_ascii_whitespace() || c == '\u{feff}';
    let start = text.len() - text.trim_start_matches(blank).len();
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
            Event::Text(text) => {
                if text.contains(']') && text.contains("]]>") {
                    return Err(tree.not_well_formed(at, "]]> in text"));
                }
                tree.text(&text.xml10_content(), at)?;
            }
            Event::CData(data) => {
                if tree.open.is_empty() {
                    return Err(
                        tree.not_well_formed(at, "character data outside of the root element")
                    );
                }
                tree.text(&data.xml10_content(), at)?;
            }
            Event::PI(instruction) => {
                let target = instruction.target();
                if !is_name(target) || target.eq_ignore_ascii_case("xml") {
                    return Err(tree.not_well_formed(
                        at,
                        format!("“{}” names no instruction", shortened(target)),
                    ));
                }
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
            Event::Decl(_) | Event::Comment(_) => {}
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
    max_depth: usize,
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
        if self.open.len() >= self.max_depth {
            return Err(ReadError::TooDeep {
                position: self.position(at),
                max: self.max_depth,
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
        let raw = tag.attributes_raw();
        // The tokenizer's own check of repetition comes before the bound on their number.
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
            // The name is a part of the tag's text; what stands before it there must part it from the attribute before.
            let before = (name.as_ptr().addr() - raw.as_ptr().addr()).checked_sub(1);
            if !before
                .and_then(|before| raw.as_bytes().get(before))
                .is_some_and(u8::is_ascii_whitespace)
            {
                return Err(
                    self.not_well_formed(at, format!("no blank before the attribute {name}"))
                );
            }
            if attribute.value.contains('<') {
                return Err(
                    self.not_well_formed(at, format!("< in the value of the attribute {name}"))
                );
            }
            if attributes.iter().any(|(before, _)| before == name) {
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
            push(&mut attributes, (name.to_owned(), value.into_owned()));
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
            Some(parent) => push(&mut parent.children, Node::Element(Box::new(element))),
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
        match element.children.last_mut() {
            Some(Node::Text(before)) => before.push_str(text),
            _ => push(&mut element.children, Node::Text(text.to_owned())),
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
            _ => push(&mut element.children, Node::Text(resolved.to_string())),
        }
        Ok(())
    }

    fn not_well_formed(&self, at: usize, message: impl Into<String>) -> ReadError {
        let mut message = message.into();
        // The tokenizer quotes names, which can be as long as the document.
        if let Some((end, _)) = message.char_indices().nth(MAX_MESSAGE) {
            message.truncate(end);
            message.push('…');
        }
        ReadError::NotWellFormed {
            position: self.position(at),
            message,
        }
    }

    fn position(&self, at: usize) -> Position {
        Position::after(self.text, at)
    }
}

/// Adds to a list whose first entry mostly stays its only one: a list grows to four at once, which half the elements of a document
/// would not use.
fn push<T>(list: &mut Vec<T>, entry: T) {
    if list.is_empty() {
        list.reserve_exact(1);
    }
    list.push(entry);
}

fn shortened(text: &str) -> String {
    text.chars().take(60).collect()
}
