//! Carts: what a store hands over.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{connection::Classification, scalar::DecimalString};

/// An amount beside the lines, such as shipping or tax.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Charge {
    /// How much, in the cart's currency.
    pub amount: DecimalString,
    /// What for.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_length = 255))]
    pub description: Option<String>,
}

/// A cart.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({"currency": "EUR", "total": "39.80", "shipping": {"amount": "4.90"}, "discount": {"amount": "2.00", "description": "Loyalty"}, "items": [{"line_number": 1, "sku": "4711", "internal_id": "cart-9/1", "name": "Hammer", "description": "Hammer, 500 g", "quantity": "2", "unit": "EA", "unit_price": "19.90", "classification": [{"domain": "UNSPSC", "code": "27111602"}]}]})))]
#[serde(deny_unknown_fields)]
pub struct Cart {
    /// ISO 4217 code; that of the lines where absent.
    #[serde(default)]
    pub currency: Option<String>,
    /// The lines before tax, shipping and discount; refused where it differs from their sum.
    #[serde(default)]
    pub total: Option<DecimalString>,
    /// Shipping.
    #[serde(default)]
    pub shipping: Option<Charge>,
    /// Tax.
    #[serde(default)]
    pub tax: Option<Charge>,
    /// What is taken off the sum of the lines: a positive amount, and no more than they come to.
    #[serde(default)]
    pub discount: Option<Charge>,
    /// A note of the buyer.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_length = 4_000))]
    pub comment: Option<String>,
    /// The lines.
    #[cfg_attr(feature = "openapi", schema(max_items = 1_000))]
    pub items: Vec<CartItem>,
}

/// A line of a cart.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct CartItem {
    /// The line's number; its place in the list, from 1, where absent.
    #[serde(default)]
    pub line_number: Option<u32>,
    /// The shop's article number.
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 255))]
    pub sku: String,
    /// The shop's own reference of the line. Comes back on edit and inspect.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_length = 255))]
    pub internal_id: Option<String>,
    /// A short name.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_length = 1_000))]
    pub name: Option<String>,
    /// The full description.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_length = 10_000))]
    pub description: Option<String>,
    /// How many units.
    pub quantity: DecimalString,
    /// UN/CEFACT Recommendation 20 code.
    pub unit: String,
    /// Price of `price_unit` units.
    pub unit_price: DecimalString,
    /// How many units the price is for; 1 where absent.
    #[serde(default)]
    pub price_unit: Option<DecimalString>,
    /// ISO 4217 code; the cart's where absent.
    #[serde(default)]
    pub currency: Option<String>,
    /// Classifications.
    #[serde(default)]
    pub classification: Vec<Classification>,
    /// Manufacturer's name.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_length = 255))]
    pub manufacturer: Option<String>,
    /// Manufacturer's article number.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_length = 255))]
    pub manufacturer_sku: Option<String>,
    /// The buyer's own number for the article: `BuyerPartID` in cXML from 1.2.036 on, `MATNR` in OCI.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_length = 255))]
    pub buyer_sku: Option<String>,
    /// The supplier's number at the buyer.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_length = 64))]
    pub supplier_id: Option<String>,
    /// Whole days until delivery.
    #[serde(default)]
    pub lead_time_days: Option<u32>,
    /// A picture.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_length = 2_000))]
    pub image_url: Option<String>,
    /// The product's page.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_length = 2_000))]
    pub url: Option<String>,
    /// The line that this line is a part of.
    #[serde(default)]
    pub parent_line_number: Option<u32>,
    /// The line's tax.
    #[serde(default)]
    pub tax: Option<Charge>,
    /// More, by name.
    #[serde(default)]
    pub custom_fields: BTreeMap<String, String>,
}
