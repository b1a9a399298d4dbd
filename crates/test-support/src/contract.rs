//! Answers held against the OpenAPI document: what is answered stands there, and looks as it says.

mod schema;

use std::{fs, path::Path, sync::LazyLock};

use serde_json::Value;

pub use schema::faults;

/// The document as it is committed.
static DOCUMENT: LazyLock<Value> = LazyLock::new(|| {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../openapi/openapi.json");
    let text = fs::read_to_string(path).expect("the document is there");
    serde_json::from_str(&text).expect("the document is JSON")
});

/// What an answer is held against.
#[derive(Clone, Copy, Debug)]
pub struct Answered<'a> {
    /// Method of the request, in any case.
    pub method: &'a str,
    /// Path of the request, without a query.
    pub path: &'a str,
    /// Status.
    pub status: u16,
    /// `Content-Type`; empty where there is none.
    pub content_type: &'a str,
    /// Body.
    pub body: &'a [u8],
}

/// What an answer has that the document does not say; nothing of what is no part of the document.
#[must_use]
pub fn departures(answer: Answered<'_>) -> Vec<String> {
    let Some(operation) = operation(answer.method, answer.path) else {
        return Vec::new();
    };
    let response = operation.pointer(&format!("/responses/{}", answer.status));
    let Some(response) = response.and_then(Value::as_object) else {
        return vec![format!("{} is not documented", answer.status)];
    };
    let response = match response.get("$ref").and_then(Value::as_str) {
        Some(to) => referred(to).as_object().expect("a response"),
        None => response,
    };
    let Some(content) = response.get("content").and_then(Value::as_object) else {
        let body = String::from_utf8_lossy(answer.body);
        let is_said = answer.body.is_empty();
        return if is_said {
            Vec::new()
        } else {
            vec![format!("no body is documented: {body}")]
        };
    };
    let media = answer
        .content_type
        .split(';')
        .next()
        .unwrap_or_default()
        .trim();
    let Some(content) = content.get(media) else {
        return vec![format!("the content type {media:?} is not documented")];
    };
    if !media.ends_with("/json") && !media.ends_with("+json") {
        return Vec::new();
    }
    match serde_json::from_slice(answer.body) {
        Ok(body) => faults(content.get("schema").expect("a schema"), &body),
        Err(error) => vec![format!("no JSON: {error}")],
    }
}

fn operation(method: &str, path: &str) -> Option<&'static Value> {
    let paths = DOCUMENT.get("paths").and_then(Value::as_object);
    let paths = paths.expect("the document has paths");
    let matching = paths.iter().filter(|(pattern, _)| fits(pattern, path));
    // A word stands before a parameter.
    let (_, item) = matching.min_by_key(|(pattern, _)| pattern.matches('{').count())?;
    item.get(method.to_ascii_lowercase())
}

fn fits(pattern: &str, path: &str) -> bool {
    pattern.split('/').count() == path.split('/').count()
        && pattern
            .split('/')
            .zip(path.split('/'))
            .all(|(wanted, part)| wanted == part || wanted.starts_with('{') && !part.is_empty())
}

fn referred(to: &str) -> &'static Value {
    let pointer = to.trim_start_matches('#');
    DOCUMENT.pointer(pointer).expect("what is referred to")
}
