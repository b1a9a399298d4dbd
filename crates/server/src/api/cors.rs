//! Calls from a store's own pages: browsers let them through where the store lists the page's origin.

use actix_web::{
    Error, HttpResponse,
    body::{BoxBody, MessageBody},
    dev::{ServiceRequest, ServiceResponse},
    http::{
        Method,
        header::{self, HeaderMap, HeaderValue},
    },
    middleware::Next,
    web,
};

use crate::state::AppState;

/// What a storefront may call: its session, with the session's token. Nothing else is for pages of other origins.
const SHARED: &str = "/api/v1/punch-out-sessions/";

/// How long a browser may keep the answer to its question, in seconds.
const MAX_AGE: HeaderValue = HeaderValue::from_static("600");

/// Middleware: answers browsers that ask beforehand, and marks answers that a page may read. No cookie goes with such a call.
///
/// # Errors
/// None of its own.
pub async fn share(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    if !request.path().starts_with(SHARED) {
        return Ok(next.call(request).await?.map_into_boxed_body());
    }
    let origin = listed_origin(&request);
    let asks = request.method() == Method::OPTIONS
        && request
            .headers()
            .contains_key(header::ACCESS_CONTROL_REQUEST_METHOD);
    let mut response = if asks && origin.is_some() {
        request.into_response(HttpResponse::NoContent().finish())
    } else {
        next.call(request).await?.map_into_boxed_body()
    };
    let headers = response.headers_mut();
    headers.append(header::VARY, HeaderValue::from_static("Origin"));
    if let Some(origin) = origin {
        mark(headers, origin, asks);
    }
    Ok(response)
}

/// The page's origin, where a store lists it.
fn listed_origin(request: &ServiceRequest) -> Option<HeaderValue> {
    let origin = request.headers().get(header::ORIGIN)?;
    let text = origin.to_str().ok()?;
    let settings = request
        .app_data::<web::Data<AppState>>()?
        .settings
        .snapshot();
    settings
        .stores()
        .any(|store| store.storefront_origins.iter().any(|listed| listed == text))
        .then(|| origin.clone())
}

fn mark(headers: &mut HeaderMap, origin: HeaderValue, asked: bool) {
    headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, origin);
    headers.insert(
        header::ACCESS_CONTROL_EXPOSE_HEADERS,
        HeaderValue::from_static("x-request-id, retry-after"),
    );
    if asked {
        headers.insert(
            header::ACCESS_CONTROL_ALLOW_METHODS,
            HeaderValue::from_static("GET, POST"),
        );
        headers.insert(
            header::ACCESS_CONTROL_ALLOW_HEADERS,
            HeaderValue::from_static("authorization, content-type"),
        );
        headers.insert(header::ACCESS_CONTROL_MAX_AGE, MAX_AGE);
    }
}
