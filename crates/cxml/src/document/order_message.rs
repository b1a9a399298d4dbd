//! PunchOutOrderMessage (cXML 1.2).

use rust_decimal::Decimal;

use super::{ItemDetail, ItemId, Money};
use crate::{number::parse_number, tree::ElementRef};

/// `PunchOutOrderMessage`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrderMessage {
    /// `BuyerCookie` as text.
    pub buyer_cookie: String,
    /// `PunchOutOrderMessageHeader/@operationAllowed`.
    pub operation_allowed: Option<String>,
    /// `PunchOutOrderMessageHeader/@quoteStatus` (since 1.2).
    pub quote_status: Option<String>,
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
    /// `@itemType`: `composite` with parts, `item` a part, `lean` (since 1.2.036).
    pub item_type: Option<String>,
    /// `ItemID`.
    pub item_id: ItemId,
    /// `ItemDetail`.
    pub detail: ItemDetail,
    /// `SupplierID`: domain and id.
    pub supplier_id: Option<(String, String)>,
    /// `Tax/Money`.
    pub tax: Option<Money>,
    /// `Comments` (since 1.2.036).
    pub comments: Option<String>,
}

impl OrderMessage {
    pub(super) fn interpret(message: ElementRef<'_>) -> Self {
        let empty = ElementRef::nothing();
        let header = message.child("PunchOutOrderMessageHeader").unwrap_or(empty);
        let money = |name| header.find(&[name, "Money"]).map(Money::interpret);
        Self {
            buyer_cookie: message
                .child("BuyerCookie")
                .map(|found| found.full_text().into_owned())
                .unwrap_or_default(),
            operation_allowed: header.attr("operationAllowed").map(str::to_owned),
            quote_status: header.attr("quoteStatus").map(str::to_owned),
            total: money("Total"),
            shipping: money("Shipping"),
            tax: money("Tax"),
            items: message
                .children_named("ItemIn")
                .map(OrderMessageItem::interpret)
                .collect(),
        }
    }
}

impl OrderMessageItem {
    fn interpret(item: ElementRef<'_>) -> Self {
        let number = |name| item.attr(name).and_then(|text| text.trim().parse().ok());
        Self {
            quantity: item.attr("quantity").and_then(parse_number),
            line_number: number("lineNumber"),
            parent_line_number: number("parentLineNumber"),
            item_type: item.attr("itemType").map(str::to_owned),
            item_id: item
                .child("ItemID")
                .map(ItemId::interpret)
                .unwrap_or_default(),
            detail: item
                .child("ItemDetail")
                .map(ItemDetail::interpret)
                .unwrap_or_default(),
            supplier_id: item.child("SupplierID").map(|id| {
                let domain = id.attr("domain").unwrap_or_default();
                (domain.to_owned(), id.text().into_owned())
            }),
            tax: item.find(&["Tax", "Money"]).map(Money::interpret),
            comments: item.text_of("Comments"),
        }
    }
}
