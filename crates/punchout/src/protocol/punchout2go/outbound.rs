//! Carts to return carts, for a middleware that asked for one.

use punchout2go::{CartItem, CartShape, Others, ReturnCart};

use crate::{
    cart::{CheckedCart, CheckedLine},
    session::{Operation, Session},
};

/// The return cart of a checked cart. The total is that of the lines, before shipping, tax and discount.
#[must_use]
pub fn return_cart(session: &Session, cart: &CheckedCart) -> ReturnCart {
    let amount = |charge: &Option<crate::cart::Charge>| {
        let amount = charge.as_ref().map(|charge| charge.amount);
        let text = charge
            .as_ref()
            .and_then(|charge| charge.description.clone());
        (amount, text)
    };
    let (shipping, shipping_description) = amount(&cart.shipping);
    let (tax, tax_description) = amount(&cart.tax);
    let (discount, discount_description) = amount(&cart.discount);
    let mut data = Others::new();
    if let Some(comment) = &cart.comment {
        data.insert("comment".to_owned(), comment.as_str().into());
    }
    ReturnCart {
        shape: CartShape::Body,
        total: Some(cart.total),
        currency: Some(cart.currency.code.to_owned()),
        edit_mode: Some(session.operation != Operation::Inspect),
        shipping,
        shipping_description,
        tax,
        tax_description,
        discount,
        discount_description,
        items: cart
            .lines
            .iter()
            .map(|line| item(line, cart, session))
            .collect(),
        data,
        others: Others::new(),
    }
}

fn item(line: &CheckedLine, cart: &CheckedCart, session: &Session) -> CartItem {
    // The family has no price unit: the price is that of one.
    let unit_price = line
        .unit_price
        .checked_div(line.price_unit)
        .unwrap_or(line.unit_price);
    let class = line
        .classification
        .iter()
        .find(|class| class.domain.eq_ignore_ascii_case("UNSPSC"))
        .or_else(|| line.classification.first());
    let custom = line.custom_fields.iter();
    CartItem {
        quantity: Some(line.quantity),
        supplier_id: Some(line.sku.clone()),
        supplier_aux_id: Some(line.internal_id.clone()),
        description: Some(line.description.clone()),
        unit_price: Some(unit_price),
        currency: Some(cart.currency.code.to_owned()),
        uom: Some(line.unit.to_owned()),
        classification: class.map(|class| class.code.clone()),
        class_domain: class.map(|class| class.domain.clone()),
        language: session.locale.clone(),
        manufacturer: line.manufacturer.clone(),
        manufacturer_id: line.manufacturer_sku.clone(),
        lead_time: line.lead_time_days.map(|days| days.to_string()),
        image_url: line.image_url.clone(),
        data: custom
            .map(|(name, value)| (name.clone(), value.as_str().into()))
            .collect(),
        ..CartItem::default()
    }
}
