//! From text to tree: XML 1.0 without DTDs, within bounds and without recursion.
//!
//! A tokenizer of our own: it makes no event of what the tree takes as it stands, and so it is more than twice as fast as one that does.

mod cursor;
mod doctype;
mod references;
mod tags;

use memchr::{memchr, memmem};

use super::{
    Limits, Position, ReadError,
    characters::{first_forbidden, is_name},
    position::Lines,
};
use crate::{
    document::Doctype,
    tree::{Builder, Tree},
};
use cursor::Cursor;

/// How deep elements may nest whatever the caller allows: writing and comparing what was read take a frame of the stack a level.
const DEEPEST: usize = 500;

/// The longest message about what is not well-formed, in characters.
const MAX_MESSAGE: usize = 200;

/// Parses a document's root; what stands around it carries nothing but the DOCTYPE.
pub(super) fn parse(text: &str, limits: &Limits) -> Result<(Tree, Option<Doctype>), ReadError> {
    if let Some((at, c)) = first_forbidden(text) {
        let message = format!(
            "the character U+{:04X}, which XML does not allow",
            u32::from(c)
        );
        return Err(not_well_formed(text, at, message));
    }
    let bytes = text.as_bytes();
    let scan = Scan {
        // White space before the declaration is forbidden and frequent, also before a byte order mark.
        cursor: Cursor::new(text, blanks_before(text)),
        limits,
        max_depth: limits.max_depth.min(DEEPEST),
        max_attributes: limits.max_attributes.min(usize::from(u16::MAX)),
        lines: Lines::new(text),
        open: Vec::new(),
        elements: 0,
        builder: Builder::new(bytes.len()),
        value: String::new(),
        has_returns: memchr(b'\r', bytes).is_some(),
        has_section_ends: memmem::find(bytes, b"]]>").is_some(),
    };
    scan.document()
}

fn blanks_before(text: &str) -> usize {
    let blank = |c: char| c.is_ascii_whitespace() || c == '\u{feff}';
    text.len() - text.trim_start_matches(blank).len()
}

/// An element that is open.
struct Open<'a> {
    name: &'a str,
    record: u32,
    line: u32,
}

struct Scan<'a> {
    cursor: Cursor<'a>,
    limits: &'a Limits,
    max_depth: usize,
    max_attributes: usize,
    lines: Lines,
    open: Vec<Open<'a>>,
    elements: usize,
    builder: Builder,
    /// The value of an attribute that is not as it stands in the document; one for all, so that each takes no allocation.
    value: String,
    /// Whether there are line ends other than `\n`.
    has_returns: bool,
    /// Whether there is a `]]>` anywhere.
    has_section_ends: bool,
}

impl<'a> Scan<'a> {
    fn document(mut self) -> Result<(Tree, Option<Doctype>), ReadError> {
        let begin = self.cursor.at();
        let mut doctype = None;
        while let Some(byte) = self.cursor.peek() {
            let at = self.cursor.at();
            if byte != b'<' {
                self.text(at)?;
                continue;
            }
            match self.cursor.peek_at(1) {
                Some(b'/') => self.end_tag(at)?,
                Some(b'?') => self.instruction(at, at == begin)?,
                Some(b'!') => self.declaration(at, &mut doctype)?,
                _ => self.start_tag(at)?,
            }
        }
        if let Some(open) = self.open.last() {
            let message = format!(
                "the element {} of line {} is not closed",
                shortened(open.name),
                open.line
            );
            return Err(self.not_well_formed(self.cursor.at(), message));
        }
        if self.elements == 0 {
            return Err(self.not_well_formed(self.cursor.at(), "there is no root element"));
        }
        Ok((self.builder.finish(), doctype))
    }

    /// Takes text up to the next tag.
    fn text(&mut self, at: usize) -> Result<(), ReadError> {
        if self.open.is_empty() {
            let text = self.cursor.until(b'<');
            if text.starts_with('&') {
                return Err(self.not_well_formed(at, "a reference outside of the root element"));
            }
            if text.trim_matches([' ', '\t', '\n', '\r']).is_empty() {
                return Ok(());
            }
            return Err(self.not_well_formed(at, "text outside of the root element"));
        }
        loop {
            let plain = self.cursor.until_either(b'<', b'&');
            if self.has_section_ends && plain.contains("]]>") {
                return Err(self.not_well_formed(at, "]]> in text"));
            }
            self.characters(plain);
            if self.cursor.peek() != Some(b'&') {
                return Ok(());
            }
            let reference = self.cursor.at();
            let c = self.reference(reference)?;
            self.builder.text(c.encode_utf8(&mut [0; 4]));
        }
    }

