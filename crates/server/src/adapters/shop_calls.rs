//! What shops call that do not use the REST API: the address that carts come back to, and the one that tells whether a session is real.

use actix_web::{
    HttpRequest, HttpResponse, ResponseError,
    http::{StatusCode, header},
    web::{self, ServiceConfig},
};
use punchout::{
    named_error::ErrorCode,
    secret::{Secret, TokenHash},
    session::{HandOverKind, Operation, Session, SessionState},
    transaction::TransactionType,
};
use punchout2go::RedirectReply;

use super::{Adapter, acknowledgments, of, tradecentric, visit::Visitor};
use crate::{
    api::{self, ReturnedCart},
    gateway::{self, Ending, Exchange},
    problem::{ApiProblem, ApiResult},
    random,
    state::AppState,
};

const JSON: &str = "application/json";

/// Registers the addresses, below the path that connectors know from PunchOut2Go.
pub fn configure(services: &mut ServiceConfig) {
    services.service(
        web::scope("/gateway/link")
            .route("/punchin/id/{code}", web::post().to(take_cart))
            .route(
                "/order/acknowledgment",
                web::post().to(acknowledgments::take),
            )
            .route("/session/id/{pos}", web::get().to(confirm))
            .route("/session/id/{pos}", web::post().to(confirm)),
    );
}

/// The answer to a peer that calls too often; before anything is read or looked up.
pub(super) fn too_many(request: &HttpRequest, state: &AppState) -> Option<HttpResponse> {
    let exceeded = state.limits.admit_visitor(request, state).err()?;
    tracing::warn!(peer = state.peer(request), "{exceeded}");
    Some(ApiProblem::too_many_requests(gateway::RETRY_AFTER_SECONDS).error_response())
}

/// Takes a cart, and answers where the buyer's browser goes.
async fn take_cart(
    request: HttpRequest,
    code: web::Path<String>,
    payload: web::Payload,
    state: web::Data<AppState>,
) -> HttpResponse {
    if let Some(refused) = too_many(&request, &state) {
        return refused;
    }
    // Whoever lower-cases what they read may have read this as well.
    let code = code.to_ascii_lowercase();
    match taken(&request, &code, payload, &state).await {
        Ok(redirect_url) => HttpResponse::Ok()
            .insert_header((header::CONTENT_TYPE, JSON))
            .insert_header((header::CACHE_CONTROL, "no-store"))
            .body(RedirectReply::new(redirect_url).write()),
        Err(problem) => problem.error_response(),
    }
}

async fn taken(
    request: &HttpRequest,
    code: &str,
    payload: web::Payload,
    state: &AppState,
) -> ApiResult<String> {
    let hash = TokenHash::of(code);
    let (session, adapter) = match find(state, hash).await? {
        Some(found) => found,
        None => {
            stranger(request, state, code).await;
            return Err(ApiProblem::not_found());
        }
    };
    let session = arrived(state, hash, session).await?;
    let bytes = match api::read_json(payload.into_inner()).await {
        Ok(bytes) => bytes,
        Err(problem) => {
            unreadable(request, state, (&session, code), &problem).await;
            return Err(problem);
        }
    };
    let is_inspect = session.operation == Operation::Inspect;
    let cart = adapter.cart(&bytes);
    let returned = ReturnedCart {
        body: bytes.to_vec(),
        secret: Some(Secret::new(code.to_owned())),
        // Who only looks has nothing to hand over, whatever the shop posts.
        kind: match &cart {
            Ok(None) => HandOverKind::Cancel,
            Ok(Some(_)) if is_inspect => HandOverKind::Cancel,
            Ok(Some(_)) | Err(_) => HandOverKind::Transfer,
        },
    };
    let handed = api::return_cart(request, state, session, returned, |_| {
        cart.map(Option::unwrap_or_default).map_err(|fault| {
            ApiProblem::invalid_field(
                fault.field,
                fault.kind.code(),
                format!("{} {}", fault.text, fault.remedy),
            )
        })
    });
    Ok(handed.await?.handoff_url)
}

