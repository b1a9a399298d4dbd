//! Transactions: the log of exchanges.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::scalar::Timestamp;

/// What an exchange was about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum TransactionType {
    /// A punch-out is set up.
    SetupRequest,
    /// A cart is handed over.
    TransferToRequisition,
    /// A buyer returns without a cart.
    Cancel,
    /// A procurement system asks what is supported.
    ProfileRequest,
    /// An order comes.
    OrderRequest,
    /// Anything else, garbage included.
    Other,
}

/// How an exchange ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum TransactionStatus {
    /// Done.
    Ok,
    /// Refused for a reason that lies with the caller or the settings.
    Refused,
    /// Failed for a reason that lies with the gateway.
    Failed,
}

/// An entry of the log, as it stands in the list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TransactionSummary {
    /// Its id.
    pub id: Uuid,
    /// When the request arrived.
    pub at: Timestamp,
    /// What it was about.
    #[serde(rename = "type")]
    pub transaction_type: TransactionType,
    /// How it ended.
    pub status: TransactionStatus,
    /// Stable code of the error.
    pub error_code: Option<String>,
    /// The store, where known.
    pub store_id: Option<Uuid>,
    /// The connection, where known.
    pub connection_id: Option<Uuid>,
    /// The business unit, where known.
    pub business_unit_id: Option<Uuid>,
    /// The punch-out session, where there is one.
    pub session_id: Option<Uuid>,
    /// The buyer's e-mail address.
    pub email: Option<String>,
    /// The code that the caller saw.
    pub support_reference: String,
    /// HTTP status of the answer.
    pub http_status: u16,
    /// Status in the answer's protocol, such as cXML's `401`.
    pub protocol_status: Option<String>,
    /// How long the answer took, in milliseconds.
    pub duration_ms: f64,
}

/// What went wrong, by name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TransactionError {
    /// Stable code.
    pub code: String,
    /// What happened in this case.
    pub text: Option<String>,
    /// What to do about it.
    pub advice: Option<String>,
}

/// How grave a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum FindingSeverity {
    /// Allowed, and not as most do.
    Notice,
    /// Against the protocol's text.
    Warning,
    /// Against the protocol's grammar: a strict receiver refuses the document.
    Error,
}

/// What a document does that its protocol does not have. It was read all the same.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Finding {
    /// Stable code, such as `element.missing`.
    pub code: String,
    /// How grave it is.
    pub severity: FindingSeverity,
    /// The line of the document, from 1; null for what concerns it as a whole.
    pub line: Option<u32>,
    /// The place in the document, such as `/cXML/Request`; empty for what concerns it as a whole.
    pub path: String,
    /// What it is.
    pub text: String,
    /// What to do about it.
    pub advice: String,
}

/// An HTTP header, secrets masked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Header {
    /// Lower-case name.
    pub name: String,
    /// Its value.
    pub value: String,
}

/// One side's body as it was on the wire, secrets masked.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Body {
    /// The text, where the bytes are UTF-8.
    pub text: Option<String>,
    /// The bytes in base64, where they are not UTF-8.
    pub base64: Option<String>,
    /// `Content-Type`, as it was given.
    pub content_type: Option<String>,
    /// How many bytes there were on the wire.
    pub size: u64,
    /// Whether fewer bytes are kept than there were.
    pub truncated: bool,
}

/// One side of an exchange.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Message {
    /// Its headers.
    pub headers: Vec<Header>,
    /// Its body.
    pub body: Body,
    /// The parameters of an OCI call, or the fields of the form that a cart returns in: the first 5,000. Null where it is neither.
    #[serde(default)]
    pub fields: Option<Vec<MessageField>>,
}

/// A parameter or a field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MessageField {
    /// Its name.
    pub name: String,
    /// Its value, secrets masked.
    pub value: String,
}

