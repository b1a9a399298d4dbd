//! The calls for stores: redeem an access token, hand a cart over, cancel.

mod again;
mod cart;
mod exchange;
mod hand_off;
mod not_redeemed;
mod refused;

pub(crate) use cart::accept as accept_cart;
pub(in crate::api) use hand_off::hand_off;
pub(crate) use refused::error_of;
pub use refused::log;

use crate::routes::Routes;
use actix_web::{HttpRequest, post, web};
use api_types::{
    problem::{FieldError, Problem, ProblemCode},
    punch_out_session::{HandOff, PunchOutSession, RedeemRequest, TransferRequest},
    secret::SecretText,
};
use database::access_tokens::RedeemOutcome;
use punchout::{
    cart::{Cart, CartProblem},
    finding::{Finding, Severity},
    named_error::ErrorCode,
    secret::{Secret, TokenHash},
    session::{HandOverKind, Session, SessionState},
    setup::Refusal,
};
use uuid::Uuid;

use super::{
    json::{self, JsonBody},
    punch_out_sessions::present_session,
};
use crate::{
    auth::{
        jwt::Told,
        permission::{Sight, StoreCall, StoreServer},
    },
    problem::{ApiProblem, ApiResult},
    random,
    service::hand_over::{self, Archived, NoHandOver, Prepared},
    state::AppState,
};

/// Registers the operations.
pub fn configure(routes: &mut Routes<'_, '_>) {
    routes
        .service(redeem_access_token)
        .service(transfer_punch_out_session)
        .service(cancel_punch_out_session);
}

/// Redeem an access token
///
/// Exactly once per token, on whichever node. Answers the session: who the buyer is, what for, which items and which permissions.
#[utoipa::path(
    tag = "store calls",
    request_body = RedeemRequest,
    responses(
        (status = 200, description = "The session, with a token limited to it", body = PunchOutSession),
        (status = 409, description = "`session_state`; `store_disabled`: the store takes nobody in; `access_tokens_off`: it has no such token, and none are minted for it", body = Problem, content_type = "application/problem+json"),
        (status = 410, description = "`token_spent` or `token_expired`; the session stays intact", body = Problem, content_type = "application/problem+json"),
    ),
    security(("bearer" = ["store"])),
)]
#[post("/punch-out-sessions/redeem")]
pub async fn redeem_access_token(
    store: StoreServer,
    request: HttpRequest,
    state: web::Data<AppState>,
    body: JsonBody<RedeemRequest>,
) -> ApiResult<web::Json<PunchOutSession>> {
    let now = state.now();
    let hash = TokenHash::of(&body.0.token.0);
    let event_id = random::id().into();
    let outcome =
        database::access_tokens::redeem(&state.database, hash, store.0, now, event_id).await?;
    let session = match outcome {
        RedeemOutcome::Redeemed(session) => *session,
        refused => {
            let session = database::access_tokens::issued_for(state.database.read(), hash).await?;
            let (problem, known) = not_redeemed::told(&refused, store.0, &state);
            refused::know(&request, known, session);
            return Err(problem);
        }
    };
    let mut presented = present_session(&state, &session).await?;
    let told = Told {
        permissions: session.permissions.clone(),
        features_to_hide: presented.features_to_hide.clone(),
    };
    let token = state
        .tokens
        .issue_session_token(session.id, told, session.expires_at)?;
    presented.session_token = Some(SecretText(token.expose().clone()));
    Ok(web::Json(presented))
}

