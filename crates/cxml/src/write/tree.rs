//! Documents as trees: what is to be written, for who works on it before it is, and writing what became of it.

mod fit;

use super::{OutBody, OutDocument, WriteOptions, escape, tag::Writer};
use crate::element::{Element, Node};

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

/// A document as a tree of what [`write`](super::write) would write. The `BuyerCookie` is empty in it.
#[must_use]
pub fn tree(document: &OutDocument, options: &WriteOptions) -> Element {
    let lang = document.lang.as_deref().unwrap_or("en");
    Writer::new(*options, lang).into_tree(|writer| super::root(writer, document, options.version))
}

/// Writes a tree that [`tree`] made of a document and that was worked on since. What the target version does not have is left out,
/// elements stand in the order of its DTD, and a language or currency that is missing is the document's, so that the result is valid.
/// `None` where too little is left for a document.
#[must_use]
pub fn write_tree(
    root: Element,
    document: &OutDocument,
    options: &WriteOptions,
) -> Option<Written> {
    let lang = document.lang.as_deref().unwrap_or("en");
    let (cookie, currency) = match &document.body {
        OutBody::OrderMessage(order) => (order.buyer_cookie.as_str(), order.currency.as_str()),
        _ => ("", ""),
    };
    let (root, left_out) = fit::fit(root, options.version, lang, currency);
    let root = root.filter(|root| root.name == "cXML")?;
    let mut options = *options;
    options.ascii &= !escape::has_names_beyond_ascii(cookie);
    let mut writer = Writer::new(options, lang);
    writer.prolog(document.body.kind());
    element(&mut writer, &root, cookie);
    Some(Written {
        bytes: writer.into_bytes(),
        left_out,
    })
}

/// Trees that fit are no deeper than [`fit::MAX_DEPTH`].
fn element(writer: &mut Writer<'_>, element: &Element, cookie: &str) {
    if element.name == "BuyerCookie" && element.children.is_empty() {
        return writer.inner_xml(&element.name, cookie);
    }
    let attributes: Vec<_> = element
        .attributes
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    writer.element(&element.name, &attributes, |writer| {
        for child in &element.children {
            match child {
                Node::Element(child) => self::element(writer, child, cookie),
                Node::Text(text) => writer.characters(text),
            }
        }
    });
}
