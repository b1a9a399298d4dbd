//! Calls from pages of other origins: browsers let them through for a store's own pages, where the store lists the origin, and for the
//! console where it is hosted besides.

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

/// What a storefront may call: its session, with the session's token.
const OF_STOREFRONTS: &str = "/api/v1/punch-out-sessions/";

/// How long a browser may keep the answer to its question, in seconds.
const MAX_AGE: HeaderValue = HeaderValue::from_static("600");

/// Whose page calls.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Caller {
    /// A store's: no cookie goes with it.
    Storefront,
    /// The console's: the refresh cookie may.
    Console,
}

/// Middleware: answers browsers that ask beforehand, and marks answers that a page may read.
///
/// # Errors
/// None of its own.
pub async fn share(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let caller = listed(&request);
    let asks = request.method() == Method::OPTIONS
        && request
            .headers()
            .contains_key(header::ACCESS_CONTROL_REQUEST_METHOD);
    let mut response = if asks && caller.is_some() {
        request.into_response(HttpResponse::NoContent().finish())
    } else {
        next.call(request).await?.map_into_boxed_body()
    };
    let headers = response.headers_mut();
    headers.append(header::VARY, HeaderValue::from_static("Origin"));
    if let Some((caller, origin)) = caller {
        mark(headers, caller, origin, asks);
    }
    Ok(response)
}

/// The page's origin, where it is listed for what it calls.
fn listed(request: &ServiceRequest) -> Option<(Caller, HeaderValue)> {
    let origin = request.headers().get(header::ORIGIN)?;
    let text = origin.to_str().ok()?;
    let state = request.app_data::<web::Data<AppState>>()?;
    let among = |origins: &[String]| origins.iter().any(|listed| listed == text);
    if among(&state.config.http.console_origins) {
        return Some((Caller::Console, origin.clone()));
    }
    let of_a_store = request.path().starts_with(OF_STOREFRONTS)
        && state
            .settings
            .snapshot()
            .stores()
            .any(|store| among(&store.storefront_origins));
    of_a_store.then(|| (Caller::Storefront, origin.clone()))
}

fn mark(headers: &mut HeaderMap, caller: Caller, origin: HeaderValue, asked: bool) {
    let mut set = |name, value| {
        headers.insert(name, HeaderValue::from_static(value));
    };
    set(
        header::ACCESS_CONTROL_EXPOSE_HEADERS,
        "etag, location, retry-after, x-request-id",
    );
    if caller == Caller::Console {
        set(header::ACCESS_CONTROL_ALLOW_CREDENTIALS, "true");
    }
    if asked {
        let (methods, allowed) = match caller {
            Caller::Storefront => ("GET, POST", "authorization, content-type"),
            Caller::Console => (
                "GET, POST, PATCH, DELETE",
                "authorization, content-type, idempotency-key, if-match",
            ),
        };
        set(header::ACCESS_CONTROL_ALLOW_METHODS, methods);
        set(header::ACCESS_CONTROL_ALLOW_HEADERS, allowed);
        headers.insert(header::ACCESS_CONTROL_MAX_AGE, MAX_AGE);
    }
    headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, origin);
}
