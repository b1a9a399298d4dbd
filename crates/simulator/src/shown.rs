//! Documents as people read them.

use cxml::{Element, Node, ReadOptions};

/// The most characters of a document that are shown.
const MOST: usize = 200_000;

/// What stands for a secret.
const MASK: &str = "****";

/// The elements that hold what authenticates a party (cXML 1.2, Credential).
const SECRETS: [&str; 3] = ["SharedSecret", "CredentialMac", "DigitalSignature"];

/// A document, one element a line, secrets masked. What cannot be read as a document is shown as it is.
#[must_use]
pub fn shown(document: &[u8]) -> String {
    let text = String::from_utf8_lossy(document);
    let Ok(read) = cxml::read(document, &ReadOptions::default()) else {
        return cut(&text);
    };
    let mut lines = String::new();
    let prolog = text.split_once("<cXML").map_or("", |(prolog, _)| prolog);
    for part in prolog.split_inclusive('>') {
        push_line(&mut lines, 0, part.trim());
    }
    push_element(&mut lines, 0, &read.root().to_element());
    cut(&lines)
}

fn push_element(lines: &mut String, depth: usize, element: &Element) {
    if lines.len() > MOST {
        return;
    }
    let (start, end) = tags(element);
    let mut inside = element.elements().peekable();
    if SECRETS.contains(&element.name.as_str()) {
        push_line(lines, depth, &format!("{start}{MASK}{end}"));
    } else if inside.peek().is_none() {
        push_line(
            lines,
            depth,
            &format!("{start}{}{end}", element.inner_xml()),
        );
    } else {
        push_line(lines, depth, &start);
        for node in &element.children {
            match node {
                Node::Element(child) => push_element(lines, depth + 1, child),
                Node::Text(text) => {
                    let only = Element {
                        children: vec![Node::Text(text.trim().to_owned())],
                        ..Element::default()
                    };
                    push_line(lines, depth + 1, &only.inner_xml());
                }
            }
        }
        push_line(lines, depth, &end);
    }
}

/// Start and end tag; the escaping is left to those who write documents.
fn tags(element: &Element) -> (String, String) {
    let bare = Element {
        name: element.name.clone(),
        attributes: element.attributes.clone(),
        ..Element::default()
    };
    let around = Element {
        children: vec![Node::Element(Box::new(bare))],
        ..Element::default()
    };
    let end = format!("</{}>", element.name);
    let both = around.inner_xml();
    let start = both.strip_suffix(&end).unwrap_or(&both).to_owned();
    (start, end)
}

fn push_line(lines: &mut String, depth: usize, line: &str) {
    if line.is_empty() {
        return;
    }
    for _ in 0..depth {
        lines.push_str("  ");
    }
    lines.push_str(line);
    lines.push('\n');
}

fn cut(text: &str) -> String {
    match text.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}\n[...]", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_stands_one_element_a_line_without_its_secret() {
        let document = br#"<?xml version="1.0"?><!DOCTYPE cXML SYSTEM "x"><cXML a="1 &amp; &lt;2"><Header><Sender><Credential domain="D"><Identity>me</Identity><SharedSecret>sesame</SharedSecret></Credential></Sender></Header><Description>long <ShortName>&lt;short&gt;</ShortName></Description></cXML>"#;
        insta::assert_snapshot!(shown(document), @r#"
        <?xml version="1.0"?>
        <!DOCTYPE cXML SYSTEM "x">
        <cXML a="1 &amp; &lt;2">
          <Header>
            <Sender>
              <Credential domain="D">
                <Identity>me</Identity>
                <SharedSecret>****</SharedSecret>
              </Credential>
            </Sender>
          </Header>
          <Description>
            long
            <ShortName>&lt;short&gt;</ShortName>
          </Description>
        </cXML>
        "#);
    }

    #[test]
    fn what_is_no_document_is_shown_as_it_is_and_long_ones_end() {
        assert_eq!(shown(b"<html>no"), "<html>no");
        assert!(shown("é".repeat(MOST + 1).as_bytes()).ends_with("\n[...]"));
    }
}
