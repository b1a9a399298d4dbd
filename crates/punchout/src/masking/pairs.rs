//! Secrets in `name=value` pairs: forms, queries, and garbage that looks like them.

use std::sync::LazyLock;

use regex::bytes::Regex;

use super::{MASK, encoded, is_secret_name, mask_layer, patterns};

/// A pair. Names of OCI parameters may begin with a tilde and hold brackets; percent signs spell them.
static PAIR: LazyLock<Regex> = patterns::pattern!(
    r#"(?-u)[A-Za-z0-9_~.%:\[\]\-]{1,100}=(?:"[^"\r\n]*"|'[^'\r\n]*'|[^&\r\n<>]*)"#
);

pub(super) fn mask(bytes: &[u8], layers: usize) -> Option<Vec<u8>> {
    let mut masked = Vec::new();
    let mut copied = 0;
    // Finding is several times faster than capturing, and no name has an equals sign in it.
    for pair in PAIR.find_iter(bytes) {
        let Some(equals) = memchr::memchr(b'=', pair.as_bytes()) else {
            continue;
        };
        let (name, value) = pair.as_bytes().split_at(equals);
        let value = value.get(1..).unwrap_or_default();
        let replacement = if is_secret_name(&encoded::percent_decoded(name, false)) {
            hidden(value)
        } else {
            mask_value(value, layers)
        };
        if let Some(replacement) = replacement {
            let start = pair.end() - value.len();
            masked.extend_from_slice(bytes.get(copied..start).unwrap_or_default());
            masked.extend_from_slice(&replacement);
            copied = pair.end();
        }
    }
    if copied == 0 {
        return None;
    }
    masked.extend_from_slice(bytes.get(copied..).unwrap_or_default());
    Some(masked)
}

/// The mask for a value, in the quotes that the value stands in.
fn hidden(value: &[u8]) -> Option<Vec<u8>> {
    match value {
        [] | [b'"', b'"'] | [b'\'', b'\''] => None,
        [quote @ (b'"' | b'\''), shown @ .., last] if quote == last => {
            (shown != MASK.as_bytes()).then(|| [&[*quote], MASK.as_bytes(), &[*quote]].concat())
        }
        _ => (value != MASK.as_bytes()).then(|| MASK.as_bytes().to_vec()),
    }
}

/// What a value wraps. In a form a plus is a blank, except in base64 that nobody encoded.
fn mask_value(value: &[u8], layers: usize) -> Option<Vec<u8>> {
    if !value.contains(&b'%') && !value.contains(&b'+') {
        return None;
    }
    let base64 = value
        .iter()
        .all(|byte| byte.is_ascii_alphanumeric() || b"+/=%-_".contains(byte));
    let raw_plus = base64 && value.contains(&b'+');
    let inner = mask_layer(&encoded::percent_decoded(value, !raw_plus), layers)?;
    Some(encoded::percent_encoded(
        &inner,
        if raw_plus { b'+' } else { b' ' },
    ))
}
