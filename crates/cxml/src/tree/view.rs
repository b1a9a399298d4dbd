//! Looking at a tree.

use std::{borrow::Cow, fmt};

use super::{NOTHING, Record, Tree};
use crate::{
    element::{self, Element, Node},
    grammar::{AttributeId, Id},
    write::escape,
};

/// An element of a document that was read. `Debug` tells nothing of what a `SharedSecret`, `CredentialMac` or `DigitalSignature` holds.
#[derive(Clone, Copy)]
pub struct ElementRef<'a> {
    tree: &'a Tree,
    at: u32,
}

/// A part of an element's content.
#[derive(Clone, Copy, Debug)]
pub enum NodeRef<'a> {
    /// An element.
    Element(ElementRef<'a>),
    /// Character data, references resolved, CDATA sections included.
    Text(&'a str),
}

/// An attribute.
#[derive(Clone, Copy)]
pub(crate) struct AttributeRef<'a> {
    pub(crate) id: AttributeId,
    pub(crate) name: &'a str,
    pub(crate) value: &'a str,
}

impl fmt::Debug for ElementRef<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_struct("Element");
        shown
            .field("name", &self.name())
            .field("line", &self.line());
        if element::is_secret(self.name()) {
            return shown.finish_non_exhaustive();
        }
        let attributes: Vec<_> = self.attributes().collect();
        let children: Vec<_> = self.children().collect();
        shown
            .field("attributes", &attributes)
            .field("children", &children)
            .finish()
    }
}

impl fmt::Debug for Tree {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.root().fmt(f)
    }
}

impl<'a> ElementRef<'a> {
    pub(super) const fn new(tree: &'a Tree, at: u32) -> Self {
        Self { tree, at }
    }

    /// An element without a name and without content, to stand for one that is not there.
    #[must_use]
    pub fn nothing() -> Self {
        NOTHING.root()
    }

