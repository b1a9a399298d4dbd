//! What follows orders (cXML 1.2, `StatusUpdateRequest`; `Fulfill.dtd`; `InvoiceDetail.dtd`).

use std::borrow::Cow;

use rust_decimal::Decimal;

use super::{Reference, attribute, money, number};
use crate::{document::Money, number::parse_number, tree::ElementRef};

/// `StatusUpdateRequest`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatusUpdateRequest<'a> {
    /// The document that it is about.
    pub reference: Reference<'a>,
    /// `Status/@code`.
    pub code: Option<u16>,
    /// `Status/@text`.
    pub text: Option<&'a str>,
    /// The text of the Status.
    pub detail: Cow<'a, str>,
    /// What kind of status follows it, such as `PaymentStatus` or `InvoiceStatus`, with its `@type`.
    pub about: Option<(&'a str, Option<&'a str>)>,
}

/// `ConfirmationRequest`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfirmationRequest<'a> {
    /// `ConfirmationHeader/@confirmID`.
    pub confirm_id: Option<&'a str>,
    /// `@type`: `accept`, `allDetail`, `detail`, `backordered`, `except`, `reject`, `requestToPay`, `replace`.
    pub kind: &'a str,
    /// `@operation`: `new` or `update`.
    pub operation: &'a str,
    /// `@noticeDate`, as written.
    pub notice_date: Option<&'a str>,
    /// The order.
    pub reference: Reference<'a>,
    /// `ConfirmationItem`, in order.
    pub items: Vec<ConfirmationItem<'a>>,
}

/// `ConfirmationItem`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfirmationItem<'a> {
    /// `@lineNumber`.
    pub line_number: Option<u32>,
    /// `@quantity`.
    pub quantity: Option<Decimal>,
    /// `ConfirmationStatus`: type and quantity of each.
    pub statuses: Vec<(&'a str, Option<Decimal>)>,
}

/// `ShipNoticeRequest`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShipNoticeRequest<'a> {
    /// `ShipNoticeHeader/@shipmentID`.
    pub shipment_id: &'a str,
    /// `@operation`: `new`, `update` or `delete`.
    pub operation: &'a str,
    /// `@noticeDate`, as written.
    pub notice_date: Option<&'a str>,
    /// `ShipControl/ShipmentIdentifier`, all.
    pub tracking: Vec<Cow<'a, str>>,
    /// `ShipNoticePortion`: the order of each, and its lines.
    pub portions: Vec<(Reference<'a>, Vec<ShipNoticeItem>)>,
}

/// `ShipNoticeItem`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShipNoticeItem {
    /// `@lineNumber`.
    pub line_number: Option<u32>,
    /// `@quantity`.
    pub quantity: Option<Decimal>,
}

/// `InvoiceDetailRequest`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvoiceDetailRequest<'a> {
    /// `InvoiceDetailRequestHeader/@invoiceID`.
    pub invoice_id: &'a str,
    /// `@invoiceDate`, as written.
    pub invoice_date: Option<&'a str>,
    /// `@purpose`: `standard`, `creditMemo`, `debitMemo`, `lineLevelCreditMemo`, `lineLevelDebitMemo`.
    pub purpose: &'a str,
    /// `@operation`: `new` or `delete`.
    pub operation: &'a str,
    /// `InvoiceDetailOrder` and `InvoiceDetailHeaderOrder`: the order of each, and its lines.
    pub orders: Vec<(Reference<'a>, Vec<InvoiceLine>)>,
    /// `InvoiceDetailSummary/SubtotalAmount`.
    pub subtotal: Option<Money>,
    /// `InvoiceDetailSummary/Tax`.
    pub tax: Option<Money>,
    /// `InvoiceDetailSummary/NetAmount`.
    pub net: Option<Money>,
}

/// `InvoiceDetailItem`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvoiceLine {
    /// `@invoiceLineNumber`.
    pub line_number: Option<u32>,
    /// `InvoiceDetailItemReference/@lineNumber`: the line of the order.
    pub order_line_number: Option<u32>,
    /// `@quantity`.
    pub quantity: Option<Decimal>,
    /// `UnitPrice/Money`.
    pub unit_price: Option<Money>,
}

