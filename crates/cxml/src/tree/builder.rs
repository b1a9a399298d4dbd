//! Putting a tree together, in the document's order.

use super::{AttributeRecord, Range, Record, Tree};
use crate::grammar::{AttributeId, Grammar, Id};

/// A tree that grows.
pub(crate) struct Builder {
    tree: Tree,
    grammar: &'static Grammar,
    /// Whether the last record is a text that goes on.
    in_text: bool,
}

impl Builder {
    /// For a document of so many bytes. In usual ones a record stands for about 18, and half of the characters are content.
    pub(crate) fn new(bytes: usize) -> Self {
        Self {
            tree: Tree {
                records: Vec::with_capacity(bytes / 18),
                attributes: Vec::with_capacity(bytes / 64),
                characters: String::with_capacity(bytes / 2),
                ..Tree::default()
            },
            grammar: Grammar::get(),
            in_text: false,
        }
    }

    /// What was built.
    pub(crate) fn finish(self) -> Tree {
        self.tree
    }

    /// Begins an element, and tells its place and whether cXML has its name.
    pub(crate) fn open(&mut self, name: &str, line: u32) -> (u32, bool) {
        let at = count(self.tree.records.len());
        let id = self.grammar.id(name);
        if id == Id::UNKNOWN {
            let range = self.push(name);
            self.tree.names.push((at, range));
        }
        self.tree.records.push(Record {
            id,
            attribute_count: 0,
            from: count(self.tree.attributes.len()),
            to: at + 1,
            line,
        });
        self.in_text = false;
        (at, id != Id::UNKNOWN)
    }

    /// Adds an attribute to the element that was begun last, its value written by `value`; tells whether cXML has its name, and whether
    /// the element had one of that name before.
    pub(crate) fn attribute(&mut self, name: &str, value: &str) -> (bool, bool) {
        let id = self.grammar.attribute_id(name);
        let at = count(self.tree.attributes.len());
        let Some(element) = self.tree.records.last_mut() else {
            return (false, false);
        };
        let first = usize::try_from(element.from).unwrap_or(usize::MAX);
        element.attribute_count = element.attribute_count.saturating_add(1);
        let before = self.tree.attributes.get(first..).unwrap_or_default();
        let is_known = id != AttributeId::UNKNOWN;
        let repeated = if is_known {
            before.iter().any(|attribute| attribute.id == id)
        } else {
            (count(first)..at).any(|at| self.tree.own_name(&self.tree.attribute_names, at) == name)
        };
        if !is_known {
            let range = self.push(name);
            self.tree.attribute_names.push((at, range));
        }
        let value = self.push(value);
        self.tree.attributes.push(AttributeRecord { id, value });
        (is_known, repeated)
    }

    /// Ends an element.
    pub(crate) fn close(&mut self, at: u32) {
        let after = count(self.tree.records.len());
        let record = usize::try_from(at)
            .ok()
            .and_then(|at| self.tree.records.get_mut(at));
        if let Some(record) = record {
            record.to = after;
        }
        self.in_text = false;
    }

    /// Adds text to the element that is open, behind text that came before.
    pub(crate) fn text(&mut self, text: &str) {
        let range = self.push(text);
        match self.tree.records.last_mut() {
            Some(last) if self.in_text => last.to = range.to,
            _ => self.tree.records.push(Record {
                id: Id::TEXT,
                attribute_count: 0,
                from: range.from,
                to: range.to,
                line: 0,
            }),
        }
        self.in_text = true;
    }

    fn push(&mut self, text: &str) -> Range {
        let from = count(self.tree.characters.len());
        self.tree.characters.push_str(text);
        Range {
            from,
            to: count(self.tree.characters.len()),
        }
    }
}

/// Documents have fewer bytes than this can count; reading sees to it.
fn count(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}
