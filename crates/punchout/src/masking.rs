//! Masking: what the log must never hold is taken out of bodies, headers and paths before they are stored.
//!
//! It works on bytes and knows no grammar, for what cannot be parsed must be logged too: a secret before the place where a
//! document breaks off is as secret as any. Where it is not sure, it masks too much.

mod cards;
mod encoded;
mod json;
mod markup;
mod pairs;
mod patterns;

use std::sync::LazyLock;

use memchr::memmem;
use regex::bytes::Regex;

use crate::transaction::LoggedHeader;

/// What stands in place of a secret.
pub const MASK: &str = "****";

/// How often encodings are looked through: a form field with base64 of escaped XML has three layers.
const MAX_LAYERS: usize = 4;

/// Masks a body, whatever it is: XML, escaped or percent-encoded or base64 XML, a form, JSON, or garbage.
///
/// `known` are secrets, codes and tokens that the caller knows to be in this exchange; they are masked wherever they stand,
/// beside all that is named like a secret.
#[must_use]
pub fn mask_body(body: &[u8], known: &[&str]) -> Vec<u8> {
    let masked = encoded::utf16(body, known)
        .unwrap_or_else(|| mask_layer(body, MAX_LAYERS).unwrap_or_else(|| body.to_vec()));
    mask_known(masked, known)
}

/// Masks a path and its query: parameters that are named like a secret, and the codes of start and return pages.
#[must_use]
pub fn mask_path(path: &str, known: &[&str]) -> String {
    let (path, query) = path
        .split_once('?')
        .map_or((path, None), |(path, query)| (path, Some(query)));
    let mut masked = mask_page_codes(path);
    if let Some(query) = query {
        masked.push('?');
        let query =
            pairs::mask(query.as_bytes(), MAX_LAYERS).unwrap_or_else(|| query.as_bytes().to_vec());
        masked.push_str(&String::from_utf8_lossy(&query));
    }
    String::from_utf8_lossy(&mask_known(masked.into_bytes(), known)).into_owned()
}

/// Turns a header into what may be logged of it.
#[must_use]
pub fn mask_header(name: &str, value: &[u8], known: &[&str]) -> LoggedHeader {
    let name = name.to_ascii_lowercase();
    let hidden = matches!(
        name.as_str(),
        "authorization" | "proxy-authorization" | "cookie" | "set-cookie"
    ) || is_secret_name(name.as_bytes())
        || name.contains("key");
    let value = if hidden {
        MASK.to_owned()
    } else if matches!(name.as_str(), "referer" | "location" | "origin") {
        mask_path(&String::from_utf8_lossy(value), known)
    } else {
        String::from_utf8_lossy(&mask_known(value.to_vec(), known)).into_owned()
    };
    LoggedHeader { name, value }
}

/// Masks numbers of payment cards in a text that goes on to a store.
#[must_use]
pub fn without_cards(text: String) -> String {
    cards::mask(text.as_bytes(), 0)
        .map_or(text, |masked| String::from_utf8_lossy(&masked).into_owned())
}

/// What the names of secrets contain.
static SECRET_PART: LazyLock<Regex> = patterns::pattern!(
    r"(?i-u)pass|pwd|secret|token|api[-_]?key|authorization|credentialmac|digitalsignature"
);

/// Whether an element, attribute, parameter or member is named like a secret.
pub(crate) fn is_secret_name(name: &[u8]) -> bool {
    SECRET_PART.is_match(name)
}

/// Masks one layer of encoding and what it wraps; `None` where there is nothing to mask.
fn mask_layer(bytes: &[u8], layers: usize) -> Option<Vec<u8>> {
    let layers = layers.checked_sub(1)?;
    let mut current: Option<Vec<u8>> = None;
    for step in [
        markup::mask as fn(&[u8], usize) -> Option<Vec<u8>>,
        json::mask,
        pairs::mask,
        encoded::percent,
        encoded::base64,
        cards::mask,
    ] {
        if let Some(masked) = step(current.as_deref().unwrap_or(bytes), layers) {
            current = Some(masked);
        }
    }
    current
}

/// Replaces secrets that are known by value, wherever they stand and in the spellings that XML and URLs give them.
fn mask_known(mut bytes: Vec<u8>, known: &[&str]) -> Vec<u8> {
    for secret in known
        .iter()
        .map(|secret| secret.trim())
        .filter(|secret| secret.len() >= 4)
    {
        for spelling in encoded::spellings(secret) {
            if memmem::find(&bytes, spelling.as_bytes()).is_some() {
                bytes = replace(&bytes, spelling.as_bytes());
            }
        }
    }
    bytes
}

fn replace(bytes: &[u8], secret: &[u8]) -> Vec<u8> {
    let mut masked = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    while let Some(at) = rest
        .windows(secret.len())
        .position(|window| window == secret)
    {
        let (before, after) = rest.split_at(at);
        masked.extend_from_slice(before);
        masked.extend_from_slice(MASK.as_bytes());
        rest = after.get(secret.len()..).unwrap_or_default();
    }
    masked.extend_from_slice(rest);
    masked
}

/// The pages that a browser passes through carry their code as the last part of the path.
fn mask_page_codes(path: &str) -> String {
    for page in ["/punchout/start/", "/punchout/return/"] {
        if let Some((before, code)) = path.split_once(page) {
            let rest = code
                .find('/')
                .map_or("", |slash| code.get(slash..).unwrap_or_default());
            return format!("{before}{page}{MASK}{rest}");
        }
    }
    path.to_owned()
}

#[cfg(test)]
mod tests;
