//! The check of one line.

use std::collections::HashMap;

use rust_decimal::Decimal;

use super::{CartRules, CheckedLine, Problems, check_charge};
use crate::{
    cart::{Cart, CartItem},
    connection::{Classification, Format},
};

/// `SupplierPartAuxiliaryID`: what procurement systems keep without cutting.
const MAX_INTERNAL_ID: usize = 255;

/// How many times a line can be a part of a part.
const MAX_DEPTH: usize = 8;

/// Checks a line; `None` where a line of it makes no sense. The problems tell.
pub(super) fn check(
    index: usize,
    item: &CartItem,
    rules: &CartRules<'_>,
    problems: &mut Problems,
) -> Option<CheckedLine> {
    let at = |field: &str| format!("/items/{index}/{field}");
    let sku = problems.required(&at("sku"), &item.sku, 255);
    let line_number = item.line_number.or_else(|| u32::try_from(index + 1).ok())?;
    let internal_id = problems
        .verbatim(
            &at("internal_id"),
            item.internal_id.as_deref(),
            MAX_INTERNAL_ID,
        )
        .unwrap_or_else(|| format!("{}/{line_number}", rules.session));
    let name = problems.text(&at("name"), item.name.as_deref(), 1_000);
    let description = problems.text(&at("description"), item.description.as_deref(), 10_000);
    if name.is_none() && description.is_none() {
        problems.add(
            at("description"),
            "required",
            "A line must have a description or a name.",
        );
    }
    positive(&at("quantity"), item.quantity, problems);
    if item.unit_price.is_sign_negative() && !item.unit_price.is_zero() {
        problems.add(at("unit_price"), "negative", "The price must not be negative; most procurement systems refuse such lines. Lower the prices instead.");
    }
    let price_unit = item.price_unit.unwrap_or(Decimal::ONE);
    positive(&at("price_unit"), price_unit, problems);
    let unit = unit(&at("unit"), &item.unit, problems);
    let classification = classification(&at("classification"), item, rules, problems);
    let line = CheckedLine {
        line_number,
        sku,
        internal_id,
        description: description.or_else(|| name.clone()).unwrap_or_default(),
        name,
        quantity: item.quantity,
        unit: unit.unwrap_or_default(),
        unit_price: item.unit_price,
        price_unit,
        classification,
        manufacturer: problems.text(&at("manufacturer"), item.manufacturer.as_deref(), 255),
        manufacturer_sku: problems.text(
            &at("manufacturer_sku"),
            item.manufacturer_sku.as_deref(),
            255,
        ),
        buyer_sku: problems.text(&at("buyer_sku"), item.buyer_sku.as_deref(), 255),
        supplier_id: problems
            .text(&at("supplier_id"), item.supplier_id.as_deref(), 64)
            .or_else(|| rules.connection.default_supplier_id.clone()),
        lead_time_days: item.lead_time_days,
        url: problems.url(&at("url"), item.url.as_deref()),
        image_url: problems.url(&at("image_url"), item.image_url.as_deref()),
        parent_line_number: item.parent_line_number,
        tax: item
            .tax
            .as_ref()
            .map(|tax| check_charge(&at("tax"), tax, problems)),
        custom_fields: custom_fields(&at("custom_fields"), item, problems),
    };
    unit.map(|_| line)
}

/// Checks that line numbers name one line each, and that parts belong to a line that there is.
pub(super) fn check_numbers(cart: &Cart, problems: &mut Problems) {
    let number =
        |index: usize, item: &CartItem| item.line_number.or_else(|| u32::try_from(index + 1).ok());
    let mut first: HashMap<u32, usize> = HashMap::new();
    for (index, item) in cart.items.iter().enumerate() {
        let Some(number) = number(index, item) else {
            continue;
        };
        if let Some(other) = first.insert(number, index) {
            problems.add(
                format!("/items/{index}/line_number"),
                "line_number_repeated",
                format!("The line number {number} is that of /items/{other} too."),
            );
        }
    }
    for (index, item) in cart.items.iter().enumerate() {
        if let Some(parent) = item.parent_line_number
            && (!first.contains_key(&parent) || number(index, item) == Some(parent))
        {
            problems.add(
                format!("/items/{index}/parent_line_number"),
                "parent_unknown",
                format!("There is no other line with the number {parent}."),
            );
        }
    }
    check_circles(cart, &number, problems);
}

