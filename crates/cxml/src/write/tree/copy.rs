//! Putting a document together from parts of another one.

use super::Span;

/// A document that grows. Parts that follow one another there are taken over as one.
pub(super) struct Copy<'x> {
    xml: &'x str,
    copied: String,
    /// What comes next, not copied yet.
    next: Span,
}

impl<'x> Copy<'x> {
    pub(super) fn of(xml: &'x str) -> Self {
        Self {
            xml,
            copied: String::with_capacity(xml.len()),
            next: Span::default(),
        }
    }

    /// Adds a part.
    pub(super) fn span(&mut self, span: Span) {
        match self.next.joined(span) {
            Some(joined) => self.next = joined,
            None if span.is_empty() => {}
            None => {
                self.flush();
                self.next = span;
            }
        }
    }

    /// Adds an end tag that stands nowhere yet.
    pub(super) fn end_tag(&mut self, name: &str) {
        self.flush();
        self.copied.push_str("</");
        self.copied.push_str(name);
        self.copied.push('>');
    }

    pub(super) fn finish(mut self) -> String {
        self.flush();
        self.copied
    }

    fn flush(&mut self) {
        let next = std::mem::take(&mut self.next);
        self.copied
            .push_str(self.xml.get(next.range()).unwrap_or_default());
    }
}
