//! Elements that are made to be written.

use std::fmt;

use crate::write::escape;

/// Whether an element holds what authenticates a party (cXML 1.2, Credential).
pub(crate) fn is_secret(name: &str) -> bool {
    // Some put a prefix before the names of cXML.
    let name = name.rsplit(':').next().unwrap_or_default();
    matches!(name, "SharedSecret" | "CredentialMac" | "DigitalSignature")
}

/// An element. `Debug` tells nothing of what a `SharedSecret`, `CredentialMac` or `DigitalSignature` holds.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Element {
    /// Its name as written, prefix included.
    pub name: String,
    /// Its attributes in order: name and normalized value.
    pub attributes: Vec<(String, String)>,
    /// Its content in order.
    pub children: Vec<Node>,
}

/// A part of an element's content. Comments and processing instructions carry nothing and are left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Node {
    /// An element; boxed, since most parts are short texts.
    Element(Box<Element>),
    /// Character data, references resolved, CDATA sections included.
    Text(String),
}

impl fmt::Debug for Element {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut element = f.debug_struct("Element");
        element.field("name", &self.name);
        if is_secret(&self.name) {
            return element.finish_non_exhaustive();
        }
        element
            .field("attributes", &self.attributes)
            .field("children", &self.children)
            .finish()
    }
}

impl Element {
    /// The value of an attribute.
    #[must_use]
    pub fn attr(&self, name: &str) -> Option<&str> {
        self.attributes
            .iter()
            .find(|(attribute, _)| attribute == name)
            .map(|(_, value)| value.as_str())
    }

    /// The elements of the content.
    pub fn elements(&self) -> impl Iterator<Item = &Self> {
        self.children.iter().filter_map(|node| match node {
            Node::Element(element) => Some(&**element),
            Node::Text(_) => None,
        })
    }

    /// The first child element of a name.
    #[must_use]
    pub fn child(&self, name: &str) -> Option<&Self> {
        self.elements().find(|element| element.name == name)
    }

    /// The child elements of a name.
    pub fn children_named<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Self> {
        self.elements().filter(move |element| element.name == name)
    }

    /// The first element that a path of names leads to, such as `["ItemDetail", "UnitPrice", "Money"]`.
    #[must_use]
    pub fn find(&self, path: &[&str]) -> Option<&Self> {
        path.iter()
            .try_fold(self, |element, name| element.child(name))
    }

    /// The character data of the element itself, trimmed.
    #[must_use]
    pub fn text(&self) -> String {
        let mut text = String::new();
        for node in &self.children {
            if let Node::Text(part) = node {
                text.push_str(part);
            }
        }
        text.trim().to_owned()
    }

    /// The text of the first child of a name; absent where it is missing or empty.
    #[must_use]
    pub fn text_of(&self, name: &str) -> Option<String> {
        self.child(name)
            .map(Self::text)
            .filter(|text| !text.is_empty())
    }

    /// The character data of the element and of all within, trimmed.
    #[must_use]
    pub fn full_text(&self) -> String {
        let mut text = String::new();
        // A stack of its own: documents may nest deeper than the program's.
        let mut open: Vec<_> = vec![self.children.iter()];
        while let Some(nodes) = open.last_mut() {
            match nodes.next() {
                Some(Node::Text(part)) => text.push_str(part),
                Some(Node::Element(element)) => open.push(element.children.iter()),
                None => {
                    open.pop();
                }
            }
        }
        text.trim().to_owned()
    }

    /// The element as XML that parses to the same element. Names of elements in it can be beyond ASCII.
    #[must_use]
    pub fn xml(&self) -> String {
        let mut xml = String::new();
        self.start_tag(&mut xml);
        self.content(&mut xml);
        self.end_tag(&mut xml);
        xml
    }

    /// The content as XML that parses to the same content.
    #[must_use]
    pub fn inner_xml(&self) -> String {
        let mut xml = String::new();
        self.content(&mut xml);
        xml
    }

    fn content(&self, xml: &mut String) {
        let mut open: Vec<(&Self, _)> = vec![(self, self.children.iter())];
        while let Some((_, nodes)) = open.last_mut() {
            match nodes.next() {
                Some(Node::Text(text)) => escape::text(xml, text, true),
                Some(Node::Element(element)) => {
                    element.start_tag(xml);
                    open.push((element, element.children.iter()));
                }
                None => {
                    let closed = open.pop();
                    if let (Some((element, _)), false) = (closed, open.is_empty()) {
                        element.end_tag(xml);
                    }
                }
            }
        }
    }

    fn start_tag(&self, xml: &mut String) {
        xml.push('<');
        xml.push_str(&self.name);
        for (name, value) in &self.attributes {
            escape::attribute(xml, name, value, true);
        }
        xml.push('>');
    }

    fn end_tag(&self, xml: &mut String) {
        xml.push_str("</");
        xml.push_str(&self.name);
        xml.push('>');
    }
}
