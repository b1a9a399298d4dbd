//! Documents beside punch-outs, typed where somebody acts on them: orders, what follows orders, catalogues. They borrow from the document,
//! and are made when they are asked for; everything else stands in the tree.

mod catalogue;
mod follow_up;
mod order;

pub use catalogue::{
    CatalogUploadRequest, GetPendingRequest, Index, IndexItem, ProductActivityMessage,
    QuoteMessage, SubscriptionChangeMessage,
};
pub use follow_up::{
    ConfirmationItem, ConfirmationRequest, InvoiceDetailRequest, InvoiceLine, ShipNoticeItem,
    ShipNoticeRequest, StatusUpdateRequest,
};
pub use order::{OrderLine, OrderRequest, Reference};

use crate::{
    document::{Document, Money},
    tree::ElementRef,
};

/// A document by what it is about.
#[derive(Clone, Debug)]
pub enum Typed<'a> {
    /// `OrderRequest`.
    Order(Box<OrderRequest<'a>>),
    /// `ConfirmationRequest`.
    Confirmation(ConfirmationRequest<'a>),
    /// `ShipNoticeRequest`.
    ShipNotice(ShipNoticeRequest<'a>),
    /// `InvoiceDetailRequest`.
    Invoice(InvoiceDetailRequest<'a>),
    /// `StatusUpdateRequest`.
    StatusUpdate(StatusUpdateRequest<'a>),
    /// `CatalogUploadRequest`.
    CatalogUpload(CatalogUploadRequest<'a>),
    /// `Index`, in a message of its own or on its way to subscribers.
    Index(Index<'a>),
    /// `GetPendingRequest`.
    GetPending(GetPendingRequest<'a>),
    /// `QuoteMessage`.
    Quote(QuoteMessage<'a>),
    /// `ProductActivityMessage`.
    ProductActivity(ProductActivityMessage<'a>),
    /// `SubscriptionChangeMessage`.
    SubscriptionChange(SubscriptionChangeMessage<'a>),
    /// Anything else, as it stands in the tree: setups, order messages, profiles and plain responses have their place in
    /// [`Body`](crate::Body).
    Other(ElementRef<'a>),
}

impl Document {
    /// The document by what it is about; `None` where there is nothing in it.
    #[must_use]
    pub fn typed(&self) -> Option<Typed<'_>> {
        let payload = self.payload()?;
        Some(match payload.name() {
            "OrderRequest" => Typed::Order(Box::new(OrderRequest::interpret(payload))),
            "ConfirmationRequest" => Typed::Confirmation(ConfirmationRequest::interpret(payload)),
            "ShipNoticeRequest" => Typed::ShipNotice(ShipNoticeRequest::interpret(payload)),
            "InvoiceDetailRequest" => Typed::Invoice(InvoiceDetailRequest::interpret(payload)),
            "StatusUpdateRequest" => Typed::StatusUpdate(StatusUpdateRequest::interpret(payload)),
            "CatalogUploadRequest" => {
                Typed::CatalogUpload(CatalogUploadRequest::interpret(payload))
            }
            "Index" => Typed::Index(Index::interpret(payload)),
            "GetPendingRequest" => Typed::GetPending(GetPendingRequest::interpret(payload)),
            "QuoteMessage" => Typed::Quote(QuoteMessage::interpret(payload)),
            "ProductActivityMessage" => {
                Typed::ProductActivity(ProductActivityMessage::interpret(payload))
            }
            "SubscriptionChangeMessage" => {
                Typed::SubscriptionChange(SubscriptionChangeMessage::interpret(payload))
            }
            _ => Typed::Other(payload),
        })
    }
}

/// An attribute, trimmed; absent where it is missing or blank.
fn attribute<'a>(element: ElementRef<'a>, name: &str) -> Option<&'a str> {
    element
        .attr(name)
        .map(str::trim)
        .filter(|value| !value.is_empty())
}

/// A number in an attribute.
fn number(element: ElementRef<'_>, name: &str) -> Option<u32> {
    attribute(element, name)?.parse().ok()
}

/// `Money` below a path.
fn money(element: ElementRef<'_>, path: &[&str]) -> Option<Money> {
    element.find(path)?.child("Money").map(Money::interpret)
}

#[cfg(test)]
mod tests;
