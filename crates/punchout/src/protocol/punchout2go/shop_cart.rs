//! Return carts that shops post, to neutral carts.

use std::collections::BTreeMap;

use punchout2go::{CartItem as Posted, CartShape, Others, ReturnCart};
use rust_decimal::Decimal;
use serde_json::Value;

use crate::{
    cart::{Cart, CartItem, Charge},
    connection::Classification,
};

/// The unit of lines that have none, as Liferay writes it for all.
const EACH: &str = "EA";

/// The most custom fields of a line.
const MAX_CUSTOM: usize = 50;

/// The cart that a shop posted. What it lacks is found by the check of carts, as for any other.
#[must_use]
pub fn cart(posted: &ReturnCart) -> Cart {
    let charge = |amount: Option<Decimal>, description: &Option<String>| {
        let amount = amount.filter(|amount| !amount.is_zero())?;
        Some(Charge {
            amount,
            description: description.clone(),
        })
    };
    let discount = posted.discount.map(|amount| amount.abs());
    let mut cart = Cart {
        currency: posted.currency.as_deref().map(str::to_ascii_uppercase),
        total: None,
        shipping: charge(posted.shipping, &posted.shipping_description),
        tax: charge(posted.tax, &posted.tax_description),
        discount: charge(discount, &posted.discount_description),
        comment: text(posted.data.get("comment")),
        items: posted.items.iter().map(|item| line(item, posted)).collect(),
    };
    cart.total = posted.total.filter(|total| !is_total(*total, &cart));
    cart
}

/// Whether a total is that of the lines, with or without what is beside them. Shops differ in that, and round line by line or at the end:
/// a cent a line is no difference. A total that is neither stays in the cart, so that its check says so.
fn is_total(total: Decimal, cart: &Cart) -> bool {
    let lines = cart.items.iter().try_fold(Decimal::ZERO, |sum, item| {
        let units = item.price_unit.unwrap_or(Decimal::ONE);
        let amount = item
            .unit_price
            .checked_mul(item.quantity)?
            .checked_div(units)?;
        sum.checked_add(amount)
    });
    let Some(lines) = lines else {
        return false;
    };
    let amount = |charge: &Option<Charge>| charge.as_ref().map_or(Decimal::ZERO, |c| c.amount);
    let (shipping, tax) = (amount(&cart.shipping), amount(&cart.tax));
    let discount = amount(&cart.discount);
    let tolerance = Decimal::new(1, 2)
        .checked_mul(Decimal::from(cart.items.len().max(1)))
        .unwrap_or_default();
    [Decimal::ZERO, shipping, tax, shipping + tax]
        .into_iter()
        .flat_map(|more| [more, more - discount])
        .any(|more| (lines + more - total).abs() <= tolerance)
}

fn line(item: &Posted, posted: &ReturnCart) -> CartItem {
    let quantity = item.quantity.unwrap_or_default();
    let (unit_price, price_unit) = price(item, quantity);
    CartItem {
        line_number: None,
        sku: item.supplier_id.clone().unwrap_or_default(),
        internal_id: item.supplier_aux_id.clone(),
        name: None,
        description: item
            .description
            .clone()
            .or_else(|| item.supplier_id.clone()),
        quantity,
        unit: item.uom.clone().unwrap_or_else(|| EACH.to_owned()),
        unit_price,
        price_unit,
        currency: item.currency.as_deref().map(str::to_ascii_uppercase),
        classification: classification(item),
        manufacturer: item.manufacturer.clone(),
        manufacturer_sku: item.manufacturer_id.clone(),
        lead_time_days: item.lead_time.as_deref().and_then(|days| days.parse().ok()),
        image_url: item
            .image_url
            .clone()
            .filter(|url| url.starts_with("http://") || url.starts_with("https://")),
        parent_line_number: parent(item, posted),
        custom_fields: custom_fields(item, posted.shape),
        ..CartItem::default()
    }
}

/// The price and its unit. Liferay's `finalPrice` is the whole line's less its discount, and counts where it differs: for one unit where
/// that comes out even, else for all of them.
fn price(item: &Posted, quantity: Decimal) -> (Decimal, Option<Decimal>) {
    let each = item.unit_price;
    let whole = item.final_price.filter(|whole| {
        each.and_then(|each| each.checked_mul(quantity)) != Some(*whole)
            && quantity.is_sign_positive()
    });
    let Some(whole) = whole.filter(|_| !quantity.is_zero()) else {
        return (each.unwrap_or_default(), None);
    };
    match whole.checked_div(quantity) {
        Some(even) if even.normalize().scale() <= 4 => (even.normalize(), None),
        _ => (whole, Some(quantity)),
    }
}

/// The code with its scheme; eight digits without one are UNSPSC's. Names of categories, which Liferay has there, are no code.
fn classification(item: &Posted) -> Vec<Classification> {
    let is_unspsc = |code: &&String| code.len() == 8 && code.bytes().all(|b| b.is_ascii_digit());
    let of = |domain: &str, code: &String| Classification {
        domain: domain.to_owned(),
        code: code.clone(),
    };
    let own = match (&item.class_domain, &item.classification) {
        (Some(domain), Some(code)) => Some(of(domain, code)),
        (None, Some(code)) => Some(code).filter(is_unspsc).map(|code| of("UNSPSC", code)),
        (_, None) => None,
    };
    let second = item.unspsc.as_ref().map(|code| of("UNSPSC", code));
    let mut classes: Vec<_> = own.into_iter().collect();
    classes.extend(second.filter(|second| !classes.contains(second)));
    classes
}

/// The line that a line of Liferay's is a part of: `parentCommerceOrderItemId` is the latter half of its reference.
fn parent(item: &Posted, posted: &ReturnCart) -> Option<u32> {
    let parent = text(item.others.get("parentCommerceOrderItemId")).filter(|id| id != "0")?;
    let place = posted.items.iter().position(|other| {
        let reference = other.supplier_aux_id.as_deref();
        reference
            .and_then(|reference| reference.rsplit_once('/'))
            .is_some_and(|(_, id)| id == parent)
    })?;
    u32::try_from(place + 1).ok()
}

/// What is known by no name of ours, as texts: of Liferay's own members those that say something to a buyer.
fn custom_fields(item: &Posted, shape: CartShape) -> BTreeMap<String, String> {
    let of = |others: &Others| {
        let texts = others.iter();
        texts
            .filter_map(|(name, value)| Some((name.clone(), text(Some(value))?)))
            .collect::<Vec<_>>()
    };
    let own = of(&item.others)
        .into_iter()
        .filter(|(name, _)| match shape {
            CartShape::Body => true,
            CartShape::Root => matches!(
                name.as_str(),
                "externalReferenceCode" | "printedNote" | "requestedDeliveryDate" | "deliveryGroup"
            ),
        });
    let names = item
        .classification
        .iter()
        .filter(|_| shape == CartShape::Root && item.class_domain.is_none());
    own.chain(of(&item.data))
        .chain(names.map(|names| ("categories".to_owned(), names.clone())))
        .take(MAX_CUSTOM)
        .collect()
}

fn text(value: Option<&Value>) -> Option<String> {
    let text = match value? {
        Value::String(text) => text.trim().to_owned(),
        Value::Number(number) => number.to_string(),
        Value::Bool(truth) => truth.to_string(),
        Value::Null | Value::Array(_) | Value::Object(_) => return None,
    };
    (!text.is_empty()).then_some(text)
}
