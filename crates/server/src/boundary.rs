//! The border that each request passes: its id, the headers of each answer, one line in the log for each failure, and a place in the
//! metrics.

use std::time::Instant;

use actix_web::{
    Error, HttpMessage,
    body::MessageBody,
    dev::{ServiceRequest, ServiceResponse},
    http::{
        Method,
        header::{self, HeaderName, HeaderValue},
    },
    middleware::Next,
    web,
};
use tracing_actix_web::RequestId;
use uuid::Uuid;

use crate::{problem::ApiProblem, state::AppState};

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

/// Middleware: gives the request its id, logs a failure once, and completes the answer's headers.
///
/// # Errors
/// None of its own.
pub async fn guard(
    mut request: ServiceRequest,
    next: Next<impl MessageBody>,
) -> Result<ServiceResponse<impl MessageBody>, Error> {
    let id = request
        .extensions()
        .get::<RequestId>()
        .map_or_else(Uuid::now_v7, |id| Uuid::from(*id))
        .to_string();
    let is_api = request.path().starts_with("/api/");
    // HEAD is GET whose body the server leaves out (RFC 9110, 9.3.2). The pages of a punch-out tell them apart themselves.
    if request.method() == Method::HEAD && !request.path().starts_with("/punchout") {
        request.head_mut().method = Method::GET;
    }
    let state = request.app_data::<web::Data<AppState>>().cloned();
    let (method, began) = (request.method().clone(), Instant::now());
    let mut response = CURRENT.scope(id.clone(), next.call(request)).await?;
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
