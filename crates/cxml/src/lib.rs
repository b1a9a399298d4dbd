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
    Address, Body, BuyerCookie, Contact, Credential, CredentialMac, Doctype, Document, Extrinsic,
    Header, ItemDetail, ItemId, ItemOut, Message, Money, Operation, OrderMessage, OrderMessageItem,
    Party, PriceBasis, PunchOutSetupRequest, Request, RequestPayload, Response, ResponsePayload,
    Sender, SharedSecret, Source,
};
pub use element::{Element, Node};
pub use findings::{Finding, Findings, MAX_FINDINGS, Severity, examine, examine_as};
pub use number::parse_number;
pub use place::{Place, place};
pub use read::{Limits, Position, ReadError, ReadOptions, looks_like_cxml, read};
pub use status::canonical_text;
pub use timestamp::{Timestamp, format_timestamp};
pub use tree::{ElementRef, NodeRef};
pub use version::{NotAVersion, Version};
pub use write::{
    ElementName, LeftOut, OutBody, OutCharge, OutCredential, OutDocument, OutHeader, OutItem,
    OutItemOut, OutOrderMessage, OutProfile, OutSetupRequest, Tree, TreeElement, WriteOptions,
    Written, tree, write,
};
