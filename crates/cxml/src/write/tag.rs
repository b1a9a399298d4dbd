//! Elements.

use super::{WriteOptions, escape};
use crate::version::Version;

/// Writes elements one after another.
pub(super) struct Writer<'a> {
    xml: String,
    options: WriteOptions,
    lang: &'a str,
}

impl<'a> Writer<'a> {
    pub(super) fn new(options: WriteOptions, lang: &'a str) -> Self {
        Self {
            xml: String::with_capacity(2_048),
            options,
            lang,
        }
    }

    pub(super) fn prolog(&mut self) {
        let encoding = if self.options.ascii {
            "US-ASCII"
        } else {
            "UTF-8"
        };
        self.xml = format!(
            "<?xml version=\"1.0\" encoding=\"{encoding}\"?><!DOCTYPE cXML SYSTEM \"http://xml.cxml.org/schemas/cXML/{}/cXML.dtd\">",
            self.options.version
        );
    }

    pub(super) fn into_bytes(self) -> Vec<u8> {
        self.xml.into_bytes()
    }

    /// Whether the target version is this one or a later one.
    pub(super) fn since(&self, version: Version) -> bool {
        self.options.version >= version
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
        self.xml.push_str("</");
        self.xml.push_str(name);
        self.xml.push('>');
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
        escape::text(&mut self.xml, text, !self.options.ascii);
    }

    /// An element whose content is XML already. Characters beyond ASCII become references where that is asked for; `write` sees to
    /// it that they stand in text and attribute values only.
    pub(super) fn inner_xml(&mut self, name: &str, xml: &str) {
        self.start(name, &[]);
        for c in xml.chars() {
            if c.is_ascii() || !self.options.ascii {
                self.xml.push(c);
            } else {
                escape::text(&mut self.xml, c.encode_utf8(&mut [0; 4]), false);
            }
        }
        self.xml.push_str("</");
        self.xml.push_str(name);
        self.xml.push('>');
    }

    fn start(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.xml.push('<');
        self.xml.push_str(name);
        for (attribute, value) in attributes {
            escape::attribute(&mut self.xml, attribute, value, !self.options.ascii);
        }
        self.xml.push('>');
    }
}
