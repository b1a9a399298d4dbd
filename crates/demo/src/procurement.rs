//! The simulated procurement system: requisitions, and punching out to fill them.
//!
//! It posts cXML to the gateway's entry points, sends browsers there by OCI, and takes what buyers' browsers bring. It also plays the
//! PunchOut2Go service that some merchants have in front, which the gateway's own server hands carts to (`hub`). Nothing else connects the two.

mod action;
mod gateway;
mod hub;
mod oci_search;
mod oci_shop;
mod pages;
mod requisitions;

use std::sync::{Mutex, MutexGuard, PoisonError, RwLock};

use actix_web::{
    HttpResponse,
    http::header::HeaderValue,
    middleware::from_fn,
    web::{self, Data, ServiceConfig},
};
use serde::Deserialize;
use simulator::{Answer, Buyer, Fault, PunchOut, Version};
use tokio::sync::{mpsc, oneshot};

use self::{
    action::Action,
    gateway::Gateway,
    hub::HubTrips,
    oci_shop::OciCarts,
    requisitions::{Requisition, Requisitions, Trip},
};
pub use self::{hub::HubConnection, oci_shop::OciConnection};
use crate::{Origins, page, random, same_origin};

/// The most that a browser may bring, in bytes.
const MOST_BROUGHT: usize = 4 * 1024 * 1024;

/// An account at the supplier, with the connection behind it.
#[derive(Clone, Debug)]
pub struct Account {
    /// Names the account in forms.
    pub key: &'static str,
    /// Its name for people.
    pub name: &'static str,
    /// What is particular about its connection, for people.
    pub note: &'static str,
    /// Where the gateway takes its requests.
    pub entry_point: String,
    /// What it says of itself, and proves itself with.
    pub party: simulator::Account,
    /// Who punches out.
    pub buyer: Buyer,
}

/// All accounts.
#[derive(Clone, Debug, Default)]
pub struct Accounts {
    /// Those that speak cXML.
    pub cxml: Vec<Account>,
    /// The one that speaks OCI.
    pub oci: Option<OciConnection>,
    /// That of the PunchOut2Go service.
    pub hub: Option<HubConnection>,
}

/// The administrator of the demo's console.
#[derive(Clone, Debug)]
pub struct Administrator {
    /// E-mail address.
    pub email: String,
    /// Password: known, and good for the demo alone.
    pub password: String,
}

/// Asks for a new beginning: new sample data at the gateway, and everything else forgotten. The answer says whether it worked.
pub type Reset = oneshot::Sender<Result<(), String>>;

/// What the procurement system knows.
pub struct Procurement {
    origins: Origins,
    administrator: Administrator,
    gateway: Gateway,
    accounts: RwLock<Accounts>,
    requisitions: Mutex<Requisitions>,
    oci_carts: Mutex<OciCarts>,
    hub_trips: Mutex<HubTrips>,
    resets: mpsc::Sender<Reset>,
}

impl Procurement {
    /// A procurement system with accounts. Whoever wants a new beginning is heard through `resets`.
    ///
    /// # Errors
    /// When no HTTP client can be made.
    pub fn new(
        origins: Origins,
        administrator: Administrator,
        accounts: Accounts,
        resets: mpsc::Sender<Reset>,
    ) -> Result<Self, reqwest::Error> {
        Ok(Self {
            origins,
            administrator,
            gateway: Gateway::new()?,
            accounts: RwLock::new(accounts),
            requisitions: Mutex::default(),
            oci_carts: Mutex::default(),
            hub_trips: Mutex::default(),
            resets,
        })
    }

    /// Forgets all requisitions and goes on with other accounts.
    pub fn begin_again(&self, accounts: Accounts) {
        *self
            .accounts
            .write()
            .unwrap_or_else(PoisonError::into_inner) = accounts;
        *self.requisitions() = Requisitions::default();
        *self.oci_carts() = OciCarts::default();
        *self.hub_trips() = HubTrips::default();
    }

    fn accounts(&self) -> Vec<Account> {
        self.accounts
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .cxml
            .clone()
    }

    fn oci_connection(&self) -> Option<OciConnection> {
        self.accounts
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .oci
            .clone()
    }

