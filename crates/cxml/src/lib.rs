#![doc = include_str!("../README.md")]

mod carrier;
mod document;
mod element;
mod findings;
mod grammar;
mod number;
mod place;
mod read;
mod status;
mod steps;
mod timestamp;
mod tree;
mod version;
mod write;

pub use carrier::{Attachment, Carried, Layer, unwrap};
pub use document::{
    Address, Body, BuyerCookie, CatalogUploadRequest, ConfirmationItem, ConfirmationRequest,
    Contact, Credential, CredentialMac, Doctype, Document, Extrinsic, GetPendingRequest, Header,
    Index, IndexItem, InvoiceDetailRequest, InvoiceLine, ItemDetail, ItemId, ItemOut, Message,
    Money, Operation, OrderLine, OrderMessage, OrderMessageItem, OrderRequest, Party, PriceBasis,
    ProductActivityMessage, PunchOutSetupRequest, QuoteMessage, Reference, Request, RequestPayload,
    Response, ResponsePayload, Sender, SharedSecret, ShipNoticeItem, ShipNoticeRequest, Source,
    StatusUpdateRequest, SubscriptionChangeMessage, Typed,
};
pub use element::{Element, Node};
pub use findings::{Finding, Findings, MAX_FINDINGS, Severity, examine, examine_as};
pub use number::{NUMBER_ELEMENTS, format_amount, is_number_attribute, parse_number};
pub use place::{Place, place};
pub use read::{Limits, Position, ReadError, ReadOptions, looks_like_cxml, read};
pub use status::canonical_text;
pub use timestamp::{Timestamp, format_timestamp};
pub use tree::{ElementRef, NodeRef};
pub use version::{NotAVersion, Version};
pub use write::{
    DocumentCharset, ElementName, LeftOut, OutBody, OutCharge, OutCredential, OutDocument,
    OutHeader, OutItem, OutItemOut, OutOrderMessage, OutProfile, OutSetupRequest, Shape, Tree,
    TreeElement, WriteOptions, Written, encoded, tree, write,
};
