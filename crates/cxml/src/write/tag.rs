//! Elements.

use super::{WriteOptions, escape, tree::Recording};
use crate::grammar::{Edition, Grammar};

/// What a line usually takes with what a mapping adds to it: more or less costs nothing but time.
const BYTES_OF_LINE: usize = 1_500;
const ELEMENTS_OF_LINE: usize = 20;

/// Writes elements one after another.
pub(super) struct Writer<'a> {
    xml: String,
    /// Where which element stands, where that is asked for.
    recording: Option<Recording>,
    options: WriteOptions,
    edition: Edition,
    lang: &'a str,
}

impl<'a> Writer<'a> {
    pub(super) fn new(options: WriteOptions, lang: &'a str) -> Self {
        Self {
            xml: String::with_capacity(2_048),
            recording: None,
            edition: Edition::to_write_by(options.version),
            options,
            lang,
        }
    }

    /// Notes from here on where which element stands, in a document of so many lines.
    pub(super) fn record(&mut self, lines: usize) {
        self.xml.reserve(lines.saturating_mul(BYTES_OF_LINE));
        let elements = lines.saturating_mul(ELEMENTS_OF_LINE);
        self.recording = Some(Recording::with_room(elements));
    }

    /// The document, and where which element stands in it.
    pub(super) fn into_recorded(self) -> (String, Recording) {
        (self.xml, self.recording.unwrap_or_default())
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
        name: &'static str,
        attributes: &[(&str, &str)],
        content: impl FnOnce(&mut Self),
    ) {
        self.start(name, attributes);
        content(self);
        self.end(name);
    }

    /// An element with text.
    pub(super) fn text(&mut self, name: &'static str, attributes: &[(&str, &str)], text: &str) {
        self.element(name, attributes, |writer| writer.characters(text));
    }

    /// An element with text, where there is one.
    pub(super) fn optional(
        &mut self,
        name: &'static str,
        attributes: &[(&str, &str)],
        text: Option<&str>,
    ) {
        if let Some(text) = text {
            self.text(name, attributes, text);
        }
    }

    /// Character data, behind the elements of the element that is open.
    pub(super) fn characters(&mut self, text: &str) {
        escape::text(&mut self.xml, text, !self.options.ascii);
    }

    /// An element whose content is XML already. Characters beyond ASCII become references where that is asked for; `write` sees to it
    /// that they stand in text and attribute values only.
    pub(super) fn inner_xml(&mut self, name: &'static str, xml: &str) {
        self.start(name, &[]);
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
        let text_end = self.xml.len();
        self.xml.push_str("</");
        self.xml.push_str(name);
        self.xml.push('>');
        if let Some(recording) = &mut self.recording {
            recording.end(text_end, self.xml.len());
        }
    }

    fn start(&mut self, name: &'static str, attributes: &[(&str, &str)]) {
        let start = self.xml.len();
        self.xml.push('<');
        self.xml.push_str(name);
        for (attribute, value) in attributes {
            escape::attribute(&mut self.xml, attribute, value, !self.options.ascii);
        }
        self.xml.push('>');
        if let Some(recording) = &mut self.recording {
            recording.start(name, start, self.xml.len());
        }
    }
}
