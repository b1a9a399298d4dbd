//! Which characters the bytes are.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use super::ReadError;

/// How far an XML declaration can reach.
const DECLARATION: usize = 256;

/// Decodes a document: byte order mark, then a plausible HTTP charset, then the XML declaration, then UTF-8.
pub(super) fn decode<'a>(
    bytes: &'a [u8],
    http_charset: Option<&str>,
) -> Result<Cow<'a, str>, ReadError> {
    let (encoding, bytes) = match Encoding::for_bom(bytes) {
        Some((encoding, length)) => (encoding, bytes.get(length..).unwrap_or_default()),
        None => (without_bom(bytes, http_charset)?, bytes),
    };
    let text = encoding
        .decode_without_bom_handling_and_without_replacement(bytes)
        .ok_or_else(|| ReadError::Encoding {
            encoding: encoding.name().to_owned(),
        })?;
    Ok(text)
}

fn without_bom(bytes: &[u8], http_charset: Option<&str>) -> Result<&'static Encoding, ReadError> {
    match bytes {
        [0, b'<', 0, _, ..] => return Ok(UTF_16BE),
        [b'<', 0, _, 0, ..] => return Ok(UTF_16LE),
        _ => {}
    }
    let declared = declared(bytes);
    let from_http = http_charset.and_then(|label| Encoding::for_label(label.trim().as_bytes()));
    // A proxy's or framework's default is no statement about the document: UTF-8 that is UTF-8 stays UTF-8, and two-byte
    // encodings would have shown above.
    let plausible = from_http.filter(|&encoding| {
        encoding != UTF_16BE
            && encoding != UTF_16LE
            && (encoding != UTF_8 || std::str::from_utf8(bytes).is_ok())
    });
    if let Some(encoding) = plausible {
        let ascii_default =
            http_charset.is_some_and(|label| label.trim().eq_ignore_ascii_case("us-ascii"));
        if !ascii_default {
            return Ok(encoding);
        }
    }
    match declared {
        None => Ok(UTF_8),
        Some(label) => match Encoding::for_label(label) {
            // A document whose declaration could be read byte by byte is in no two-byte encoding.
            Some(encoding) if encoding == UTF_16BE || encoding == UTF_16LE => Ok(UTF_8),
            Some(encoding) => Ok(encoding),
            None => Err(ReadError::Encoding {
                encoding: String::from_utf8_lossy(label).into_owned(),
            }),
        },
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
