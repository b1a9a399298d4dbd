//! Punching out through PunchOut2Go: the buttons, and what came back.

use actix_web::{HttpResponse, http::StatusCode};
use maud::{Markup, html};
use punchout2go::{CartItem, Operation};

use super::{respond, xml};
use crate::{
    page::wide,
    procurement::{
        Procurement,
        hub::{HubCart, HubConnection, HubTrip, HubTrips},
    },
};

/// The buttons, and the list of trips.
pub(in crate::procurement) fn section(
    connection: Option<&HubConnection>,
    trips: &HubTrips,
) -> Markup {
    html! {
        @if let Some(connection) = connection {
            section aria-labelledby="hub" {
                h2 id="hub" { "Shop through PunchOut2Go" }
                p.quiet {
                    (connection.name) ". A PunchOut2Go service stands in front of the gateway: it asks for the session in its JSON, and the gateway hands "
                    "it the cart from server to server."
                }
                form method="post" action="/hub/punch-out" {
                    div.buttons {
                        button name="action" value="create" { "Punch out through PunchOut2Go" }
                        button.second name="action" value="create-with-token" { "With an OAuth 2.0 token" }
                        button.second name="action" value="create-framed" { "PunchOut2Go in a frame" }
                    }
                }
                @for trip in trips.newest_first() {
                    p { a href={ "/hub/" (trip.number) } { "PunchOut2Go trip " (trip.number) } ", " (state(trip)) }
                }
            }
        }
    }
}

fn state(trip: &HubTrip) -> String {
    match (&trip.asked.answer, &trip.brought) {
        (Err(_), _) => "refused".to_owned(),
        (Ok(_), None) => "in the shop".to_owned(),
        (Ok(_), Some(brought)) => lines(brought),
    }
}

fn lines(brought: &HubCart) -> String {
    match brought.cart.items.len() {
        0 => "without a cart".to_owned(),
        1 => "1 line".to_owned(),
        many => format!("{many} lines"),
    }
}

/// The shop in a frame.
pub(in crate::procurement) fn hub_frame(procurement: &Procurement, url: &str) -> HttpResponse {
    let body = html! {
        iframe src=(url) title="The shop" {}
        p { a href="/" { "All requisitions" } }
    };
    respond(
        procurement,
        StatusCode::OK,
        "PunchOut2Go: in the shop",
        body,
    )
}

/// A trip: what was asked, and what came back.
pub(in crate::procurement) fn hub_trip(procurement: &Procurement, trip: &HubTrip) -> HttpResponse {
    let body = html! {
        (outcome(trip))
        @if let Some(brought) = trip.brought.as_ref().filter(|brought| !brought.cart.items.is_empty()) {
            section aria-labelledby="lines" {
                h2 id="lines" { "Lines" }
                (wide("Lines of the cart", &table(brought)))
                form method="post" action="/hub/punch-out" {
                    input type="hidden" name="trip" value=(trip.number);
                    div.buttons {
                        button name="action" value="edit" { "Edit the cart" }
                        button.second name="action" value="inspect" { "Inspect the cart" }
                    }
                }
            }
        }
        section aria-labelledby="exchange" {
            h2 id="exchange" { "What went over the wire" }
            (xml("Session request", &trip.asked.request))
            (xml("The gateway's answer", &trip.asked.response))
            @if let Some(brought) = &trip.brought { (xml("Cart, posted by the gateway's server", &brought.shown)) }
        }
        p { a href="/" { "All requisitions" } }
    };
    let title = format!("PunchOut2Go trip {}", trip.number);
    respond(procurement, StatusCode::OK, &title, body)
}

fn outcome(trip: &HubTrip) -> Markup {
    match (&trip.asked.answer, &trip.brought) {
        (Err(why), _) => html! { div.message.bad role="alert" { p { (why) } } },
        (Ok(_), None) => html! { div.message role="status" { p { "The buyer is in the shop." } } },
        (Ok(_), Some(brought)) if brought.cart.items.is_empty() => html! {
            div.message role="status" {
                p {
                    @if trip.operation == Operation::Inspect { "The buyer came back from looking at the cart, which stays as it was." }
                    @else { "The buyer came back without a cart." }
                }
            }
        },
        (Ok(_), Some(brought)) => html! {
            div.message role="status" {
                p {
                    "The gateway's server handed a cart over with " (lines(brought))
                    @if let Some(total) = brought.cart.total { ", " (total) " " (brought.cart.currency.as_deref().unwrap_or_default()) }
                    "."
                }
            }
        },
    }
}

fn table(brought: &HubCart) -> Markup {
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    let row = |item: &CartItem| {
        html! {
            tr {
                td.long { (text(&item.description)) br; span.quiet { (text(&item.supplier_id)) } }
                td.number { @if let Some(quantity) = item.quantity { (quantity.normalize()) } }
                td { (text(&item.uom)) }
                td.number { @if let Some(price) = item.unit_price { (price) } " " (text(&item.currency)) }
                td { (text(&item.classification)) }
                td.long { code { (text(&item.supplier_aux_id)) } }
            }
        }
    };
    html! {
        table {
            thead {
                tr {
                    th scope="col" { "Article" }
                    th.number scope="col" { "Quantity" }
                    th scope="col" { "Unit" }
                    th.number scope="col" { "Price" }
                    th scope="col" { "Classification" }
                    th scope="col" { "The shop's reference" }
                }
            }
            tbody { @for item in &brought.cart.items { (row(item)) } }
        }
    }
}
