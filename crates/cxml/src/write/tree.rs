//! Documents that are worked on before they are sent: what is to be written, with a note of where which element stands, so that only
//! what is changed is written anew.

mod copy;
mod fit;
mod recording;
mod shape;
mod start_tag;

use copy::Copy;
pub use recording::{ElementName, TreeElement};
pub(super) use recording::{Recording, Span};
pub use shape::Shape;

use super::{OutBody, OutDocument, WriteOptions, escape, tag::Writer};
use crate::grammar::{Edition, Grammar, Id};

/// A part of a tree that the target version does not have at its place, or that lacks what it needs there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOut {
    /// Where it stood, such as `/cXML/Message/PunchOutOrderMessage/ItemIn[2]/Tax`, or an attribute there.
    pub path: String,
    /// Why it was left out, in a sentence.
    pub text: String,
}

/// A tree that was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// The document.
    pub bytes: Vec<u8>,
    /// What is not in it.
    pub left_out: Vec<LeftOut>,
}

/// A document as a tree of what [`write`](super::write) would write, to be changed and then written. An element has one text, which
/// stands behind the elements within.
#[derive(Clone, Debug)]
pub struct Tree<'d> {
    /// The document as it was, and behind it what was written since.
    xml: String,
    elements: Recording,
    /// Whether characters beyond ASCII stay as they are.
    raw: bool,
    edition: Edition,
    lang: &'d str,
    currency: &'d str,
}

/// A document as a tree.
#[must_use]
pub fn tree<'d>(document: &'d OutDocument, options: &WriteOptions) -> Tree<'d> {
    let lang = document.lang.as_deref().unwrap_or("en");
    let (mut options, mut currency) = (*options, "");
    if let OutBody::OrderMessage(order) = &document.body {
        options.ascii &= !escape::has_names_beyond_ascii(&order.buyer_cookie);
        currency = &order.currency;
    }
    let mut writer = Writer::new(options, lang);
    writer.prolog(document.body.kind());
    let lines = match &document.body {
        OutBody::OrderMessage(order) => order.items.len(),
        _ => 0,
    };
    writer.record(lines);
    super::root(&mut writer, document, options.version);
    let (xml, elements) = writer.into_recorded();
    Tree {
        xml,
        elements,
        raw: !options.ascii,
        edition: Edition::to_write_by(options.version),
        lang,
        currency,
    }
}

