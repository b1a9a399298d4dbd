//! Tokens for the clients of PunchOut2Go connections: OAuth 2.0 client credentials (RFC 6749, 4.4), one endpoint for each entry point.

use actix_web::{HttpRequest, HttpResponse, http::StatusCode, web};
use punchout::{
    named_error::ErrorCode,
    secret::Secret,
    setup::{Candidate, ClientProof, Refusal},
    transaction::TransactionType,
};
use serde_json::json;
use url::form_urlencoded;

use super::{
    body, entry,
    exchange::{Ending, Exchange},
    punchout2go::{respond, status},
};
use crate::{auth::jwt::CLIENT_TOKEN_SECONDS, service::session_request, state::AppState};

/// What the log calls the request.
const DOCUMENT: &str = "OAuth 2.0 token request";

/// Why no token is issued: in OAuth's word (RFC 6749, 5.2), and for the log.
type NoToken = (&'static str, Refusal);

/// `POST /punchout/{store}/{slug}/oauth2/token`.
pub(super) async fn token(
    request: HttpRequest,
    payload: web::Payload,
    path: web::Path<(String, String)>,
    state: web::Data<AppState>,
) -> HttpResponse {
    let settings = state.settings.snapshot();
    let (key, slug) = path.into_inner();
    let address = entry::resolve(&settings, &key, Some(&slug));
    let mut exchange = Exchange::begin(&request, TransactionType::Other, &state);
    exchange.document = Some(DOCUMENT.to_owned());
    exchange.place(address.as_ref().ok().copied());
    let admitted = state.limits.admit(&request, address.is_ok(), &state);
    let outcome = match (admitted, address) {
        (Err(limit), _) => {
            let refusal = Refusal::new(ErrorCode::TooManyRequests, limit.to_string());
            Err(("temporarily_unavailable", refusal))
        }
        (_, Err(refusal)) => Err(("invalid_request", refusal)),
        (Ok(()), Ok(address)) => {
            let body = body::read(&request, payload).await;
            let taken = exchange.take_in(body, ErrorCode::InvalidEncoding);
            let proof = taken
                .map_err(|refusal| ("invalid_request", refusal))
                .and_then(|()| proof(&mut exchange));
            proof.and_then(|proof| {
                session_request::client(Some(&proof), address, &settings, state.now())
                    .map_err(|refusal| ("invalid_client", refusal))
            })
        }
    };
    let issued = outcome.and_then(|candidate| issue(&mut exchange, candidate, &state));
    answer(exchange, issued, &state).await
}

/// Client and secret, from the form or from HTTP Basic authentication. They are masked in the log.
fn proof(exchange: &mut Exchange) -> Result<ClientProof, NoToken> {
    let form: Vec<(String, String)> = form_urlencoded::parse(exchange.body())
        .into_owned()
        .collect();
    exchange.mask_parameters(true, |name| name.eq_ignore_ascii_case("client_secret"));
    let field = |wanted: &str| {
        let mut fields = form.iter();
        fields
            .find(|(name, _)| name == wanted)
            .map(|(_, value)| value.clone())
    };
    let secret = field("client_secret").map(Secret::new);
    if let Some(secret) = &secret {
        exchange.hide(secret.clone());
    }
    if field("grant_type").as_deref() != Some("client_credentials") {
        let text = "The grant type must be client_credentials.";
        let refusal = Refusal::new(ErrorCode::UnknownClient, text);
        return Err(("unsupported_grant_type", refusal));
    }
    if let (Some(id), Some(secret)) = (field("client_id"), secret) {
        return Ok(ClientProof::Login(id, secret));
    }
    match &exchange.transport.basic {
        Some((id, secret)) => Ok(ClientProof::Login(id.clone(), secret.clone())),
        None => {
            let text = "The request names no client_id, or no client_secret.";
            let refusal = Refusal::new(ErrorCode::UnknownClient, text);
            Err(("invalid_client", refusal))
        }
    }
}

fn issue(
    exchange: &mut Exchange,
    candidate: Candidate<'_>,
    state: &AppState,
) -> Result<Secret<String>, NoToken> {
    let credential = candidate.credential;
    exchange.connection_id = Some(candidate.connection.id);
    exchange.business_unit_id = Some(candidate.connection.business_unit_id);
    exchange.credential_id = Some(credential.id);
    let issued = state
        .tokens
        .issue_client_token(credential.id, credential.version, state.now());
    let token = issued.map_err(|_| {
        let refusal = Refusal::new(ErrorCode::Internal, "The token could not be signed.");
        ("server_error", refusal)
    })?;
    exchange.hide(token.clone());
    Ok(token)
}

async fn answer(
    exchange: Exchange,
    issued: Result<Secret<String>, NoToken>,
    state: &AppState,
) -> HttpResponse {
    let reference = exchange.support_reference.clone();
    let known = exchange.credential_id.is_some();
    let (http_status, body, error) = match issued {
        Ok(token) => {
            let body = json!({
                "access_token": token.expose(),
                "token_type": "Bearer",
                "expires_in": CLIENT_TOKEN_SECONDS,
            });
            (StatusCode::OK, body, None)
        }
        Err((word, refusal)) => {
            let http_status = match word {
                "unsupported_grant_type" | "invalid_request"
                    if refusal.error != ErrorCode::TooLarge =>
                {
                    StatusCode::BAD_REQUEST
                }
                _ => status(refusal.error),
            };
            let body = json!({"error": word, "error_description": "No token was issued.", "support_reference": reference});
            (http_status, body, Some((refusal.error, refusal.text)))
        }
    };
    let body = body.to_string();
    let failed = error.is_some();
    let ending = Ending {
        error,
        protocol_status: None,
        http_status,
        headers: vec![("content-type".to_owned(), "application/json".to_owned())],
        body: body.clone().into_bytes(),
    };
    let logged = match exchange.end(ending).await {
        Some(transaction) => {
            let known = known || !failed;
            state.log.refusal(state, transaction, known).await
        }
        None => false,
    };
    respond(http_status, body, logged.then_some(reference.as_str()))
}