/// Checks that parts of parts lead to a whole at last.
fn check_circles(
    cart: &Cart,
    number: &impl Fn(usize, &CartItem) -> Option<u32>,
    problems: &mut Problems,
) {
    let parents: HashMap<u32, u32> = cart
        .items
        .iter()
        .enumerate()
        .filter_map(|(index, item)| Some((number(index, item)?, item.parent_line_number?)))
        .collect();
    for (index, item) in cart.items.iter().enumerate() {
        let steps =
            std::iter::successors(item.parent_line_number, |line| parents.get(line).copied());
        if parents.len() > 1 && steps.take(MAX_DEPTH + 1).count() > MAX_DEPTH {
            problems.add(
                format!("/items/{index}/parent_line_number"),
                "parent_too_deep",
                format!("The line is a part of a part of a part, and so on, more than {MAX_DEPTH} times, or of itself."),
            );
        }
    }
}

fn positive(pointer: &str, number: Decimal, problems: &mut Problems) {
    if number <= Decimal::ZERO {
        problems.add(
            pointer,
            "not_positive",
            "The number must be greater than zero.",
        );
    }
}

fn unit(pointer: &str, code: &str, problems: &mut Problems) -> Option<&'static str> {
    let known = codes::unit(code.trim());
    if known.is_none() {
        let hint = codes::suggest_unit(code).map_or_else(
            || "Send a UN/CEFACT Recommendation 20 code such as EA, KGM or MTR.".to_owned(),
            |unit| format!("Did you mean {} ({})?", unit.code, unit.name),
        );
        problems.add(
            pointer,
            "unit_unknown",
            format!("The unit “{code}” is not known. {hint}"),
        );
    }
    known.map(|unit| unit.code)
}

fn classification(
    pointer: &str,
    item: &CartItem,
    rules: &CartRules<'_>,
    problems: &mut Problems,
) -> Vec<Classification> {
    let mut found = item.classification.clone();
    for (index, one) in found.iter().enumerate() {
        problems.required(&format!("{pointer}/{index}/domain"), &one.domain, 64);
        problems.required(&format!("{pointer}/{index}/code"), &one.code, 64);
    }
    if found.is_empty() {
        match &rules.connection.default_classification {
            Some(default) => found.push(default.clone()),
            // MATGROUP and EXT_CATEGORY_ID need not be there, nor what PunchOut2Go calls classification.
            None if rules.connection.format != Format::Cxml => {}
            None => problems.add(
                pointer,
                "classification_missing",
                "Each line needs a classification, such as [{\"domain\":\"UNSPSC\",\"code\":\"44121701\"}]. Send one, or set the connection's default.",
            ),
        }
    }
    found
}

fn custom_fields(pointer: &str, item: &CartItem, problems: &mut Problems) -> Vec<(String, String)> {
    if item.custom_fields.len() > 50 {
        problems.add(
            pointer,
            "too_many_fields",
            "A line takes at most 50 custom fields.",
        );
        return Vec::new();
    }
    item.custom_fields
        .iter()
        .filter_map(|(name, value)| {
            // A name can hold the two characters that JSON pointers escape (RFC 6901, 3).
            let field = format!("{pointer}/{}", name.replace('~', "~0").replace('/', "~1"));
            let name = problems.required(&field, name, 64);
            problems
                .text(&field, Some(value), 2_000)
                .map(|value| (name, value))
        })
        .collect()
}
