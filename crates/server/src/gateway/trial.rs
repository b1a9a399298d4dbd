//! Exchanges that the gateway has with itself: what a procurement system and a browser would send goes the way that theirs goes, but for
//! the network.

use actix_web::{
    HttpResponse,
    body::to_bytes,
    http::{StatusCode, header},
    test::TestRequest,
};
use punchout::{secret::Secret, transaction::TransactionType};

use super::{body::Body, cxml, entry, exchange::Exchange, oci, punchout2go, start};
use crate::{
    adapters::{Entry, Trouble},
    state::AppState,
};

/// What a procurement system sends to open a session.
pub enum Opening {
    /// A document.
    Cxml(Vec<u8>),
    /// A call's form.
    Oci(Vec<u8>),
    /// A session request in JSON, with what stands in its `Authorization`.
    PunchOut2Go(Vec<u8>, Secret<String>),
}

/// What it is answered.
pub struct Answered {
    /// The status.
    pub status: StatusCode,
    /// Where a browser is sent to.
    pub location: Option<String>,
    /// The body.
    pub body: Vec<u8>,
    /// Leads to the log entry.
    pub support_reference: String,
}

/// Opens a session at an entry point, named by the store's key and the slug.
pub async fn open(state: &AppState, (key, slug): (&str, &str), opening: Opening) -> Answered {
    let settings = state.settings.snapshot();
    let content_type = match opening {
        Opening::Cxml(_) => "text/xml; charset=UTF-8",
        Opening::Oci(_) => "application/x-www-form-urlencoded",
        Opening::PunchOut2Go(..) => "application/json",
    };
    let mut request = TestRequest::post()
        .uri(&format!("/punchout/{key}/{slug}"))
        .insert_header((header::CONTENT_TYPE, content_type));
    if let Opening::PunchOut2Go(_, secret) = &opening {
        request = request.insert_header((header::AUTHORIZATION, secret.expose().as_str()));
    }
    let request = request.to_http_request();
    let mut exchange = Exchange::begin(&request, TransactionType::Other, state);
    exchange.is_test = true;
    let support_reference = exchange.support_reference.clone();
    let address = entry::resolve(&settings, key, Some(slug));
    let response = match opening {
        Opening::Cxml(bytes) => cxml::answer(exchange, Body::Whole(bytes), address, state).await,
        Opening::Oci(form) => {
            let body = Body::Whole(form);
            oci::answer(exchange, &request, body, address, &settings, state).await
        }
        Opening::PunchOut2Go(document, _) => {
            let body = Body::Whole(document);
            punchout2go::answer(exchange, &request, body, address, &settings, state).await
        }
    };
    answered(response, support_reference).await
}

/// Why a buyer would get no further than the start page.
pub enum Stopped {
    /// The gateway does not let them go: why, for people, with what to do about it.
    Here(String, &'static str),
    /// The shop does not take them in.
    Shop(Trouble),
}

/// Opens a start page as a browser does, and asks the shop as its adapter has it: where that leads.
///
/// # Errors
///
/// [`Stopped`].
pub async fn start(state: &AppState, code: &str) -> Result<String, Stopped> {
    let settings = state.settings.snapshot();
    let begun = start::begin(state, &settings, code, true).await;
    match begun {
        Ok((Entry::Redirect(location), ..)) => Ok(location),
        Ok((Entry::Form { action, .. }, ..)) => Ok(action),
        Err(start::Stopped::Here(refused)) => {
            let (text, advice) = refused.told();
            Err(Stopped::Here(text, advice))
        }
        Err(start::Stopped::Shop(_, trouble)) => Err(Stopped::Shop(trouble)),
    }
}

async fn answered(response: HttpResponse, support_reference: String) -> Answered {
    let location = response.headers().get(header::LOCATION);
    let location = location
        .and_then(|value| value.to_str().ok())
        .map(str::to_owned);
    Answered {
        status: response.status(),
        location,
        body: to_bytes(response.into_body())
            .await
            .map_or_else(|_| Vec::new(), |bytes| bytes.to_vec()),
        support_reference,
    }
}