    fn oci_carts(&self) -> MutexGuard<'_, OciCarts> {
        self.oci_carts
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }

    fn hub_connection(&self) -> Option<HubConnection> {
        self.accounts
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .hub
            .clone()
    }

    fn hub_trips(&self) -> MutexGuard<'_, HubTrips> {
        self.hub_trips
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }

    fn requisitions(&self) -> MutexGuard<'_, Requisitions> {
        self.requisitions
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}

/// Registers the procurement system's pages. Needs `Data<Procurement>`.
pub fn configure(services: &mut ServiceConfig) {
    page::configure(services);
    services
        .app_data(web::FormConfig::default().limit(MOST_BROUGHT))
        .route("/", web::get().to(show_home))
        // The forms that come from elsewhere: from the gateway's return page.
        .route("/oci/return", web::post().to(oci_shop::take_in))
        .route("/return", web::post().to(take_in))
        // What comes from the gateway's server.
        .route("/hub/return/{pos}", web::post().to(hub::take_in))
        .route("/requisitions/{number}", web::get().to(show_requisition))
        .route("/requisitions/{number}/frame", web::get().to(show_frame))
        .route("/oci/call", web::get().to(oci_shop::call_by_get))
        .route("/oci/frame", web::get().to(oci_shop::frame))
        .route("/reset", web::get().to(show_reset))
        .service(
            web::resource("/punch-out")
                .wrap(from_fn(same_origin::guard))
                .route(web::post().to(punch_out)),
        )
        .service(
            web::resource("/oci/search")
                .wrap(from_fn(same_origin::guard))
                .route(web::post().to(oci_search::search)),
        )
        .service(
            web::resource("/oci/check")
                .wrap(from_fn(same_origin::guard))
                .route(web::post().to(oci_search::check)),
        )
        .service(
            web::resource("/oci/download")
                .wrap(from_fn(same_origin::guard))
                .route(web::post().to(oci_search::download)),
        )
        .service(
            web::resource("/begin-again")
                .wrap(from_fn(same_origin::guard))
                .route(web::post().to(reset)),
        )
        .service(
            web::resource("/hub/punch-out")
                .wrap(from_fn(same_origin::guard))
                .route(web::post().to(hub::punch_out)),
        )
        .route("/hub/{number}", web::get().to(hub::show))
        .route("/hub/{number}/frame", web::get().to(hub::frame))
        .route("/oci/{number}", web::get().to(oci_shop::show))
        .default_service(web::to(show_missing));
}

/// What the forms for punching out say.
#[derive(Deserialize)]
struct Order {
    action: String,
    /// An earlier requisition, to be edited or inspected.
    requisition: Option<u32>,
    account: Option<String>,
    version: Option<String>,
    email: Option<String>,
    first_name: Option<String>,
    last_name: Option<String>,
    item: Option<String>,
}

async fn show_home(procurement: Data<Procurement>) -> HttpResponse {
    let accounts = procurement.accounts();
    let requisitions = procurement.requisitions();
    let oci_section = pages::oci_section(
        procurement.oci_connection().as_ref(),
        &procurement.origins.hook_url(),
        &procurement.oci_carts(),
    );
    let hub_section = pages::hub_section(
        procurement.hub_connection().as_ref(),
        &procurement.hub_trips(),
    );
    let others = [oci_section, hub_section];
    pages::home(&procurement, &accounts, &others, &requisitions)
}

async fn show_missing(procurement: Data<Procurement>) -> HttpResponse {
    pages::missing(&procurement)
}

async fn show_requisition(procurement: Data<Procurement>, number: web::Path<u32>) -> HttpResponse {
    match procurement.requisitions().get(*number) {
        Some(requisition) => pages::requisition(&procurement, requisition),
        None => pages::missing(&procurement),
    }
}

async fn show_frame(procurement: Data<Procurement>, number: web::Path<u32>) -> HttpResponse {
    match procurement.requisitions().get(*number) {
        Some(requisition) => pages::frame(&procurement, requisition),
        None => pages::missing(&procurement),
    }
}

