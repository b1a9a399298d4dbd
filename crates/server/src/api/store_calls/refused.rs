//! Calls of stores that are refused before a session is at hand: a token that was redeemed before, a wrong key, a body that is too long.
//! Their log entries, which are what an integrator looks for.

use actix_web::{
    Error, HttpMessage, HttpRequest,
    body::{BoxBody, MessageBody},
    dev::{ServiceRequest, ServiceResponse},
    http::Method,
    middleware::Next,
    web,
};
use api_types::problem::ProblemCode;
use punchout::{named_error::ErrorCode, session::Session, transaction::TransactionType};

use crate::{auth::principal::Principal, gateway::Exchange, problem::ApiProblem, state::AppState};

/// What is known of a refusal beyond what the caller is told.
struct Known(String);

/// The session that a call is about.
struct About(Session);

/// That the log has a call already.
#[derive(Clone, Copy)]
struct Logged;

/// Notes of a refused call what it was about.
pub(super) fn know(request: &HttpRequest, text: impl Into<String>, session: Option<Session>) {
    let mut noted = request.extensions_mut();
    if let Some(session) = session {
        noted.insert(About(session));
    }
    noted.insert(Known(text.into()));
}

/// Notes which session a refused call is about.
pub(super) fn of(request: &HttpRequest, session: &Session) {
    request.extensions_mut().insert(About(session.clone()));
}

/// Notes that the log has a call.
pub(super) fn is_logged(request: &HttpRequest) {
    request.extensions_mut().insert(Logged);
}

/// Middleware: logs calls of stores that were refused and are not in the log yet.
///
/// # Errors
/// Those of what it wraps.
pub async fn log(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let state = request.app_data::<web::Data<AppState>>().cloned();
    let (Some(state), Some((document, transaction_type))) = (state, call(&request)) else {
        return Ok(next.call(request).await?.map_into_boxed_body());
    };
    let mut exchange = Exchange::begin(request.request(), transaction_type, &state);
    let response = next.call(request).await?.map_into_boxed_body();
    let problem = response.response().error();
    let problem = problem.and_then(|error| error.as_error::<ApiProblem>());
    let is_logged = response.request().extensions().get::<Logged>().is_some();
    let Some(problem) = problem.filter(|_| !is_logged).cloned() else {
        return Ok(response);
    };
    let (principal, known, about) = {
        let mut noted = response.request().extensions_mut();
        (
            noted.get::<Principal>().cloned(),
            noted.remove::<Known>(),
            noted.remove::<About>(),
        )
    };
    if let Some(Principal::ApiKey { store_id, .. }) = principal {
        exchange.store_id = store_id;
    }
    if let Some(About(session)) = &about {
        exchange.of_session(session);
    }
    exchange.document = Some(document.to_owned());
    let text = known.map_or_else(|| problem.sentences().join(" "), |Known(text)| text);
    let error = (error_of(problem.code()), text);
    exchange
        .refused(error, response.status(), about.is_some(), &state)
        .await;
    Ok(response)
}

/// Which of the calls a request is.
fn call(request: &ServiceRequest) -> Option<(&'static str, TransactionType)> {
    let (before, call) = request.path().rsplit_once('/')?;
    if request.method() != Method::POST || !before.contains("/punch-out-sessions") {
        return None;
    }
    match call {
        "redeem" => Some(("redeem", TransactionType::Other)),
        "transfer" => Some(("transfer", TransactionType::TransferToRequisition)),
        "cancel" => Some(("cancel", TransactionType::Cancel)),
        _ => None,
    }
}

/// As what the log has a problem.
pub(crate) const fn error_of(problem: ProblemCode) -> ErrorCode {
    match problem {
        ProblemCode::TokenSpent | ProblemCode::AccessTokensOff => ErrorCode::TokenSpent,
        ProblemCode::TokenExpired => ErrorCode::TokenExpired,
        ProblemCode::SessionState => ErrorCode::SessionState,
        ProblemCode::StoreDisabled => ErrorCode::StoreDisabled,
        ProblemCode::NotFound => ErrorCode::UnknownSession,
        ProblemCode::BodyTooLarge => ErrorCode::TooLarge,
        ProblemCode::TooManyRequests => ErrorCode::TooManyRequests,
        ProblemCode::Unavailable => ErrorCode::DatabaseAway,
        ProblemCode::Internal => ErrorCode::Internal,
        ProblemCode::Unauthenticated
        | ProblemCode::Forbidden
        | ProblemCode::PasswordChangeRequired
        | ProblemCode::ForeignOrigin => ErrorCode::CallerRefused,
        _ => ErrorCode::InvalidJson,
    }
}
