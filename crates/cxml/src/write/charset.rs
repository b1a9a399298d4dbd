//! Documents in encodings other than UTF-8.

use std::io::Write;

/// An encoding that a document can be in (XML 1.0, 4.3.3).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum DocumentCharset {
    /// UTF-8.
    #[default]
    Utf8,
    /// ISO-8859-1.
    Latin1,
    /// UTF-16, with a byte order mark.
    Utf16,
}

impl DocumentCharset {
    /// Its name in an XML declaration.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "UTF-8",
            Self::Latin1 => "ISO-8859-1",
            Self::Utf16 => "UTF-16",
        }
    }
}

/// A document that [`write`](super::write) wrote in UTF-8, in another encoding, which its declaration names. Characters that the encoding
/// lacks become numeric references. Names have no other spelling: a document with names that the encoding lacks stays in UTF-8.
#[must_use]
pub fn encoded(document: Vec<u8>, charset: DocumentCharset) -> Vec<u8> {
    let text = match (charset, String::from_utf8(document)) {
        (DocumentCharset::Utf8, Ok(text)) => return text.into_bytes(),
        (_, Ok(text)) => text,
        (_, Err(error)) => return error.into_bytes(),
    };
    let declared = format!("encoding=\"{}\"", charset.name());
    match charset {
        DocumentCharset::Latin1 if has_names_beyond_latin(&text) => text.into_bytes(),
        DocumentCharset::Latin1 => latin(&text.replacen(UTF_8, &declared, 1)),
        _ => {
            let text = text.replacen(UTF_8, &declared, 1);
            let units = std::iter::once(0xfeff).chain(text.encode_utf16());
            units.flat_map(u16::to_be_bytes).collect()
        }
    }
}

/// What the declaration says before.
const UTF_8: &str = "encoding=\"UTF-8\"";

/// The byte of a character. Those from 80 to 9F stand for others in what many take for this encoding.
fn byte(c: char) -> Option<u8> {
    u8::try_from(u32::from(c))
        .ok()
        .filter(|byte| !(0x80..0xa0).contains(byte))
}

fn latin(text: &str) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(text.len());
    for c in text.chars() {
        match byte(c) {
            Some(byte) => bytes.push(byte),
            None => {
                // Writing into memory does not fail.
                let _never = write!(bytes, "&#{};", u32::from(c));
            }
        }
    }
    bytes
}

/// Whether a tag has a character outside of its values that Latin-1 lacks.
fn has_names_beyond_latin(text: &str) -> bool {
    let (mut in_tag, mut quote) = (false, None);
    for c in text.chars() {
        match (in_tag, quote, c) {
            (false, _, '<') => in_tag = true,
            (true, None, '>') => in_tag = false,
            (true, None, '"' | '\'') => quote = Some(c),
            (true, Some(open), _) if open == c => quote = None,
            (true, None, _) if byte(c).is_none() => return true,
            _ => {}
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{ReadOptions, read};

    const DOCUMENT: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?><cXML payloadID=\"ü€\"><Request><X encoding=\"UTF-8\">Säge „鋸“ \u{85}👍 &amp;</X></Request></cXML>";

    #[test]
    fn the_same_is_read_in_each_encoding() {
        let plain = read(DOCUMENT.as_bytes(), &ReadOptions::default()).unwrap();
        for charset in [
            DocumentCharset::Utf8,
            DocumentCharset::Latin1,
            DocumentCharset::Utf16,
        ] {
            let bytes = encoded(DOCUMENT.as_bytes().to_vec(), charset);
            let again = read(&bytes, &ReadOptions::default()).unwrap();
            assert_eq!(again.root().xml(), plain.root().xml(), "{charset:?}");
            assert_eq!(
                again.source.declared_encoding.as_deref(),
                Some(charset.name())
            );
        }
        let latin = encoded(DOCUMENT.as_bytes().to_vec(), DocumentCharset::Latin1);
        assert!(latin.windows(3).any(|bytes| bytes == b"S\xe4g"));
        assert!(latin.windows(8).any(|bytes| bytes == b"&#37624;"));
    }

    #[test]
    fn names_have_no_other_spelling() {
        for (document, changed) in [
            (
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?><a größe=\"€>\"/>",
                true,
            ),
            (
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?><a><価格>5</価格></a>",
                false,
            ),
            (
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?><a 価='5'/>",
                false,
            ),
        ] {
            let bytes = encoded(document.as_bytes().to_vec(), DocumentCharset::Latin1);
            assert_eq!(bytes != document.as_bytes(), changed, "{document}");
        }
    }
}
