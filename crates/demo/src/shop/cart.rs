//! What goes into a cart, and the cart as the gateway takes it.

use std::str::FromStr;

use api_types::{
    cart::{Cart, CartItem},
    connection::Classification,
    scalar::DecimalString,
};
use rust_decimal::Decimal;

use super::{
    catalogue::Product,
    visit::{Line, Visit},
};

/// The most of anything that somebody buys at a time.
const MOST: u32 = 1_000_000;

/// The quantities of a form.
#[derive(Debug, Default)]
pub(super) struct Change {
    /// Number of the line, and what was entered.
    pub quantities: Vec<(u32, String)>,
    /// The line that goes.
    pub removed: Option<u32>,
}

impl Change {
    /// Reads the fields: `quantity-3`, and `remove` with the number of a line.
    pub(super) fn read(fields: &[(String, String)]) -> Self {
        let mut change = Self::default();
        for (name, value) in fields {
            if name == "remove" {
                change.removed = value.parse().ok();
            } else if let Some(number) = name
                .strip_prefix("quantity-")
                .and_then(|number| number.parse().ok())
            {
                change.quantities.push((number, value.clone()));
            }
        }
        change
    }
}

/// A quantity as a person enters it, with a point or a comma.
///
/// # Errors
/// What is wrong with it, for the person.
pub(super) fn quantity(text: &str) -> Result<Decimal, String> {
    let plain = text.trim().replace(',', ".");
    Decimal::from_str(&plain)
        .ok()
        .filter(|quantity| !quantity.is_sign_negative() && *quantity <= Decimal::from(MOST))
        .ok_or_else(|| {
            format!(
                "“{}” is no quantity: enter a number such as 2 or 1.5.",
                text.trim()
            )
        })
}

impl Visit {
    /// The cart as the gateway takes it. `origin` is the shop's own.
    pub(super) fn cart(&self, origin: &str) -> Cart {
        Cart {
            currency: Some("EUR".to_owned()),
            items: self.lines.iter().map(|line| item(line, origin)).collect(),
            ..Cart::default()
        }
    }
}

fn item(line: &Line, origin: &str) -> CartItem {
    CartItem {
        line_number: Some(line.number),
        internal_id: Some(line.reference.clone()),
        ..product_item(line.product, line.quantity, origin)
    }
}

/// So many of an article, as the gateway takes them.
pub(super) fn product_item(product: &Product, quantity: Decimal, origin: &str) -> CartItem {
    CartItem {
        line_number: None,
        sku: product.sku.to_owned(),
        internal_id: None,
        name: Some(product.name.to_owned()),
        description: Some(format!("{}. {}", product.name, product.description)),
        quantity: DecimalString(quantity.normalize().to_string()),
        unit: product.unit.to_owned(),
        unit_price: DecimalString::from(product.price),
        price_unit: Some(DecimalString::from(product.price_unit)),
        currency: None,
        classification: product
            .unspsc
            .map(|code| Classification {
                domain: "UNSPSC".to_owned(),
                code: code.to_owned(),
            })
            .into_iter()
            .collect(),
        manufacturer: product.manufacturer.map(str::to_owned),
        manufacturer_sku: None,
        buyer_sku: None,
        supplier_id: None,
        lead_time_days: Some(3),
        image_url: None,
        url: Some(format!("{origin}/")),
        parent_line_number: None,
        tax: None,
        custom_fields: Default::default(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantities_are_read_as_people_write_them() {
        assert_eq!(quantity(" 1,5 ").unwrap().to_string(), "1.5");
        assert_eq!(quantity("0").unwrap(), Decimal::ZERO);
        for text in ["", "-1", "two", "1.2.3", "10000000"] {
            assert!(quantity(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_form_says_what_changes() {
        let field = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        let change = Change::read(&[
            field("quantity-2", "3"),
            field("quantity-x", "3"),
            field("remove", "7"),
            field("other", "1"),
        ]);
        assert_eq!(change.quantities, [(2, "3".to_owned())]);
        assert_eq!(change.removed, Some(7));
    }
}
