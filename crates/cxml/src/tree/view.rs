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
        match self.tree.record(self.at) {
            Some(Record::Element { line, .. }) => *line,
            _ => 0,
        }
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
            Some(match record {
                Record::Element { end, .. } => {
                    next = *end;
                    NodeRef::Element(Self { at, ..self })
                }
                Record::Text(range) => {
                    next += 1;
                    NodeRef::Text(self.tree.part(*range))
                }
            })
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
            .filter(move |at| matches!(self.tree.record(*at), Some(Record::Element { .. })))
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
        joined(within.filter_map(|at| match self.tree.record(at) {
            Some(Record::Text(range)) => Some(self.tree.part(*range)),
            _ => None,
        }))
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
            match self.tree.record(at) {
                Some(Record::Element { end, .. }) => {
                    open.push((Self { at, ..self }.alone(), *end));
                }
                Some(Record::Text(range)) => {
                    if let Some((element, _)) = open.last_mut() {
                        let text = self.tree.part(*range).to_owned();
                        element.children.push(Node::Text(text));
                    }
                }
                None => {}
            }
        }
        while open.len() > 1 {
            close_last(&mut open);
        }
        open.pop().map(|(element, _)| element).unwrap_or_default()
    }

    pub(crate) fn id(self) -> Id {
        match self.tree.record(self.at) {
            Some(Record::Element { id, .. }) => *id,
            _ => Id::UNKNOWN,
        }
    }

    pub(crate) fn attribute_refs(self) -> impl Iterator<Item = AttributeRef<'a>> {
        let (first, count) = match self.tree.record(self.at) {
            Some(Record::Element {
                first_attribute,
                attribute_count,
                ..
            }) => (*first_attribute, u32::from(*attribute_count)),
            _ => (0, 0),
        };
        let place = usize::try_from(first).unwrap_or(usize::MAX);
        let until = place.saturating_add(usize::try_from(count).unwrap_or(0));
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
        match self.tree.record(self.at) {
            Some(Record::Element { end, .. }) => *end,
            _ => self.at,
        }
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
            match self.tree.record(at) {
                Some(Record::Element { .. }) => {
                    let element = Self { at, ..self };
                    element.start_tag(xml);
                    open.push(element);
                }
                Some(Record::Text(range)) => escape::text(xml, self.tree.part(*range), true),
                None => {}
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
