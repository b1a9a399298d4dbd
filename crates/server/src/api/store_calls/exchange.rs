//! The log entry of a store's call.

use actix_web::{HttpRequest, http::StatusCode};
use punchout::{
    named_error::ErrorCode,
    secret::Secret,
    session::Session,
    setup::Refusal,
    transaction::{LoggedBody, Transaction, TransactionStatus, TransactionType},
};

use crate::{
    gateway::{Ending, Exchange},
    problem::{ApiProblem, ApiResult},
    service::hand_over::Carried,
    state::AppState,
};
use actix_web::ResponseError;

/// Begins the entry of a call about a session.
pub(super) fn begin(
    request: &HttpRequest,
    state: &AppState,
    transaction_type: TransactionType,
    session: &Session,
    body: Vec<u8>,
) -> Exchange {
    let mut exchange = Exchange::begin(request, transaction_type, state);
    exchange.of_session(session);
    let size = u64::try_from(body.len()).unwrap_or(u64::MAX);
    exchange.request_body(body, size);
    exchange
}

/// Ends it with the document that the buyer's browser will carry: what the procurement system gets is what is looked for when
/// something went wrong, not the JSON around it.
pub(super) async fn done(
    mut exchange: Exchange,
    code: Secret<String>,
    document: Carried,
) -> ApiResult<Transaction> {
    exchange.hide(code);
    exchange
        .end(Ending {
            error: None,
            protocol_status: None,
            http_status: StatusCode::OK,
            headers: vec![("content-type".to_owned(), document.content_type)],
            body: document.bytes,
        })
        .await
        .ok_or_else(|| ApiProblem::unavailable("shutting down"))
}

/// Ends it with a refusal, and writes it.
pub(super) async fn refused(
    exchange: Exchange,
    state: &AppState,
    problem: &ApiProblem,
    refusal: Refusal,
) {
    let Refusal { error, text, .. } = refusal;
    debug_assert_ne!(error, ErrorCode::Internal);
    let status = problem.status_code();
    exchange.refused((error, text), status, true, state).await;
}

/// Writes the entry of a hand-over that came to nothing, because the session was changed while it was prepared.
pub(super) async fn overtaken(prepared: Transaction, state: &AppState, problem: &ApiProblem) {
    let transaction = Transaction {
        status: TransactionStatus::Refused,
        error_code: Some(ErrorCode::SessionState.code().to_owned()),
        error_text: Some("The session was changed while the hand-over was prepared.".to_owned()),
        http_status: problem.status_code().as_u16(),
        response_headers: Vec::new(),
        response_body: LoggedBody::default(),
        ..prepared
    };
    state.log.refusal(state, transaction, true).await;
}
