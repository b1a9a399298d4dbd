//! Lines of a requisition.

use cxml::{OrderMessageItem, OutItemOut};
use rust_decimal::Decimal;

/// What a line without a classification is given when it goes out: every DTD wants one.
const UNCLASSIFIED: (&str, &str) = ("UNSPSC", "00000000");

/// A line of a requisition, as a cart brought it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// `@lineNumber`; its place in the cart, from 1, where absent.
    pub line_number: u32,
    /// `SupplierPartID`.
    pub part: String,
    /// `SupplierPartAuxiliaryID`: the shop's own reference.
    pub auxiliary: Option<String>,
    /// The short name, or the description.
    pub name: String,
    /// How many units.
    pub quantity: Decimal,
    /// `UnitOfMeasure`.
    pub unit: String,
    /// The price of `price_unit` units.
    pub unit_price: Decimal,
    /// How many units the price is for.
    pub price_unit: Decimal,
    /// ISO 4217 code.
    pub currency: String,
    /// Domain and code.
    pub classifications: Vec<(String, String)>,
}

impl Line {
    /// The line that a cart's item becomes; `place` is its place in the cart, from 1.
    pub(crate) fn of(item: &OrderMessageItem, place: u32) -> Self {
        let detail = &item.detail;
        let description = detail.description.clone().unwrap_or_default();
        let basis = detail.price_basis.as_ref().and_then(|basis| basis.quantity);
        Self {
            line_number: item.line_number.unwrap_or(place),
            part: item.item_id.supplier_part_id.clone(),
            auxiliary: item.item_id.supplier_part_auxiliary_id.clone(),
            name: detail.short_name.clone().unwrap_or(description),
            quantity: item.quantity.unwrap_or_default(),
            unit: detail.unit_of_measure.clone().unwrap_or_default(),
            unit_price: detail
                .unit_price
                .as_ref()
                .and_then(|price| price.amount)
                .unwrap_or_default(),
            price_unit: basis
                .filter(|basis| *basis > Decimal::ZERO)
                .unwrap_or(Decimal::ONE),
            currency: detail
                .unit_price
                .as_ref()
                .map(|price| price.currency.clone())
                .unwrap_or_default(),
            classifications: detail.classifications.clone(),
        }
    }

    /// The price of one unit.
    fn price_of_one(&self) -> Decimal {
        self.unit_price
            .checked_div(self.price_unit)
            .unwrap_or(self.unit_price)
    }

    /// The line as it goes back to the shop.
    pub(crate) fn as_item_out(&self) -> OutItemOut {
        let mut classifications = self.classifications.clone();
        if classifications.is_empty() {
            let (domain, code) = UNCLASSIFIED;
            classifications.push((domain.to_owned(), code.to_owned()));
        }
        OutItemOut {
            quantity: self.quantity,
            line_number: self.line_number,
            supplier_part_id: self.part.clone(),
            supplier_part_auxiliary_id: self.auxiliary.clone(),
            unit_price: self.price_of_one(),
            currency: self.currency.clone(),
            description: self.name.clone(),
            unit_of_measure: self.unit.clone(),
            classifications,
        }
    }
}
