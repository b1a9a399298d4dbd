//! Orders (cXML 1.2, `OrderRequest`).

use std::borrow::Cow;

use rust_decimal::Decimal;

use super::{attribute, money, number};
use crate::{
    document::{Address, Extrinsic, ItemDetail, ItemId, Money},
    number::parse_number,
    tree::ElementRef,
};

/// `OrderRequest`.
#[derive(Clone, Debug)]
pub struct OrderRequest<'a> {
    /// `@orderID`.
    pub order_id: &'a str,
    /// `@orderDate`, as written.
    pub order_date: Option<&'a str>,
    /// `@orderVersion`: 1 for the first (since 1.2).
    pub order_version: Option<u32>,
    /// `@type`: `new`, `update` or `delete`.
    pub kind: &'a str,
    /// `@orderType`: `regular`, `release`, `blanket` … (since 1.2).
    pub order_type: &'a str,
    /// `@requisitionID`.
    pub requisition_id: Option<&'a str>,
    /// The latest document about the order, of an update or a deletion: `DocumentReference/@payloadID`.
    pub previous: Option<&'a str>,
    /// `Total/Money`.
    pub total: Option<Money>,
    /// `Shipping/Money`.
    pub shipping: Option<Money>,
    /// `Tax/Money`.
    pub tax: Option<Money>,
    /// `ShipTo/Address`.
    pub ship_to: Option<Address>,
    /// `BillTo/Address`.
    pub bill_to: Option<Address>,
    /// `Comments`, the first.
    pub comments: Option<Cow<'a, str>>,
    /// `Followup/URL`: where status updates go.
    pub follow_up: Option<Cow<'a, str>>,
    /// `Extrinsic`, in order.
    pub extrinsics: Vec<Extrinsic>,
    /// `ItemOut`, in order.
    pub lines: Vec<OrderLine<'a>>,
}

/// `ItemOut` of an order.
#[derive(Clone, Debug)]
pub struct OrderLine<'a> {
    /// `@quantity`; absent where it is no number.
    pub quantity: Option<Decimal>,
    /// `@lineNumber`.
    pub line_number: Option<u32>,
    /// `@requestedDeliveryDate`, as written.
    pub requested_delivery_date: Option<&'a str>,
    /// `ItemID`.
    pub item_id: ItemId,
    /// `ItemDetail`, in the tree: see [`OrderLine::detail`].
    detail: Option<ElementRef<'a>>,
    /// `ShipTo/Address`, where the line goes elsewhere than the order.
    pub ship_to: Option<Address>,
}

/// What another document is known by: `OrderReference` and the like.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reference<'a> {
    /// `@orderID`.
    pub order_id: Option<&'a str>,
    /// `@payloadID` of the reference, or of the `DocumentReference` in it.
    pub payload_id: Option<&'a str>,
}

impl<'a> OrderRequest<'a> {
    pub(super) fn interpret(order: ElementRef<'a>) -> Self {
        let header = order.child("OrderRequestHeader");
        let header = header.unwrap_or_else(ElementRef::nothing);
        let text = |path: &[&str]| header.find(path).map(ElementRef::text);
        let address = |name| header.find(&[name, "Address"]).map(Address::interpret);
        Self {
            order_id: attribute(header, "orderID").unwrap_or_default(),
            order_date: attribute(header, "orderDate"),
            order_version: number(header, "orderVersion"),
            kind: attribute(header, "type").unwrap_or("new"),
            order_type: attribute(header, "orderType").unwrap_or("regular"),
            requisition_id: attribute(header, "requisitionID"),
            previous: Reference::of(header).payload_id,
            total: money(header, &["Total"]),
            shipping: money(header, &["Shipping"]),
            tax: money(header, &["Tax"]),
            ship_to: address("ShipTo"),
            bill_to: address("BillTo"),
            comments: text(&["Comments"]),
            follow_up: text(&["Followup", "URL"]),
            extrinsics: Extrinsic::all(header),
            lines: order
                .children_named("ItemOut")
                .map(OrderLine::interpret)
                .collect(),
        }
    }
}

impl<'a> OrderLine<'a> {
    fn interpret(line: ElementRef<'a>) -> Self {
        Self {
            quantity: line.attr("quantity").and_then(parse_number),
            line_number: number(line, "lineNumber"),
            requested_delivery_date: attribute(line, "requestedDeliveryDate"),
            item_id: line
                .child("ItemID")
                .map(ItemId::interpret)
                .unwrap_or_default(),
            detail: line.child("ItemDetail"),
            ship_to: line.find(&["ShipTo", "Address"]).map(Address::interpret),
        }
    }

    /// `ItemDetail`; a line may be without.
    #[must_use]
    pub fn detail(&self) -> Option<ItemDetail> {
        self.detail.map(ItemDetail::interpret)
    }
}

impl<'a> Reference<'a> {
    /// The order and document that an element names, itself or with the references in it.
    pub(super) fn of(element: ElementRef<'a>) -> Self {
        let inner = |name| element.child(name);
        let order = inner("OrderReference")
            .or_else(|| inner("OrderIDInfo"))
            .unwrap_or(element);
        let document = order
            .child("DocumentReference")
            .or_else(|| inner("DocumentReference"))
            .unwrap_or(order);
        Self {
            order_id: attribute(order, "orderID"),
            payload_id: attribute(document, "payloadID"),
        }
    }
}
