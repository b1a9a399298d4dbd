//! PunchOutOrderMessage (cXML 1.2).

use rust_decimal::Decimal;

use super::{ItemDetail, ItemId, Money};
use crate::{element::Element, number::parse_number};

/// `PunchOutOrderMessage`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrderMessage {
    /// `BuyerCookie` as text.
    pub buyer_cookie: String,
    /// `PunchOutOrderMessageHeader/@operationAllowed`.
    pub operation_allowed: Option<String>,
    /// `Total/Money`.
    pub total: Option<Money>,
    /// `Shipping/Money`.
    pub shipping: Option<Money>,
    /// `Tax/Money`.
    pub tax: Option<Money>,
    /// `ItemIn`, in order.
    pub items: Vec<OrderMessageItem>,
}

/// `ItemIn`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrderMessageItem {
    /// `@quantity`; absent where it is no number.
    pub quantity: Option<Decimal>,
    /// `@lineNumber`.
    pub line_number: Option<u32>,
    /// `@parentLineNumber`.
    pub parent_line_number: Option<u32>,
    /// `ItemID`.
    pub item_id: ItemId,
    /// `ItemDetail`.
    pub detail: ItemDetail,
}

impl OrderMessage {
    pub(super) fn interpret(message: &Element) -> Self {
        let empty = Element::default();
        let header = message
            .child("PunchOutOrderMessageHeader")
            .unwrap_or(&empty);
        let money = |name| header.find(&[name, "Money"]).map(Money::interpret);
        let number =
            |item: &Element, name| item.attr(name).and_then(|text| text.trim().parse().ok());
        Self {
            buyer_cookie: message
                .child("BuyerCookie")
                .map(Element::full_text)
                .unwrap_or_default(),
            operation_allowed: header.attr("operationAllowed").map(str::to_owned),
            total: money("Total"),
            shipping: money("Shipping"),
            tax: money("Tax"),
            items: message
                .children_named("ItemIn")
                .map(|item| OrderMessageItem {
                    quantity: item.attr("quantity").and_then(parse_number),
                    line_number: number(item, "lineNumber"),
                    parent_line_number: number(item, "parentLineNumber"),
                    item_id: item
                        .child("ItemID")
                        .map(ItemId::interpret)
                        .unwrap_or_default(),
                    detail: item
                        .child("ItemDetail")
                        .map(ItemDetail::interpret)
                        .unwrap_or_default(),
                })
                .collect(),
        }
    }
}