/// Hand a cart over
///
/// Checks the cart, turns it into what the buyer's system takes, and answers where to send the buyer's browser. May be repeated until the
/// session expires: a later cart replaces the earlier one and voids its hand-over URL. So a call whose answer was lost is simply made again,
/// and needs no `Idempotency-Key`: the header has no meaning here. The body has at most 16 MiB.
#[utoipa::path(
    tag = "store calls",
    params(("id" = Uuid, Path, description = "The session")),
    request_body = TransferRequest,
    responses(
        (status = 200, description = "Where to send the buyer's browser", body = HandOff),
        (status = 403, description = "`inspect_only` or `not_permitted`", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "No such session of this store", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "`session_state` or `no_return_url`", body = Problem, content_type = "application/problem+json"),
        (status = 410, description = "`token_expired`: the session's own token, after its end", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "`invalid_cart`: what the buyer's system would refuse, field by field; `cart_limit`: what is beyond the connection's limits", body = Problem, content_type = "application/problem+json"),
    ),
    security(("bearer" = ["store"]), ("session" = [])),
)]
#[post("/punch-out-sessions/{id}/transfer")]
pub async fn transfer_punch_out_session(
    caller: StoreCall,
    request: HttpRequest,
    state: web::Data<AppState>,
    id: web::Path<Uuid>,
    payload: web::Payload,
) -> ApiResult<web::Json<HandOff>> {
    let session = find(&state, caller.0, *id).await?;
    let read = async {
        caller.0.admits(&session, state.now())?;
        json::check_content_type(&request)?;
        json::read_large(payload.into_inner()).await
    };
    let read = read.await;
    let bytes = read.inspect_err(|_| refused::of(&request, &session))?;
    refused::is_logged(&request);
    return_session(
        &request,
        &state,
        session,
        ReturnedCart {
            body: bytes.to_vec(),
            secret: None,
            kind: HandOverKind::Transfer,
        },
        read_cart,
    )
    .await
    .map(web::Json)
}

/// Return without a cart
///
/// Answers where to send the buyer's browser. For create an empty message goes back; for edit one that leaves the requisition as it was. Where
/// no return URL is known, or the connection allows it no more, the session ends as well: the answer has no form, and the return page tells the
/// buyer that the visit is over. A call whose answer was lost is simply made again: by the store's key: it answers a new link, and voids the earlier one. It needs no `Idempotency-Key`: the header has no meaning here.
#[utoipa::path(
    tag = "store calls",
    params(("id" = Uuid, Path, description = "The session")),
    responses(
        (status = 200, description = "Where to send the buyer's browser", body = HandOff),
        (status = 404, description = "No such session of this store", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "`session_state`", body = Problem, content_type = "application/problem+json"),
        (status = 410, description = "`token_expired`: the session's own token, after its end", body = Problem, content_type = "application/problem+json"),
    ),
    security(("bearer" = ["store"]), ("session" = [])),
)]
#[post("/punch-out-sessions/{id}/cancel")]
pub async fn cancel_punch_out_session(
    caller: StoreCall,
    request: HttpRequest,
    state: web::Data<AppState>,
    id: web::Path<Uuid>,
) -> ApiResult<web::Json<HandOff>> {
    let session = find(&state, caller.0, *id).await?;
    let admitted = caller.0.admits(&session, state.now());
    admitted.inspect_err(|_| refused::of(&request, &session))?;
    refused::is_logged(&request);
    let returned = ReturnedCart {
        body: Vec::new(),
        secret: None,
        kind: HandOverKind::Cancel,
    };
    return_session(&request, &state, session, returned, read_cart)
        .await
        .map(web::Json)
}

async fn find(state: &AppState, sight: Sight, id: Uuid) -> ApiResult<Session> {
    database::sessions::find(state.database.read(), id.into())
        .await?
        .filter(|session| sight.sees(session))
        .ok_or_else(ApiProblem::not_found)
}

/// What a store brings a session back with.
pub struct ReturnedCart {
    /// The body of its call.
    pub body: Vec<u8>,
    /// What must not be seen in the log.
    pub secret: Option<Secret<String>>,
    /// With a cart or without one.
    pub kind: HandOverKind,
}

