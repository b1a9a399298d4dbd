//! Forms as browsers post them.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_encode};

use crate::Charset;

/// What stands for itself in a posted form (WHATWG URL, 5.2); the blank, which becomes a plus, among it.
const PLAIN: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'*')
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b' ');

/// Fields as `application/x-www-form-urlencoded`.
#[must_use]
pub fn encoded(fields: &[(String, String)], charset: Charset) -> String {
    let mut body = String::new();
    for (name, value) in fields {
        if !body.is_empty() {
            body.push('&');
        }
        push(&mut body, name, charset);
        body.push('=');
        push(&mut body, value, charset);
    }
    body
}

fn push(body: &mut String, text: &str, charset: Charset) {
    let bytes = charset.bytes(text);
    for part in percent_encode(&bytes, PLAIN) {
        body.push_str(&part.replace(' ', "+"));
    }
}
