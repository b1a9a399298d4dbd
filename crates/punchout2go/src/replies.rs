//! What answers a session request, and what answers a return cart.

use serde_json::Value;

use crate::{
    fault::{Fault, FaultKind},
    json,
    object::Object,
    writer::Writer,
};

/// How deep an answer's address is looked for.
const MAX_NESTING: usize = 3;

/// The answer to a session request: where the buyer's browser goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StartReply {
    /// The address.
    pub start_url: String,
}

/// The answer to a return cart: where the buyer's browser goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RedirectReply {
    /// The address. For Liferay it must have no capital letters that matter: it is lower-cased as a whole.
    pub redirect_url: String,
}

impl StartReply {
    /// An answer with an address.
    pub fn new(start_url: impl Into<String>) -> Self {
        Self {
            start_url: start_url.into(),
        }
    }

    /// Reads an answer: the address under one of the names that shops give it, or alone as a text.
    ///
    /// # Errors
    ///
    /// A document that is no JSON and no address, or that has none.
    pub fn read(bytes: &[u8]) -> Result<Self, Fault> {
        let names = [
            "start_url",
            "punchOutStartURL",
            "redirect_url",
            "session_url",
            "url",
            "location",
        ];
        address(bytes, &names).map(|start_url| Self { start_url })
    }

    /// The answer as JSON.
    #[must_use]
    pub fn write(&self) -> String {
        let writer = Writer::default();
        writer
            .text("start_url", Some(&self.start_url))
            .done()
            .to_string()
    }
}

impl RedirectReply {
    /// An answer with an address.
    pub fn new(redirect_url: impl Into<String>) -> Self {
        Self {
            redirect_url: redirect_url.into(),
        }
    }

    /// Reads an answer: `redirect_url`, `redirecturl`, `redirectUrl`, or an address alone.
    ///
    /// # Errors
    ///
    /// A document that is no JSON and no address, or that has none.
    pub fn read(bytes: &[u8]) -> Result<Self, Fault> {
        address(bytes, &["redirect_url", "url", "location"])
            .map(|redirect_url| Self { redirect_url })
    }

    /// The answer as JSON, under both names.
    #[must_use]
    pub fn write(&self) -> String {
        let writer = Writer::default();
        writer
            .text("redirect_url", Some(&self.redirect_url))
            .text("redirecturl", Some(&self.redirect_url))
            .done()
            .to_string()
    }
}

/// The address in an answer.
fn address(bytes: &[u8], names: &[&str]) -> Result<String, Fault> {
    if let Ok(text) = std::str::from_utf8(bytes)
        && is_address(text.trim())
    {
        return Ok(text.trim().to_owned());
    }
    let path = format!("/{}", names.first().unwrap_or(&"url"));
    within(json::read(bytes)?, names, MAX_NESTING)?.ok_or_else(|| {
        Fault::new(
            FaultKind::Missing,
            path,
            "The answer has no address.",
            "Answer with the absolute http or https address that the buyer's browser goes to.",
        )
    })
}

/// The address in a value: by its name here, or further in.
fn within(value: Value, names: &[&str], nesting: usize) -> Result<Option<String>, Fault> {
    match value {
        Value::String(text) if is_address(text.trim()) => Ok(Some(text.trim().to_owned())),
        Value::Object(_) => {
            let mut object = Object::of(value, "")?;
            for name in names {
                if let Ok(Some(text)) = object.text(name)
                    && is_address(&text)
                {
                    return Ok(Some(text));
                }
            }
            for name in ["body", "data", "params", "response", "result"] {
                if nesting > 0
                    && let Some(inner) = object.take(name)
                    && let Some(found) = within(inner, names, nesting - 1)?
                {
                    return Ok(Some(found));
                }
            }
            Ok(None)
        }
        _ => Ok(None),
    }
}

/// Whether a text looks like an absolute web address.
fn is_address(text: &str) -> bool {
    text.split_once("://").is_some_and(|(scheme, rest)| {
        (scheme.eq_ignore_ascii_case("https") || scheme.eq_ignore_ascii_case("http"))
            && !rest.is_empty()
            && !text.chars().any(|c| c.is_whitespace() || c.is_control())
    })
}
