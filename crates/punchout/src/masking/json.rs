//! Secrets in JSON: members named like one, whole documents or torn ones.

use std::sync::LazyLock;

use regex::bytes::Regex;

use super::{MASK, SECRET_PART, is_secret_name, patterns};

/// A member whose value is a string (closed or torn off) or a bare word. Quotes may be escaped, as in JSON within JSON.
static MEMBER: LazyLock<Regex> = patterns::pattern!(
    r#"(?s-u)\\?"([^"\\]{1,100})\\?"\s*:\s*(?:"((?:[^"\\]|\\.)*)|\\"([^"]*)\\"|([^\s"\\,}\]\[{]+))"#
);

/// Whether there is a colon after a quote: most documents are not JSON, and are not searched for members.
fn has_members(bytes: &[u8]) -> bool {
    memchr::memchr_iter(b':', bytes).any(|colon| {
        let before = bytes.get(..colon).unwrap_or_default();
        // What `\s` takes.
        let blank = |byte: &&u8| byte.is_ascii_whitespace() || **byte == 0x0b;
        before.iter().rev().find(|byte| !blank(byte)) == Some(&b'"')
    })
}

pub(super) fn mask(bytes: &[u8], _layers: usize) -> Option<Vec<u8>> {
    if !has_members(bytes) || !SECRET_PART.is_match(bytes) {
        return None;
    }
    let mut masked = Vec::new();
    let mut copied = 0;
    for member in MEMBER.captures_iter(bytes) {
        let value = member
            .get(2)
            .or_else(|| member.get(3))
            .or_else(|| member.get(4));
        let (Some(name), Some(value)) = (member.get(1), value) else {
            continue;
        };
        // `true` and `null` tell whether there is a secret, not which.
        let shown =
            matches!(value.as_bytes(), b"true" | b"false" | b"null") && member.get(4).is_some();
        if is_secret_name(name.as_bytes())
            && !shown
            && !value.is_empty()
            && value.as_bytes() != MASK.as_bytes()
        {
            masked.extend_from_slice(bytes.get(copied..value.start()).unwrap_or_default());
            masked.extend_from_slice(if member.get(4).is_some() {
                b"\"****\""
            } else {
                MASK.as_bytes()
            });
            copied = value.end();
        }
    }
    if copied == 0 {
        return None;
    }
    masked.extend_from_slice(bytes.get(copied..).unwrap_or_default());
    Some(masked)
}
