//! PunchOut2Go in, JSON out: the caller is a service that stands between a procurement system and the gateway.

use actix_web::{
    HttpRequest, HttpResponse,
    http::{
        StatusCode,
        header::{self, HeaderMap},
    },
};
use database::writer::WriteSet;
use punchout::{
    named_error::ErrorCode,
    secret::Secret,
    setup::{ClientProof, Refusal},
};
use serde_json::json;

use super::{
    RETRY_AFTER_SECONDS,
    body::Body,
    entry::Address,
    exchange::{Ending, Exchange},
    reply,
};
use crate::{
    auth::jwt::Subject,
    service::session_request::{self, is_meant},
    settings::Snapshot,
    state::AppState,
};

/// What answers are.
const JSON: &str = "application/json";

/// Headers that services send API keys in, beside `Authorization: Bearer`.
const KEY_HEADERS: [&str; 3] = ["x-api-key", "api-key", "apikey"];

/// Whether what was posted is a session request: by the connection that the address names, else by how it looks, where the store has a
/// connection that takes any.
pub(super) fn is_request(
    address: Option<&Address<'_>>,
    settings: &Snapshot,
    content_type: Option<&str>,
    body: &Body,
) -> bool {
    let Some(address) = address else {
        return false;
    };
    match address.named {
        Some((_, connection)) => is_meant(connection),
        None => {
            let mut clients = settings.clients(None).into_iter();
            if !clients.any(|client| client.connection.serves(address.store.id)) {
                return false;
            }
            let (Body::Whole(bytes) | Body::TooLarge(bytes, _) | Body::Broken(bytes)) = body else {
                return false;
            };
            let is_json =
                content_type.is_some_and(|kind| kind.to_ascii_lowercase().contains("json"));
            is_json || bytes.trim_ascii_start().starts_with(b"{")
        }
    }
}

/// Answers a session request with the address of the session's start page.
pub(super) async fn answer(
    mut exchange: Exchange,
    request: &HttpRequest,
    body: Body,
    address: Result<Address<'_>, Refusal>,
    settings: &Snapshot,
    state: &AppState,
) -> HttpResponse {
    let taken = exchange.take_in(body, ErrorCode::InvalidJson);
    let proof = proof(request.headers(), &mut exchange, state);
    let place = address.as_ref().ok().copied();
    let outcome = match (taken, address) {
        (Err(refusal), _) | (_, Err(refusal)) => Err(refusal),
        (Ok(()), Ok(address)) => {
            session_request::open(&mut exchange, proof.as_ref(), address, settings, state).await
        }
    };
    match outcome {
        Ok((start_page, set)) => finish(exchange, &start_page, set, state).await,
        Err(refusal) => refuse(exchange, refusal, place, state).await,
    }
}

/// What the headers prove. From here on it is known to the exchange, and masked wherever it stands.
pub(super) fn proof(
    headers: &HeaderMap,
    exchange: &mut Exchange,
    state: &AppState,
) -> Option<ClientProof> {
    if let Some((id, secret)) = &exchange.transport.basic {
        return Some(ClientProof::Login(id.clone(), secret.clone()));
    }
    let value = |name: &str| {
        let text = headers.get(name)?.to_str().ok()?.trim();
        (!text.is_empty()).then_some(text)
    };
    let bearer = value(header::AUTHORIZATION.as_str()).and_then(|text| {
        let (scheme, token) = text.split_once(' ')?;
        scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
    });
    let key = bearer.or_else(|| KEY_HEADERS.iter().find_map(|name| value(name)))?;
    exchange.hide(Secret::new(key.to_owned()));
    Some(match state.tokens.verify(key, state.now()) {
        Some(Subject::Client(credential, version)) => ClientProof::Token(credential, version),
        _ => ClientProof::Key(Secret::new(key.to_owned())),
    })
}

