//! One exchange with a procurement system or a buyer's browser: what is known of it, for the transaction log.

mod blank;
mod ending;
mod outgoing;

use std::time::Instant;

use actix_web::{
    HttpRequest,
    http::header::{self, HeaderMap},
};
use punchout::{
    finding::Findings,
    ids::{BusinessUnitId, ConnectionId, CredentialId, EntryPointId, SessionId, StoreId},
    masking,
    named_error::ErrorCode,
    secret::Secret,
    session::Session,
    setup::{Refusal, Transport},
    time::Timestamp,
    transaction::TransactionType,
};

use super::{
    body::{Body, MAX_BODY},
    entry::Address,
    transport,
    words::Reader,
};
use crate::{metrics::Metrics, state::AppState};

pub use ending::Ending;
pub use outgoing::Sent;

/// The most headers that are kept.
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
    /// Who reads a page that answers it.
    pub(super) reader: Reader,
    /// Whether the gateway has it with itself, to try a connection.
    pub is_test: bool,
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
    metrics: Metrics,
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
            reader: Reader::of(request),
            method: request.method().to_string(),
            path: request.uri().to_string(),
            peer: state.peer(request).map(|peer| peer.to_string()),
            request_headers: headers,
            request_content_type: header_text(request.headers(), &header::CONTENT_TYPE),
            secrets,
            ..Self::blank(transaction_type, state)
        }
    }

    /// Notes whose exchange it is.
    pub fn of_session(&mut self, session: &Session) {
        self.session_id = Some(session.id);
        self.store_id = Some(session.store_id);
        self.connection_id = Some(session.connection_id);
        self.business_unit_id = Some(session.business_unit_id);
        self.buyer_cookie = Some(session.buyer_cookie.clone());
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
