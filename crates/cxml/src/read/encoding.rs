//! Which characters the bytes are.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use super::{Position, ReadError};
use crate::document::Source;

/// How far an XML declaration can reach.
const DECLARATION: usize = 256;

/// The most that is kept of a charset's name, in characters.
const MAX_LABEL: usize = 40;

/// Decodes a document: byte order mark, then a plausible HTTP charset, then the XML declaration, then UTF-8. Tells what was found.
pub(super) fn decode<'a>(
    bytes: &'a [u8],
    http_charset: Option<&str>,
) -> Result<(Cow<'a, str>, Source), ReadError> {
    let (encoding, bytes) = match Encoding::for_bom(bytes) {
        Some((encoding, length)) => (encoding, bytes.get(length..).unwrap_or_default()),
        None => (without_bom(bytes, http_charset)?, bytes),
    };
    let text = encoding
        .decode_without_bom_handling_and_without_replacement(bytes)
        .ok_or_else(|| ReadError::Encoding {
            encoding: encoding.name().to_owned(),
            position: first_invalid(bytes).filter(|_| encoding == UTF_8),
        })?;
    let source = Source {
        encoding: encoding.name(),
        declared_encoding: declared(text.as_bytes())
            .map(|label| String::from_utf8_lossy(label).into_owned()),
        http_charset: http_charset.map(|label| label.chars().take(MAX_LABEL).collect()),
        is_ascii: text.is_ascii(),
        ..Source::default()
    };
    Ok((text, source))
}

/// Whether a name stands for the encoding that a document was read in; where its characters are the same in both, it is as good.
pub(crate) fn names_encoding(label: &str, source: &Source) -> bool {
    let label = label.trim();
    let of_two_bytes = |name: &str| name == UTF_16BE.name() || name == UTF_16LE.name();
    if of_two_bytes(source.encoding) && label.eq_ignore_ascii_case("utf-16") {
        return true;
    }
    Encoding::for_label(label.as_bytes()).is_some_and(|named| {
        let same_characters =
            source.is_ascii && !of_two_bytes(source.encoding) && !of_two_bytes(named.name());
        named.name() == source.encoding || same_characters
    })
}

/// The place of the first byte that is not UTF-8.
fn first_invalid(bytes: &[u8]) -> Option<Position> {
    let valid = std::str::from_utf8(bytes).err()?.valid_up_to();
    let before = std::str::from_utf8(bytes.get(..valid)?).ok()?;
    Some(Position::after(before, valid))
}

fn without_bom(bytes: &[u8], http_charset: Option<&str>) -> Result<&'static Encoding, ReadError> {
    match bytes {
        [0, b'<', 0, _, ..] => return Ok(UTF_16BE),
        [b'<', 0, _, 0, ..] => return Ok(UTF_16LE),
        _ => {}
    }
    let declared = declared(bytes);
    let from_http = http_charset
        .map(str::trim)
        // The default of text/xml of old: it says nothing about a document that is more, and nothing is needed for one that is not.
        .filter(|label| !label.eq_ignore_ascii_case("us-ascii"))
        .and_then(|label| Encoding::for_label(label.as_bytes()));
    if let Some(encoding) = from_http.filter(|http| is_plausible(http, declared, bytes)) {
        return Ok(encoding);
    }
    match declared {
        None => Ok(UTF_8),
        Some(label) => match Encoding::for_label(label) {
            // A document whose declaration could be read byte by byte is in no two-byte encoding.
            Some(encoding) if encoding == UTF_16BE || encoding == UTF_16LE => Ok(UTF_8),
            Some(encoding) => Ok(encoding),
            None => Err(ReadError::Encoding {
                encoding: String::from_utf8_lossy(label).into_owned(),
                position: None,
            }),
        },
    }
}

/// Whether what HTTP says can be a statement about the document, and not a proxy's or framework's default.
fn is_plausible(http: &'static Encoding, declared: Option<&[u8]>, bytes: &[u8]) -> bool {
    let is_utf8 = || std::str::from_utf8(bytes).is_ok();
    if http == UTF_16BE || http == UTF_16LE {
        // They would have shown in the first bytes.
        false
    } else if http == UTF_8 {
        is_utf8()
    } else if http == WINDOWS_1252 {
        // Also the name of ISO-8859-1, a default of old. Such text is hardly ever UTF-8 by chance: what is, and does not say to be
        // anything else, is UTF-8.
        let says_other = declared
            .and_then(Encoding::for_label)
            .is_some_and(|declared| declared != UTF_8);
        says_other || !is_utf8()
    } else {
        true
    }
}

/// The encoding that the XML declaration names.
fn declared(bytes: &[u8]) -> Option<&[u8]> {
    let start = bytes.trim_ascii_start();
    let declaration = start.get(..start.len().min(DECLARATION))?;
    let declaration = declaration.strip_prefix(b"<?xml")?;
    let end = declaration.windows(2).position(|pair| pair == b"?>")?;
    let declaration = declaration.get(..end)?;
    let at = declaration
        .windows(8)
        .position(|window| window == b"encoding")?;
    let value = declaration
        .get(at + 8..)?
        .trim_ascii_start()
        .strip_prefix(b"=")?;
    let (quote, value) = value.trim_ascii_start().split_first()?;
    let end = value.iter().position(|byte| byte == quote)?;
    value.get(..end)
}

/// Whether bytes could be an XML document: the first that is no white space or byte order mark opens a tag.
#[must_use]
pub fn looks_like_cxml(bytes: &[u8]) -> bool {
    let bytes = match bytes {
        [0xEF, 0xBB, 0xBF, rest @ ..] | [0xFE, 0xFF, rest @ ..] | [0xFF, 0xFE, rest @ ..] => rest,
        other => other,
    };
    bytes
        .iter()
        .find(|byte| !byte.is_ascii_whitespace() && **byte != 0)
        .is_some_and(|byte| *byte == b'<')
}
