//! Escaping: the one place where text becomes XML.

use std::fmt::Write;

use crate::read::is_xml_char;

/// Writes character data. With `raw_non_ascii` characters beyond ASCII stay as they are; else they become numeric references, and so do
/// line feeds: browsers turn those in form fields into something else.
pub(crate) fn text(xml: &mut String, text: &str, raw_non_ascii: bool) {
    for c in text.chars() {
        match c {
            '&' => xml.push_str("&amp;"),
            '<' => xml.push_str("&lt;"),
            '>' => xml.push_str("&gt;"),
            // A parser would turn it into a line feed, and browsers turn line feeds into it.
            '\r' => xml.push_str("&#13;"),
            '\n' if !raw_non_ascii => xml.push_str("&#10;"),
            other => plain(xml, other, raw_non_ascii),
        }
    }
}

/// Writes an attribute with the blank before it.
pub(crate) fn attribute(xml: &mut String, name: &str, value: &str, raw_non_ascii: bool) {
    xml.push(' ');
    xml.push_str(name);
    xml.push_str("=\"");
    for c in value.chars() {
        match c {
            '&' => xml.push_str("&amp;"),
            '<' => xml.push_str("&lt;"),
            '>' => xml.push_str("&gt;"),
            '"' => xml.push_str("&quot;"),
            // Attribute values are normalized: white space other than a blank survives as a reference only.
            '\t' => xml.push_str("&#9;"),
            '\n' => xml.push_str("&#10;"),
            '\r' => xml.push_str("&#13;"),
            other => plain(xml, other, raw_non_ascii),
        }
    }
    xml.push('"');
}

fn plain(xml: &mut String, c: char, raw_non_ascii: bool) {
    if c.is_ascii() || raw_non_ascii {
        if is_xml_char(c) {
            xml.push(c);
        }
    } else if is_xml_char(c) {
        let _ = write!(xml, "&#{};", u32::from(c));
    }
}

/// Whether what was written here says this.
pub(crate) fn is(written: &str, text: &str) -> bool {
    if written == text {
        // A sign that stands for itself is never written.
        return !written.contains('&');
    }
    written.contains('&') && resolved(written) == text
}

/// What was written here, without its references.
pub(crate) fn resolved(written: &str) -> String {
    let mut text = String::with_capacity(written.len());
    let mut rest = written;
    while let Some((before, after)) = rest.split_once('&') {
        text.push_str(before);
        let (name, behind) = after.split_once(';').unwrap_or((after, ""));
        text.extend(match name {
            "amp" => Some('&'),
            "lt" => Some('<'),
            "gt" => Some('>'),
            "quot" => Some('"'),
            number => number
                .strip_prefix('#')
                .and_then(|number| number.parse().ok())
                .and_then(char::from_u32),
        });
        rest = behind;
    }
    text.push_str(rest);
    text
}

/// Whether a name in XML that was written here has characters beyond ASCII: those cannot be written as references.
pub(crate) fn has_names_beyond_ascii(xml: &str) -> bool {
    // Outside of tags < is a reference, and so is " in values.
    xml.split('<').skip(1).any(|from_tag| {
        let tag = from_tag.split('>').next().unwrap_or_default();
        !tag.split('"').step_by(2).all(str::is_ascii)
    })
}