fn header<'a>(request: ElementRef<'a>, name: &str) -> ElementRef<'a> {
    request.child(name).unwrap_or_else(ElementRef::nothing)
}

fn quantity(element: ElementRef<'_>) -> Option<Decimal> {
    element.attr("quantity").and_then(parse_number)
}

impl<'a> StatusUpdateRequest<'a> {
    pub(super) fn interpret(update: ElementRef<'a>) -> Self {
        let status = header(update, "Status");
        let about = update
            .elements()
            .find(|element| element.name() != "Status" && element.name().ends_with("Status"));
        Self {
            reference: Reference::of(update),
            code: attribute(status, "code").and_then(|code| code.parse().ok()),
            text: attribute(status, "text"),
            detail: status.text(),
            about: about.map(|about| (about.name(), attribute(about, "type"))),
        }
    }
}

impl<'a> ConfirmationRequest<'a> {
    pub(super) fn interpret(request: ElementRef<'a>) -> Self {
        let header = header(request, "ConfirmationHeader");
        let item = |item: ElementRef<'a>| ConfirmationItem {
            line_number: number(item, "lineNumber"),
            quantity: quantity(item),
            statuses: item
                .children_named("ConfirmationStatus")
                .map(|status| {
                    (
                        attribute(status, "type").unwrap_or_default(),
                        quantity(status),
                    )
                })
                .collect(),
        };
        Self {
            confirm_id: attribute(header, "confirmID"),
            kind: attribute(header, "type").unwrap_or_default(),
            operation: attribute(header, "operation").unwrap_or("new"),
            notice_date: attribute(header, "noticeDate"),
            reference: Reference::of(request),
            items: request
                .children_named("ConfirmationItem")
                .map(item)
                .collect(),
        }
    }
}

impl<'a> ShipNoticeRequest<'a> {
    pub(super) fn interpret(request: ElementRef<'a>) -> Self {
        let header = header(request, "ShipNoticeHeader");
        let item = |item: ElementRef<'_>| ShipNoticeItem {
            line_number: number(item, "lineNumber"),
            quantity: quantity(item),
        };
        Self {
            shipment_id: attribute(header, "shipmentID").unwrap_or_default(),
            operation: attribute(header, "operation").unwrap_or("new"),
            notice_date: attribute(header, "noticeDate"),
            tracking: request
                .descendants()
                .filter(|element| element.name() == "ShipControl")
                .flat_map(|control| control.children_named("ShipmentIdentifier"))
                .map(ElementRef::text)
                .collect(),
            portions: request
                .children_named("ShipNoticePortion")
                .map(|portion| {
                    let items = portion.children_named("ShipNoticeItem").map(item);
                    (Reference::of(portion), items.collect())
                })
                .collect(),
        }
    }
}

impl<'a> InvoiceDetailRequest<'a> {
    pub(super) fn interpret(request: ElementRef<'a>) -> Self {
        let own = header(request, "InvoiceDetailRequestHeader");
        let summary = header(request, "InvoiceDetailSummary");
        let line = |item: ElementRef<'_>| InvoiceLine {
            line_number: number(item, "invoiceLineNumber"),
            order_line_number: item
                .child("InvoiceDetailItemReference")
                .and_then(|reference| number(reference, "lineNumber")),
            quantity: quantity(item),
            unit_price: money(item, &["UnitPrice"]),
        };
        let is_order = |element: &ElementRef<'_>| {
            matches!(
                element.name(),
                "InvoiceDetailOrder" | "InvoiceDetailHeaderOrder"
            )
        };
        let of_order = |order: ElementRef<'a>| {
            let info = header(order, "InvoiceDetailOrderInfo");
            let lines = order.children_named("InvoiceDetailItem").map(line);
            (Reference::of(info), lines.collect())
        };
        Self {
            invoice_id: attribute(own, "invoiceID").unwrap_or_default(),
            invoice_date: attribute(own, "invoiceDate"),
            purpose: attribute(own, "purpose").unwrap_or("standard"),
            operation: attribute(own, "operation").unwrap_or("new"),
            orders: request.elements().filter(is_order).map(of_order).collect(),
            subtotal: money(summary, &["SubtotalAmount"]),
            tax: money(summary, &["Tax"]),
            net: money(summary, &["NetAmount"]),
        }
    }
}
