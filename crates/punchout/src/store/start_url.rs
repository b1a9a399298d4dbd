//! Start URLs: where buyers are sent, with placeholders for what their session has.
//!
//! What can be filled in tells nothing of a person: addresses stand in logs of shops, proxies and browsers.

use std::fmt::Write;

use url::{Position, Url};

use super::Store;
use crate::session::{Operation, Session};

/// The article number of the selected item, in the URL for items alone.
pub const ITEM_ID: &str = "item_id";

/// What may stand in braces in every start URL.
pub const PLACEHOLDERS: [&str; 6] = [
    "operation",
    "session_id",
    "connection_id",
    "language",
    "locale",
    "currency",
];

/// What is wrong with the placeholders of a start URL.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// A brace that has no partner.
    LoneBrace,
    /// A name that nothing is known by, as far as it is quoted.
    Unknown(String),
    /// One in the scheme, the host or the port: it would lead to another shop.
    BeforePath,
}

/// A piece of a template.
enum Piece<'a> {
    Text(&'a str),
    Placeholder(&'a str),
    LoneBrace,
}

/// The names that are known in a start URL.
pub fn known(has_item: bool) -> impl Iterator<Item = &'static str> {
    let item = has_item.then_some(ITEM_ID);
    item.into_iter().chain(PLACEHOLDERS)
}

/// Checks the placeholders of a start URL.
///
/// # Errors
///
/// The first [`Fault`].
pub fn check(template: &str, has_item: bool) -> Result<(), Fault> {
    for piece in pieces(template) {
        match piece {
            Piece::LoneBrace => return Err(Fault::LoneBrace),
            Piece::Placeholder(name) if !known(has_item).any(|one| one == name) => {
                return Err(Fault::Unknown(name.chars().take(40).collect()));
            }
            Piece::Placeholder(_) | Piece::Text(_) => {}
        }
    }
    // Whatever is filled in, what comes before the path is the same.
    let [one, other] = ["1", "2"].map(|value| Url::parse(&filled(template, |_| Some(value))));
    match (one, other) {
        (Ok(one), Ok(other)) if one[..Position::BeforePath] != other[..Position::BeforePath] => {
            Err(Fault::BeforePath)
        }
        _ => Ok(()),
    }
}

/// A start URL with something in each place, to be checked as a URL.
#[must_use]
pub fn sample(template: &str) -> String {
    filled(template, |_| Some("0"))
}

/// A start URL for a session. What the session does not have is left out; every value is percent-encoded.
#[must_use]
pub fn fill(template: &str, session: &Session) -> String {
    let session_id = session.id.0.to_string();
    let connection_id = session.connection_id.0.to_string();
    let locale = session.locale.as_deref().unwrap_or_default();
    let language = locale.split(['-', '_']).next().unwrap_or_default();
    let language = language.to_ascii_lowercase();
    filled(template, |name| {
        Some(match name {
            ITEM_ID => session.selected_item.as_ref().map_or("", |item| &item.sku),
            "operation" => operation(session.operation),
            "session_id" => &session_id,
            "connection_id" => &connection_id,
            "language" => &language,
            "locale" => locale,
            "currency" => session.currency.as_deref().unwrap_or_default(),
            _ => return None,
        })
    })
}

impl Store {
    /// Where a session's buyer goes, by what they came for, without an access token.
    #[must_use]
    pub fn start_url(&self, session: &Session) -> String {
        let edit = self.start_url_edit.as_ref();
        let template = match (session.operation, &session.selected_item) {
            (Operation::Edit, _) => edit,
            (Operation::Inspect, _) => self.start_url_inspect.as_ref().or(edit),
            // Without an article number there is no page of it.
            (Operation::Create | Operation::Source, Some(item)) => self
                .start_url_item
                .as_ref()
                .filter(|_| !is_empty_segment(&item.sku)),
            (Operation::Create | Operation::Source, None) => None,
        };
        fill(template.unwrap_or(&self.punch_out_start_url), session)
    }
}

/// As the REST API calls it.
const fn operation(operation: Operation) -> &'static str {
    match operation {
        Operation::Create => "create",
        Operation::Edit => "edit",
        Operation::Inspect => "inspect",
        Operation::Source => "source",
    }
}

/// Whether a value says nothing in a path: dots alone would lead to another folder, encoded or not.
fn is_empty_segment(value: &str) -> bool {
    value.bytes().all(|byte| byte == b'.')
}

/// The pieces of a template, in order.
fn pieces(template: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = template;
    loop {
        let (text, after) = match rest.split_once('{') {
            Some((text, after)) => (text, Some(after)),
            None => (rest, None),
        };
        if text.contains('}') {
            pieces.push(Piece::LoneBrace);
        }
        pieces.push(Piece::Text(text));
        let Some(after) = after else { break };
        match after.split_once('}') {
            Some((name, after)) if !name.contains('{') => {
                pieces.push(Piece::Placeholder(name));
                rest = after;
            }
            _ => {
                pieces.push(Piece::LoneBrace);
                pieces.push(Piece::Text("{"));
                rest = after;
            }
        }
    }
    pieces
}

/// A template with what each name stands for; names that stand for nothing known stay.
fn filled<'v>(template: &str, value: impl Fn(&str) -> Option<&'v str>) -> String {
    let mut url = String::with_capacity(template.len());
    for piece in pieces(template) {
        match piece {
            Piece::Text(text) => url.push_str(text),
            Piece::LoneBrace => {}
            Piece::Placeholder(name) => match value(name) {
                Some(value) if is_empty_segment(value) => {}
                Some(value) => encode(value, &mut url),
                None => {
                    let _ = write!(url, "{{{name}}}");
                }
            },
        }
    }
    url
}

/// Encodes all but what RFC 3986, 2.3, calls unreserved.
fn encode(value: &str, url: &mut String) {
    for byte in value.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            url.push(char::from(byte));
        } else {
            let _ = write!(url, "%{byte:02X}");
        }
    }
}

#[cfg(test)]
mod tests;