impl Tree<'_> {
    /// The root.
    #[must_use]
    pub const fn root(&self) -> TreeElement {
        TreeElement::ROOT
    }

    /// The name of an element, where some version has one of that name.
    #[must_use]
    pub fn known_name(name: &str) -> Option<ElementName> {
        Some(ElementName(Grammar::get().id(name))).filter(|it| it.0 != Id::UNKNOWN)
    }

    /// Whether an element has a name.
    #[must_use]
    pub fn is_named(&self, element: TreeElement, name: ElementName) -> bool {
        self.elements.get(element).name == name.0
    }

    /// The first of the elements within.
    #[must_use]
    pub fn first(&self, element: TreeElement) -> Option<TreeElement> {
        self.elements.get(element).first()
    }

    /// The next element of those within the same one.
    #[must_use]
    pub fn next(&self, element: TreeElement) -> Option<TreeElement> {
        self.elements.get(element).next()
    }

    /// How an element is built, before anything in it was changed.
    #[must_use]
    pub fn shape(&self, element: TreeElement) -> Option<Shape> {
        Shape::of(&self.elements, element)
    }

    /// Whether an element is built so.
    #[must_use]
    pub fn is_shaped(&self, element: TreeElement, shape: &Shape) -> bool {
        shape.is_of(&self.elements, element)
    }

    /// Where an element stands in another one: the same place in each one of the same shape. `None` for what was put in.
    #[must_use]
    pub fn place_in(&self, outer: TreeElement, element: TreeElement) -> Option<usize> {
        shape::place_in(&self.elements, outer, element)
    }

    /// What stands at a place in an element.
    #[must_use]
    pub fn at_place(&self, outer: TreeElement, place: usize) -> Option<TreeElement> {
        shape::at_place(&self.elements, outer, place)
    }

    /// Whether an element has an attribute, and with a value where one is named.
    #[must_use]
    pub fn has_attribute(&self, element: TreeElement, name: &str, value: Option<&str>) -> bool {
        let mut attributes = start_tag::attributes(self.span(self.elements.get(element).tag));
        let found = attributes.find(|attribute| attribute.name == name);
        found.is_some_and(|found| value.is_none_or(|value| escape::is(found.value, value)))
    }

    /// Whether an element's text is this one.
    #[must_use]
    pub fn has_text(&self, element: TreeElement, text: &str) -> bool {
        escape::is(self.span(self.elements.get(element).text), text)
    }

    /// Where an element stands, such as `/cXML/Message/PunchOutOrderMessage/ItemIn[2]/Tax`.
    #[must_use]
    pub fn path(&self, element: TreeElement) -> String {
        let (mut path, mut at) = (String::new(), element);
        loop {
            let (name, parent) = (self.name(at), self.elements.get(at).parent);
            let siblings = std::iter::successors(self.first(parent), |it| self.next(*it));
            let number = siblings
                .take_while(|sibling| *sibling != at)
                .filter(|sibling| self.name(*sibling) == name)
                .count()
                + 1;
            let is_root = at == TreeElement::ROOT;
            path = match number {
                number if number > 1 && !is_root => format!("/{name}[{number}]{path}"),
                _ => format!("/{name}{path}"),
            };
            if is_root {
                return path;
            }
            at = parent;
        }
    }

    /// Puts an element without content into another one, behind one of those within, or before all. No two of its attributes may have
    /// one name.
    pub fn insert(
        &mut self,
        parent: TreeElement,
        after: Option<TreeElement>,
        name: ElementName,
        attributes: &[(&str, &str)],
    ) -> TreeElement {
        let start = self.xml.len();
        self.xml.push('<');
        self.xml.push_str(Grammar::get().name(name.0));
        for (name, value) in attributes {
            escape::attribute(&mut self.xml, name, value, self.raw);
        }
        self.xml.push('>');
        let tag = Span::new(start, self.xml.len());
        self.elements.insert(parent, after, name.0, tag)
    }

    /// Sets an attribute; says how many bytes that took.
    pub fn set_attribute(&mut self, element: TreeElement, name: &str, value: &str) -> usize {
        let tag = self.elements.get(element).tag;
        let written = self.span(tag);
        let found = start_tag::attributes(written).find(|attribute| attribute.name == name);
        if found.is_some_and(|found| escape::is(found.value, value)) {
            return 0;
        }
        let closing = written.len().saturating_sub(1);
        let (from, to) = found.map_or((closing, closing), |found| (found.from, found.to));
        let start = self.xml.len();
        self.copy(tag.part(0, from));
        escape::attribute(&mut self.xml, name, value, self.raw);
        self.copy(tag.part(to, closing + 1));
        self.elements
            .set_tag(element, Span::new(start, self.xml.len()));
        self.xml.len() - start
    }

    /// Sets an element's text.
    pub fn set_text(&mut self, element: TreeElement, text: &str) {
        if self.has_text(element, text) {
            return;
        }
        let start = self.xml.len();
        escape::text(&mut self.xml, text, self.raw);
        self.elements
            .set_text(element, Span::new(start, self.xml.len()));
    }

    /// Writes it. What the target version does not have of what was changed is left out, elements stand in the order of its DTD, and a
    /// language or currency that is missing is the document's, so that the result is as valid as the document was. `None` where too
    /// little is left for a document.
    #[must_use]
    pub fn write(mut self) -> Option<Written> {
        let left_out = fit::fit(&mut self)?;
        let root = self.elements.get(TreeElement::ROOT).whole;
        let mut copy = Copy::of(&self.xml);
        copy.span(Span::new(0, root.start()));
        self.write_element(TreeElement::ROOT, &mut copy);
        Some(Written {
            bytes: copy.finish().into_bytes(),
            left_out,
        })
    }

    /// Trees that fit are no deeper than `fit::MAX_DEPTH`.
    fn write_element(&self, element: TreeElement, copy: &mut Copy<'_>) {
        let part = self.elements.get(element);
        if !part.is_changed() {
            return copy.span(part.whole);
        }
        copy.span(part.tag);
        let mut child = part.first();
        // What was not changed is copied at once, as far as it is one piece.
        let mut same = Span::default();
        while let Some(at) = child {
            let within = self.elements.get(at);
            match same.joined(within.whole) {
                Some(joined) if !within.is_changed() => same = joined,
                _ => {
                    copy.span(same);
                    same = within.whole;
                    if within.is_changed() {
                        same = Span::default();
                        self.write_element(at, copy);
                    }
                }
            }
            child = within.next();
        }
        copy.span(same);
        copy.span(part.text);
        let name = self.name(element);
        match part.end_tag(name) {
            Some(end) => copy.span(end),
            None => copy.end_tag(name),
        }
    }

    fn name(&self, element: TreeElement) -> &'static str {
        Grammar::get().name(self.elements.get(element).name)
    }

    fn span(&self, span: Span) -> &str {
        self.xml.get(span.range()).unwrap_or_default()
    }

    fn copy(&mut self, span: Span) {
        if self.xml.get(span.range()).is_some() {
            self.xml.extend_from_within(span.range());
        }
    }
}
