//! The transaction log: each exchange is one entry.

use serde::{Deserialize, Serialize};

use crate::{
    finding::Findings,
    ids::{
        BusinessUnitId, ConnectionId, CredentialId, EntryPointId, SessionId, StoreId, TransactionId,
    },
    time::Timestamp,
};

/// What an exchange was about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
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
#[serde(rename_all = "snake_case")]
pub enum TransactionStatus {
    /// Done.
    Ok,
    /// Refused for a reason that lies with the caller or the settings.
    Refused,
    /// Failed for a reason that lies with the gateway.
    Failed,
}

/// An HTTP header as it is logged: masked, text made of whatever bytes there were.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LoggedHeader {
    /// Lower-case name.
    pub name: String,
    /// Its value.
    pub value: String,
}

/// One side's body as it was on the wire, with secrets masked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LoggedBody {
    /// The bytes; never text, for garbage must be loggable.
    pub bytes: Vec<u8>,
    /// `Content-Type`, as it was given.
    pub content_type: Option<String>,
    /// How many bytes there were on the wire.
    pub full_size: u64,
    /// Whether the end is missing. Masked bytes can be fewer than those on the wire without that.
    pub truncated: bool,
}

/// An entry of the transaction log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Transaction {
    /// Its id.
    pub id: TransactionId,
    /// When the request arrived.
    pub at: Timestamp,
    /// What it was about.
    pub transaction_type: TransactionType,
    /// How it ended.
    pub status: TransactionStatus,
    /// Stable code of the error, from [`crate::named_error`].
    pub error_code: Option<String>,
    /// What happened, for administrators.
    pub error_text: Option<String>,
    /// The store, where known.
    pub store_id: Option<StoreId>,
    /// The connection, where known.
    pub connection_id: Option<ConnectionId>,
    /// The entry point, where known.
    pub entry_point_id: Option<EntryPointId>,
    /// The business unit, where known.
    pub business_unit_id: Option<BusinessUnitId>,
    /// The credential that the caller proved, where one did: of two that are good during a rotation, which one.
    pub credential_id: Option<CredentialId>,
    /// The session, where there is one.
    pub session_id: Option<SessionId>,
    /// `cXML/@payloadID` of the request.
    pub payload_id: Option<String>,
    /// `BuyerCookie` as text.
    pub buyer_cookie: Option<String>,
    /// The buyer's e-mail address.
    pub email: Option<String>,
    /// The order's number.
    pub order_id: Option<String>,
    /// What kind of document was posted, by the name that its protocol has for it, such as `OrderRequest`.
    pub document: Option<String>,
    /// What was found about the document.
    pub findings: Findings,
    /// A short code that leads people to this entry.
    pub support_reference: String,
    /// HTTP method.
    pub method: String,
    /// Path and query, with codes and secrets masked.
    pub path: String,
    /// The caller's address.
    pub peer: Option<String>,
    /// HTTP status of the answer.
    pub http_status: u16,
    /// Status in the answer's protocol, such as cXML's `401`.
    pub protocol_status: Option<String>,
    /// How long the answer took, in microseconds.
    pub duration_micros: i64,
    /// The request's headers.
    pub request_headers: Vec<LoggedHeader>,
    /// The request's body.
    pub request_body: LoggedBody,
    /// The answer's headers.
    pub response_headers: Vec<LoggedHeader>,
    /// The answer's body.
    pub response_body: LoggedBody,
}
