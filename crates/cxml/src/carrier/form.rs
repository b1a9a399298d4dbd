//! Forms: the field that has the document, and percent-encoding.

use percent_encoding::percent_decode;

use super::{base64, could_be_markup};

/// Where documents stand, in the order in which receivers look (cXML 1.1 User's Guide). Others are found by what is in them.
const NAMES: [&str; 2] = ["cxml-base64", "cxml-urlencoded"];

/// The longest name of a field.
const MAX_NAME: usize = 200;

/// Whether bytes begin with markup that is percent-encoded, once or twice.
pub(super) fn is_percent_encoded(start: &[u8]) -> bool {
    let beginnings: [&[u8]; 8] = [
        b"%3c",
        b"%253c",
        b"%ef%bb%bf",
        b"%20",
        b"%0a",
        b"%0d",
        b"%26lt%3b",
        b"%26lt;",
    ];
    beginnings.iter().any(|beginning| {
        start
            .get(..beginning.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(beginning))
    })
}

/// Undoes percent-encoding.
pub(super) fn percent_decoded(bytes: &[u8], pluses_are_blanks: bool) -> Vec<u8> {
    if !pluses_are_blanks {
        return percent_decode(bytes).collect();
    }
    let blanks: Vec<u8> = bytes
        .iter()
        .map(|byte| if *byte == b'+' { b' ' } else { *byte })
        .collect();
    percent_decode(&blanks).collect()
}

/// The field of a form that has the document: its name and its value.
pub(super) fn field(body: &[u8]) -> Option<(String, Vec<u8>)> {
    let mut found: Option<(usize, String, Vec<u8>)> = None;
    let mut rest = body;
    loop {
        let (name, value) = split_at(rest, b'=').filter(|(name, _)| is_name(name))?;
        let name = String::from_utf8_lossy(&percent_decoded(name, true)).into_owned();
        // Not encoded at all: an & in it is no end.
        if could_be_raw(value) {
            return Some((name, up_to_markup_end(value).to_vec()));
        }
        let (value, after) = split_at(value, b'&').unwrap_or((value, &[]));
        let rank = NAMES
            .iter()
            .position(|known| name.eq_ignore_ascii_case(known))
            .unwrap_or(NAMES.len());
        if found.as_ref().is_none_or(|(best, ..)| rank < *best) {
            let value = percent_decoded(value, true);
            if could_be_markup(&value)
                || base64::decoded(&value).is_some_and(|(bytes, _)| could_be_markup(&bytes))
            {
                found = Some((rank, name, value));
            }
        }
        if after.is_empty() {
            return found.map(|(_, name, value)| (name, value));
        }
        rest = after;
    }
}

fn split_at(bytes: &[u8], separator: u8) -> Option<(&[u8], &[u8])> {
    let at = memchr::memchr(separator, bytes)?;
    Some((bytes.get(..at)?, bytes.get(at + 1..)?))
}

fn is_name(name: &[u8]) -> bool {
    let in_names =
        |byte: &u8| byte.is_ascii_graphic() && !matches!(byte, b'<' | b'>' | b'"' | b'&');
    !name.is_empty() && name.len() <= MAX_NAME && name.iter().all(in_names)
}

fn could_be_raw(value: &[u8]) -> bool {
    let start = value.trim_ascii_start();
    start.starts_with(b"<") || start.starts_with(b"&lt;")
}

/// What stands before the next field, or the line break at the end.
fn up_to_markup_end(value: &[u8]) -> &[u8] {
    let end = |last: &[u8]| memchr::memmem::rfind(value, last).map(|at| at + last.len());
    let end = if value.trim_ascii_start().starts_with(b"<") {
        end(b">")
    } else {
        end(b"&gt;")
    };
    value.get(..end.unwrap_or(value.len())).unwrap_or(value)
}
