//! Carts: what the store hands over.

mod arrange;
mod check;

use std::collections::BTreeMap;

use rust_decimal::Decimal;

pub use arrange::{Lacking, Target, arrange, is_charge_line, is_charge_reference};
pub use check::{CartProblem, CartRules, CheckedCart, CheckedLine, MAX_LINES, check};

use crate::connection::Classification;

/// An amount beside the lines: shipping, tax or discount.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Charge {
    /// How much, in the cart's currency.
    pub amount: Decimal,
    /// What for.
    pub description: Option<String>,
}

/// A cart in neutral form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cart {
    /// ISO 4217 code; that of the lines where absent.
    pub currency: Option<String>,
    /// The lines before tax, shipping and discount, as the store computed it.
    pub total: Option<Decimal>,
    /// Shipping.
    pub shipping: Option<Charge>,
    /// Tax.
    pub tax: Option<Charge>,
    /// What is taken off the sum of the lines.
    pub discount: Option<Charge>,
    /// A note of the buyer.
    pub comment: Option<String>,
    /// The lines.
    pub items: Vec<CartItem>,
}

/// A line of a cart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CartItem {
    /// The line's number; its place in the list, from 1, where absent.
    pub line_number: Option<u32>,
    /// The shop's article number (`SupplierPartID`).
    pub sku: String,
    /// The shop's own reference of the line (`SupplierPartAuxiliaryID`): at most 255 characters.
    pub internal_id: Option<String>,
    /// A short name.
    pub name: Option<String>,
    /// The full description.
    pub description: Option<String>,
    /// How many units.
    pub quantity: Decimal,
    /// UN/CEFACT Recommendation 20 code.
    pub unit: String,
    /// Price of `price_unit` units.
    pub unit_price: Decimal,
    /// How many units the price is for; 1 where absent.
    pub price_unit: Option<Decimal>,
    /// ISO 4217 code; the cart's where absent.
    pub currency: Option<String>,
    /// Classifications.
    pub classification: Vec<Classification>,
    /// Manufacturer's name.
    pub manufacturer: Option<String>,
    /// Manufacturer's article number.
    pub manufacturer_sku: Option<String>,
    /// The buyer's own number for the article.
    pub buyer_sku: Option<String>,
    /// The supplier's number at the buyer.
    pub supplier_id: Option<String>,
    /// Whole days until delivery.
    pub lead_time_days: Option<u32>,
    /// A picture.
    pub image_url: Option<String>,
    /// The product's page.
    pub url: Option<String>,
    /// The line that this line is a part of.
    pub parent_line_number: Option<u32>,
    /// The line's tax.
    pub tax: Option<Charge>,
    /// More, by name.
    pub custom_fields: BTreeMap<String, String>,
}
