//! Elements.

use super::{WriteOptions, escape};
use crate::{
    element::{Element, Node},
    grammar::{Edition, Grammar},
};

/// Writes elements one after another.
pub(super) struct Writer<'a> {
    xml: String,
    /// The elements that are open, where a tree is made instead of XML.
    tree: Option<Vec<Element>>,
    options: WriteOptions,
    edition: Edition,
    lang: &'a str,
}

impl<'a> Writer<'a> {
    pub(super) fn new(options: WriteOptions, lang: &'a str) -> Self {
        Self {
            xml: String::with_capacity(2_048),
            tree: None,
            edition: Edition::to_write_by(options.version),
            options,
            lang,
        }
    }

    /// Makes a tree of what is written.
    pub(super) fn into_tree(mut self, content: impl FnOnce(&mut Self)) -> Element {
        self.tree = Some(vec![Element::default()]);
        content(&mut self);
        let open = self.tree.and_then(|mut open| open.pop());
        let root = open.and_then(|mut above| above.children.pop());
        match root {
            Some(Node::Element(root)) => *root,
            _ => Element::default(),
        }
    }

    /// What stands before the root of a document of a kind.
    pub(super) fn prolog(&mut self, kind: &str) {
        let encoding = if self.options.ascii {
            "US-ASCII"
        } else {
            "UTF-8"
        };
        let file = Grammar::get().files_of(kind).first().unwrap_or(&"cXML");
        self.xml = format!(
            "<?xml version=\"1.0\" encoding=\"{encoding}\"?><!DOCTYPE cXML SYSTEM \"http://xml.cxml.org/schemas/cXML/{}/{file}.dtd\">",
            self.options.version
        );
    }

    pub(super) fn into_bytes(self) -> Vec<u8> {
        self.xml.into_bytes()
    }

    /// Whether the target version has an element at this place.
    pub(super) fn has(&self, parent: &str, child: &str) -> bool {
        Grammar::get().has_child(self.edition, parent, child)
    }

    /// Whether the target version has an attribute at this place, with this value.
    pub(super) fn has_value(&self, element: &str, attribute: &str, value: &str) -> bool {
        Grammar::get().has_value(self.edition, element, attribute, value)
    }

    /// The language of texts for which the DTD wants one.
    pub(super) const fn lang(&self) -> &'a str {
        self.lang
    }

    /// An element with content.
    pub(super) fn element(
        &mut self,
        name: &str,
        attributes: &[(&str, &str)],
        content: impl FnOnce(&mut Self),
    ) {
        self.start(name, attributes);
        content(self);
        self.end(name);
    }

    /// An element with text.
    pub(super) fn text(&mut self, name: &str, attributes: &[(&str, &str)], text: &str) {
        self.element(name, attributes, |writer| writer.characters(text));
    }

    /// An element with text, where there is one.
    pub(super) fn optional(&mut self, name: &str, attributes: &[(&str, &str)], text: Option<&str>) {
        if let Some(text) = text {
            self.text(name, attributes, text);
        }
    }

    /// Character data.
    pub(super) fn characters(&mut self, text: &str) {
        match &mut self.tree {
            Some(open) => {
                if let Some(element) = open.last_mut().filter(|_| !text.is_empty()) {
                    element.children.push(Node::Text(text.to_owned()));
                }
            }
            None => escape::text(&mut self.xml, text, !self.options.ascii),
        }
    }

    /// An element whose content is XML already; in a tree it stays empty. Characters beyond ASCII become references where that is asked for; `write` sees to
    /// it that they stand in text and attribute values only.
    pub(super) fn inner_xml(&mut self, name: &str, xml: &str) {
        self.start(name, &[]);
        if self.tree.is_some() {
            return self.end(name);
        }
        for c in xml.chars() {
            if (c.is_ascii() && c != '\n') || !self.options.ascii {
                self.xml.push(c);
            } else {
                escape::text(&mut self.xml, c.encode_utf8(&mut [0; 4]), false);
            }
        }
        self.end(name);
    }

    fn end(&mut self, name: &str) {
        match &mut self.tree {
            Some(open) => {
                if let Some(element) = open.pop()
                    && let Some(above) = open.last_mut()
                {
                    above.children.push(Node::Element(Box::new(element)));
                }
            }
            None => {
                self.xml.push_str("</");
                self.xml.push_str(name);
                self.xml.push('>');
            }
        }
    }

    fn start(&mut self, name: &str, attributes: &[(&str, &str)]) {
        if let Some(open) = &mut self.tree {
            let owned = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
            open.push(Element {
                name: name.to_owned(),
                attributes: attributes.iter().map(owned).collect(),
                ..Element::default()
            });
            return;
        }
        self.xml.push('<');
        self.xml.push_str(name);
        for (attribute, value) in attributes {
            escape::attribute(&mut self.xml, attribute, value, !self.options.ascii);
        }
        self.xml.push('>');
    }
}
