//! Cutting a text from its front.

use super::{Kind, Token};

/// What is left of a text, and the tokens before it.
pub(super) struct Scanner<'a> {
    rest: &'a str,
    pub(super) tokens: Vec<Token<'a>>,
}

impl<'a> Scanner<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self {
            rest: text,
            tokens: Vec::new(),
        }
    }

    /// What is left.
    pub(super) fn rest(&self) -> &'a str {
        self.rest
    }

    pub(super) fn starts_with(&self, beginning: &str) -> bool {
        self.rest.starts_with(beginning)
    }

    /// Cuts that many bytes off; everything where a character would be cut in two.
    pub(super) fn take(&mut self, length: usize, kind: Kind) {
        let (text, rest) = self
            .rest
            .split_at_checked(length)
            .unwrap_or((self.rest, ""));
        if !text.is_empty() {
            self.tokens.push(Token { kind, text });
        }
        self.rest = rest;
    }

    /// Cuts off all characters at the front that fit.
    pub(super) fn take_while(&mut self, fits: impl Fn(char) -> bool, kind: Kind) {
        let length = self
            .rest
            .find(|character| !fits(character))
            .unwrap_or(self.rest.len());
        self.take(length, kind);
    }

    /// Cuts off everything to the end of the first occurrence of a mark that comes after `skip` bytes; everything where there is none.
    pub(super) fn take_through(&mut self, skip: usize, mark: &str, kind: Kind) {
        let found = self
            .rest
            .get(skip..)
            .and_then(|after| after.find(mark))
            .map(|at| skip + at + mark.len());
        self.take(found.unwrap_or(self.rest.len()), kind);
    }
}
