//! The form that brought a cart back: the buyer's side.

mod name;

use std::collections::BTreeMap;

use crate::{
    Finding, Findings, Item, Kind, Need, Severity, Value, Version,
    field::{FIELDS, field},
    number,
};
use name::Name;

/// The most lines that are read.
const MAX_ITEMS: usize = 5_000;

/// A cart that came back.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Returned {
    /// Its lines, in the order of their indexes.
    pub items: Vec<ReturnedItem>,
    /// The fields that belong to no line, such as `~OkCode`.
    pub others: Vec<(String, String)>,
    /// What deviates.
    pub findings: Findings,
}

/// A line that came back.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReturnedItem {
    /// Its index, as it came.
    pub index: u32,
    /// Its fields. Numbers that cannot be read are texts.
    pub item: Item,
}

/// Reads the fields of a form that was posted to the return address. Whatever can be understood is, and what deviates from the interface is
/// named.
#[must_use]
pub fn read_return(fields: &[(String, String)]) -> Returned {
    let mut findings = Findings::default();
    let mut items: BTreeMap<u32, Item> = BTreeMap::new();
    let mut others = Vec::new();
    for (raw_name, raw_value) in fields {
        let (raw_name, raw_value) = split_again(raw_name, raw_value, &mut findings);
        let Some(name) = name::read(raw_name) else {
            others.push((raw_name.to_owned(), raw_value.to_owned()));
            continue;
        };
        if let Some(oddity) = name.oddity {
            findings.add(
                "name.spelling",
                Severity::Warning,
                raw_name,
                format!("The field's name is spelled with {oddity}."),
                "Have the shop write NEW_ITEM-FIELD[n], and NEW_ITEM-LONGTEXT_n:132[] for the long text.",
            );
        }
        if !items.contains_key(&name.index) && items.len() >= MAX_ITEMS {
            findings.add(
                "items.too_many",
                Severity::Error,
                raw_name,
                format!("There are more than {MAX_ITEMS} lines."),
                "The further ones are left out.",
            );
            continue;
        }
        let item = items.entry(name.index).or_default();
        take(item, &name, raw_value, raw_name, &mut findings);
    }
    if let Some((name, _)) = others
        .iter()
        .find(|(name, value)| is_document(name) && !value.is_empty())
    {
        findings.add(
            "document.instead",
            Severity::Error,
            name,
            "The cart is an XML document in one field.",
            "It is kept as it came and not read. Have the shop send NEW_ITEM fields.",
        );
    }
    items.retain(|_, item| !item.is_empty());
    indexes(&items, &mut findings);
    for (index, item) in &items {
        complete(*index, item, &mut findings);
    }
    Returned {
        items: items
            .into_iter()
            .map(|(index, item)| ReturnedItem { index, item })
            .collect(),
        others,
        findings,
    }
}

/// Whether a field carries a document instead of a cart's fields: OCI 2 to 4 have that, and nobody describes it.
fn is_document(name: &str) -> bool {
    let name = name.trim_start_matches('~');
    name.eq_ignore_ascii_case("xmlDocument") || name.eq_ignore_ascii_case("xml_document")
}

/// A name that has the value in it: its equals sign was percent-encoded.
fn split_again<'a>(name: &'a str, value: &'a str, findings: &mut Findings) -> (&'a str, &'a str) {
    match name.split_once('=') {
        Some((real, inside)) if value.is_empty() => {
            findings.add(
                "pair.encoded_equals",
                Severity::Error,
                real,
                "The equals sign between name and value is percent-encoded.",
                "Have the shop encode names and values by themselves.",
            );
            (real, inside)
        }
        _ => (name, value),
    }
}

