//! What is well-formed, and what it says, held against another parser. It takes two things that XML does not allow, which are not tried
//! here: a carriage return that stands before a reference as it is, and an instruction's name with anything behind it.

use cxml::{ElementRef, NodeRef, ReadError, ReadOptions, read};
use proptest::prelude::*;

/// Pieces of documents; put together at random they are hardly ever well-formed, and when they are not it is in every way.
const PIECES: [&str; 38] = [
    "<a>",
    "</a>",
    "<a/>",
    "<b x='1'>",
    "</b>",
    "<Money currency=\"EUR\">",
    "</Money>",
    "<a",
    ">",
    "/>",
    "</",
    "<",
    " ",
    " x=\"1\"",
    " y='&lt;&#10;\t\n>'",
    " x = '2'",
    "=",
    "'",
    "\"",
    "text",
    "ä€𝄞",
    "&amp;",
    "&#65;",
    "&#x1F600;",
    "&#0;",
    "&",
    ";",
    "<!-- c -->",
    "<!--",
    "-->",
    "--",
    "<![CDATA[ < & ]] ]]>",
    "<![CDATA[",
    "]]>",
    "<?p i?>",
    "?>",
    "\r\n",
    "\n",
];

/// Pieces that belong together, so that many documents are well-formed.
const WHOLE: [&str; 13] = [
    "<a>x</a>",
    "<a y='1' x=\"2\"/>",
    "<a y='&lt;&#10;\t\n>'/>",
    "ä€𝄞",
    "&amp;",
    "&#65;",
    "<!-- c -->",
    "<![CDATA[ < & ]] ]]>",
    "<?p i?>",
    "\r\n",
    "<b\n></b >",
    "<Money currency = 'EUR'>1]]</Money>",
    "> ]]",
];

fn document() -> impl Strategy<Value = String> {
    let pieces = prop_oneof![
        3 => proptest::sample::select(&WHOLE[..]),
        1 => proptest::sample::select(&PIECES[..]),
    ];
    proptest::collection::vec(pieces, 0..10)
        .prop_map(|pieces| format!("<cXML>{}</cXML>", pieces.concat()))
}

/// An element in one notation, whoever read it: names, attributes and texts.
fn ours(element: ElementRef<'_>) -> String {
    let attributes: Vec<_> = element.attributes().collect();
    let mut shown = format!("{}{attributes:?}(", element.name());
    for node in element.children() {
        match node {
            NodeRef::Element(child) => shown.push_str(&ours(child)),
            NodeRef::Text(text) => shown.push_str(&format!("{text:?}")),
        }
    }
    shown + ")"
}

fn theirs(node: roxmltree::Node<'_, '_>) -> String {
    let attributes: Vec<_> = node
        .attributes()
        .map(|attribute| (attribute.name(), attribute.value()))
        .collect();
    let mut shown = format!("{}{attributes:?}(", node.tag_name().name());
    let mut text = String::new();
    for child in node.children() {
        if child.is_text() {
            text.push_str(child.text().unwrap_or_default());
        } else if child.is_element() {
            flush(&mut shown, &mut text);
            shown.push_str(&theirs(child));
        }
    }
    flush(&mut shown, &mut text);
    shown + ")"
}

fn flush(shown: &mut String, text: &mut String) {
    if !text.is_empty() {
        shown.push_str(&format!("{text:?}"));
        text.clear();
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 20_000, ..ProptestConfig::default() })]

    #[test]
    fn what_is_read_is_what_another_parser_reads(document in document()) {
        let other = roxmltree::Document::parse(&document);
        match (read(document.as_bytes(), &ReadOptions::default()), other) {
            (Ok(read), Ok(other)) => {
                prop_assert_eq!(ours(read.root()), theirs(other.root_element()));
            }
            (Err(ReadError::NotWellFormed { .. } | ReadError::UnknownEntity { .. }), Err(_)) => {}
            (ours, theirs) => {
                prop_assert!(false, "{document:?}: ours {:?}, theirs {theirs:?}", ours.map(|read| read.root().xml()));
            }
        }
    }
}
