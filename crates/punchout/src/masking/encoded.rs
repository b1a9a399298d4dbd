//! Encodings that wrap what is to be masked.

use std::sync::LazyLock;

use base64::{
    Engine, alphabet,
    engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig},
};
use regex::bytes::Regex;

use super::{MAX_LAYERS, mask_known, mask_layer, patterns};

/// A run long enough to hide a document or a secret; line breaks within.
static BASE64_RUN: LazyLock<Regex> =
    patterns::pattern!(r"(?-u)[A-Za-z0-9+/_\-]{24,}(?:\r?\n[ \t]*[A-Za-z0-9+/_\-]+)*");

const LENIENT: GeneralPurpose = GeneralPurpose::new(
    &alphabet::STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_allow_trailing_bits(true)
        .with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// Masks a UTF-16 document; `None` where the bytes are no such.
pub(super) fn utf16(body: &[u8], known: &[&str]) -> Option<Vec<u8>> {
    let big = match body {
        [0xFE, 0xFF, ..] | [0, b'<', 0, ..] => true,
        [0xFF, 0xFE, ..] | [b'<', 0, _, 0, ..] => false,
        _ => return None,
    };
    let unit = |pair: &[u8]| match pair {
        [a, b] if big => u16::from_be_bytes([*a, *b]),
        [a, b] => u16::from_le_bytes([*a, *b]),
        _ => u16::from(u8::MAX),
    };
    let text: String = char::decode_utf16(body.chunks(2).map(unit))
        .map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER))
        .collect();
    let masked = mask_layer(text.as_bytes(), MAX_LAYERS).unwrap_or_else(|| text.into_bytes());
    let masked = String::from_utf8_lossy(&mask_known(masked, known)).into_owned();
    Some(
        masked
            .encode_utf16()
            .flat_map(|unit| {
                if big {
                    unit.to_be_bytes()
                } else {
                    unit.to_le_bytes()
                }
            })
            .collect(),
    )
}

/// Masks what is percent-encoded as a whole.
pub(super) fn percent(bytes: &[u8], layers: usize) -> Option<Vec<u8>> {
    if memchr::memchr(b'<', bytes).is_some() {
        return None;
    }
    let escaped = memchr::memchr_iter(b'%', bytes).any(|at| {
        matches!(
            bytes.get(at..at + 3),
            Some(b"%3C" | b"%3c" | b"%25" | b"%22")
        )
    });
    if !escaped {
        return None;
    }
    mask_layer(&percent_decoded(bytes, false), layers).map(|inner| percent_encoded(&inner, 0))
}

/// Masks runs of base64, wherever they stand.
pub(super) fn base64(bytes: &[u8], layers: usize) -> Option<Vec<u8>> {
    let mut masked = Vec::new();
    let mut copied = 0;
    for run in BASE64_RUN.find_iter(bytes) {
        let decoded = base64_decoded(run.as_bytes());
        let inner = utf16(&decoded, &[])
            .filter(|inner| *inner != decoded)
            .or_else(|| mask_layer(&decoded, layers));
        if let Some(inner) = inner {
            masked.extend_from_slice(bytes.get(copied..run.start()).unwrap_or_default());
            masked.extend_from_slice(LENIENT.encode(inner).trim_end_matches('=').as_bytes());
            copied = run.end();
        }
    }
    if copied == 0 {
        return None;
    }
    masked.extend_from_slice(bytes.get(copied..).unwrap_or_default());
    Some(masked)
}

/// Decodes as much as there is: either alphabet, without regard to line breaks and to a last group that is torn.
fn base64_decoded(run: &[u8]) -> Vec<u8> {
    let mut symbols: Vec<u8> = run
        .iter()
        .filter(|byte| !byte.is_ascii_whitespace())
        .map(|byte| match byte {
            b'-' => b'+',
            b'_' => b'/',
            other => *other,
        })
        .collect();
    if symbols.len() % 4 == 1 {
        symbols.pop();
    }
    LENIENT.decode(symbols).unwrap_or_default()
}

/// Decodes percent signs; what is no valid escape stays.
pub(super) fn percent_decoded(bytes: &[u8], plus_is_blank: bool) -> Vec<u8> {
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    while let Some((&byte, tail)) = rest.split_first() {
        rest = tail;
        decoded.push(match (byte, tail) {
            (b'%', [high, low, after @ ..]) => match (hex(*high), hex(*low)) {
                (Some(high), Some(low)) => {
                    rest = after;
                    high * 16 + low
                }
                _ => b'%',
            },
            (b'+', _) if plus_is_blank => b' ',
            _ => byte,
        });
    }
    decoded
}

/// Percent-encodes all but unreserved characters (RFC 3986, 2.3) and the mask; `plus` is the character that a plus stands for.
pub(super) fn percent_encoded(bytes: &[u8], plus: u8) -> Vec<u8> {
    let mut encoded = Vec::with_capacity(bytes.len() * 2);
    for &byte in bytes {
        if is_unreserved(byte) {
            encoded.push(byte);
        } else if byte == plus {
            encoded.push(b'+');
        } else {
            encoded.extend_from_slice(format!("%{byte:02X}").as_bytes());
        }
    }
    encoded
}

/// What is spelled the same everywhere, and what masks are made of.
const fn is_unreserved(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~' | b'*')
}

/// How a secret may be spelled in XML, URLs, forms and base64.
pub(super) fn spellings(secret: &str) -> Vec<String> {
    // Nothing that any of them would spell differently: so are all codes and tokens.
    if secret.bytes().all(is_unreserved) {
        return vec![secret.to_owned()];
    }
    let escaped = secret
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;");
    let quoted = escaped.replace('"', "&quot;").replace('\'', "&apos;");
    let [percent, form] = [0, b' '].map(|plus| {
        String::from_utf8_lossy(&percent_encoded(secret.as_bytes(), plus)).into_owned()
    });
    let mut all = vec![secret.to_owned(), escaped, quoted, percent, form];
    all.dedup();
    all
}

const fn hex(digit: u8) -> Option<u8> {
    match digit {
        b'0'..=b'9' => Some(digit - b'0'),
        b'a'..=b'f' => Some(digit - b'a' + 10),
        b'A'..=b'F' => Some(digit - b'A' + 10),
        _ => None,
    }
}
