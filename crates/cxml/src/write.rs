//! Writing: strictly in the order of the DTD, and only what the DTD of the target version has.

mod charset;
pub(crate) mod escape;
mod message;
mod response;
mod setup;
mod tag;
mod tree;

use rust_decimal::Decimal;

use crate::{timestamp::format_timestamp, version::Version};
pub use charset::{DocumentCharset, encoded};
pub use setup::{OutItemOut, OutSetupRequest};
use tag::Writer;
pub use tree::{ElementName, LeftOut, Shape, Tree, TreeElement, Written, tree};

/// How to write.
#[derive(Clone, Copy, Debug)]
pub struct WriteOptions {
    /// The version whose DTD the document declares and keeps to.
    pub version: Version,
    /// Whether every character beyond ASCII becomes a numeric reference, for carriers that lose the encoding
    /// (`cxml-urlencoded`). A `BuyerCookie` with names of elements beyond ASCII makes it UTF-8 all the same.
    pub ascii: bool,
}

/// A document to be written.
#[derive(Clone, Debug)]
pub struct OutDocument {
    /// `@payloadID`.
    pub payload_id: String,
    /// `@timestamp`, in microseconds since 1970-01-01T00:00:00Z.
    pub timestamp: i64,
    /// `@xml:lang`, and that of the texts within; `en` where absent.
    pub lang: Option<String>,
    /// What it is.
    pub body: OutBody,
}

/// What a document to be written is.
#[derive(Clone, Debug)]
pub enum OutBody {
    /// A Response with a Status alone.
    Status {
        /// `Status/@code`.
        code: u16,
        /// Text of the Status, for people.
        detail: String,
    },
    /// A Response with a `PunchOutSetupResponse`.
    SetupResponse {
        /// `StartPage/URL`.
        start_page: String,
    },
    /// A Response with a `ProfileResponse`.
    Profile(OutProfile),
    /// A Message with a `PunchOutOrderMessage`.
    OrderMessage(Box<OutOrderMessage>),
    /// A Request with a `PunchOutSetupRequest`.
    SetupRequest(Box<OutSetupRequest>),
}

impl OutBody {
    const fn kind(&self) -> &'static str {
        match self {
            Self::Status { .. } => "Response",
            Self::SetupResponse { .. } => "PunchOutSetupResponse",
            Self::Profile(_) => "ProfileResponse",
            Self::OrderMessage(_) => "PunchOutOrderMessage",
            Self::SetupRequest(_) => "PunchOutSetupRequest",
        }
    }
}

/// `ProfileResponse`.
#[derive(Clone, Debug)]
pub struct OutProfile {
    /// `@effectiveDate`, in microseconds since 1970.
    pub effective: i64,
    /// `Transaction`: name of the request, and where it is posted; at least one.
    pub transactions: Vec<(String, String)>,
}

/// A header. Where it goes through a browser there is no room for a secret in it.
#[derive(Clone, Debug)]
pub struct OutHeader {
    /// `From`.
    pub from: Vec<OutCredential>,
    /// `To`.
    pub to: Vec<OutCredential>,
    /// `Sender`.
    pub sender: Vec<OutCredential>,
    /// `Sender/UserAgent`.
    pub user_agent: String,
}

/// `Credential` without authentication.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutCredential {
    /// `@domain`.
    pub domain: String,
    /// `Identity`.
    pub identity: String,
    /// Whether it names a marketplace that the party belongs to: `@type`.
    pub marketplace: bool,
}