/// Logs a cart that could not be read to its end.
async fn unreadable(
    request: &HttpRequest,
    state: &AppState,
    (session, code): (&Session, &str),
    problem: &ApiProblem,
) {
    let mut exchange = Exchange::begin(request, TransactionType::TransferToRequisition, state);
    exchange.of_session(session);
    exchange.hide(Secret::new(code.to_owned()));
    let error = (api::error_of(problem.code()), problem.sentences().join(" "));
    exchange
        .refused(error, problem.status_code(), true, state)
        .await;
}

/// The session of a code whose store posts its carts here.
async fn find(
    state: &AppState,
    hash: TokenHash,
) -> ApiResult<Option<(Session, &'static dyn Adapter)>> {
    let session = database::access_tokens::session_of(state.database.read(), hash).await?;
    let settings = state.settings.snapshot();
    Ok(session.and_then(|session| {
        let store = settings.store(session.store_id)?;
        let adapter = of(store.interface.adapter.kind);
        adapter.posts_carts().then_some((session, adapter))
    }))
}

/// The session, once the shop has made itself heard.
async fn arrived(state: &AppState, hash: TokenHash, session: Session) -> ApiResult<Session> {
    if session.state != SessionState::Started {
        return Ok(session);
    }
    let database = &state.database;
    let (now, event) = (state.now(), random::id().into());
    database::access_tokens::redeem(database, hash, Some(session.store_id), now, event).await?;
    // Whatever came of it, perhaps of another call at the same moment.
    database::sessions::find(database.read(), session.id)
        .await?
        .ok_or_else(ApiProblem::not_found)
}

/// Tells a shop whether a session that a browser brought is real: as long as it is open, and no longer.
async fn confirm(
    request: HttpRequest,
    pos: web::Path<String>,
    state: web::Data<AppState>,
) -> HttpResponse {
    if let Some(refused) = too_many(&request, &state) {
        return refused;
    }
    match confirmed(&request, &pos, &state).await {
        Ok(body) => HttpResponse::Ok()
            .insert_header((header::CONTENT_TYPE, JSON))
            .insert_header((header::CACHE_CONTROL, "no-store"))
            .body(body),
        Err(problem) => problem.error_response(),
    }
}

async fn confirmed(request: &HttpRequest, pos: &str, state: &AppState) -> ApiResult<String> {
    let found = match unhex(pos) {
        Some(hash) => find(state, hash).await?,
        None => None,
    };
    let found = found.filter(|(session, adapter)| {
        let at = session.state_at(state.now());
        adapter.asks_back() && matches!(at, SessionState::Started | SessionState::Shopping)
    });
    let Some((session, _)) = found else {
        stranger(request, state, "").await;
        return Err(ApiProblem::not_found());
    };
    let visitor = Visitor::of(state, &session)
        .await
        .map_err(|_| ApiProblem::unavailable("the database did not answer"))?;
    let body = tradecentric::confirmation(state, &session, &visitor, pos).write();
    let mut exchange = Exchange::begin(request, TransactionType::Other, state);
    exchange.of_session(&session);
    exchange.document = Some("session validation".to_owned());
    let ending = Ending {
        error: None,
        protocol_status: None,
        http_status: StatusCode::OK,
        headers: vec![("content-type".to_owned(), JSON.to_owned())],
        body: body.clone().into_bytes(),
    };
    if let Some(transaction) = exchange.end(ending).await {
        state.log.refusal(state, transaction, true).await;
    }
    Ok(body)
}

/// Logs a call with a code that leads nowhere, within bounds.
async fn stranger(request: &HttpRequest, state: &AppState, code: &str) {
    let mut exchange = Exchange::begin(request, TransactionType::Other, state);
    if !code.is_empty() {
        exchange.hide(Secret::new(code.to_owned()));
    }
    let text = "No session of a store with such an adapter has this code.".to_owned();
    let error = (ErrorCode::SessionState, text);
    exchange
        .refused(error, StatusCode::NOT_FOUND, false, state)
        .await;
}

/// 32 bytes from hexadecimal digits.
fn unhex(text: &str) -> Option<TokenHash> {
    if text.len() != 64 || !text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return None;
    }
    let bytes: Option<Vec<u8>> = (0..32)
        .map(|place| u8::from_str_radix(text.get(place * 2..place * 2 + 2)?, 16).ok())
        .collect();
    Some(TokenHash(bytes?.try_into().ok()?))
}