fn take(item: &mut Item, name: &Name, value: &str, path: &str, findings: &mut Findings) {
    if name.field == "LONGTEXT" {
        if !value.trim().is_empty() {
            let text = value.replace("\r\n", "\n");
            match &mut item.long_text {
                Some(long) => {
                    long.push('\n');
                    long.push_str(&text);
                }
                None => item.long_text = Some(text),
            }
        }
        return;
    }
    if item.get(&name.field).is_some() {
        findings.add(
            "field.repeated",
            Severity::Warning,
            path,
            "The field is there twice.",
            "The first one counts.",
        );
        return;
    }
    let known = field(&name.field);
    let Some(Kind::Number { integer, decimals }) = known.map(|field| field.kind) else {
        let text = value.trim();
        let max = known.and_then(|field| field.max_length(Version::V5_0));
        let length = text.chars().map(char::len_utf16).sum::<usize>();
        if let Some(max) = max.filter(|max| length > *max) {
            findings.add(
                "value.too_long",
                Severity::Error,
                path,
                format!("The value has {length} characters; there is room for {max}."),
                "A procurement system cuts it or refuses the cart. Have the shop shorten it.",
            );
        }
        item.set_text(&name.field, text);
        return;
    };
    if value.trim().is_empty() {
        return;
    }
    let Some(reading) = number::read(value) else {
        findings.add(
            "number.invalid",
            Severity::Error,
            path,
            format!(
                "“{}” is no number.",
                value.chars().take(40).collect::<String>()
            ),
            "Have the shop write digits and a point.",
        );
        item.set_text(&name.field, value.trim());
        return;
    };
    if let Some(oddity) = reading.oddity {
        findings.add(
            "number.spelling",
            Severity::Warning,
            path,
            format!("The number is written with {oddity}."),
            "Have the shop write digits and a point, or what was agreed with the buyer.",
        );
    }
    let room = rust_decimal::Decimal::from(10_u64.pow(integer));
    if reading.number.abs() >= room || reading.number.normalize().scale() > decimals {
        findings.add(
            "number.digits",
            Severity::Error,
            path,
            format!(
                "The number has more than {integer} digits before or {decimals} behind the point."
            ),
            "A procurement system refuses or rounds it. Have the shop send fewer digits.",
        );
    }
    item.set_number(&name.field, reading.number);
}

/// Indexes are to begin with 1 and to leave none out.
fn indexes(items: &BTreeMap<u32, Item>, findings: &mut Findings) {
    if items.contains_key(&0) {
        findings.add(
            "index.zero",
            Severity::Error,
            "[0]",
            "The lines are counted from 0.",
            "Have the shop count from 1: a procurement system passes over the line 0.",
        );
    }
    let mut expected = u32::from(!items.contains_key(&0));
    for index in items.keys() {
        if *index != expected {
            findings.add(
                "index.gap",
                Severity::Warning,
                &format!("[{expected}]"),
                format!("There is no line {expected}; the next one is {index}."),
                "Have the shop count without gaps: some procurement systems stop at the first one.",
            );
        }
        expected = index.saturating_add(1);
    }
}

/// What a line must have.
fn complete(index: u32, item: &Item, findings: &mut Findings) {
    for row in FIELDS {
        let path = format!("NEW_ITEM-{}[{index}]", row.name);
        let there = item.get(row.name).is_some();
        let needed = match row.need {
            Need::Optional => false,
            Need::Always => true,
            Need::UnlessMaterial => item.get("MATNR").is_none(),
            Need::With(others) => others.iter().any(|other| item.get(other).is_some()),
        };
        if needed && !there {
            findings.add(
                "field.missing",
                Severity::Error,
                &path,
                format!("The line {index} has no {}.", row.name),
                "Have the shop send it; a procurement system may refuse the line.",
            );
        }
        if let (true, Some(other)) = (there, row.only_with)
            && item.get(other).is_none()
        {
            findings.add(
                "field.alone",
                Severity::Warning,
                &path,
                format!("The field means nothing without {other}."),
                "Have the shop send both or none.",
            );
        }
    }
    let unit = item.text("UNIT").unwrap_or_default();
    if !unit.is_empty() && unit.bytes().all(|byte| byte.is_ascii_digit()) {
        findings.add(
            "unit.digits",
            Severity::Warning,
            &format!("NEW_ITEM-UNIT[{index}]"),
            format!("“{unit}” looks like a number, not like a unit."),
            "Have the shop send an ISO code such as EA or PCE.",
        );
    }
}

impl Returned {
    /// The codes of all findings, for tests and lists.
    pub fn codes(&self) -> impl Iterator<Item = &'static str> {
        self.findings
            .found
            .iter()
            .map(|finding: &Finding| finding.code)
    }
}

impl ReturnedItem {
    /// The value of a field as people read it.
    #[must_use]
    pub fn shown(&self, name: &str) -> String {
        match self.item.get(name) {
            Some(Value::Text(text)) => text.clone(),
            Some(Value::Number(number)) => number.to_string(),
            None => String::new(),
        }
    }
}

#[cfg(test)]
mod tests;