/// A Message with a `PunchOutOrderMessage`.
#[derive(Clone, Debug)]
pub struct OutOrderMessage {
    /// `Header`.
    pub header: OutHeader,
    /// `Message/@deploymentMode`: `production` or `test`; others are left out.
    pub deployment_mode: Option<String>,
    /// `Message/Status/@code`; 204 leaves the requisition as it was.
    pub status: Option<u16>,
    /// `BuyerCookie`, as [`BuyerCookie::inner_xml`](crate::BuyerCookie::inner_xml) gave it.
    pub buyer_cookie: String,
    /// `@operationAllowed`: `create`, `inspect` or `edit`.
    pub operation_allowed: &'static str,
    /// ISO 4217 code of all amounts.
    pub currency: String,
    /// Digits after the point of amounts; prices may have more.
    pub digits: u32,
    /// `Total`.
    pub total: Decimal,
    /// `Shipping`.
    pub shipping: Option<OutCharge>,
    /// `Tax`.
    pub tax: Option<OutCharge>,
    /// What `total` has been lowered by; `Total/Modifications` from 1.2.036, nowhere below.
    pub discount: Option<OutCharge>,
    /// `ItemIn`.
    pub items: Vec<OutItem>,
}

/// An amount with its description.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutCharge {
    /// `Money`.
    pub amount: Decimal,
    /// `Description`.
    pub description: String,
}

/// `ItemIn`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutItem {
    /// `@quantity`.
    pub quantity: Decimal,
    /// `@lineNumber`.
    pub line_number: u32,
    /// `@parentLineNumber`; from 1.2.036.
    pub parent_line_number: Option<u32>,
    /// Whether other lines are parts of this one; from 1.2.036.
    pub is_parent: bool,
    /// `SupplierPartID`.
    pub supplier_part_id: String,
    /// `SupplierPartAuxiliaryID`.
    pub supplier_part_auxiliary_id: String,
    /// `UnitPrice`: the price of `price_unit` units.
    pub unit_price: Decimal,
    /// How many units the price is for; `PriceBasisQuantity` from 1.2.036, divided out below.
    pub price_unit: Decimal,
    /// `Description/ShortName`.
    pub short_name: Option<String>,
    /// `Description`.
    pub description: String,
    /// `UnitOfMeasure`.
    pub unit_of_measure: String,
    /// `Classification`: domain and code, at least one.
    pub classifications: Vec<(String, String)>,
    /// `BuyerPartID`; from 1.2.036.
    pub buyer_part_id: Option<String>,
    /// `ManufacturerPartID`.
    pub manufacturer_part_id: Option<String>,
    /// `ManufacturerName`.
    pub manufacturer_name: Option<String>,
    /// `URL`.
    pub url: Option<String>,
    /// `LeadTime` in days; from 1.2.
    pub lead_time: Option<u32>,
    /// `ItemDetail/Extrinsic`: name and text.
    pub extrinsics: Vec<(String, String)>,
    /// `SupplierID`: domain and id.
    pub supplier_id: Option<(String, String)>,
    /// `Tax`.
    pub tax: Option<OutCharge>,
    /// `Comments`; from 1.2.036.
    pub comments: Option<String>,
}

/// Writes a document. Characters that XML does not allow are left out.
#[must_use]
pub fn write(document: &OutDocument, options: &WriteOptions) -> Vec<u8> {
    let mut options = *options;
    if let OutBody::OrderMessage(order) = &document.body {
        options.ascii &= !escape::has_names_beyond_ascii(&order.buyer_cookie);
    }
    let mut writer = Writer::new(options, document.lang.as_deref().unwrap_or("en"));
    writer.prolog(document.body.kind());
    root(&mut writer, document, options.version);
    writer.into_bytes()
}

fn root(writer: &mut Writer<'_>, document: &OutDocument, version: Version) {
    let timestamp = format_timestamp(document.timestamp);
    let version = version.to_string();
    let mut attributes = vec![
        ("version", version.as_str()),
        ("payloadID", &document.payload_id),
        ("timestamp", &timestamp),
    ];
    if let Some(lang) = &document.lang {
        attributes.push(("xml:lang", lang));
    }
    writer.element("cXML", &attributes, |writer| match &document.body {
        OutBody::Status { code, detail } => response::status(writer, *code, detail),
        OutBody::SetupResponse { start_page } => response::setup(writer, start_page),
        OutBody::Profile(profile) => response::profile(writer, profile),
        OutBody::OrderMessage(order) => message::order(writer, order),
        OutBody::SetupRequest(request) => setup::request(writer, request),
    });
}

#[cfg(test)]
mod tests;
