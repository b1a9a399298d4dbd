//! What a mapping can be made of: the shop's fields, and the transforms with their parameters. The API knows it best; what is offered here
//! is tried on it by a browser test.

use serde_json::Value;

use super::draft::Side;
use super::fields::SourceField;

/// What carts have, by the names of the mapping language, and where the shop's own JSON has it.
const CART: [(&str, &str); 34] = [
    ("cart/currency", "currency"),
    ("cart/total", "total"),
    ("cart/net_total", ""),
    ("cart/grand_total", ""),
    ("cart/total_qty", ""),
    ("cart/tax_total", "tax/amount"),
    ("cart/tax_description", "tax/description"),
    ("cart/shipping_total", "shipping/amount"),
    ("cart/shipping_description", "shipping/description"),
    ("cart/discount_total", "discount/amount"),
    ("cart/discount_description", "discount/description"),
    ("cart/comment", "comment"),
    ("cart/locale", ""),
    ("cart_item/line_number", "items/0/line_number"),
    ("cart_item/internal_id", "items/0/internal_id"),
    ("cart_item/sku", "items/0/sku"),
    ("cart_item/name", "items/0/name"),
    ("cart_item/description", "items/0/description"),
    ("cart_item/quantity", "items/0/quantity"),
    ("cart_item/unit", "items/0/unit"),
    ("cart_item/unit_price", "items/0/unit_price"),
    ("cart_item/price_unit", "items/0/price_unit"),
    ("cart_item/sum_total", ""),
    ("cart_item/currency", "items/0/currency"),
    (
        "cart_item/classification_domain",
        "items/0/classification/0/domain",
    ),
    (
        "cart_item/classification_value",
        "items/0/classification/0/code",
    ),
    ("cart_item/manufacturer", "items/0/manufacturer"),
    ("cart_item/manufacturer_sku", "items/0/manufacturer_sku"),
    ("cart_item/buyer_sku", "items/0/buyer_sku"),
    ("cart_item/supplier_id", "items/0/supplier_id"),
    ("cart_item/lead_time_days", "items/0/lead_time_days"),
    ("cart_item/image_url", "items/0/image_url"),
    ("cart_item/url", "items/0/url"),
    ("cart_item/tax", "items/0/tax/amount"),
];

/// What a request can set.
const REQUEST: [&str; 24] = [
    "customer/email",
    "customer/first_name",
    "customer/last_name",
    "customer/name",
    "customer/business_unit",
    "customer/cost_center",
    "cart/currency",
    "cart/locale",
    "cart/business_unit",
    "cart/custom_fields/note",
    "shipping/address_id",
    "shipping/name",
    "shipping/deliver_to",
    "shipping/street",
    "shipping/city",
    "shipping/state",
    "shipping/postal_code",
    "shipping/country",
    "shipping/email",
    "cart_item/internal_id",
    "cart_item/sku",
    "cart_item/quantity",
    "cart_item/unit",
    "cart_item/line_number",
];

/// The shop's fields of a side, with their values in what is tried; of a cart that has lines, those of the first.
pub(super) fn neutral(side: Side, tried: &str) -> Vec<SourceField> {
    let field = |path: &str, value: String| SourceField {
        path: path.to_owned(),
        value,
    };
    if side == Side::Request {
        return REQUEST.map(|name| field(name, String::new())).to_vec();
    }
    let body = serde_json::from_str::<Value>(tried).unwrap_or_default();
    let cart = body.get("cart").unwrap_or(&body);
    let value = |place: &str| match cart.pointer(&format!("/{place}")) {
        Some(Value::String(text)) => text.clone(),
        Some(Value::Number(number)) => number.to_string(),
        _ => String::new(),
    };
    let mut found: Vec<_> = CART
        .iter()
        .map(|(name, place)| field(name, value(place)))
        .collect();
    // What the shop gives beside what is known.
    let own = cart.pointer("/items/0/custom_fields");
    for (name, value) in own.and_then(Value::as_object).into_iter().flatten() {
        let value = value.as_str().unwrap_or_default().to_owned();
        found.push(field(&format!("cart_item/custom_fields/{name}"), value));
    }
    found
}

/// The transforms, each with its parameters and what they may be at first, so that what was just added is right.
pub(super) const TRANSFORMS: [(&str, &[(&str, &str)]); 26] = [
    ("default", &[("value", "")]),
    ("join", &[("sep", "")]),
    ("split", &[("sep", "\\s"), ("index", "1")]),
    ("cut", &[("start", "0"), ("len", "40")]),
    ("uppercase", &[]),
    ("lowercase", &[]),
    ("not", &[]),
    ("date", &[("from", "%Y-%m-%d"), ("to", "%d.%m.%Y")]),
    ("append", &[("value", "")]),
    ("prepend", &[("value", "")]),
    ("map", &[("value", ""), ("result", "")]),
    ("amount", &[("thousands_sep", ""), ("decimal_sep", "")]),
    ("famount", &[("thousands_sep", "")]),
    ("round", &[("precision", "2")]),
    ("strip", &[]),
    ("htmlspecial", &[]),
    ("abs", &[]),
    (
        "table",
        &[
            ("name", "units"),
            ("entries", ""),
            ("otherwise", "keep"),
            ("value", ""),
        ],
    ),
    ("replace", &[("pattern", " +"), ("with", " ")]),
    ("extract", &[("pattern", "[0-9]+"), ("group", "")]),
    ("calculate", &[("operation", "multiply"), ("by", "1")]),
    (
        "number",
        &[
            ("decimals", "2"),
            ("decimal_sep", ","),
            ("thousands_sep", ""),
        ],
    ),
    ("trim", &[]),
    ("first", &[]),
    ("last", &[]),
    ("pad", &[("length", "10"), ("with", "0")]),
];

/// The parameters of a transform.
pub(super) fn parameters(name: &str) -> &'static [(&'static str, &'static str)] {
    let found = TRANSFORMS.iter().find(|(known, _)| *known == name);
    found.map_or(&[], |(_, parameters)| parameters)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_of_a_cart_have_the_values_of_its_first_line() {
        let cart = r#"{"cart": {"currency": "EUR", "items": [{"sku": "A", "quantity": "2", "custom_fields": {"plant": "U"}}]}}"#;
        let found = neutral(Side::Cart, cart);
        let value = |path: &str| {
            found
                .iter()
                .find(|field| field.path == path)
                .unwrap()
                .value
                .as_str()
        };
        assert_eq!(value("cart/currency"), "EUR");
        assert_eq!(value("cart_item/sku"), "A");
        assert_eq!(value("cart_item/custom_fields/plant"), "U");
        assert_eq!(neutral(Side::Request, "<cXML/>").len(), REQUEST.len());
    }
}
