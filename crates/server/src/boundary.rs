//! The border that each request passes: its id, the headers of each answer, one line in the log for each failure, and a place in the
//! metrics.

use std::time::Instant;

use actix_web::{
    Error, FromRequest, HttpMessage, ResponseError,
    body::MessageBody,
    dev::{ServiceRequest, ServiceResponse},
    http::{
        Method,
        header::{self, HeaderName, HeaderValue},
    },
    middleware::Next,
    web,
};
use api_types::problem::ProblemCode;
use tracing_actix_web::RequestId;
use uuid::Uuid;

use crate::{gateway, problem::ApiProblem, state::AppState};

/// The header that names a request in the log.
pub const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

tokio::task_local! {
    static CURRENT: String;
}

/// The id of the request under way; empty outside of one.
#[must_use]
pub fn request_id() -> String {
    CURRENT.try_with(Clone::clone).unwrap_or_default()
}

/// Whether XML is posted to an address that reads none.
fn is_misdirected(request: &ServiceRequest) -> bool {
    let content_type = request.headers().get(header::CONTENT_TYPE);
    request.method() == Method::POST
        && !gateway::reads_xml(request.path())
        && content_type
            .and_then(|kind| kind.to_str().ok())
            .is_some_and(gateway::is_xml)
}

/// Answers XML at an address that reads none: a document in cXML, and anything else with a problem.
async fn misdirected(request: ServiceRequest) -> Result<ServiceResponse, Error> {
    let (request, mut payload) = request.into_parts();
    let body = web::Payload::from_request(&request, &mut payload).await?;
    let state = request.app_data::<web::Data<AppState>>().cloned();
    let answer = match &state {
        Some(state) => gateway::stray(&request, body, state).await,
        None => None,
    };
    let answer = answer.unwrap_or_else(|| {
        let text = "Nothing at this address reads XML.";
        ApiProblem::new(ProblemCode::UnsupportedMediaType, text).error_response()
    });
    Ok(ServiceResponse::new(request, answer))
}

/// Middleware: gives the request its id, logs a failure once, and completes the answer's headers.
///
/// # Errors
/// None of its own.
pub async fn guard(
    mut request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<impl MessageBody>, Error> {
    let id = request
        .extensions()
        .get::<RequestId>()
        .map_or_else(Uuid::now_v7, |id| Uuid::from(*id))
        .to_string();
    let is_api = request.path().starts_with("/api/");
    // HEAD is GET whose body the server leaves out (RFC 9110, 9.3.2). The pages of a punch-out tell them apart themselves.
    if request.method() == Method::HEAD && !gateway::is_its(request.path()) {
        request.head_mut().method = Method::GET;
    }
    let state = request.app_data::<web::Data<AppState>>().cloned();
    let (method, began) = (request.method().clone(), Instant::now());
    let answered = async {
        if is_misdirected(&request) {
            let answer = misdirected(request).await?;
            return Ok::<_, Error>(answer.map_into_right_body());
        }
        Ok(next.call(request).await?.map_into_left_body())
    };
    let mut response = CURRENT.scope(id.clone(), answered).await?;
    if let Some(state) = state {
        let route = response.request().match_pattern();
        let took = began.elapsed();
        state
            .metrics
            .answered(&method, route, response.status(), took);
    }

    if let Some(cause) = response
        .response()
        .error()
        .and_then(|error| error.as_error::<ApiProblem>())
        .and_then(ApiProblem::cause)
    {
        tracing::error!(request_id = %id, error = %cause, "a request failed");
    }
    let headers = response.headers_mut();
    if let Ok(id) = HeaderValue::from_str(&id) {
        headers.insert(REQUEST_ID, id);
    }
    headers.insert(
        header::X_CONTENT_TYPE_OPTIONS,
        HeaderValue::from_static("nosniff"),
    );
    if is_api {
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        // A page to print says itself how it looks.
        if !headers.contains_key(header::CONTENT_SECURITY_POLICY) {
            headers.insert(
                header::CONTENT_SECURITY_POLICY,
                HeaderValue::from_static("default-src 'none'; frame-ancestors 'none'"),
            );
        }
    }
    Ok(response)
}