/// Prepares the hand-over of the cart that `read` finds in the body, writes it together with its log entry, and tells of it. A refusal is
/// logged as well.
///
/// # Errors
/// What is wrong with the cart, or why the session cannot return.
pub async fn return_session(
    request: &HttpRequest,
    state: &AppState,
    session: Session,
    returned: ReturnedCart,
    read: impl FnOnce(&[u8]) -> ApiResult<Cart>,
) -> ApiResult<HandOff> {
    let ReturnedCart { body, secret, kind } = returned;
    if kind == HandOverKind::Cancel && session.state == SessionState::Cancelled {
        return again::cancelled(state, &session).await;
    }
    let now = state.now();
    let transaction_type = kind.transaction_type();
    let settings = state.settings.snapshot();
    let archived = Archived::of(&session, &settings, state).await?;
    let by = (&*settings, archived.as_ref());
    let prepared = match kind {
        HandOverKind::Transfer => accept(read(&body)).and_then(|cart| {
            hand_over::prepare(&session, Some(&cart), by, state, now).map_err(reject)
        }),
        HandOverKind::Cancel => hand_over::prepare(&session, None, by, state, now).map_err(reject),
    };
    let mut exchange = exchange::begin(request, state, transaction_type, &session, body);
    if let Some(secret) = secret {
        exchange.hide(secret);
    }
    let prepared = match prepared {
        Ok(prepared) => prepared,
        Err(rejected) => {
            let Rejected {
                problem,
                refusal,
                findings,
            } = *rejected;
            for finding in findings {
                exchange.findings.add(finding);
            }
            exchange::refused(exchange, state, &problem, refusal).await;
            return Err(problem);
        }
    };
    let Prepared {
        hand_over,
        code,
        event,
        document,
        findings,
        handed,
    } = prepared;
    exchange.findings = findings.clone();
    let answer = hand_off(state, &hand_over, &code, findings);
    let transaction = exchange::done(exchange, code, document).await?;
    let moved = database::hand_overs::put(
        state.database.write(),
        &hand_over,
        &handed,
        vec![transaction.clone()],
        event,
        now,
    )
    .await?;
    if moved {
        return Ok(answer);
    }
    // Another call was quicker, such as an administrator's end of the session.
    let problem = ApiProblem::new(
        ProblemCode::SessionState,
        "The session was changed meanwhile.",
    );
    exchange::overtaken(transaction, state, &problem).await;
    Err(problem)
}

/// A call that is not granted: what the store is told, and what the log is.
struct Rejected {
    problem: ApiProblem,
    refusal: Refusal,
    findings: Vec<Finding>,
}

fn accept(read: ApiResult<Cart>) -> Result<Cart, Box<Rejected>> {
    read.map_err(|problem| {
        let refusal = Refusal::new(ErrorCode::InvalidCart, problem.to_string());
        Box::new(Rejected {
            problem,
            refusal,
            findings: Vec::new(),
        })
    })
}

/// The cart in the body of a transfer.
///
/// # Errors
///
/// What is wrong with it, field by field.
pub(super) fn read_cart(body: &[u8]) -> ApiResult<Cart> {
    let request: TransferRequest = json::parse(body)?;
    accept_cart(request.cart).map_err(ApiProblem::invalid)
}

fn reject(why: NoHandOver) -> Box<Rejected> {
    let (problem, refusal, findings) = match why {
        NoHandOver::Refused(refusal) => {
            let code = match refusal.error {
                ErrorCode::NoReturnUrl
                | ErrorCode::InvalidReturnUrl
                | ErrorCode::ReturnHostNotAllowed => ProblemCode::NoReturnUrl,
                ErrorCode::InspectOnly => ProblemCode::InspectOnly,
                ErrorCode::NotPermitted => ProblemCode::NotPermitted,
                _ => ProblemCode::SessionState,
            };
            let problem = ApiProblem::new(code, refusal.text.clone());
            (problem, refusal, Vec::new())
        }
        NoHandOver::Cart(problems) => {
            let (code, error) = if problems.iter().all(CartProblem::is_limit) {
                (ProblemCode::CartLimit, ErrorCode::CartLimit)
            } else {
                (ProblemCode::InvalidCart, ErrorCode::InvalidCart)
            };
            let findings = problems.iter().map(finding).collect();
            let errors: Vec<_> = problems
                .into_iter()
                .map(|problem| {
                    FieldError::new(
                        format!("/cart{}", problem.pointer),
                        problem.code,
                        problem.message,
                    )
                })
                .collect();
            let text = errors
                .iter()
                .map(|error| format!("{}: {}", error.pointer, error.message))
                .collect::<Vec<_>>()
                .join("\n");
            let refusal = Refusal::new(error, text);
            (ApiProblem::of_fields(code, errors), refusal, findings)
        }
    };
    Box::new(Rejected {
        problem,
        refusal,
        findings,
    })
}

/// What is wrong with a cart, for the log.
fn finding(problem: &CartProblem) -> Finding {
    Finding {
        code: format!("cart.{}", problem.code),
        severity: Severity::Error,
        line: None,
        path: format!("/cart{}", problem.pointer),
        text: problem.message.clone(),
        advice: "The shop can mend it, or the connection: see its tables, defaults and mapping."
            .to_owned(),
    }
}
