//! Catalogues, and what is told about them (cXML 1.2, `CatalogUploadRequest`, `Index`, subscriptions; `Quote.dtd`).

use std::borrow::Cow;

use super::{attribute, money};
use crate::{
    document::{ItemDetail, ItemId, Money},
    tree::ElementRef,
};

/// `CatalogUploadRequest`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CatalogUploadRequest<'a> {
    /// `@operation`: `new` or `update`.
    pub operation: &'a str,
    /// `CatalogName`.
    pub name: Cow<'a, str>,
    /// `Attachment/URL`: which part of the MIME message has the catalogue, as `cid:` and its Content-ID.
    pub attachments: Vec<Cow<'a, str>>,
}

/// `Index`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Index<'a> {
    /// `@loadmode`: `Full` or `Incremental`.
    pub load_mode: Option<&'a str>,
    /// `SupplierID`: domain and id of each.
    pub suppliers: Vec<(&'a str, Cow<'a, str>)>,
    /// `IndexItem`, in order.
    pub items: Vec<IndexItem<'a>>,
}

/// What stands in an `IndexItem`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IndexItem<'a> {
    /// `IndexItemAdd`, `IndexItemDelete` or `IndexItemPunchout`.
    pub kind: &'a str,
    /// `ItemID`.
    pub item_id: ItemId,
    /// `ItemDetail`, of what is added.
    pub detail: Option<ItemDetail>,
    /// `PunchoutDetail/URL`: where a punch-out to the item goes (level 2).
    pub punch_out_url: Option<Cow<'a, str>>,
    /// `PunchoutDetail/@punchoutLevel`: `store`, `aisle`, `shelf` or `product` (since 1.2.020).
    pub punch_out_level: Option<&'a str>,
}

/// `GetPendingRequest`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GetPendingRequest<'a> {
    /// `@lastReceivedTimestamp`, as written.
    pub last_received: Option<&'a str>,
    /// `@maxMessages`.
    pub most: Option<u32>,
    /// `MessageType`, in order.
    pub message_types: Vec<Cow<'a, str>>,
}

/// `QuoteMessage`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuoteMessage<'a> {
    /// `QuoteMessageHeader/@quoteID`.
    pub quote_id: Option<&'a str>,
    /// `@type`: `accept`, `reject`, `update`, `final`, `award`.
    pub kind: Option<&'a str>,
    /// `Total/Money`.
    pub total: Option<Money>,
    /// How many items there are.
    pub items: usize,
}

/// `ProductActivityMessage`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProductActivityMessage<'a> {
    /// `ProductActivityHeader/@messageID`.
    pub message_id: Option<&'a str>,
    /// What the details are about, in order.
    pub items: Vec<ItemId>,
}

/// `SubscriptionChangeMessage`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SubscriptionChangeMessage<'a> {
    /// `@type`: `new`, `delete` or `update`.
    pub kind: Option<&'a str>,
    /// `Subscription/Name`, in order.
    pub names: Vec<Cow<'a, str>>,
}

fn texts<'a>(element: ElementRef<'a>, path: [&'a str; 2]) -> Vec<Cow<'a, str>> {
    let [outer, inner] = path;
    element
        .children_named(outer)
        .filter_map(|outer| outer.child(inner))
        .map(ElementRef::text)
        .collect()
}

fn item_id(element: ElementRef<'_>) -> ItemId {
    element
        .child("ItemID")
        .map(ItemId::interpret)
        .unwrap_or_default()
}

impl<'a> CatalogUploadRequest<'a> {
    pub(super) fn interpret(request: ElementRef<'a>) -> Self {
        Self {
            operation: attribute(request, "operation").unwrap_or("new"),
            name: request
                .child("CatalogName")
                .map(ElementRef::text)
                .unwrap_or_default(),
            attachments: texts(request, ["Attachment", "URL"]),
        }
    }
}

impl<'a> Index<'a> {
    pub(super) fn interpret(index: ElementRef<'a>) -> Self {
        let supplier = |id: ElementRef<'a>| {
            let domain = attribute(id, "domain").unwrap_or_default();
            (domain, id.text())
        };
        let item = |item: ElementRef<'a>| {
            let detail = item.child("PunchoutDetail");
            IndexItem {
                kind: item.name(),
                item_id: item_id(item),
                detail: item.child("ItemDetail").map(ItemDetail::interpret),
                punch_out_url: detail
                    .and_then(|detail| detail.child("URL"))
                    .map(ElementRef::text),
                punch_out_level: detail.and_then(|detail| attribute(detail, "punchoutLevel")),
            }
        };
        Self {
            load_mode: attribute(index, "loadmode"),
            suppliers: index.children_named("SupplierID").map(supplier).collect(),
            items: index
                .children_named("IndexItem")
                .flat_map(ElementRef::elements)
                .map(item)
                .collect(),
        }
    }
}

impl<'a> GetPendingRequest<'a> {
    pub(super) fn interpret(request: ElementRef<'a>) -> Self {
        Self {
            last_received: attribute(request, "lastReceivedTimestamp"),
            most: super::number(request, "maxMessages"),
            message_types: request
                .children_named("MessageType")
                .map(ElementRef::text)
                .collect(),
        }
    }
}

impl<'a> QuoteMessage<'a> {
    pub(super) fn interpret(message: ElementRef<'a>) -> Self {
        let header = message.child("QuoteMessageHeader");
        let header = header.unwrap_or_else(ElementRef::nothing);
        let is_item = |element: &ElementRef<'_>| element.name().starts_with("QuoteItem");
        Self {
            quote_id: attribute(header, "quoteID"),
            kind: attribute(header, "type"),
            total: money(header, &["Total"]),
            items: message.elements().filter(is_item).count(),
        }
    }
}

impl<'a> ProductActivityMessage<'a> {
    pub(super) fn interpret(message: ElementRef<'a>) -> Self {
        let header = message.child("ProductActivityHeader");
        Self {
            message_id: header.and_then(|header| attribute(header, "messageID")),
            items: message
                .children_named("ProductActivityDetails")
                .map(item_id)
                .collect(),
        }
    }
}

impl<'a> SubscriptionChangeMessage<'a> {
    pub(super) fn interpret(message: ElementRef<'a>) -> Self {
        Self {
            kind: attribute(message, "type"),
            names: texts(message, ["Subscription", "Name"]),
        }
    }
}
