//! The entry points: which store and connection an address names, and in which protocol the caller speaks.

use actix_web::{
    HttpRequest, HttpResponse,
    http::{Method, StatusCode, header},
    web,
};
use punchout::{
    connection::{Connection, Format},
    entry_point::EntryPoint,
    named_error::ErrorCode,
    setup::Refusal,
    store::Store,
    transaction::TransactionType,
};

use super::{
    HTML,
    body::{self, Body},
    cxml,
    exchange::{Ending, Exchange},
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
    if address.is_err() {
        // A renewed address, or a connection that left the store: who looks in the store's log finds it.
        let key = request.match_info().get("store");
        exchange.store_id = key
            .and_then(|key| settings.store_by_key(key))
            .map(|store| store.id);
    }
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
            let content_type = exchange.content_type();
            let unread = Body::Broken(Vec::new());
            if !content_type.is_some_and(is_xml)
                && punchout2go::is_request(place.as_ref(), settings, content_type, &unread)
            {
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
        // Whoever says that it is XML reads the answer as XML, whatever the connection speaks.
        let says_xml = exchange.content_type().is_some_and(is_xml);
        if !called
            && !says_xml
            && punchout2go::is_request(place, settings, exchange.content_type(), &body)
        {
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
    let takes_calls = address.as_ref().is_ok_and(|address| {
        address
            .named
            .is_some_and(|(_, named)| named.format == Format::Oci)
    });
    if is_browser(&request) || (takes_calls && request.method() == Method::GET) {
        return purpose(exchange, takes_calls, address.ok(), state).await;
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

/// Tells whoever opens an entry point in a browser what the address is for.
async fn purpose(
    mut exchange: Exchange,
    takes_calls: bool,
    address: Option<Address<'_>>,
    state: &AppState,
) -> HttpResponse {
    exchange.place(address);
    let words = exchange.reader.words();
    let (status, error, told, text) = if takes_calls {
        (
            StatusCode::BAD_REQUEST,
            ErrorCode::MissingLogin,
            "The address was opened without any parameter of a call.",
            &words.for_calls,
        )
    } else {
        (
            StatusCode::METHOD_NOT_ALLOWED,
            ErrorCode::MethodNotAllowed,
            "The address was opened in a browser.",
            &words.for_posts,
        )
    };
    let reference = exchange.support_reference.clone();
    let ending = Ending {
        error: Some((error, told.to_owned())),
        protocol_status: None,
        http_status: status,
        headers: vec![("content-type".to_owned(), HTML.to_owned())],
        body: Vec::new(),
    };
    let logged = match exchange.end(ending).await {
        Some(transaction) => state.log.refusal(state, transaction, false).await,
        None => false,
    };
    let mut response = Page {
        words,
        status,
        title: &words.for_systems,
        text,
        support_reference: logged.then_some(reference.as_str()),
        form: None,
        frame_origins: &[],
    }
    .respond();
    if status == StatusCode::METHOD_NOT_ALLOWED {
        let post = header::HeaderValue::from_static("POST");
        response.headers_mut().insert(header::ALLOW, post);
    }
    response
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

/// Whether a `Content-Type` is that of XML (RFC 7303).
pub fn is_xml(content_type: &str) -> bool {
    let kind = content_type.split(';').next().unwrap_or_default();
    let kind = kind.trim().to_ascii_lowercase();
    matches!(kind.as_str(), "text/xml" | "application/xml") || kind.ends_with("+xml")
}

/// A person's browser says that it takes HTML; procurement systems that probe with GET do not.
fn is_browser(request: &HttpRequest) -> bool {
    request
        .headers()
        .get(header::ACCEPT)
        .and_then(|accept| accept.to_str().ok())
        .is_some_and(|accept| accept.contains("text/html"))
}
