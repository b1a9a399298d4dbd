//! The procurement system's pages.

mod home;
mod hub;
mod oci;
mod requisition;

use actix_web::{HttpResponse, http::StatusCode};
use maud::{Markup, html};

pub(super) use self::{
    home::home,
    hub::{hub_frame, hub_trip, section as hub_section},
    oci::{oci_cart, oci_catalogue, oci_failed, oci_frame, section as oci_section},
    requisition::{frame, requisition},
};
use super::Procurement;
use crate::page::{Page, Side};

/// For addresses that lead nowhere, requisitions that are forgotten among them.
pub(super) fn missing(procurement: &Procurement) -> HttpResponse {
    let body = html! {
        p { "There is nothing here, or not any more: requisitions are forgotten when the demo is started again." }
        p { a href="/" { "All requisitions" } }
    };
    respond(procurement, StatusCode::NOT_FOUND, "Nothing here", body)
}

/// When what a browser brings is no cart, or belongs to nothing.
pub(super) fn no_return(
    procurement: &Procurement,
    why: &str,
    document: Option<&str>,
) -> HttpResponse {
    let body = html! {
        div.message.bad role="alert" { p { "What came back cannot be used: " (why) "." } }
        @if let Some(document) = document { (xml("Document", document)) }
        p { a href="/" { "All requisitions" } }
    };
    respond(
        procurement,
        StatusCode::BAD_REQUEST,
        "This is no cart for us",
        body,
    )
}

/// Asks whether the demo is to begin again.
pub(super) fn reset(procurement: &Procurement, failure: Option<&str>) -> HttpResponse {
    let status = failure.map_or(StatusCode::OK, |_| StatusCode::SERVICE_UNAVAILABLE);
    let body = html! {
        @if let Some(why) = failure {
            div.message.bad role="alert" { p { "The demo could not begin again: " (why) "." } }
        }
        p {
            "The gateway's demo data is deleted and made anew: connections, sessions, the transaction log, whatever was changed in the console. "
            "Shop and procurement system forget everything."
        }
        div.buttons {
            form method="post" action="/begin-again" { button { "Begin again" } }
            a href="/" { "Keep everything" }
        }
    };
    respond(procurement, status, "Begin the demo again?", body)
}

fn respond(
    procurement: &Procurement,
    status: StatusCode,
    title: &str,
    body: Markup,
) -> HttpResponse {
    let origins = &procurement.origins;
    Page {
        side: Side::Procurement,
        status,
        title,
        body,
        // A punch-out is a redirect to the gateway.
        leads_to: &[&origins.gateway],
        frames: &[&origins.gateway, &origins.shop],
        framed_by: &[],
    }
    .respond()
}

/// A document, in a region of its own that can be scrolled by keyboard.
fn xml(name: &str, document: &str) -> Markup {
    html! {
        h3 { (name) }
        pre tabindex="0" role="region" aria-label=(name) { (document) }
    }
}
