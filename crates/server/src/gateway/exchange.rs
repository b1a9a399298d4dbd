//! One exchange with a procurement system or a buyer's browser: what is known of it, for the transaction log.

mod blank;
mod outgoing;

use std::time::Instant;

use actix_web::{
    HttpRequest,
    http::{
        StatusCode,
        header::{self, HeaderMap},
    },
    web,
};
use punchout::{
    finding::Findings,
    ids::{
        BusinessUnitId, ConnectionId, CredentialId, EntryPointId, SessionId, StoreId, TransactionId,
    },
    masking,
    named_error::ErrorCode,
    secret::Secret,
    setup::{Refusal, Transport},
    time::Timestamp,
    transaction::{LoggedBody, LoggedHeader, Transaction, TransactionStatus, TransactionType},
};

use super::{
    body::{Body, MAX_BODY},
    entry::Address,
    transport,
};
use crate::{random, state::AppState};

pub use outgoing::Sent;

/// The most of a body that is kept in the log, in bytes. Longer ones are cut, and their full length noted.
const MAX_LOGGED_BODY: usize = 2 * 1024 * 1024;

/// The most that is kept of a body that was refused for its size.
const MAX_LOGGED_REFUSED: usize = 64 * 1024;

/// The longest bodies that are masked at once, in bytes; it takes well below a millisecond.
const SHORT: usize = 64 * 1024;

/// The most of one header value, and the most headers, that are kept.
const MAX_LOGGED_HEADER: usize = 2_000;
const MAX_LOGGED_HEADERS: usize = 64;

