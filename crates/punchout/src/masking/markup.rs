//! Secrets in XML, plain or escaped: content of elements named like a secret, or whose `name` attribute is, and attributes
//! named like one.

use std::{ops::Range, sync::LazyLock};

use memchr::memmem;
use regex::bytes::Regex;

use super::{MASK, SECRET_PART, is_secret_name, patterns};

/// A start tag's bracket (plain, HTML-escaped any number of times, or as a JSON escape) and its name.
static START_TAG: LazyLock<Regex> = patterns::pattern!(
    r"(?-u)^(<|&(?:amp;)*(?:lt|#60|#x3[cC]);|\\u003[cC])([A-Za-z_:][A-Za-z0-9_.:\-]*)"
);

/// An attribute: its name, and its value in quotes, plain or escaped.
static ATTRIBUTE: LazyLock<Regex> = patterns::pattern!(
    r#"(?s-u)([A-Za-z_:][A-Za-z0-9_.:\-]*)\s*=\s*(?:\\?"([^"<]*)"|'([^'<]*)'|&(?:amp;)*(?:quot|apos|#34|#39);(.*?)&(?:amp;)*(?:quot|apos|#34|#39);)"#
);

/// How far before the name of a secret its tag can begin.
const TAG_WINDOW: usize = 1024;

/// A start tag around the name of a secret.
struct Tag<'a> {
    name: &'a [u8],
    name_end: usize,
    /// Where the closing bracket begins, and where content does.
    end: usize,
    content: usize,
}

pub(super) fn mask(bytes: &[u8], _layers: usize) -> Option<Vec<u8>> {
    let mut masked = Vec::new();
    let mut copied = 0;
    let mut hide = |from: usize, to: usize, copied: &mut usize| {
        let hidden = bytes
            .get(from..to)
            .is_some_and(|shown| shown != MASK.as_bytes());
        if hidden && from >= *copied && to > from {
            masked.extend_from_slice(bytes.get(*copied..from).unwrap_or_default());
            masked.extend_from_slice(MASK.as_bytes());
            *copied = to;
        }
    };
    let mut at = 0;
    while let Some(hit) = SECRET_PART.find_at(bytes, at) {
        at = hit.end();
        let Some(tag) = enclosing_tag(bytes, copied, hit.range()) else {
            continue;
        };
        let inside = bytes.get(tag.name_end..tag.end).unwrap_or_default();
        let mut is_secret = is_secret_name(tag.name);
        for pair in ATTRIBUTE.captures_iter(inside) {
            let value = pair.get(2).or_else(|| pair.get(3)).or_else(|| pair.get(4));
            let (Some(key), Some(value)) = (pair.get(1), value) else {
                continue;
            };
            if key.as_bytes().eq_ignore_ascii_case(b"name") {
                is_secret |= is_secret_name(value.as_bytes());
            } else if is_secret_name(key.as_bytes()) {
                hide(
                    tag.name_end + value.start(),
                    tag.name_end + value.end(),
                    &mut copied,
                );
            }
        }
        at = at.max(tag.end);
        if is_secret && !inside.ends_with(b"/") {
            // Without an end tag the secret may go on to the end.
            let end = find_end_tag(bytes, tag.content, tag.name).unwrap_or(bytes.len());
            hide(tag.content, end, &mut copied);
            at = at.max(end);
        }
    }
    if copied == 0 {
        return None;
    }
    masked.extend_from_slice(bytes.get(copied..).unwrap_or_default());
    Some(masked)
}

/// The last start tag that begins before a place and does not end before it.
fn enclosing_tag(bytes: &[u8], from: usize, hit: Range<usize>) -> Option<Tag<'_>> {
    let (place, place_end) = (hit.start, hit.end);
    let window = from.max(place.saturating_sub(TAG_WINDOW));
    let before = bytes.get(window..place)?;
    let (start, found) = memchr::memrchr3_iter(b'<', b'&', b'\\', before).find_map(|at| {
        let start = window + at;
        let found = START_TAG.captures(bytes.get(start..bytes.len().min(start + TAG_WINDOW))?)?;
        Some((start, found))
    })?;
    let (open, name) = (found.get(1)?, found.get(2)?);
    let name_end = start + name.end();
    let close = closing_bracket(open.as_bytes());
    let next = find(bytes, name_end, open.as_bytes()).unwrap_or(bytes.len());
    let bracket = memmem::find(bytes.get(name_end..next)?, &close).map(|at| name_end + at);
    match bracket {
        Some(end) => (end >= place).then_some(Tag {
            name: name.as_bytes(),
            name_end,
            end,
            content: end + close.len(),
        }),
        // A tag that is not closed before the next one begins is garbage: the secret may begin anywhere, even within the name.
        None => Some(Tag {
            name: name.as_bytes(),
            name_end,
            end: name_end,
            content: place_end.clamp(start, name_end),
        }),
    }
}

/// `<` is closed by `>`, `&lt;` by `&gt;`, `&amp;lt;` by `&amp;gt;`, and so on.
fn closing_bracket(open: &[u8]) -> Vec<u8> {
    const PAIRS: [(&[u8], &[u8]); 6] = [
        (b"lt;", b"gt;"),
        (b"#60;", b"#62;"),
        (b"#x3c;", b"#x3e;"),
        (b"#x3C;", b"#x3E;"),
        (b"3c", b"3e"),
        (b"3C", b"3E"),
    ];
    for (tail, close) in PAIRS {
        if let Some(head) = open.strip_suffix(tail) {
            return [head, close].concat();
        }
    }
    b">".to_vec()
}

fn find(bytes: &[u8], from: usize, needle: &[u8]) -> Option<usize> {
    memmem::find(bytes.get(from..)?, needle).map(|at| from + at)
}

/// Where the end tag of an element begins: a bracket, plain or escaped, before `/name`.
fn find_end_tag(bytes: &[u8], from: usize, name: &[u8]) -> Option<usize> {
    /// `&amp;amp;amp;lt;` is the longest bracket worth looking for.
    const BRACKET: usize = 20;
    let mut at = from;
    while let Some(slash) = find(bytes, at, b"/") {
        let named = bytes.get(slash + 1..slash + 1 + name.len());
        if named.is_some_and(|found| found.eq_ignore_ascii_case(name)) {
            let start = from.max(slash.saturating_sub(BRACKET));
            let before = bytes.get(start..slash)?;
            // A JSON escape of the slash or the bracket begins with a backslash.
            if let Some(bracket) = before.iter().rposition(|byte| matches!(byte, b'<' | b'&')) {
                return Some(start + bracket);
            }
            if let Some(bracket) = before.iter().position(|&byte| byte == b'\\') {
                return Some(start + bracket);
            }
        }
        at = slash + 1;
    }
    None
}
