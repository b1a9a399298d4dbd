//! Escaping: the one place where text becomes XML.

use std::fmt::Write;

use crate::read::is_xml_char;

/// Writes character data. With `raw_non_ascii` characters beyond ASCII stay as they are; else they become numeric references, and so do
/// line feeds: browsers turn those in form fields into something else.
pub(crate) fn text(xml: &mut String, text: &str, raw_non_ascii: bool) {
    escaped(xml, text, raw_non_ascii, |c| match c {
        '&' => "&amp;",
        '<' => "&lt;",
        '>' => "&gt;",
        // A parser would turn it into a line feed, and browsers turn line feeds into it.
        '\r' => "&#13;",
        '\n' if raw_non_ascii => "\n",
        '\n' => "&#10;",
        '\t' => "\t",
        '"' => "\"",
        _ => "",
    });
}

/// Writes an attribute with the blank before it.
pub(crate) fn attribute(xml: &mut String, name: &str, value: &str, raw_non_ascii: bool) {
    xml.push(' ');
    xml.push_str(name);
    xml.push_str("=\"");
    escaped(xml, value, raw_non_ascii, |c| match c {
        '&' => "&amp;",
        '<' => "&lt;",
        '>' => "&gt;",
        '"' => "&quot;",
        // Attribute values are normalized: white space other than a blank survives as a reference only.
        '\t' => "&#9;",
        '\n' => "&#10;",
        '\r' => "&#13;",
        _ => "",
    });
    xml.push('"');
}

/// Writes what stands for itself as it is, piece by piece, and for other ASCII characters what is given for them: nothing for those that
/// XML does not have.
fn escaped(
    xml: &mut String,
    text: &str,
    raw_non_ascii: bool,
    ascii: impl Fn(char) -> &'static str,
) {
    let mut rest = text;
    while let Some((before, after)) = rest
        .bytes()
        .position(|byte| !stands_for_itself(byte, raw_non_ascii))
        .and_then(|at| rest.split_at_checked(at))
    {
        xml.push_str(before);
        let mut chars = after.chars();
        if let Some(c) = chars.next() {
            match (c.is_ascii(), raw_non_ascii) {
                (true, _) => xml.push_str(ascii(c)),
                // No reference to it is allowed either (XML 1.0, 4.1).
                _ if !is_xml_char(c) => {}
                (_, true) => xml.push(c),
                (_, false) => {
                    let _ = write!(xml, "&#{};", u32::from(c));
                }
            }
        }
        rest = chars.as_str();
    }
    xml.push_str(rest);
}

/// Whether a byte of UTF-8 is, or belongs to, a character that is never written in another way. U+FFFE and U+FFFF are none of XML's, and
/// begin with `EF`.
const fn stands_for_itself(byte: u8, raw_non_ascii: bool) -> bool {
    match byte {
        b'&' | b'<' | b'>' | b'"' | ..b' ' | 0xEF => false,
        ..=0x7F => true,
        _ => raw_non_ascii,
    }
}

/// Whether what was written here says this.
pub(crate) fn is(written: &str, text: &str) -> bool {
    let mut both = written.bytes().zip(text.bytes());
    // A sign that stands for itself is never written.
    match both.position(|(written, text)| written != text || written == b'&') {
        None => written.len() == text.len(),
        Some(at) => {
            let rest = written.get(at..).unwrap_or_default();
            rest.starts_with('&') && text.get(at..) == Some(&resolved(rest))
        }
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_character_is_escaped_wherever_it_stands() {
        let beyond = "\u{80}é\u{ffd}\u{f000}\u{fffd}\u{fffe}\u{ffff}ｶ漢😀";
        for c in ('\0'..='\u{7f}').chain(beyond.chars()) {
            for raw in [true, false] {
                let one = match c {
                    '&' => "&amp;".to_owned(),
                    '<' => "&lt;".to_owned(),
                    '>' => "&gt;".to_owned(),
                    '\r' => "&#13;".to_owned(),
                    '\n' if !raw => "&#10;".to_owned(),
                    c if !is_xml_char(c) => String::new(),
                    c if c.is_ascii() || raw => c.to_string(),
                    c => format!("&#{};", u32::from(c)),
                };
                let mut written = String::new();
                text(&mut written, &format!("{c}é{c}{c}z{c}"), raw);
                let e = if raw { "é" } else { "&#233;" };
                assert_eq!(written, format!("{one}{e}{one}{one}z{one}"), "{c:?} {raw}");

                let one = match c {
                    '"' => "&quot;".to_owned(),
                    '\t' => "&#9;".to_owned(),
                    '\n' => "&#10;".to_owned(),
                    _ => one,
                };
                written.clear();
                attribute(&mut written, "a", &format!("{c}z{c}"), raw);
                assert_eq!(written, format!(" a=\"{one}z{one}\""), "{c:?} {raw}");
            }
        }
    }
}
