//! The pages that a buyer's browser passes through, read as a browser reads them.

use std::collections::HashMap;

use test_support::Reply;

/// A page.
pub struct Page {
    pub reply: Reply,
    pub form: Option<Form>,
}

/// The form of a page.
pub struct Form {
    pub action: String,
    pub method: String,
    pub target: Option<String>,
    /// Hidden fields.
    pub fields: Vec<(String, String)>,
}

impl Page {
    /// Reads a page and checks what holds for each of them.
    pub fn read(reply: Reply) -> Self {
        let html = reply.text();
        assert_eq!(
            reply.header("content-type"),
            "text/html; charset=utf-8",
            "{html}"
        );
        assert_eq!(reply.header("cache-control"), "no-store");
        assert_eq!(reply.header("referrer-policy"), "no-referrer");
        assert_eq!(reply.header("x-content-type-options"), "nosniff");
        assert_eq!(
            reply.header("x-frame-options"),
            "",
            "frames are for frame-ancestors"
        );
        assert_eq!(reply.header("set-cookie"), "");
        let policy = reply.header("content-security-policy");
        assert!(policy.contains("default-src 'none'"), "{policy}");
        assert!(
            !policy.contains("form-action") && !policy.contains("unsafe"),
            "{policy}"
        );
        let form = tags(&html, "form").next().map(|form| Form {
            action: form.get("action").cloned().unwrap_or_default(),
            method: form.get("method").cloned().unwrap_or_default(),
            target: form.get("target").cloned(),
            fields: tags(&html, "input")
                .map(|input| (input["name"].clone(), input["value"].clone()))
                .collect(),
        });
        assert!(tags(&html, "form").count() <= 1);
        Self { reply, form }
    }

    /// Whether a script posts the form without a click.
    pub fn posts_by_itself(&self) -> bool {
        self.reply.text().contains("requestSubmit()")
    }

    /// The directive of the page's policy that says who may frame it.
    pub fn frame_ancestors(&self) -> String {
        let policy = self.reply.header("content-security-policy");
        let directive = policy.split(';').map(str::trim);
        let mut found = directive.filter_map(|part| part.strip_prefix("frame-ancestors "));
        found.next().expect("frame-ancestors").to_owned()
    }
}

/// The start tags of a name, with their attributes.
fn tags<'a>(html: &'a str, name: &'a str) -> impl Iterator<Item = HashMap<String, String>> + 'a {
    let open = format!("<{name} ");
    let places: Vec<_> = html
        .match_indices(&open)
        .map(|(at, _)| at + open.len())
        .collect();
    places.into_iter().map(move |at| attributes(&html[at..]))
}

/// Attributes up to the end of the tag; values stand in double quotes.
fn attributes(mut rest: &str) -> HashMap<String, String> {
    let mut attributes = HashMap::new();
    loop {
        rest = rest.trim_start();
        if rest.starts_with('>') {
            return attributes;
        }
        let (name, after) = rest.split_once("=\"").expect("a value in quotes");
        let (value, after) = after.split_once('"').expect("a closing quote");
        assert!(!value.contains('<'), "markup in a value: {value}");
        attributes.insert(name.to_owned(), unescape(value));
        rest = after;
    }
}

/// Resolves character references.
fn unescape(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut parts = text.split('&');
    plain.push_str(parts.next().unwrap_or_default());
    for part in parts {
        let (reference, after) = part.split_once(';').expect("a reference ends");
        let character = match reference {
            "amp" => '&',
            "lt" => '<',
            "gt" => '>',
            "quot" => '"',
            number => {
                let number = number.strip_prefix('#').expect("a known reference");
                char::from_u32(number.parse().expect("a number")).expect("a character")
            }
        };
        plain.push(character);
        plain.push_str(after);
    }
    plain
}
