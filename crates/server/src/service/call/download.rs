//! OCI 5.0's mass download: the catalogue page by page, as JSON.

use std::collections::BTreeMap;

use oci::{Call, Value};
use serde_json::{Map, json};

use crate::service::hand_over::ReturnForm;

/// The most articles of a page that asks for none in particular.
const PAGE_SIZE: u32 = 100;

/// Which part of the catalogue is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// The page, from 1.
    pub page: u32,
    /// How many articles it has.
    pub size: u32,
}

impl Wanted {
    /// What a call asks for; at most so many articles at once.
    #[must_use]
    pub fn of(call: &Call, most: u32) -> Self {
        let number = |name: &str| said(call, name)?.trim().parse::<u32>().ok();
        Self {
            page: number("requestedpage").unwrap_or(1).max(1),
            size: number("pagesize")
                .unwrap_or(PAGE_SIZE)
                .clamp(1, most.max(1)),
        }
    }
}

/// The answer: what the form of a cart would have, article by article.
#[must_use]
pub fn json(
    call: &Call,
    wanted: Wanted,
    total: Option<u32>,
    form: &ReturnForm,
    language: Option<&str>,
) -> Vec<u8> {
    let returned = oci::read_return(&form.fields);
    let count = u32::try_from(returned.items.len()).unwrap_or(u32::MAX);
    let before = wanted.size.saturating_mul(wanted.page - 1);
    let total = total.unwrap_or_else(|| before.saturating_add(count));
    let items: Vec<_> = returned
        .items
        .iter()
        .map(|line| json!({"NEWITEM": article(&line.item, language)}))
        .collect();
    json!({
        "CTI": said(call, "cti").unwrap_or_default(),
        "CURRENTPAGE": wanted.page,
        "TOTALITEMS": total,
        "TOTALPAGES": total.div_ceil(wanted.size),
        "TRANSACTIONID": said(call, "transactionid").unwrap_or_default(),
        "Items": items,
    })
    .to_string()
    .into_bytes()
}

fn article(item: &oci::Item, language: Option<&str>) -> Map<String, serde_json::Value> {
    let code = language.and_then(|tag| tag.split('-').next());
    let code = code.unwrap_or("en").to_uppercase();
    let texts = |text: &str| json!([{"description": text, "languageCode": code}]);
    let mut article: BTreeMap<String, serde_json::Value> = item
        .fields()
        .map(|(name, value)| {
            let text = match value {
                Value::Text(text) => text.clone(),
                Value::Number(number) => number.to_string(),
            };
            match name {
                "DESCRIPTION" => (name.to_owned(), texts(&text)),
                "PRICEUNIT" => ("PRICE_QUANTITY".to_owned(), json!(text)),
                _ => (name.to_owned(), json!(text)),
            }
        })
        .collect();
    if let Some(text) = &item.long_text {
        article.insert("LONGTEXT".to_owned(), texts(text));
    }
    article.into_iter().collect()
}

/// What a call says beside, whatever the case of its name.
fn said<'a>(call: &'a Call, name: &str) -> Option<&'a str> {
    let mut all = call.others.iter();
    all.find(|(other, _)| other.eq_ignore_ascii_case(name))
        .map(|(_, value)| value.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_bounded() {
        let call = |page: &str, size: &str| Call {
            others: vec![
                ("RequestedPage".to_owned(), page.to_owned()),
                ("PAGESIZE".to_owned(), size.to_owned()),
            ],
            ..Call::default()
        };
        let wanted = |page, size| Wanted::of(&call(page, size), 500);
        assert_eq!(wanted("2", "50"), Wanted { page: 2, size: 50 });
        assert_eq!(wanted("0", "100000"), Wanted { page: 1, size: 500 });
        assert_eq!(wanted("x", "-1"), Wanted { page: 1, size: 100 });
    }
}
