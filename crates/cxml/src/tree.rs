//! The whole of a document as it was read: whatever no typed part names is still there.
//!
//! All elements and texts stand in one list, in the document's order, and all characters in one text, so that a document takes few
//! allocations and little more memory than it is long.

mod builder;
mod view;

pub(crate) use builder::Builder;
pub use view::{ElementRef, NodeRef};

use crate::grammar::{AttributeId, Grammar, Id};

/// The elements, attributes and texts of a document. Comments and processing instructions carry nothing and are left out.
#[derive(Clone, Default)]
pub(crate) struct Tree {
    records: Vec<Record>,
    attributes: Vec<AttributeRecord>,
    /// The texts, the values of attributes, and the names that cXML does not have.
    characters: String,
    /// The names of elements that cXML does not have, by their place in `records`.
    names: Vec<(u32, Range)>,
    /// The names of attributes that cXML does not have, by their place in `attributes`.
    attribute_names: Vec<(u32, Range)>,
}

/// A part of `characters`.
#[derive(Clone, Copy, Debug, Default)]
struct Range {
    from: u32,
    to: u32,
}

/// An element or a text, in sixteen bytes.
#[derive(Clone, Copy)]
struct Record {
    /// [`Id::TEXT`] for a text.
    id: Id,
    attribute_count: u16,
    /// The first attribute of an element; where a text begins.
    from: u32,
    /// The first record that is not within an element; where a text ends.
    to: u32,
    /// The line that an element begins in.
    line: u32,
}

#[derive(Clone, Copy)]
struct AttributeRecord {
    id: AttributeId,
    value: Range,
}

static NOTHING: Tree = Tree {
    records: Vec::new(),
    attributes: Vec::new(),
    characters: String::new(),
    names: Vec::new(),
    attribute_names: Vec::new(),
};

impl Record {
    const fn is_text(&self) -> bool {
        matches!(self.id, Id::TEXT)
    }

    const fn range(&self) -> Range {
        Range {
            from: self.from,
            to: self.to,
        }
    }
}

impl Tree {
    /// The outermost element.
    pub(crate) const fn root(&self) -> ElementRef<'_> {
        ElementRef::new(self, 0)
    }

    fn record(&self, at: u32) -> Option<&Record> {
        self.records.get(usize::try_from(at).ok()?)
    }

    fn part(&self, range: Range) -> &str {
        let place = |at: u32| usize::try_from(at).unwrap_or(usize::MAX);
        self.characters
            .get(place(range.from)..place(range.to))
            .unwrap_or_default()
    }

    fn name(&self, at: u32) -> &str {
        match self.record(at) {
            Some(record) if record.id != Id::UNKNOWN => Grammar::get().name(record.id),
            _ => self.own_name(&self.names, at),
        }
    }

    fn attribute_name(&self, at: u32, id: AttributeId) -> &str {
        if id == AttributeId::UNKNOWN {
            self.own_name(&self.attribute_names, at)
        } else {
            Grammar::get().attribute_name(id)
        }
    }

    fn own_name(&self, names: &[(u32, Range)], at: u32) -> &str {
        let found = names.binary_search_by_key(&at, |(at, _)| *at).ok();
        let range = found.and_then(|found| names.get(found));
        range.map_or("", |(_, range)| self.part(*range))
    }
}
