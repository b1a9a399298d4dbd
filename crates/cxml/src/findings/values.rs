//! What is said in text and attributes, beyond what a DTD can demand.

use super::{
    Examination,
    Severity::{Notice, Warning},
    meanings::{AttributeMeaning, ElementMeaning},
    shown,
};
use crate::{number::parse_number, timestamp::Timestamp, tree::ElementRef};

pub(super) fn examine(examination: &mut Examination<'_>, element: ElementRef<'_>) {
    match examination.meanings.of(element.id()) {
        ElementMeaning::Root => root(examination, element),
        ElementMeaning::Money => {
            number(examination, &element.text());
            currency(examination, element);
        }
        ElementMeaning::Number => number(examination, &element.text()),
        ElementMeaning::Identity => identity(examination, element),
        ElementMeaning::Secret => secret(examination),
        ElementMeaning::Address => attachment(examination, element),
        ElementMeaning::None => {}
    }
    for found in element.attribute_refs() {
        match examination.meanings.of_attribute(found.id, found.name) {
            AttributeMeaning::Number => number(examination, found.value),
            AttributeMeaning::Time => time(examination, found.name, found.value),
            AttributeMeaning::None => {}
        }
    }
}

fn root(examination: &mut Examination<'_>, root: ElementRef<'_>) {
    if root
        .attr("payloadID")
        .is_some_and(|id| id.trim().is_empty())
    {
        let text = || "The payloadID is empty.".to_owned();
        examination.here(
            "payload_id.empty",
            Warning,
            text,
            "Give each document an id of its own; repetitions are known by it.",
        );
    }
}

/// Numbers have US-English punctuation (cXML 1.2, data types); grouping commas are tolerated.
fn number(examination: &mut Examination<'_>, value: &str) {
    let plain = |c: char| c.is_ascii_digit() || matches!(c, '+' | '-' | '.' | 'e' | 'E');
    if parse_number(value).is_none() {
        let text = || format!("“{}” is no number.", shown(value));
        examination.here(
            "number.unreadable",
            Warning,
            text,
            "Write numbers like 1234.56.",
        );
    } else if !value.trim().chars().all(plain) {
        let text = || {
            format!(
                "The number “{}” has more than digits and a point.",
                shown(value)
            )
        };
        examination.here(
            "number.spelling",
            Warning,
            text,
            "Write numbers like 1234.56: others read a comma in another way.",
        );
    }
}

fn currency(examination: &mut Examination<'_>, money: ElementRef<'_>) {
    let code = money.attr("currency").unwrap_or_default();
    let is_code = code.len() == 3 && code.bytes().all(|byte| byte.is_ascii_uppercase());
    if !is_code && money.attr("currency").is_some() {
        let text = || format!("“{}” is no code of a currency.", shown(code));
        examination.here(
            "currency.code",
            Warning,
            text,
            "Use the code of ISO 4217, such as EUR.",
        );
    }
}

fn identity(examination: &mut Examination<'_>, identity: ElementRef<'_>) {
    if identity.full_text().is_empty() {
        let text = || "The Identity is empty.".to_owned();
        examination.here(
            "identity.empty",
            Warning,
            text,
            "Say who it is; credentials are found by domain and identity.",
        );
    }
}

/// What authenticates has no place in what goes through a browser (cXML 1.1 User's Guide, `PunchOutOrderMessage`).
fn secret(examination: &mut Examination<'_>) {
    let in_header = examination
        .place
        .parent()
        .is_some_and(|parent| parent.name() == "Credential");
    if examination.in_message && in_header {
        let text = || "A Message has a secret; it goes through a browser.".to_owned();
        examination.here(
            "secret.in_message",
            Warning,
            text,
            "Leave the secret out of Messages, and change it: it has been seen.",
        );
    }
}

fn attachment(examination: &mut Examination<'_>, url: ElementRef<'_>) {
    let url = url.text();
    let Some(content_id) = url.strip_prefix("cid:") else {
        return;
    };
    let found = examination
        .carried
        .and_then(|carried| carried.attachment(content_id));
    if found.is_none() {
        let text = || {
            format!(
                "There is no attachment with the Content-ID “{}”.",
                shown(content_id)
            )
        };
        examination.here(
            "attachment.missing",
            Warning,
            text,
            "Send it in the same MIME message, with this Content-ID.",
        );
    }
}

fn time(examination: &mut Examination<'_>, name: &str, value: &str) {
    let only_date = name != "timestamp" && value.len() <= 10;
    let read = Timestamp::read(value);
    if read.micros.is_none() {
        let text = || format!("The time “{}” cannot be read.", shown(value));
        examination.here(
            "time.unreadable",
            Warning,
            text,
            "Write times like 2026-03-01T10:30:00+00:00.",
        );
    } else if !only_date && !read.is_canonical() {
        let text = || {
            format!(
                "The time “{}” is not spelled as cXML wants it.",
                shown(value)
            )
        };
        examination.here(
            "time.spelling",
            Notice,
            text,
            "Write times like 2026-03-01T10:30:00+00:00: without a zone they can be hours off.",
        );
    }
}
