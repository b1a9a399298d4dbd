//! Places in a document.

/// A place in a document: line and column from 1, in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    /// Line.
    pub line: u32,
    /// Column.
    pub column: u32,
}

impl Position {
    /// The place that so many bytes of a text lead to. Reads all of them, so this is for errors.
    pub(super) fn after(text: &str, bytes: usize) -> Self {
        let before = text.get(..bytes).unwrap_or(text);
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        Self {
            line: count(memchr::memchr_iter(b'\n', before.as_bytes()).count() + 1),
            column: count(before.get(line_start..).unwrap_or_default().chars().count() + 1),
        }
    }
}

/// Counts lines as the document is read, once.
pub(super) struct Lines {
    line: u32,
    /// Where the line ends.
    end: Option<usize>,
}

impl Lines {
    pub(super) fn new(text: &str) -> Self {
        Self {
            line: 1,
            end: memchr::memchr(b'\n', text.as_bytes()),
        }
    }

    /// The line of a place; places come in ascending order.
    pub(super) fn line_of(&mut self, text: &str, at: usize) -> u32 {
        while let Some(end) = self.end.filter(|end| *end < at) {
            let after = text.as_bytes().get(end + 1..).unwrap_or_default();
            self.end = memchr::memchr(b'\n', after).map(|next| end + 1 + next);
            self.line = self.line.saturating_add(1);
        }
        self.line
    }
}
