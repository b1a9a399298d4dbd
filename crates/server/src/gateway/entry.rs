//! The entry points: which store and connection an address names, and in which protocol the caller speaks.

use actix_web::{
    HttpRequest, HttpResponse,
    http::{Method, StatusCode, header},
    web,
};
use punchout::{
    connection::Connection, entry_point::EntryPoint, named_error::ErrorCode, setup::Refusal,
    store::Store, transaction::TransactionType,
};

use super::{
    body::{self, Body},
    cxml,
    exchange::Exchange,
    oci,
    page::Page,
    punchout2go,
};
use crate::{settings::Snapshot, state::AppState};

/// What an address names.
#[derive(Clone, Copy)]
pub struct Address<'a> {
    /// The store.
    pub store: &'a Store,
    /// The one connection, where the address names it.
    pub named: Option<(&'a EntryPoint, &'a Connection)>,
}

/// `/punchout/{store}`: the connection is found by its credentials.
pub(super) async fn store(
    request: HttpRequest,
    payload: web::Payload,
    key: web::Path<String>,
    state: web::Data<AppState>,
) -> HttpResponse {
    let settings = state.settings.snapshot();
    let address = resolve(&settings, &key, None);
    handle(request, payload, address, &settings, &state).await
}

/// `/punchout/{store}/{connection}`: the connection is named by its slug.
pub(super) async fn connection(
    request: HttpRequest,
    payload: web::Payload,
    path: web::Path<(String, String)>,
    state: web::Data<AppState>,
) -> HttpResponse {
    let settings = state.settings.snapshot();
    let (key, slug) = path.into_inner();
    let address = resolve(&settings, &key, Some(&slug));
    handle(request, payload, address, &settings, &state).await
}

/// Any other address below `/punchout`.
pub(super) async fn elsewhere(
    request: HttpRequest,
    payload: web::Payload,
    state: web::Data<AppState>,
) -> HttpResponse {
    let settings = state.settings.snapshot();
    handle(request, payload, Err(wrong_address()), &settings, &state).await
}

/// A document that was posted to an address outside `/punchout`: a procurement system with a wrong URL gets an answer that it
/// can read, and the administrator an entry that tells of the address. `None` where the body is no XML.
pub async fn stray(
    request: &HttpRequest,
    payload: web::Payload,
    state: &AppState,
) -> Option<HttpResponse> {
    if request.method() != Method::POST {
        return None;
    }
    if let Err(limit) = state.limits.admit(request, false, state) {
        let exchange = Exchange::begin(request, TransactionType::Other, state);
        let refusal = Refusal::new(ErrorCode::TooManyRequests, limit.to_string());
        return Some(cxml::refuse(exchange, refusal, None, None, state).await);
    }
    strayed(request, payload, state).await
}

/// The same, of a request that is counted already.
pub(super) async fn strayed(
    request: &HttpRequest,
    payload: web::Payload,
    state: &AppState,
) -> Option<HttpResponse> {
    if request.method() != Method::POST {
        return None;
    }
    let body = body::read(request, payload).await;
    let (Body::Whole(bytes) | Body::TooLarge(bytes, _) | Body::Broken(bytes)) = &body else {
        return None;
    };
    let content_type = request
        .headers()
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok());
    if !::cxml::looks_like_cxml(&::cxml::unwrap(bytes, content_type).document) {
        return None;
    }
    let exchange = Exchange::begin(request, TransactionType::Other, state);
    Some(cxml::answer(exchange, body, Err(wrong_address()), state).await)
}

async fn handle(
    request: HttpRequest,
    payload: web::Payload,
    address: Result<Address<'_>, Refusal>,
    settings: &Snapshot,
    state: &AppState,
) -> HttpResponse {
    let mut exchange = Exchange::begin(&request, TransactionType::Other, state);
    let called = request.method() == Method::GET && !request.query_string().is_empty();
    if called || request.method() == Method::POST {
        if let Err(limit) = state.limits.admit(&request, address.is_ok(), state) {
            // Before the body is read: refusing must cost less than answering.
            let refusal = Refusal::new(ErrorCode::TooManyRequests, limit.to_string());
            if called || oci::is_form(exchange.content_type()) {
                exchange.mask_parameters(false, |name| {
                    let mut all = settings.oci_names(None).into_iter();
                    all.any(|names| names.is_password(name))
                });
                return oci::refuse(exchange, refusal, address.ok(), settings, state).await;
            }
            let place = address.ok();
            if punchout2go::is_request(
                place.as_ref(),
                settings,
                exchange.content_type(),
                &Body::Broken(Vec::new()),
            ) {
                return punchout2go::refuse(exchange, refusal, place, state).await;
            }
            return cxml::refuse(exchange, refusal, None, place, state).await;
        }
        let body = if called {
            Body::Whole(Vec::new())
        } else {
            body::read(&request, payload).await
        };
        let place = address.as_ref().ok();
        if !called && punchout2go::is_request(place, settings, exchange.content_type(), &body) {
            return punchout2go::answer(exchange, &request, body, address, settings, state).await;
        }
        if let Some(form) = oci::taken_apart(&mut exchange, &body) {
            return oci::answer(exchange, &request, form, address, settings, state).await;
        }
        if called || oci::is_call(&request, &body) {
            return oci::answer(exchange, &request, body, address, settings, state).await;
        }
        return cxml::answer(exchange, body, address, state).await;
    }
    if is_browser(&request) {
        return Page {
            status: StatusCode::METHOD_NOT_ALLOWED,
            title: "This address is for procurement systems",
            text: "A procurement system posts its punch-out requests here. There is nothing to see for a browser.",
            support_reference: None,
            form: None,
            frame_origins: &[],
        }
        .respond();
    }
    let refusal = Refusal::new(
        ErrorCode::MethodNotAllowed,
        format!(
            "cXML documents are posted here; the request's method was {}.",
            request.method()
        ),
    );
    cxml::refuse(exchange, refusal, None, address.ok(), state).await
}

pub(super) fn resolve<'a>(
    settings: &'a Snapshot,
    key: &str,
    slug: Option<&str>,
) -> Result<Address<'a>, Refusal> {
    let store = settings.store_by_key(key).ok_or_else(wrong_address)?;
    let named = slug
        .map(|slug| {
            let entry = settings.entry_point(store.id, slug)?;
            Some((entry, settings.connection(entry.connection_id)?))
        })
        .map(|found| found.ok_or_else(wrong_address))
        .transpose()?;
    Ok(Address { store, named })
}

fn wrong_address() -> Refusal {
    Refusal::new(
        ErrorCode::UnknownEntryPoint,
        "There is no entry point at this address.",
    )
}

/// A person's browser says that it takes HTML; procurement systems that probe with GET do not.
fn is_browser(request: &HttpRequest) -> bool {
    request
        .headers()
        .get(header::ACCEPT)
        .and_then(|accept| accept.to_str().ok())
        .is_some_and(|accept| accept.contains("text/html"))
}