/// An entry of the log, whole.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Transaction {
    /// Its id.
    pub id: Uuid,
    /// When the request arrived.
    pub at: Timestamp,
    /// What it was about.
    #[serde(rename = "type")]
    pub transaction_type: TransactionType,
    /// How it ended.
    pub status: TransactionStatus,
    /// What went wrong; null where nothing did.
    pub error: Option<TransactionError>,
    /// The store, where known.
    pub store_id: Option<Uuid>,
    /// The connection, where known.
    pub connection_id: Option<Uuid>,
    /// The entry point, where known.
    pub entry_point_id: Option<Uuid>,
    /// The credential that the caller proved, where one did: of two that are good during a rotation, which one.
    pub credential_id: Option<Uuid>,
    /// The business unit, where known.
    pub business_unit_id: Option<Uuid>,
    /// The punch-out session, where there is one.
    pub session_id: Option<Uuid>,
    /// `payloadID` of the request.
    pub payload_id: Option<String>,
    /// `BuyerCookie`.
    pub buyer_cookie: Option<String>,
    /// The buyer's e-mail address.
    pub email: Option<String>,
    /// The order's number.
    pub order_id: Option<String>,
    /// What kind of document was posted, by its protocol's name for it, such as `OrderRequest`.
    pub document: Option<String>,
    /// What was found about the document: the first 100.
    pub findings: Vec<Finding>,
    /// How many more findings there are.
    pub more_findings: u32,
    /// The code that the caller saw.
    pub support_reference: String,
    /// HTTP method.
    pub method: String,
    /// Path and query, secrets masked.
    pub path: String,
    /// The caller's address.
    pub peer: Option<String>,
    /// HTTP status of the answer.
    pub http_status: u16,
    /// Status in the answer's protocol, such as cXML's `401`.
    pub protocol_status: Option<String>,
    /// How long the answer took, in milliseconds.
    pub duration_ms: f64,
    /// What was asked.
    pub request: Message,
    /// What was answered.
    pub response: Message,
    /// The entry before in the same session.
    #[serde(default)]
    pub previous_id: Option<Uuid>,
    /// The entry after in the same session.
    #[serde(default)]
    pub next_id: Option<Uuid>,
}

/// In which order the log stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum TransactionSort {
    /// The newest first.
    #[default]
    #[serde(rename = "-at")]
    NewestFirst,
    /// The oldest first.
    #[serde(rename = "at")]
    OldestFirst,
}

/// Which entries of the log.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
#[serde(deny_unknown_fields)]
pub struct TransactionQuery {
    /// From this time on (inclusive).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Timestamp>,
    /// Before this time (exclusive).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<Timestamp>,
    /// About this.
    #[serde(default, rename = "type", skip_serializing_if = "Option::is_none")]
    pub transaction_type: Option<TransactionType>,
    /// That ended so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<TransactionStatus>,
    /// With this error.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", param(max_length = 100))]
    pub error_code: Option<String>,
    /// Of this connection.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub connection_id: Option<Uuid>,
    /// Of this store.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub store_id: Option<Uuid>,
    /// Of this business unit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub business_unit_id: Option<Uuid>,
    /// Of this punch-out session.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub session_id: Option<Uuid>,
    /// Whose payloadID, BuyerCookie, e-mail address, order number or support reference is this.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", param(max_length = 200))]
    pub q: Option<String>,
    /// With this text in a body. Needs `from` and `to`, at most 24 hours apart.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", param(max_length = 200))]
    pub body: Option<String>,
    /// In which order: the newest first where absent. The oldest first, together with `from`, is for following what is new. An entry is
    /// written when its exchange ends, and stands where it began: ask from a little before the last one seen, and pass over those known by
    /// their id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", param(inline))]
    pub sort: Option<TransactionSort>,
    /// How many items, 50 where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", param(minimum = 1, maximum = 200))]
    pub limit: Option<u32>,
    /// `next_cursor` of the page before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
}

/// The form of an export.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ExportFormat {
    /// A JSON object in each line.
    Ndjson,
    /// A table with a header.
    Csv,
}

/// Which entries to export, and how.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
#[serde(deny_unknown_fields)]
pub struct TransactionExport {
    /// In which form: as `Accept` says where absent, else `ndjson`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", param(inline))]
    pub format: Option<ExportFormat>,
    /// Whether headers and bodies go out as well, with `ndjson` only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bodies: Option<bool>,
    /// From this time on (inclusive); seven days before `to` where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Timestamp>,
    /// Before this time (exclusive); now where absent. At most 92 days after `from`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<Timestamp>,
    /// About this.
    #[serde(default, rename = "type", skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", param(inline))]
    pub transaction_type: Option<TransactionType>,
    /// That ended so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", param(inline))]
    pub status: Option<TransactionStatus>,
    /// With this error.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", param(max_length = 100))]
    pub error_code: Option<String>,
    /// Of this connection.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub connection_id: Option<Uuid>,
    /// Of this store.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub store_id: Option<Uuid>,
    /// Of this business unit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub business_unit_id: Option<Uuid>,
    /// Of this punch-out session.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub session_id: Option<Uuid>,
    /// Whose payloadID, BuyerCookie, e-mail address, order number or support reference is this.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", param(max_length = 200))]
    pub q: Option<String>,
}
