//! The end of an exchange: what becomes of it in the transaction log.

use actix_web::{http::StatusCode, web};
use punchout::{
    finding::Findings,
    ids::TransactionId,
    masking,
    named_error::ErrorCode,
    transaction::{LoggedBody, LoggedHeader, Transaction, TransactionStatus},
};

use super::{Exchange, bounded};
use crate::{random, state::AppState};

/// The most of a body that is kept in the log, in bytes. Longer ones are cut, and their full length noted.
const MAX_LOGGED_BODY: usize = 2 * 1024 * 1024;

/// The most that is kept of a body that was refused for its size.
const MAX_LOGGED_REFUSED: usize = 64 * 1024;

/// The longest bodies that are masked at once, in bytes; it takes well below a millisecond.
const SHORT: usize = 64 * 1024;

/// The most of one header value that is kept.
const MAX_LOGGED_HEADER: usize = 2_000;

/// How an exchange ends.
pub struct Ending {
    /// The error, where it failed or was refused; with what happened in this case.
    pub error: Option<(ErrorCode, String)>,
    /// Status in the protocol.
    pub protocol_status: Option<String>,
    /// HTTP status of the answer.
    pub http_status: StatusCode,
    /// The answer's headers, those that say something about its body.
    pub headers: Vec<(String, String)>,
    /// The answer's body.
    pub body: Vec<u8>,
}

impl Exchange {
    /// Ends with a log entry; `None` where the program is shutting down. Masking a long body is work for another thread.
    pub async fn end(self, ending: Ending) -> Option<Transaction> {
        let metrics = self.metrics.clone();
        let entry = if self.request_body.len() + ending.body.len() <= SHORT {
            self.into_transaction(ending)
        } else {
            web::block(move || self.into_transaction(ending))
                .await
                .ok()?
        };
        metrics.exchanged(&entry);
        Some(entry)
    }

    /// Ends with a refusal that is answered without a document of its own, and logs it; of callers that nobody knows within bounds.
    pub async fn refused(
        self,
        error: (ErrorCode, String),
        http_status: StatusCode,
        known: bool,
        state: &AppState,
    ) {
        let ending = Ending {
            error: Some(error),
            protocol_status: None,
            http_status,
            headers: Vec::new(),
            body: Vec::new(),
        };
        if let Some(transaction) = self.end(ending).await {
            state.log.refusal(state, transaction, known).await;
        }
    }

    fn into_transaction(self, ending: Ending) -> Transaction {
        let known: Vec<&str> = self
            .secrets
            .iter()
            .map(|secret| secret.expose().as_str())
            .collect();
        let status = match &ending.error {
            None => TransactionStatus::Ok,
            Some((ErrorCode::Internal | ErrorCode::DatabaseAway, _)) => TransactionStatus::Failed,
            Some(_) => TransactionStatus::Refused,
        };
        let too_large = matches!(ending.error, Some((ErrorCode::TooLarge, _)));
        let limit = if too_large {
            MAX_LOGGED_REFUSED
        } else {
            MAX_LOGGED_BODY
        };
        let content_type = ending
            .headers
            .iter()
            .find(|(name, _)| name == "content-type")
            .map(|(_, value)| value.clone());
        let response_size = u64::try_from(ending.body.len()).unwrap_or(u64::MAX);
        Transaction {
            id: TransactionId(random::id()),
            at: self.at,
            transaction_type: self.transaction_type,
            status,
            error_code: ending
                .error
                .as_ref()
                .map(|(error, _)| error.code().to_owned()),
            error_text: ending.error.map(|(_, text)| {
                String::from_utf8_lossy(&masking::mask_body(bounded(text).as_bytes(), &known))
                    .into_owned()
            }),
            store_id: self.store_id,
            connection_id: self.connection_id,
            entry_point_id: self.entry_point_id,
            business_unit_id: self.business_unit_id,
            credential_id: self.credential_id,
            session_id: self.session_id,
            payload_id: self.payload_id.map(bounded),
            buyer_cookie: self.buyer_cookie.map(bounded),
            email: self.email.map(bounded),
            order_id: self.order_id.map(bounded),
            document: self.document.map(bounded),
            findings: masked_findings(self.findings, &known),
            support_reference: self.support_reference,
            method: self.method,
            // Masked before it is cut, as bodies are.
            path: bounded(masking::mask_path(&self.path, &known)),
            peer: self.peer,
            http_status: ending.http_status.as_u16(),
            protocol_status: ending.protocol_status,
            duration_micros: i64::try_from(self.started.elapsed().as_micros()).unwrap_or(i64::MAX),
            request_headers: self
                .request_headers
                .iter()
                .map(|(name, value)| masked_header(name, value, &known))
                .collect(),
            request_body: logged_body(
                &self.request_body,
                self.request_content_type,
                self.request_full_size,
                limit,
                &known,
            ),
            response_headers: ending
                .headers
                .iter()
                .map(|(name, value)| masked_header(name, value.as_bytes(), &known))
                .collect(),
            response_body: logged_body(
                &ending.body,
                content_type,
                response_size,
                MAX_LOGGED_BODY,
                &known,
            ),
        }
    }
}

fn logged_body(
    body: &[u8],
    content_type: Option<String>,
    full_size: u64,
    limit: usize,
    known: &[&str],
) -> LoggedBody {
    // Masked before it is cut: a secret that is cut in two would no longer be found.
    let mut bytes = masking::mask_body(body, known);
    let read_in_part = u64::try_from(body.len()).is_ok_and(|read| read < full_size);
    let truncated = read_in_part || bytes.len() > limit;
    bytes.truncate(limit);
    LoggedBody {
        bytes,
        content_type,
        full_size,
        truncated,
    }
}

/// Findings quote the document.
fn masked_findings(mut findings: Findings, known: &[&str]) -> Findings {
    let mask = |text: &mut String| {
        *text = String::from_utf8_lossy(&masking::mask_body(text.as_bytes(), known)).into_owned();
    };
    for finding in &mut findings.found {
        mask(&mut finding.text);
        mask(&mut finding.path);
    }
    findings
}

fn masked_header(name: &str, value: &[u8], known: &[&str]) -> LoggedHeader {
    let cut = value.get(..MAX_LOGGED_HEADER).unwrap_or(value);
    masking::mask_header(name, cut, known)
}
