//! Shopping by OCI: the browser itself calls the gateway's entry point, and brings the cart as a form of fields.

use std::collections::VecDeque;

use actix_web::{
    HttpResponse,
    http::header::HeaderValue,
    web::{self, Data},
};
use simulator::{Buyer, OciAccount, OciCall, OciFunction, Returned};

use super::{Procurement, pages};
use crate::page;

/// How many carts are remembered; the oldest give way.
const MOST_CARTS: usize = 50;

/// An account at the supplier that speaks OCI.
#[derive(Clone, Debug)]
pub struct OciConnection {
    /// Its name for people.
    pub name: &'static str,
    /// Where the gateway takes its calls.
    pub entry_point: String,
    /// What it proves itself with.
    pub account: OciAccount,
    /// Who shops.
    pub buyer: Buyer,
}

/// A cart that a browser brought.
#[derive(Clone, Debug)]
pub(super) struct OciCart {
    /// Its number.
    pub number: u32,
    /// The fields, as they came.
    pub fields: Vec<(String, String)>,
    /// What they mean.
    pub returned: Returned,
}

/// All carts, the oldest first.
#[derive(Default)]
pub(super) struct OciCarts {
    all: VecDeque<OciCart>,
    last: u32,
}

impl OciCarts {
    /// Takes in what a browser brought, and answers its number.
    pub(super) fn take_in(&mut self, fields: Vec<(String, String)>) -> u32 {
        self.last = self.last.saturating_add(1);
        if self.all.len() >= MOST_CARTS {
            self.all.pop_front();
        }
        self.all.push_back(OciCart {
            number: self.last,
            returned: simulator::read_oci_return(&fields),
            fields,
        });
        self.last
    }

    fn get(&self, number: u32) -> Option<&OciCart> {
        self.all.iter().find(|cart| cart.number == number)
    }

    /// All of them, the newest first.
    pub(super) fn newest_first(&self) -> impl Iterator<Item = &OciCart> {
        self.all.iter().rev()
    }
}

/// The call that a connection makes from here.
pub(super) fn call<'a>(connection: &'a OciConnection, hook_url: &'a str) -> OciCall<'a> {
    OciCall {
        account: &connection.account,
        buyer: &connection.buyer,
        hook_url,
        function: OciFunction::Shop,
    }
}

/// Sends the browser to the entry point by GET.
pub(super) async fn call_by_get(procurement: Data<Procurement>) -> HttpResponse {
    match address(&procurement) {
        Some(url) => page::see_other(&url),
        None => pages::missing(&procurement),
    }
}

/// The shop in a frame.
pub(super) async fn frame(procurement: Data<Procurement>) -> HttpResponse {
    match address(&procurement) {
        Some(url) => pages::oci_frame(&procurement, &url),
        None => pages::missing(&procurement),
    }
}

fn address(procurement: &Procurement) -> Option<String> {
    let connection = procurement.oci_connection()?;
    let hook_url = procurement.origins.hook_url();
    let url = call(&connection, &hook_url).url(&connection.entry_point);
    HeaderValue::from_str(&url).is_ok().then_some(url)
}

/// Takes in what a browser brings, and shows it.
pub(super) async fn take_in(
    procurement: Data<Procurement>,
    fields: web::Form<Vec<(String, String)>>,
) -> HttpResponse {
    let number = procurement.oci_carts().take_in(fields.into_inner());
    page::see_other(&format!("/oci/{number}"))
}

pub(super) async fn show(procurement: Data<Procurement>, number: web::Path<u32>) -> HttpResponse {
    match procurement.oci_carts().get(*number) {
        Some(cart) => pages::oci_cart(&procurement, cart),
        None => pages::missing(&procurement),
    }
}
