//! Log entries as they stand in JSON.

use api_types::transaction as dto;
use base64::{Engine, engine::general_purpose::STANDARD};
use database::transactions::{Neighbours, TransactionSummary};
use punchout::{
    finding::{Finding, Severity},
    named_error::ErrorCode,
    transaction::{LoggedBody, LoggedHeader, Transaction, TransactionStatus, TransactionType},
};

use super::fields;
use crate::api::moment;

pub(super) fn summary(entry: &TransactionSummary) -> dto::TransactionSummary {
    dto::TransactionSummary {
        id: entry.id.0,
        at: moment::present(entry.at),
        transaction_type: present_type(entry.transaction_type),
        status: present_status(entry.status),
        error_code: entry.error_code.clone(),
        store_id: entry.store_id.map(|id| id.0),
        connection_id: entry.connection_id.map(|id| id.0),
        business_unit_id: entry.business_unit_id.map(|id| id.0),
        session_id: entry.session_id.map(|id| id.0),
        email: entry.email.clone(),
        support_reference: entry.support_reference.clone(),
        http_status: entry.http_status,
        protocol_status: entry.protocol_status.clone(),
        duration_ms: milliseconds(entry.duration_micros),
    }
}

pub(super) fn detail(entry: Transaction, beside: Neighbours) -> dto::Transaction {
    let called = fields::of_request(&entry);
    let returned = fields::of_form(&entry.response_body);
    dto::Transaction {
        id: entry.id.0,
        at: moment::present(entry.at),
        transaction_type: present_type(entry.transaction_type),
        status: present_status(entry.status),
        error: entry.error_code.map(|code| dto::TransactionError {
            text: entry.error_text,
            advice: ErrorCode::from_code(&code).map(|error| error.facts().advice.to_owned()),
            code,
        }),
        store_id: entry.store_id.map(|id| id.0),
        connection_id: entry.connection_id.map(|id| id.0),
        entry_point_id: entry.entry_point_id.map(|id| id.0),
        credential_id: entry.credential_id.map(|id| id.0),
        business_unit_id: entry.business_unit_id.map(|id| id.0),
        session_id: entry.session_id.map(|id| id.0),
        payload_id: entry.payload_id,
        buyer_cookie: entry.buyer_cookie,
        email: entry.email,
        order_id: entry.order_id,
        document: entry.document,
        findings: entry
            .findings
            .found
            .into_iter()
            .map(present_finding)
            .collect(),
        more_findings: entry.findings.more,
        support_reference: entry.support_reference,
        method: entry.method,
        path: entry.path,
        peer: entry.peer,
        http_status: entry.http_status,
        protocol_status: entry.protocol_status,
        duration_ms: milliseconds(entry.duration_micros),
        request: message(entry.request_headers, entry.request_body, called),
        response: message(entry.response_headers, entry.response_body, returned),
        previous_id: beside.previous.map(|id| id.0),
        next_id: beside.next.map(|id| id.0),
    }
}

/// What was found about a document.
pub fn present_finding(finding: Finding) -> dto::Finding {
    dto::Finding {
        code: finding.code,
        severity: match finding.severity {
            Severity::Notice => dto::FindingSeverity::Notice,
            Severity::Warning => dto::FindingSeverity::Warning,
            Severity::Error => dto::FindingSeverity::Error,
        },
        line: finding.line,
        path: finding.path,
        text: finding.text,
        advice: finding.advice,
    }
}

fn message(
    headers: Vec<LoggedHeader>,
    body: LoggedBody,
    fields: Option<Vec<dto::MessageField>>,
) -> dto::Message {
    let (text, base64) = match String::from_utf8(body.bytes) {
        Ok(text) => (Some(text), None),
        Err(error) => (None, Some(STANDARD.encode(error.as_bytes()))),
    };
    dto::Message {
        headers: headers
            .into_iter()
            .map(|header| dto::Header {
                name: header.name,
                value: header.value,
            })
            .collect(),
        body: dto::Body {
            text,
            base64,
            content_type: body.content_type,
            size: body.full_size,
            truncated: body.truncated,
        },
        fields,
    }
}

#[expect(
    clippy::cast_precision_loss,
    reason = "durations are far below 2^53 microseconds"
)]
fn milliseconds(micros: i64) -> f64 {
    micros as f64 / 1_000.0
}

macro_rules! same_names {
    ($accept:ident, $present:ident, $domain:ty, $dto:ty, $($name:ident),+) => {
        /// From JSON.
        pub(super) const fn $accept(value: $dto) -> $domain {
            match value { $(<$dto>::$name => <$domain>::$name,)+ }
        }

        /// For JSON.
        const fn $present(value: $domain) -> $dto {
            match value { $(<$domain>::$name => <$dto>::$name,)+ }
        }
    };
}

same_names!(
    accept_type,
    present_type,
    TransactionType,
    dto::TransactionType,
    SetupRequest,
    TransferToRequisition,
    Cancel,
    ProfileRequest,
    OrderRequest,
    Other
);
same_names!(
    accept_status,
    present_status,
    TransactionStatus,
    dto::TransactionStatus,
    Ok,
    Refused,
    Failed
);