/// Punches out: asks the gateway for a session, and takes the browser to its start page.
async fn punch_out(procurement: Data<Procurement>, order: web::Form<Order>) -> HttpResponse {
    let Some(action) = Action::named(&order.action) else {
        return pages::missing(&procurement);
    };
    let Some((number, requisition)) = draw_up(&procurement, &order) else {
        return pages::missing(&procurement);
    };
    let cookie = random::code();
    let item = order
        .item
        .as_deref()
        .map(str::trim)
        .filter(|item| !item.is_empty());
    let request = PunchOut {
        account: &requisition.account.party,
        buyer: &requisition.buyer,
        operation: action.operation,
        buyer_cookie: &cookie,
        return_url: &procurement.origins.return_url(),
        version: requisition.version,
        fault: action.fault,
        selected_item: item,
        lines: requisition.lines(),
    };
    let asked = procurement
        .gateway
        .ask(&requisition.account, &request)
        .await;
    let start_page = match &asked.answer {
        Answer::StartPage(url) => Some(url.clone()),
        _ => None,
    };
    let trip = Trip::begun(&action, cookie, asked);
    procurement.requisitions().note(number, trip);
    let own = format!("/requisitions/{number}");
    match start_page {
        Some(_) if action.framed => page::see_other(&format!("{own}/frame")),
        Some(url) if HeaderValue::from_str(&url).is_ok() => page::see_other(&url),
        _ => page::see_other(&own),
    }
}

/// The requisition that is to be filled: an earlier one, or a new one.
fn draw_up(procurement: &Procurement, order: &Order) -> Option<(u32, Requisition)> {
    let mut requisitions = procurement.requisitions();
    if let Some(number) = order.requisition {
        return Some((number, requisitions.get(number)?.clone()));
    }
    let accounts = procurement.accounts();
    let account = match &order.account {
        Some(key) => accounts.into_iter().find(|account| account.key == key)?,
        None => accounts.into_iter().next()?,
    };
    let filled = |given: &Option<String>, usual: &str| {
        let given = given.as_deref().map(str::trim).unwrap_or_default();
        let text = if given.is_empty() { usual } else { given };
        text.chars().take(200).collect::<String>()
    };
    let buyer = Buyer {
        email: filled(&order.email, &account.buyer.email),
        first_name: filled(&order.first_name, &account.buyer.first_name),
        last_name: filled(&order.last_name, &account.buyer.last_name),
    };
    let version = order
        .version
        .as_deref()
        .and_then(|text| text.parse().ok())
        .filter(|version| Version::HELD.contains(version))
        .unwrap_or(Version::V1_2_014);
    let requisition = Requisition::new(account, buyer, version);
    let number = requisitions.add(requisition.clone());
    Some((number, requisition))
}

/// Takes in what a browser brings, and shows the requisition that it belongs to.
async fn take_in(
    procurement: Data<Procurement>,
    fields: web::Form<Vec<(String, String)>>,
) -> HttpResponse {
    let arrival = match simulator::read_return(&fields) {
        Ok(arrival) => arrival,
        Err(error) => return pages::no_return(&procurement, &error.to_string(), None),
    };
    let shown = simulator::shown(&arrival.document);
    let found = procurement.requisitions().take_in(arrival);
    match found {
        Some(number) => page::see_other(&format!("/requisitions/{number}")),
        None => {
            let why = "no requisition waits for a cart with this BuyerCookie";
            pages::no_return(&procurement, why, Some(&shown))
        }
    }
}

async fn show_reset(procurement: Data<Procurement>) -> HttpResponse {
    pages::reset(&procurement, None)
}

async fn reset(procurement: Data<Procurement>) -> HttpResponse {
    let (tell, told) = oneshot::channel();
    if procurement.resets.send(tell).await.is_err() {
        return pages::reset(&procurement, Some("the demo is ending"));
    }
    match told.await {
        Ok(Ok(())) => page::see_other("/"),
        Ok(Err(why)) => pages::reset(&procurement, Some(&why)),
        Err(_) => pages::reset(&procurement, Some("the demo is ending")),
    }
}

/// What a fault is called for people.
const fn fault_name(fault: Fault) -> &'static str {
    match fault {
        Fault::WrongSecret => "wrong secret",
        Fault::UnknownOperation => "unknown operation",
        Fault::NoBuyerCookie => "no BuyerCookie",
    }
}
