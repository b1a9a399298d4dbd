//! What lines have in common, in carts that come and in carts that go.

use rust_decimal::Decimal;

use crate::{number::parse_number, tree::ElementRef};

/// `ItemID`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ItemId {
    /// `SupplierPartID`.
    pub supplier_part_id: String,
    /// `SupplierPartAuxiliaryID`: its text, that of elements within included.
    pub supplier_part_auxiliary_id: Option<String>,
    /// `BuyerPartID`.
    pub buyer_part_id: Option<String>,
}

/// `ItemDetail`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ItemDetail {
    /// `UnitPrice/Money`.
    pub unit_price: Option<Money>,
    /// `Description`, the first, without `ShortName`.
    pub description: Option<String>,
    /// `Description/ShortName`.
    pub short_name: Option<String>,
    /// `UnitOfMeasure`.
    pub unit_of_measure: Option<String>,
    /// `PriceBasisQuantity`: what `unit_price` is the price of, where it is not one unit (since 1.2.036).
    pub price_basis: Option<PriceBasis>,
    /// `Classification`: domain and code.
    pub classifications: Vec<(String, String)>,
    /// `ManufacturerPartID`.
    pub manufacturer_part_id: Option<String>,
    /// `ManufacturerName`.
    pub manufacturer_name: Option<String>,
    /// `URL`.
    pub url: Option<String>,
    /// `LeadTime` in days (since 1.2).
    pub lead_time: Option<u32>,
    /// `Extrinsic`, in order.
    pub extrinsics: Vec<Extrinsic>,
}

/// `PriceBasisQuantity`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PriceBasis {
    /// `@quantity`; absent where it is no number.
    pub quantity: Option<Decimal>,
    /// `@conversionFactor`: from this unit to the one that is ordered; absent where it is no number.
    pub conversion_factor: Option<Decimal>,
    /// `UnitOfMeasure` of the quantity.
    pub unit_of_measure: Option<String>,
}

/// `Money`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Money {
    /// The amount; absent where it is no number.
    pub amount: Option<Decimal>,
    /// `@currency`.
    pub currency: String,
}

/// `Extrinsic`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Extrinsic {
    /// `@name`.
    pub name: String,
    /// Its text, that of elements within included.
    pub value: String,
}

impl Extrinsic {
    /// Those of an element, in order.
    pub(super) fn all(parent: ElementRef<'_>) -> Vec<Self> {
        parent
            .children_named("Extrinsic")
            .map(|extrinsic| Self {
                name: extrinsic.attr("name").unwrap_or_default().trim().to_owned(),
                value: extrinsic.full_text().into_owned(),
            })
            .collect()
    }
}

impl ItemId {
    pub(super) fn interpret(item: ElementRef<'_>) -> Self {
        let auxiliary = item
            .child("SupplierPartAuxiliaryID")
            .map(|found| found.verbatim_text().into_owned());
        Self {
            supplier_part_id: item.text_of("SupplierPartID").unwrap_or_default(),
            supplier_part_auxiliary_id: auxiliary.filter(|id| !id.is_empty()),
            buyer_part_id: item.text_of("BuyerPartID"),
        }
    }
}

impl ItemDetail {
    pub(super) fn interpret(detail: ElementRef<'_>) -> Self {
        Self {
            unit_price: detail.find(&["UnitPrice", "Money"]).map(Money::interpret),
            description: detail.text_of("Description"),
            short_name: detail
                .child("Description")
                .and_then(|description| description.text_of("ShortName")),
            unit_of_measure: detail.text_of("UnitOfMeasure"),
            price_basis: detail.child("PriceBasisQuantity").map(|basis| PriceBasis {
                quantity: basis.attr("quantity").and_then(parse_number),
                conversion_factor: basis.attr("conversionFactor").and_then(parse_number),
                unit_of_measure: basis.text_of("UnitOfMeasure"),
            }),
            classifications: detail
                .children_named("Classification")
                .map(|class| {
                    (
                        class.attr("domain").unwrap_or_default().to_owned(),
                        class.text().into_owned(),
                    )
                })
                .collect(),
            manufacturer_part_id: detail.text_of("ManufacturerPartID"),
            manufacturer_name: detail.text_of("ManufacturerName"),
            url: detail.text_of("URL"),
            lead_time: detail
                .text_of("LeadTime")
                .and_then(|days| days.parse().ok()),
            extrinsics: Extrinsic::all(detail),
        }
    }
}

impl Money {
    pub(super) fn interpret(money: ElementRef<'_>) -> Self {
        Self {
            amount: parse_number(&money.text()),
            currency: money.attr("currency").unwrap_or_default().trim().to_owned(),
        }
    }
}
