//! The address that the cart goes to, as it was meant.

use percent_encoding::percent_decode;

use super::{Parameter, shown};
use crate::{Findings, Severity, charset::decoded};

/// An address, and the parameters behind it that are part of it.
pub(super) struct HookUrl {
    pub(super) url: String,
    pub(super) swallowed: Vec<usize>,
}

/// Finds the address that was meant. It should be encoded, and is then decoded once; some callers encode it not at all or twice.
pub(super) fn of<'a>(
    parameter: &Parameter,
    after: impl Iterator<Item = (usize, &'a Parameter)>,
    known: impl Fn(&str) -> bool,
    findings: &mut Findings,
) -> HookUrl {
    let name = parameter.name.as_str();
    let raw = String::from_utf8_lossy(&parameter.raw).into_owned();
    let address = raw.trim();
    if is_address(address) {
        let mut url = address.to_owned();
        let mut swallowed = Vec::new();
        if url.contains('?') {
            // Its own query goes on behind the next ampersand, until something comes that belongs to the call.
            for (place, next) in after.take_while(|(_, next)| !known(&next.name)) {
                url.push('&');
                url.push_str(&next.name);
                url.push('=');
                url.push_str(&String::from_utf8_lossy(&next.raw));
                swallowed.push(place);
            }
        }
        findings.add(
            "hook_url.unencoded",
            Severity::Warning,
            name,
            if swallowed.is_empty() {
                "The address is not percent-encoded.".to_owned()
            } else {
                format!(
                    "The address is not percent-encoded; {} parameters behind it were taken for its own.",
                    swallowed.len()
                )
            },
            "Have the caller encode it, so that parameters of its own cannot be taken for the call's.",
        );
        return HookUrl { url, swallowed };
    }
    let mut url = parameter.value.trim().to_owned();
    if is_encoded_address(&url) {
        let bytes: Vec<u8> = percent_decode(url.as_bytes()).collect();
        let once = decoded(&bytes, None);
        findings.add(
            "hook_url.encoded_twice",
            Severity::Warning,
            name,
            format!("The address is percent-encoded twice: {}", shown(&url)),
            "Have the caller encode it once.",
        );
        url = once;
    }
    HookUrl {
        url,
        swallowed: Vec::new(),
    }
}

fn is_address(text: &str) -> bool {
    ["http://", "https://"].iter().any(|scheme| {
        text.get(..scheme.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(scheme))
    })
}

fn is_encoded_address(text: &str) -> bool {
    ["http%3a%2f%2f", "https%3a%2f%2f"].iter().any(|scheme| {
        text.get(..scheme.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(scheme))
    })
}
