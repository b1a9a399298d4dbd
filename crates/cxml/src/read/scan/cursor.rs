//! A place in a text that goes forward.

use memchr::{memchr, memchr2, memmem};

/// A place in a text. It stands before a character, never within one: what it is moved past ends with ASCII.
pub(super) struct Cursor<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Cursor<'a> {
    pub(super) const fn new(text: &'a str, at: usize) -> Self {
        Self { text, at }
    }

    pub(super) const fn text(&self) -> &'a str {
        self.text
    }

    pub(super) const fn at(&self) -> usize {
        self.at
    }

    pub(super) fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    pub(super) fn bytes(&self) -> &'a [u8] {
        self.text.as_bytes().get(self.at..).unwrap_or_default()
    }

    pub(super) fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    pub(super) fn peek_at(&self, ahead: usize) -> Option<u8> {
        self.text.as_bytes().get(self.at + ahead).copied()
    }

    pub(super) fn skip(&mut self, bytes: usize) {
        self.at = self.text.len().min(self.at + bytes);
    }

    pub(super) fn skip_blanks(&mut self) {
        while self.peek().is_some_and(is_blank) {
            self.at += 1;
        }
    }

    /// Takes so many bytes.
    pub(super) fn take(&mut self, bytes: usize) -> &'a str {
        let taken = self.text.get(self.at..self.at + bytes).unwrap_or_default();
        self.skip(bytes);
        taken
    }

    /// Takes what stands before a byte, or all.
    pub(super) fn until(&mut self, byte: u8) -> &'a str {
        let rest = self.bytes();
        self.take(memchr(byte, rest).unwrap_or(rest.len()))
    }

    /// Takes what stands before one of two bytes, or all.
    pub(super) fn until_either(&mut self, one: u8, other: u8) -> &'a str {
        let rest = self.bytes();
        self.take(memchr2(one, other, rest).unwrap_or(rest.len()))
    }

    /// Takes what stands before a text, and that text.
    pub(super) fn until_and_past(&mut self, end: &str) -> Option<&'a str> {
        let length = memmem::find(self.bytes(), end.as_bytes())?;
        let taken = self.take(length);
        self.skip(end.len());
        Some(taken)
    }

    /// Takes what stands before a byte that ends names in tags.
    pub(super) fn name(&mut self) -> &'a str {
        let rest = self.bytes();
        let ends = |byte: &u8| ends_name(*byte);
        self.take(rest.iter().position(ends).unwrap_or(rest.len()))
    }
}

/// White space (XML 1.0, 2.3).
pub(super) const fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\n' | b'\t' | b'\r')
}

/// What ends a name in a tag.
const fn ends_name(byte: u8) -> bool {
    is_blank(byte) || matches!(byte, b'>' | b'/' | b'=' | b'<' | b'"' | b'\'')
}