/// What is known of an exchange while it goes on.
#[derive(Clone)]
pub struct Exchange {
    /// When the request arrived.
    pub at: Timestamp,
    /// What it is about.
    pub transaction_type: TransactionType,
    /// The store, once known.
    pub store_id: Option<StoreId>,
    /// The connection, once known.
    pub connection_id: Option<ConnectionId>,
    /// The entry point, once known.
    pub entry_point_id: Option<EntryPointId>,
    /// The business unit, once known.
    pub business_unit_id: Option<BusinessUnitId>,
    /// The credential, once the caller proved one.
    pub credential_id: Option<CredentialId>,
    /// What the way here says of the caller.
    pub transport: Transport,
    /// The session, once there is one.
    pub session_id: Option<SessionId>,
    /// `cXML/@payloadID` of the request.
    pub payload_id: Option<String>,
    /// `BuyerCookie` as text.
    pub buyer_cookie: Option<String>,
    /// The buyer's e-mail address.
    pub email: Option<String>,
    /// The order's number.
    pub order_id: Option<String>,
    /// What kind of document was posted, such as `OrderRequest`.
    pub document: Option<String>,
    /// What was found about it.
    pub findings: Findings,
    /// Leads people to the log entry.
    pub support_reference: String,
    started: Instant,
    method: String,
    path: String,
    peer: Option<String>,
    request_headers: Vec<(String, Vec<u8>)>,
    request_content_type: Option<String>,
    request_body: Vec<u8>,
    request_full_size: u64,
    secrets: Vec<Secret<String>>,
}

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
    /// Begins with what a request shows before its body is read.
    #[must_use]
    pub fn begin(
        request: &HttpRequest,
        transaction_type: TransactionType,
        state: &AppState,
    ) -> Self {
        let headers = request
            .headers()
            .iter()
            .take(MAX_LOGGED_HEADERS)
            .map(|(name, value)| (name.to_string(), value.as_bytes().to_vec()))
            .collect();
        let transport = transport::of(request, &state.config.http);
        let password = transport.basic.as_ref().map(|(_, password)| password);
        let secrets = password.into_iter().cloned().collect();
        Self {
            transport,
            method: request.method().to_string(),
            path: request.uri().to_string(),
            peer: state.peer(request).map(|peer| peer.to_string()),
            request_headers: headers,
            request_content_type: header_text(request.headers(), &header::CONTENT_TYPE),
            secrets,
            ..Self::blank(transaction_type, state)
        }
    }

    /// Takes the body in; `full_size` is its length on the wire as far as known.
    pub fn request_body(&mut self, body: Vec<u8>, full_size: u64) {
        self.request_body = body;
        self.request_full_size = full_size;
    }

    /// Takes in what was posted. `unreadable` says of what cannot be read how it is refused.
    pub(super) fn take_in(&mut self, body: Body, unreadable: ErrorCode) -> Result<(), Refusal> {
        match body {
            Body::Whole(bytes) => {
                let size = length(&bytes);
                self.request_body(bytes, size);
                Ok(())
            }
            Body::TooLarge(bytes, size) => {
                self.request_body(bytes, size);
                let text =
                    format!("The body has {size} bytes or more; at most {MAX_BODY} are taken.");
                Err(Refusal::new(ErrorCode::TooLarge, text))
            }
            Body::Broken(bytes) => {
                let size = length(&bytes);
                self.request_body(bytes, size);
                let text = "The connection broke off before the body was complete.";
                Err(Refusal::new(unreadable, text))
            }
            Body::Compressed(coding, size) => {
                self.request_body(Vec::new(), size);
                let text = format!(
                    "The body cannot be uncompressed: Content-Encoding {coding}. Gzip and deflate are understood."
                );
                Err(Refusal::new(unreadable, text))
            }
        }
    }

    /// Notes the store and, as long as nothing better is known, the connection that an address names.
    pub(super) fn place(&mut self, address: Option<Address<'_>>) {
        let Some(address) = address else { return };
        self.store_id = Some(address.store.id);
        self.entry_point_id = address.named.map(|(entry, _)| entry.id);
        if let Some((_, connection)) = address.named {
            self.connection_id.get_or_insert(connection.id);
            self.business_unit_id
                .get_or_insert(connection.business_unit_id);
        }
    }

    /// The request's body.
    #[must_use]
    pub fn body(&self) -> &[u8] {
        &self.request_body
    }

    /// The request's `Content-Type`.
    #[must_use]
    pub fn content_type(&self) -> Option<&str> {
        self.request_content_type.as_deref()
    }

    /// Notes that the exchange is one of the gateway's own: a document in JSON that it posts, to this address.
    pub(super) fn sent_to(&mut self, url: &str, document: Vec<u8>) {
        let json = "application/json";
        "POST".clone_into(&mut self.method);
        url.clone_into(&mut self.path);
        self.request_headers = vec![("content-type".to_owned(), json.into())];
        self.request_content_type = Some(json.to_owned());
        self.request_full_size = length(&document);
        self.request_body = document;
    }

    /// Notes that what was posted is taken as a plain form, whatever it came as.
    pub(super) fn taken_as_form(&mut self) {
        self.request_content_type = Some("application/x-www-form-urlencoded".to_owned());
    }

    /// Takes the values of secret parameters out of the query and, where it is a form, out of the body, whatever they are.
    pub fn mask_parameters(&mut self, is_form: bool, is_secret: impl Fn(&str) -> bool) {
        if let Some((path, query)) = self.path.split_once('?') {
            let masked = oci::masked(query.as_bytes(), &is_secret, masking::MASK);
            self.path = format!("{path}?{}", String::from_utf8_lossy(&masked));
        }
        if is_form {
            self.request_body = oci::masked(&self.request_body, &is_secret, masking::MASK);
        }
    }

    /// Notes a secret, code or token that is part of this exchange: it is masked wherever it stands.
    pub fn hide(&mut self, secret: Secret<String>) {
        self.secrets.push(secret);
    }

    /// Ends with a log entry; `None` where the program is shutting down. Masking a long body is work for another thread.
    pub async fn end(self, ending: Ending) -> Option<Transaction> {
        if self.request_body.len() + ending.body.len() <= SHORT {
            return Some(self.into_transaction(ending));
        }
        web::block(move || self.into_transaction(ending)).await.ok()
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

fn length(bytes: &[u8]) -> u64 {
    u64::try_from(bytes.len()).unwrap_or(u64::MAX)
}

fn header_text(headers: &HeaderMap, name: &header::HeaderName) -> Option<String> {
    headers
        .get(name)
        .map(|value| bounded(String::from_utf8_lossy(value.as_bytes()).into_owned()))
}

/// Cuts a text that an index must hold, on a character border.
fn bounded(mut text: String) -> String {
    const MAX: usize = 1_000;
    if text.len() > MAX {
        let end = (0..=MAX)
            .rev()
            .find(|&at| text.is_char_boundary(at))
            .unwrap_or(0);
        text.truncate(end);
    }
    text
}
