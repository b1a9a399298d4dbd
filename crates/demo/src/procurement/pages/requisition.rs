//! One requisition: its lines, and what went over the wire for them.

use actix_web::{HttpResponse, http::StatusCode};
use maud::{Markup, html};
use simulator::{Answer, Contents, Line, Operation};

use super::{missing, respond, xml};
use crate::{
    page::wide,
    procurement::{
        Procurement, fault_name,
        requisitions::{Brought, Requisition, State, Trip},
    },
};

/// A requisition.
pub(in crate::procurement) fn requisition(
    procurement: &Procurement,
    requisition: &Requisition,
) -> HttpResponse {
    let title = format!("Requisition {}", requisition.number);
    let buyer = &requisition.buyer;
    let body = html! {
        (outcome(requisition))
        p.quiet {
            (requisition.account.name) ", " (requisition.account.note) ". Punched out by " (buyer.first_name) " " (buyer.last_name)
            " (" (buyer.email) ") with cXML " (requisition.version) "."
        }
        @if let Some(cart) = &requisition.cart {
            section aria-labelledby="lines" {
                h2 id="lines" { "Lines" }
                (wide("Lines of the requisition", &lines(&cart.lines)))
                p.number { strong { "Total " (cart.total) } }
                @if let Some(shipping) = &cart.shipping { p.number { "Shipping " (shipping) } }
                @if let Some(tax) = &cart.tax { p.number { "Tax " (tax) } }
                (buttons(requisition.number))
            }
        }
        @if !requisition.trips.is_empty() {
            section aria-labelledby="wire" {
                h2 id="wire" { "What went over the wire" }
                @for (place, trip) in requisition.trips.iter().enumerate().rev() {
                    (exchange(trip, place + 1, place + 1 == requisition.trips.len()))
                }
            }
        }
        p { a href="/" { "All requisitions" } }
    };
    respond(procurement, StatusCode::OK, &title, body)
}

/// The shop in a frame.
pub(in crate::procurement) fn frame(
    procurement: &Procurement,
    requisition: &Requisition,
) -> HttpResponse {
    let last = requisition.trips.back();
    let Some(Answer::StartPage(url)) = last.map(|trip| &trip.asked.answer) else {
        return missing(procurement);
    };
    let title = format!("Requisition {}: in the shop", requisition.number);
    let body = html! {
        iframe src=(url) title="The shop" {}
        p { a href={ "/requisitions/" (requisition.number) } { "Back to the requisition, leaving the shop" } }
    };
    respond(procurement, StatusCode::OK, &title, body)
}

fn outcome(requisition: &Requisition) -> Markup {
    let state = requisition.state();
    let last = requisition.trips.back();
    html! {
        @match last.map(|trip| (&trip.asked.answer, &trip.brought)) {
            Some((Answer::Refused { code, text }, _)) => {
                div.message.bad role="alert" {
                    p { strong { "The gateway refused: status " (code) } }
                    p { (text) }
                    p { "It tells a stranger no more than that. The reason and what to do about it stand in the gateway's transaction log." }
                }
            },
            Some((Answer::Unreadable(why), _)) => {
                div.message.bad role="alert" {
                    p { strong { "The gateway's answer is no cXML" } }
                    p { (why) }
                }
            },
            Some((Answer::StartPage(_), Some(brought))) => (arrived(last, brought)),
            _ => {
                p { "State: " (state.name()) "." }
                @if state == State::Shopping { p { "The cart is still to come." } }
            },
        }
    }
}

fn arrived(trip: Option<&Trip>, brought: &Brought) -> Markup {
    let looked = trip.is_some_and(|trip| trip.operation == Operation::Inspect);
    html! {
        div.message role="status" {
            p {
                @match &brought.contents {
                    _ if looked => {
                        "The buyer came back from looking at the cart, which stays as it was. A PunchOutOrderMessage arrived in the field "
                    },
                    Contents::Cart(cart) => {
                        "A PunchOutOrderMessage arrived with " (cart.lines.len())
                        @if cart.lines.len() == 1 { " line" } @else { " lines" } ", in the field "
                    },
                    Contents::Empty => {
                        "The buyer came back without a cart: an empty PunchOutOrderMessage arrived, in the field "
                    },
                    Contents::Unchanged => {
                        "The buyer came back without a change: a message with Status 204 arrived, in the field "
                    },
                }
                code { (brought.field) } "."
            }
        }
    }
}

fn lines(lines: &[Line]) -> Markup {
    html! {
        table {
            thead {
                tr {
                    th.number scope="col" { "Line" }
                    th scope="col" { "Article" }
                    th.number scope="col" { "Quantity" }
                    th scope="col" { "Unit" }
                    th.number scope="col" { "Price" }
                    th scope="col" { "Classification" }
                    th scope="col" { "The shop's reference" }
                }
            }
            tbody {
                @for line in lines {
                    tr {
                        td.number { (line.line_number) }
                        td.long { (line.name) br; span.quiet { (line.part) } }
                        td.number { (line.quantity) }
                        td { (line.unit) }
                        td.number {
                            (line.unit_price) " " (line.currency)
                            @if line.price_unit.normalize().to_string() != "1" { " for " (line.price_unit.normalize()) }
                        }
                        td { @for (domain, code) in &line.classifications { (domain) " " (code) " " } }
                        td.long { @if let Some(reference) = &line.auxiliary { code { (reference) } } }
                    }
                }
            }
        }
    }
}

fn buttons(number: u32) -> Markup {
    html! {
        form method="post" action="/punch-out" {
            input type="hidden" name="requisition" value=(number);
            div.buttons {
                button name="action" value="edit" { "Edit the cart" }
                button.second name="action" value="edit-framed" { "Edit in a frame" }
                button name="action" value="inspect" { "Inspect the cart" }
                button.second name="action" value="inspect-framed" { "Inspect in a frame" }
            }
        }
    }
}

fn exchange(trip: &Trip, place: usize, open: bool) -> Markup {
    html! {
        details open[open] {
            summary {
                "Punch-out " (place) ": " (trip.operation.name())
                @if let Some(fault) = trip.fault { ", " (fault_name(fault)) }
            }
            @if let Some(brought) = &trip.brought {
                (xml(&format!("PunchOutOrderMessage {place}, brought by the browser"), &brought.shown))
            }
            (xml(&format!("PunchOutSetupRequest {place}, posted to the gateway"), &trip.asked.request))
            @if !trip.asked.response.is_empty() {
                (xml(&format!("Response {place} of the gateway"), &trip.asked.response))
            }
        }
    }
}
