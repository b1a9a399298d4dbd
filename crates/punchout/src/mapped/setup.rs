//! What a request mapping gives, set in the setup request.

use rust_decimal::Decimal;
use serde_json::Value;

use crate::{
    finding::{Finding, Severity},
    session::{SessionItem, ShipTo},
    setup::{MAX_ITEMS, SetupRequest},
};

/// The most fields beside those that are known, and the most of each, in bytes.
const MAX_FIELDS: usize = 200;
const MAX_FIELD: usize = 4_000;

/// What has a place of its own; all else of the buyer and the cart is handed to the store under its name.
const CUSTOMER: [&str; 6] = [
    "email",
    "first_name",
    "last_name",
    "name",
    "business_unit",
    "role",
];
const CART: [&str; 4] = ["currency", "locale", "business_unit", "role"];

/// Sets what is there; what is not stays as it was read. Answers what makes no sense in its place.
pub(super) fn apply(neutral: &Value, request: &mut SetupRequest) -> Vec<Finding> {
    let mut findings = Vec::new();
    let at = |object: &str, name: &str| text(neutral.get(object)?.get(name)?);
    let identity = &mut request.identity;
    if let Some(name) = at("customer", "name") {
        let (first, last) = match name.rsplit_once(char::is_whitespace) {
            Some((first, last)) => (Some(first.trim().to_owned()), last.to_owned()),
            None => (None, name),
        };
        (identity.first_name, identity.last_name) = (first, Some(last));
    }
    replace(&mut identity.email, at("customer", "email"));
    identity.named = at("customer", "email");
    replace(&mut identity.first_name, at("customer", "first_name"));
    replace(&mut identity.last_name, at("customer", "last_name"));
    let unit = at("customer", "business_unit").or_else(|| at("cart", "business_unit"));
    replace(&mut request.business_unit, unit);
    let role = at("customer", "role").or_else(|| at("cart", "role"));
    replace(&mut request.role, role);
    if let Some(code) = at("cart", "currency") {
        match codes::currency_from_text(&code) {
            Some(currency) => request.currency = Some(currency.code.to_owned()),
            None => findings.push(nonsense(
                "cart/currency",
                &code,
                "an ISO 4217 code such as EUR",
            )),
        }
    }
    if let Some(locale) = at("cart", "locale").or_else(|| at("customer", "locale")) {
        let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
        if (2..=35).contains(&locale.len()) && locale.chars().all(plain) {
            request.locale = Some(locale);
        } else {
            findings.push(nonsense("cart/locale", &locale, "a language such as de-DE"));
        }
    }
    if let Some(shipping) = neutral.get("shipping") {
        ship_to(shipping, request.ship_to.get_or_insert_default());
    }
    items(neutral.get("cart_item"), &mut request.items, &mut findings);
    for (object, known) in [("customer", CUSTOMER.as_slice()), ("cart", CART.as_slice())] {
        custom_fields(neutral.get(object), known, request);
    }
    findings
}

fn replace(field: &mut Option<String>, value: Option<String>) {
    if value.is_some() {
        *field = value;
    }
}

fn ship_to(shipping: &Value, to: &mut ShipTo) {
    let at = |name: &str| shipping.get(name).and_then(text);
    replace(&mut to.address_id, at("address_id"));
    replace(&mut to.name, at("name"));
    replace(&mut to.city, at("city"));
    replace(&mut to.state, at("state"));
    replace(&mut to.postal_code, at("postal_code"));
    replace(&mut to.country, at("country"));
    replace(&mut to.email, at("email"));
    for (lines, name) in [
        (&mut to.deliver_to, "deliver_to"),
        (&mut to.street, "street"),
    ] {
        let found = shipping.get(name).map(texts).unwrap_or_default();
        if !found.is_empty() {
            *lines = found;
        }
    }
}

/// The rows in their order over the lines that were read; rows beyond those are lines where they name an article.
fn items(rows: Option<&Value>, items: &mut Vec<SessionItem>, findings: &mut Vec<Finding>) {
    let one;
    let rows: &[Value] = match rows {
        Some(Value::Array(rows)) => rows,
        Some(row @ Value::Object(_)) => {
            one = [row.clone()];
            &one
        }
        _ => return,
    };
    for (index, row) in rows.iter().take(MAX_ITEMS).enumerate() {
        let at = |name: &str| row.get(name).and_then(text);
        let mut number = |name: &str| {
            let found = at(name)?;
            let parsed = Decimal::from_str_exact(&found).ok();
            if parsed.is_none() {
                let path = format!("cart_item[{}]/{name}", index + 1);
                findings.push(nonsense(&path, &found, "a number"));
            }
            parsed
        };
        let (quantity, line_number) = (number("quantity"), number("line_number"));
        let line_number = line_number.and_then(|number| u32::try_from(number).ok());
        let item = match (items.get_mut(index), at("sku")) {
            (Some(item), sku) => {
                item.sku = sku.unwrap_or_else(|| std::mem::take(&mut item.sku));
                item
            }
            (None, Some(sku)) => {
                items.push(SessionItem {
                    line_number: None,
                    sku,
                    internal_id: None,
                    quantity: None,
                    unit: None,
                    unit_price: None,
                    currency: None,
                    description: None,
                });
                let Some(item) = items.last_mut() else {
                    continue;
                };
                item
            }
            (None, None) => continue,
        };
        replace(&mut item.internal_id, at("internal_id"));
        replace(&mut item.unit, at("unit"));
        item.quantity = quantity.or(item.quantity);
        item.line_number = line_number.or(item.line_number);
    }
}

/// What has no place of its own; groups such as `custom_fields` by what is in them.
fn custom_fields(group: Option<&Value>, known: &[&str], request: &mut SetupRequest) {
    let members = group.and_then(Value::as_object).into_iter().flatten();
    let mut put = |name: &str, value: &Value| {
        if let Some(value) = text(value).filter(|_| request.custom_fields.len() < MAX_FIELDS) {
            request
                .custom_fields
                .insert(cut(name, 200), cut(&value, MAX_FIELD));
        }
    };
    for (name, value) in members.filter(|(name, _)| !known.contains(&name.as_str())) {
        match value {
            Value::Object(inner) => inner.iter().for_each(|(name, value)| put(name, value)),
            value => put(name, value),
        }
    }
}

fn nonsense(path: &str, value: &str, wanted: &str) -> Finding {
    Finding {
        code: "mapping.request".to_owned(),
        severity: Severity::Warning,
        line: None,
        path: path.to_owned(),
        text: format!("“{}” is not {wanted}; it was not used.", cut(value, 100)),
        advice: "Add a transform such as table or replace to the field of the request mapping."
            .to_owned(),
    }
}

/// A value as one text; lists line by line.
fn text(value: &Value) -> Option<String> {
    let text = match value {
        Value::String(text) => text.trim().to_owned(),
        Value::Number(number) => number.to_string(),
        Value::Bool(truth) => truth.to_string(),
        Value::Array(_) => texts(value).join("\n"),
        Value::Null | Value::Object(_) => String::new(),
    };
    // NUL is nothing that every database takes in a text.
    Some(text.replace('\0', "")).filter(|text| !text.is_empty())
}

fn texts(value: &Value) -> Vec<String> {
    match value {
        Value::Array(values) => values.iter().filter_map(text).collect(),
        one => text(one).into_iter().collect(),
    }
}

fn cut(text: &str, most: usize) -> String {
    let end = (0..=text.len().min(most))
        .rev()
        .find(|&at| text.is_char_boundary(at));
    text.get(..end.unwrap_or(0)).unwrap_or_default().to_owned()
}