/// Writes what the request changed with its log entry, and answers only then.
async fn finish(
    exchange: Exchange,
    start_page: &str,
    mut set: WriteSet,
    state: &AppState,
) -> HttpResponse {
    let reference = exchange.support_reference.clone();
    // Under the names that the family's shops and Liferay's connector have for it.
    let body = json!({
        "start_url": start_page,
        "punchOutStartURL": start_page,
        "support_reference": reference,
    });
    let body = body.to_string();
    let ending = Ending {
        error: None,
        protocol_status: None,
        http_status: StatusCode::OK,
        headers: vec![("content-type".to_owned(), JSON.to_owned())],
        body: body.clone().into_bytes(),
    };
    let written = match exchange.end(ending).await {
        Some(transaction) => {
            set.transactions.push(transaction);
            state.log.write(state, set).await
        }
        None => false,
    };
    if written {
        return respond(StatusCode::OK, body, Some(&reference));
    }
    let away = Refusal::new(
        ErrorCode::DatabaseAway,
        "The exchange could not be written.",
    );
    respond(status(away.error), told(&away, None), None)
}

/// Refuses, and logs the refusal.
pub(super) async fn refuse(
    mut exchange: Exchange,
    refusal: Refusal,
    address: Option<Address<'_>>,
    state: &AppState,
) -> HttpResponse {
    exchange.place(address);
    let known = refusal.connection.is_some();
    if let Some((connection, business_unit)) = refusal.connection {
        exchange.connection_id = Some(connection);
        exchange.business_unit_id = Some(business_unit);
    }
    let reference = exchange.support_reference.clone();
    let http_status = status(refusal.error);
    let ending = Ending {
        error: Some((refusal.error, refusal.text.clone())),
        protocol_status: None,
        http_status,
        headers: vec![("content-type".to_owned(), JSON.to_owned())],
        body: told(&refusal, Some(&reference)).into_bytes(),
    };
    let logged = match exchange.end(ending).await {
        Some(transaction) => state.log.refusal(state, transaction, known).await,
        None => false,
    };
    let reference = logged.then_some(reference.as_str());
    respond(http_status, told(&refusal, reference), reference)
}

/// What the caller may know: nothing that helps to guess keys.
fn told(refusal: &Refusal, reference: Option<&str>) -> String {
    let (error, message) = match refusal.error.facts().cxml_status {
        401 => (
            "unauthorized",
            "The API key or token was not accepted.".to_owned(),
        ),
        _ => (refusal.error.code(), reply::sentence(refusal)),
    };
    json!({"error": error, "message": message, "support_reference": reference}).to_string()
}

/// The HTTP status of a refusal.
pub(super) const fn status(error: ErrorCode) -> StatusCode {
    match error {
        ErrorCode::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
        ErrorCode::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
        ErrorCode::DatabaseAway => StatusCode::SERVICE_UNAVAILABLE,
        ErrorCode::TooManyRequests | ErrorCode::SessionLimit => StatusCode::TOO_MANY_REQUESTS,
        ErrorCode::UnknownEntryPoint => StatusCode::NOT_FOUND,
        error => match error.facts().cxml_status {
            401 => StatusCode::UNAUTHORIZED,
            403 => StatusCode::FORBIDDEN,
            409 => StatusCode::CONFLICT,
            500 => StatusCode::INTERNAL_SERVER_ERROR,
            _ => StatusCode::BAD_REQUEST,
        },
    }
}

pub(super) fn respond(
    status: StatusCode,
    body: String,
    support_reference: Option<&str>,
) -> HttpResponse {
    let mut response = HttpResponse::build(status);
    response
        .insert_header((header::CONTENT_TYPE, JSON))
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .insert_header((header::X_CONTENT_TYPE_OPTIONS, "nosniff"));
    if let Some(reference) = support_reference {
        response.insert_header(("x-support-reference", reference));
    }
    match status {
        StatusCode::UNAUTHORIZED => {
            response.insert_header((header::WWW_AUTHENTICATE, "Bearer"));
        }
        StatusCode::SERVICE_UNAVAILABLE => {
            response.insert_header((header::RETRY_AFTER, RETRY_AFTER_SECONDS));
        }
        StatusCode::TOO_MANY_REQUESTS => {
            response.insert_header((header::RETRY_AFTER, RETRY_AFTER_SECONDS));
            response.force_close();
        }
        StatusCode::METHOD_NOT_ALLOWED => {
            response.insert_header((header::ALLOW, "POST"));
        }
        // The rest of the body is not read; the connection cannot go on.
        StatusCode::PAYLOAD_TOO_LARGE => {
            response.force_close();
        }
        _ => {}
    }
    response.body(body)
}
