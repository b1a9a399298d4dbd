//! The PunchOut2Go service in front: it asks the gateway for sessions in its JSON, and takes carts from server to server.

use std::collections::VecDeque;

use actix_web::{
    HttpResponse,
    http::header::HeaderValue,
    web::{self, Bytes, Data},
};
use punchout2go::{
    Contact, ItemType, Operation, Params, RedirectReply, RequestBody, RequestItem, ReturnCart,
    SessionRequest,
};
use serde::Deserialize;
use simulator::Buyer;

use super::{Procurement, gateway::HubAsked, pages};
use crate::{page, random};

/// How many trips are remembered; the oldest give way.
const MOST_TRIPS: usize = 50;

/// The service's connection to the gateway.
#[derive(Clone, Debug)]
pub struct HubConnection {
    /// The buying organisation's name, for people.
    pub name: &'static str,
    /// Where the gateway takes its session requests; its tokens are below.
    pub entry_point: String,
    /// The client's id.
    pub client: &'static str,
    /// Its secret, which is the API key as well.
    pub key: &'static str,
    /// Who punches out.
    pub buyer: Buyer,
}

/// How the service proves itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Proof {
    /// By the API key.
    Key,
    /// By a token, got with OAuth2 client credentials.
    Token,
}

/// A way to the shop and back.
#[derive(Clone, Debug)]
pub(super) struct HubTrip {
    /// Its number.
    pub number: u32,
    /// The service's id of the session.
    pos: String,
    /// What for.
    pub operation: Operation,
    /// The exchange with the gateway.
    pub asked: HubAsked,
    /// What the gateway posted.
    pub brought: Option<HubCart>,
}

/// A cart that the gateway posted.
#[derive(Clone, Debug)]
pub(super) struct HubCart {
    /// As it came, set in lines.
    pub shown: String,
    /// What it means.
    pub cart: ReturnCart,
}

/// All trips, the oldest first.
#[derive(Default)]
pub(super) struct HubTrips {
    all: VecDeque<HubTrip>,
    last: u32,
}

impl HubTrips {
    fn add(&mut self, pos: String, operation: Operation, asked: HubAsked) -> u32 {
        self.last = self.last.saturating_add(1);
        if self.all.len() >= MOST_TRIPS {
            self.all.pop_front();
        }
        self.all.push_back(HubTrip {
            number: self.last,
            pos,
            operation,
            asked,
            brought: None,
        });
        self.last
    }

    fn get(&self, number: u32) -> Option<&HubTrip> {
        self.all.iter().find(|trip| trip.number == number)
    }

    fn take_in(&mut self, pos: &str, cart: HubCart) -> Option<u32> {
        let trip = self.all.iter_mut().find(|trip| trip.pos == pos)?;
        trip.brought = Some(cart);
        Some(trip.number)
    }

    /// All of them, the newest first.
    pub(super) fn newest_first(&self) -> impl Iterator<Item = &HubTrip> {
        self.all.iter().rev()
    }
}

/// What the forms say.
#[derive(Deserialize)]
pub(super) struct Order {
    action: String,
    /// An earlier trip, whose cart is to be edited or inspected.
    trip: Option<u32>,
}

/// Asks the gateway for a session, and takes the browser to its start page.
pub(super) async fn punch_out(
    procurement: Data<Procurement>,
    order: web::Form<Order>,
) -> HttpResponse {
    let (operation, proof, framed) = match order.action.as_str() {
        "create" => (Operation::Create, Proof::Key, false),
        "create-framed" => (Operation::Create, Proof::Key, true),
        "create-with-token" => (Operation::Create, Proof::Token, false),
        "edit" => (Operation::Edit, Proof::Key, false),
        "inspect" => (Operation::Inspect, Proof::Token, false),
        _ => return pages::missing(&procurement),
    };
    let Some(connection) = procurement.hub_connection() else {
        return pages::missing(&procurement);
    };
    let items = match order.trip {
        None => Vec::new(),
        Some(number) => match procurement.hub_trips().get(number) {
            Some(trip) => earlier(trip),
            None => return pages::missing(&procurement),
        },
    };
    let pos = random::code();
    let request = request(&procurement, &connection, (&pos, operation.clone()), items);
    let asked = procurement
        .gateway
        .ask_as_hub(&connection, proof, &request)
        .await;
    let start_url = asked.answer.clone().ok();
    let number = procurement.hub_trips().add(pos, operation, asked);
    match start_url {
        Some(_) if framed => page::see_other(&format!("/hub/{number}/frame")),
        Some(url) if HeaderValue::from_str(&url).is_ok() => page::see_other(&url),
        _ => page::see_other(&format!("/hub/{number}")),
    }
}

/// The lines of an earlier cart, with the shop's own references.
fn earlier(trip: &HubTrip) -> Vec<RequestItem> {
    let brought = trip.brought.iter();
    brought
        .flat_map(|brought| &brought.cart.items)
        .map(|item| RequestItem {
            primary_id: item.supplier_id.clone(),
            secondary_id: item.supplier_aux_id.clone(),
            quantity: item.quantity,
            item_type: Some(ItemType::Out),
            ..RequestItem::default()
        })
        .collect()
}

fn request(
    procurement: &Procurement,
    connection: &HubConnection,
    (pos, operation): (&str, Operation),
    items: Vec<RequestItem>,
) -> SessionRequest {
    let buyer = &connection.buyer;
    SessionRequest {
        pos: Some(pos.to_owned()),
        operation,
        return_url: Some(procurement.origins.hub_return_url(pos)),
        params: Params {
            kind: Some("setuprequest".to_owned()),
            mode: Some("test".to_owned()),
            body: RequestBody {
                contact: Contact {
                    email: Some(buyer.email.clone()),
                    name: Some(format!("{} {}", buyer.first_name, buyer.last_name)),
                    unique: Some("E-4711".to_owned()),
                    ..Contact::default()
                },
                buyer_cookie: Some(random::code()),
                post_form: Some(procurement.origins.return_url()),
                items,
                ..RequestBody::default()
            },
            ..Params::default()
        },
        ..SessionRequest::default()
    }
}

/// Takes a cart from the gateway's server, and answers where the buyer's browser goes.
pub(super) async fn take_in(
    procurement: Data<Procurement>,
    pos: web::Path<String>,
    body: Bytes,
) -> HttpResponse {
    let cart = match ReturnCart::read(&body) {
        Ok(cart) => cart,
        Err(fault) => return HttpResponse::UnprocessableEntity().body(fault.to_string()),
    };
    let shown = super::gateway::shown(&body);
    let found = procurement
        .hub_trips()
        .take_in(&pos, HubCart { shown, cart });
    match found {
        Some(number) => HttpResponse::Ok()
            .content_type("application/json")
            .body(RedirectReply::new(procurement.origins.hub_trip_url(number)).write()),
        None => HttpResponse::NotFound().finish(),
    }
}

pub(super) async fn show(procurement: Data<Procurement>, number: web::Path<u32>) -> HttpResponse {
    match procurement.hub_trips().get(*number) {
        Some(trip) => pages::hub_trip(&procurement, trip),
        None => pages::missing(&procurement),
    }
}

/// The shop in a frame.
pub(super) async fn frame(procurement: Data<Procurement>, number: web::Path<u32>) -> HttpResponse {
    let trips = procurement.hub_trips();
    let url = trips
        .get(*number)
        .and_then(|trip| trip.asked.answer.as_ref().ok());
    match url {
        Some(url) => pages::hub_frame(&procurement, url),
        None => pages::missing(&procurement),
    }
}
