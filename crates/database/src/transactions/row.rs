//! Log entries as rows, and back.

use punchout::{
    ids::{
        BusinessUnitId, ConnectionId, CredentialId, EntryPointId, SessionId, StoreId, TransactionId,
    },
    time::Timestamp,
    transaction::{LoggedBody, Transaction},
};
use uuid::Uuid;

use super::body;
use crate::{
    entities::{transaction_bodies, transactions},
    error::{Error, Result},
    text,
};

const REQUEST: &str = "request";
const RESPONSE: &str = "response";

/// The longest text that is looked up, in characters: an index of PostgreSQL takes no more than 2,700 bytes.
const MAX_KEY: usize = 500;

/// The form in which a text of the log is looked up.
pub fn lookup_key(text: &str) -> String {
    let text = text.replace('\0', "\u{fffd}");
    text::key(&text).chars().take(MAX_KEY).collect()
}

/// A text as both databases take it: PostgreSQL knows no NUL.
fn storable(text: &str) -> String {
    text.replace('\0', "\u{fffd}")
}

pub fn entry_row(entry: &Transaction) -> Result<transactions::Model> {
    let stored = |text: &Option<String>| text.as_deref().map(storable);
    let key = |text: &Option<String>| {
        text.as_deref()
            .map(lookup_key)
            .filter(|key| !key.is_empty())
    };
    Ok(transactions::Model {
        id: entry.id.0,
        at: entry.at.0,
        transaction_type: text::name(&entry.transaction_type)?,
        status: text::name(&entry.status)?,
        error_code: entry.error_code.clone(),
        error_text: stored(&entry.error_text),
        store_id: entry.store_id.map(|id| id.0),
        connection_id: entry.connection_id.map(|id| id.0),
        entry_point_id: entry.entry_point_id.map(|id| id.0),
        business_unit_id: entry.business_unit_id.map(|id| id.0),
        session_id: entry.session_id.map(|id| id.0),
        payload_id: stored(&entry.payload_id),
        payload_id_key: key(&entry.payload_id),
        buyer_cookie: stored(&entry.buyer_cookie),
        buyer_cookie_key: key(&entry.buyer_cookie),
        email: stored(&entry.email),
        email_key: key(&entry.email),
        order_id: stored(&entry.order_id),
        order_id_key: key(&entry.order_id),
        support_reference: entry.support_reference.clone(),
        support_reference_key: lookup_key(&entry.support_reference),
        method: storable(&entry.method),
        path: storable(&entry.path),
        peer: stored(&entry.peer),
        http_status: i32::from(entry.http_status),
        protocol_status: stored(&entry.protocol_status),
        duration_micros: entry.duration_micros,
        request_headers: text::json(&entry.request_headers)?,
        response_headers: text::json(&entry.response_headers)?,
        document: stored(&entry.document),
        findings: Some(&entry.findings)
            .filter(|findings| !findings.is_empty())
            .map(text::json)
            .transpose()?,
        credential_id: entry.credential_id.map(|id| id.0),
    })
}

/// The rows of an entry's bodies; none for a side that had none.
pub fn body_rows(entry: &Transaction) -> Result<Vec<transaction_bodies::Model>> {
    [
        (REQUEST, &entry.request_body),
        (RESPONSE, &entry.response_body),
    ]
    .into_iter()
    .filter(|(_, body)| **body != LoggedBody::default())
    .map(|(side, body)| {
        Ok(transaction_bodies::Model {
            transaction_id: entry.id.0,
            side: side.to_owned(),
            bytes: body::compress(&body.bytes)?,
            content_type: body.content_type.as_deref().map(storable),
            full_size: i64::try_from(body.full_size).unwrap_or(i64::MAX),
            truncated: body.truncated,
        })
    })
    .collect()
}

pub fn entry(
    row: transactions::Model,
    bodies: Vec<transaction_bodies::Model>,
) -> Result<Transaction> {
    let (mut request_body, mut response_body) = (LoggedBody::default(), LoggedBody::default());
    for row in bodies {
        let body = LoggedBody {
            bytes: body::decompress(&row.bytes)?,
            content_type: row.content_type,
            full_size: u64::try_from(row.full_size).unwrap_or_default(),
            truncated: row.truncated,
        };
        if row.side == REQUEST {
            request_body = body;
        } else {
            response_body = body;
        }
    }
    Ok(Transaction {
        id: TransactionId(row.id),
        at: Timestamp(row.at),
        transaction_type: text::variant(row.transaction_type)?,
        status: text::variant(row.status)?,
        error_code: row.error_code,
        error_text: row.error_text,
        store_id: row.store_id.map(StoreId),
        connection_id: row.connection_id.map(ConnectionId),
        entry_point_id: row.entry_point_id.map(EntryPointId),
        business_unit_id: row.business_unit_id.map(BusinessUnitId),
        credential_id: row.credential_id.map(CredentialId),
        session_id: row.session_id.map(SessionId),
        payload_id: row.payload_id,
        buyer_cookie: row.buyer_cookie,
        email: row.email,
        order_id: row.order_id,
        document: row.document,
        findings: row
            .findings
            .as_deref()
            .map(text::parse)
            .transpose()?
            .unwrap_or_default(),
        support_reference: row.support_reference,
        method: row.method,
        path: row.path,
        peer: row.peer,
        http_status: http_status(row.http_status)?,
        protocol_status: row.protocol_status,
        duration_micros: row.duration_micros,
        request_headers: text::parse(&row.request_headers)?,
        request_body,
        response_headers: text::parse(&row.response_headers)?,
        response_body,
    })
}

pub fn http_status(status: i32) -> Result<u16> {
    u16::try_from(status).map_err(|_| Error::Internal(format!("HTTP status {status}")))
}

/// A reference of a row, typed.
pub fn typed<T: From<Uuid>>(id: Option<Uuid>) -> Option<T> {
    id.map(T::from)
}
