//! Carts from JSON.

use api_types::{
    cart::{Cart, CartItem, Charge},
    problem::FieldError,
    scalar::DecimalString,
};
use punchout::{
    cart::{self as domain, MAX_LINES},
    connection::Classification,
};
use rust_decimal::Decimal;

use crate::api::decimal;

/// Turns a cart into the domain's; names every amount that is none.
pub fn accept(cart: Cart) -> Result<domain::Cart, Vec<FieldError>> {
    let mut faults = Faults(Vec::new());
    let total = faults.optional("/cart/total", cart.total.as_ref());
    let shipping = charge("/cart/shipping", cart.shipping, &mut faults);
    let tax = charge("/cart/tax", cart.tax, &mut faults);
    let discount = charge("/cart/discount", cart.discount, &mut faults);
    let items = cart
        .items
        .into_iter()
        // More are refused by their number; their faults are not looked for.
        .take(MAX_LINES + 1)
        .enumerate()
        .map(|(index, line)| item(&format!("/cart/items/{index}"), line, &mut faults))
        .collect();
    if faults.0.is_empty() {
        Ok(domain::Cart {
            currency: cart.currency,
            total,
            shipping,
            tax,
            discount,
            comment: cart.comment,
            items,
        })
    } else {
        Err(faults.0)
    }
}

fn charge(pointer: &str, charge: Option<Charge>, faults: &mut Faults) -> Option<domain::Charge> {
    charge.map(|charge| domain::Charge {
        amount: faults.number(&format!("{pointer}/amount"), &charge.amount),
        description: charge.description,
    })
}

fn item(pointer: &str, item: CartItem, faults: &mut Faults) -> domain::CartItem {
    domain::CartItem {
        line_number: item.line_number,
        sku: item.sku,
        internal_id: item.internal_id,
        name: item.name,
        description: item.description,
        quantity: faults.number(&format!("{pointer}/quantity"), &item.quantity),
        unit: item.unit,
        unit_price: faults.number(&format!("{pointer}/unit_price"), &item.unit_price),
        price_unit: faults.optional(&format!("{pointer}/price_unit"), item.price_unit.as_ref()),
        currency: item.currency,
        classification: item
            .classification
            .into_iter()
            .map(|class| Classification {
                domain: class.domain,
                code: class.code,
            })
            .collect(),
        manufacturer: item.manufacturer,
        manufacturer_sku: item.manufacturer_sku,
        buyer_sku: item.buyer_sku,
        supplier_id: item.supplier_id,
        lead_time_days: item.lead_time_days,
        image_url: item.image_url,
        url: item.url,
        parent_line_number: item.parent_line_number,
        tax: charge(&format!("{pointer}/tax"), item.tax, faults),
        custom_fields: item.custom_fields,
    }
}

struct Faults(Vec<FieldError>);

impl Faults {
    fn optional(&mut self, pointer: &str, text: Option<&DecimalString>) -> Option<Decimal> {
        text.map(|text| self.number(pointer, text))
    }

    fn number(&mut self, pointer: &str, text: &DecimalString) -> Decimal {
        decimal::parse(&text.0).unwrap_or_else(|| {
            self.0.push(FieldError::new(
                pointer,
                "invalid",
                "must be a decimal number as a string, such as \"19.90\", of at most 28 digits",
            ));
            Decimal::ZERO
        })
    }
}