    /// Its name as written, prefix included.
    #[must_use]
    pub fn name(self) -> &'a str {
        self.tree.name(self.at)
    }

    /// The line of the document that its start tag begins in, from 1.
    #[must_use]
    pub fn line(self) -> u32 {
        self.tree.record(self.at).map_or(0, |record| record.line)
    }

    /// Its attributes in order: name and normalized value.
    pub fn attributes(self) -> impl Iterator<Item = (&'a str, &'a str)> {
        self.attribute_refs()
            .map(|attribute| (attribute.name, attribute.value))
    }

    /// The value of an attribute.
    #[must_use]
    pub fn attr(self, name: &str) -> Option<&'a str> {
        self.attribute_refs()
            .find(|attribute| attribute.name == name)
            .map(|attribute| attribute.value)
    }

    /// Its content in order.
    pub fn children(self) -> impl Iterator<Item = NodeRef<'a>> {
        let end = self.end();
        let mut next = self.at + 1;
        std::iter::from_fn(move || {
            let record = self.tree.record(next).filter(|_| next < end)?;
            let at = next;
            if record.is_text() {
                next += 1;
                return Some(NodeRef::Text(self.tree.part(record.range())));
            }
            next = record.to;
            Some(NodeRef::Element(Self { at, ..self }))
        })
    }

    /// The elements of the content.
    pub fn elements(self) -> impl Iterator<Item = Self> {
        self.children().filter_map(|node| match node {
            NodeRef::Element(element) => Some(element),
            NodeRef::Text(_) => None,
        })
    }

    /// The elements within, at any depth, in the document's order.
    pub fn descendants(self) -> impl Iterator<Item = Self> {
        let within = self.at + 1..self.end();
        within
            .filter(move |at| self.record_of_element(*at).is_some())
            .map(move |at| Self { at, ..self })
    }

    /// The first child element of a name.
    #[must_use]
    pub fn child(self, name: &str) -> Option<Self> {
        self.elements().find(|element| element.name() == name)
    }

    /// The child elements of a name.
    pub fn children_named(self, name: &'a str) -> impl Iterator<Item = Self> {
        self.elements()
            .filter(move |element| element.name() == name)
    }

    /// The first element that a path of names leads to, such as `["ItemDetail", "UnitPrice", "Money"]`.
    #[must_use]
    pub fn find(self, path: &[&str]) -> Option<Self> {
        path.iter()
            .try_fold(self, |element, name| element.child(name))
    }

    /// The character data of the element itself, trimmed.
    #[must_use]
    pub fn text(self) -> Cow<'a, str> {
        joined(self.children().filter_map(|node| match node {
            NodeRef::Text(text) => Some(text),
            NodeRef::Element(_) => None,
        }))
    }

    /// The text of the first child of a name; absent where it is missing or empty.
    #[must_use]
    pub fn text_of(self, name: &str) -> Option<String> {
        let text = self.child(name)?.text();
        (!text.is_empty()).then(|| text.into_owned())
    }

    /// The character data of the element and of all within, trimmed.
    #[must_use]
    pub fn full_text(self) -> Cow<'a, str> {
        let within = self.at + 1..self.end();
        let records = within.filter_map(|at| self.tree.record(at));
        let texts = records.filter(|record| record.is_text());
        joined(texts.map(|record| self.tree.part(record.range())))
    }

    /// The same with the blanks around it, where it stands in one line: blanks of a document that is broken into lines are none of the
    /// text's.
    #[must_use]
    pub fn verbatim_text(self) -> Cow<'a, str> {
        let within = self.at + 1..self.end();
        let records = within.filter_map(|at| self.tree.record(at));
        let texts = records.filter(|record| record.is_text());
        let whole: String = texts.map(|record| self.tree.part(record.range())).collect();
        if whole.contains(['\n', '\r', '\t']) || whole.trim().is_empty() {
            return self.full_text();
        }
        Cow::Owned(whole)
    }

    /// The element as XML that parses to the same element. Names of elements in it can be beyond ASCII.
    #[must_use]
    pub fn xml(self) -> String {
        let mut xml = String::new();
        self.start_tag(&mut xml);
        self.content(&mut xml);
        self.end_tag(&mut xml);
        xml
    }

    /// The content as XML that parses to the same content.
    #[must_use]
    pub fn inner_xml(self) -> String {
        let mut xml = String::new();
        self.content(&mut xml);
        xml
    }

    /// The element with all within, to be changed and written.
    #[must_use]
    pub fn to_element(self) -> Element {
        let mut open: Vec<(Element, u32)> = vec![(self.alone(), self.end())];
        for at in self.at + 1..self.end() {
            while open.len() > 1 && open.last().is_some_and(|(_, end)| *end <= at) {
                close_last(&mut open);
            }
            let Some(record) = self.tree.record(at) else {
                break;
            };
            if !record.is_text() {
                open.push((Self { at, ..self }.alone(), record.to));
            } else if let Some((element, _)) = open.last_mut() {
                let text = self.tree.part(record.range()).to_owned();
                element.children.push(Node::Text(text));
            }
        }
        while open.len() > 1 {
            close_last(&mut open);
        }
        open.pop().map(|(element, _)| element).unwrap_or_default()
    }

    pub(crate) fn id(self) -> Id {
        self.tree
            .record(self.at)
            .map_or(Id::UNKNOWN, |record| record.id)
    }

    pub(crate) fn attribute_refs(self) -> impl Iterator<Item = AttributeRef<'a>> {
        let record = self.tree.record(self.at);
        let (first, count) = record.map_or((0, 0), |record| (record.from, record.attribute_count));
        let place = usize::try_from(first).unwrap_or(usize::MAX);
        let until = place.saturating_add(usize::from(count));
        let records = self.tree.attributes.get(place..until).unwrap_or_default();
        records
            .iter()
            .zip(first..)
            .map(|(record, at)| AttributeRef {
                id: record.id,
                name: self.tree.attribute_name(at, record.id),
                value: self.tree.part(record.value),
            })
    }

    /// Whether two are the same element of the same document.
    pub(crate) fn is(self, other: Self) -> bool {
        self.at == other.at && std::ptr::eq(self.tree, other.tree)
    }

    fn end(self) -> u32 {
        self.tree
            .record(self.at)
            .map_or(self.at, |record| record.to)
    }

    fn record_of_element(self, at: u32) -> Option<&'a Record> {
        self.tree.record(at).filter(|record| !record.is_text())
    }

    fn alone(self) -> Element {
        let owned = |(name, value): (&str, &str)| (name.to_owned(), value.to_owned());
        Element {
            name: self.name().to_owned(),
            attributes: self.attributes().map(owned).collect(),
            children: Vec::new(),
        }
    }

    fn content(self, xml: &mut String) {
        let mut open: Vec<Self> = Vec::new();
        for at in self.at + 1..self.end() {
            while let Some(last) = open.pop_if(|last| last.end() <= at) {
                last.end_tag(xml);
            }
            let Some(record) = self.tree.record(at) else {
                break;
            };
            if record.is_text() {
                escape::text(xml, self.tree.part(record.range()), true);
            } else {
                let element = Self { at, ..self };
                element.start_tag(xml);
                open.push(element);
            }
        }
        for element in open.into_iter().rev() {
            element.end_tag(xml);
        }
    }

    fn start_tag(self, xml: &mut String) {
        xml.push('<');
        xml.push_str(self.name());
        for (name, value) in self.attributes() {
            escape::attribute(xml, name, value, true);
        }
        xml.push('>');
    }

    fn end_tag(self, xml: &mut String) {
        xml.push_str("</");
        xml.push_str(self.name());
        xml.push('>');
    }
}

fn close_last(open: &mut Vec<(Element, u32)>) {
    if let Some((element, _)) = open.pop()
        && let Some((above, _)) = open.last_mut()
    {
        above.children.push(Node::Element(Box::new(element)));
    }
}

/// Texts as one, trimmed; borrowed where it is one only, as in nearly all elements.
fn joined<'a>(mut texts: impl Iterator<Item = &'a str>) -> Cow<'a, str> {
    let Some(first) = texts.next() else {
        return Cow::Borrowed("");
    };
    let Some(second) = texts.next() else {
        return Cow::Borrowed(first.trim());
    };
    let mut all = format!("{first}{second}");
    all.extend(texts);
    Cow::Owned(all.trim().to_owned())
}