    /// Adds character data, all its line ends as `\n` (XML 1.0, 2.11).
    fn characters(&mut self, text: &str) {
        if text.is_empty() {
            return;
        }
        if self.has_returns && text.contains('\r') {
            self.builder
                .text(&text.replace("\r\n", "\n").replace('\r', "\n"));
        } else {
            self.builder.text(text);
        }
    }

    /// Passes over a processing instruction, and the XML declaration where it may stand.
    fn instruction(&mut self, at: usize, is_first: bool) -> Result<(), ReadError> {
        self.cursor.skip(2);
        let Some(content) = self.cursor.until_and_past("?>") else {
            return Err(self.not_well_formed(at, "an instruction that does not end"));
        };
        let target = content
            .split(|c: char| c.is_ascii_whitespace())
            .next()
            .unwrap_or_default();
        if target == "xml" && is_first {
            return Ok(());
        }
        if target == "xml" {
            return Err(self.not_well_formed(at, "an XML declaration that is not at the beginning"));
        }
        if !is_name(target) || target.eq_ignore_ascii_case("xml") {
            let message = format!("“{}” names no instruction", shortened(target));
            return Err(self.not_well_formed(at, message));
        }
        Ok(())
    }

    /// Takes what begins with `<!`.
    fn declaration(&mut self, at: usize, doctype: &mut Option<Doctype>) -> Result<(), ReadError> {
        if self.cursor.rest().starts_with("<!--") {
            self.cursor.skip(4);
            // -- may not stand within (XML 1.0, 2.5).
            let ends =
                self.cursor.until_and_past("--").is_some() && self.cursor.peek() == Some(b'>');
            if !ends {
                return Err(
                    self.not_well_formed(at, "a comment that does not end, or has -- within")
                );
            }
            self.cursor.skip(1);
            return Ok(());
        }
        if self.cursor.rest().starts_with("<![CDATA[") {
            self.cursor.skip(9);
            let Some(data) = self.cursor.until_and_past("]]>") else {
                return Err(self.not_well_formed(at, "a CDATA section that does not end"));
            };
            if self.open.is_empty() {
                return Err(self.not_well_formed(at, "character data outside of the root element"));
            }
            self.characters(data);
            return Ok(());
        }
        let is_doctype = self
            .cursor
            .rest()
            .get(..9)
            .is_some_and(|start| start.eq_ignore_ascii_case("<!DOCTYPE"));
        if !is_doctype {
            return Err(self.not_well_formed(at, "<! that begins nothing that XML has"));
        }
        if doctype.is_some() || self.elements > 0 {
            return Err(self.not_well_formed(at, "a DOCTYPE that is not before the root element"));
        }
        self.cursor.skip(9);
        let rest = self.cursor.rest();
        let Some(length) = doctype::length(rest) else {
            return Err(self.not_well_formed(at, "a DOCTYPE that does not end"));
        };
        *doctype = rest.get(..length).map(Doctype::parse);
        self.cursor.skip(length + 1);
        Ok(())
    }

    fn not_well_formed(&self, at: usize, message: impl Into<String>) -> ReadError {
        not_well_formed(self.cursor.text(), at, message)
    }

    fn position(&self, at: usize) -> Position {
        Position::after(self.cursor.text(), at)
    }
}

fn not_well_formed(text: &str, at: usize, message: impl Into<String>) -> ReadError {
    let mut message = message.into();
    // It can quote names, which can be as long as the document.
    if let Some((end, _)) = message.char_indices().nth(MAX_MESSAGE) {
        message.truncate(end);
        message.push('…');
    }
    ReadError::NotWellFormed {
        position: Position::after(text, at),
        message,
    }
}

fn shortened(text: &str) -> String {
    text.chars().take(60).collect()
}
