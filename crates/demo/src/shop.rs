//! The demo shop: a small catalogue that buyers punch out into.
//!
//! It knows the gateway by the four calls for stores alone. A visit's code stands in the path of its pages; there is no cookie.

mod api;
mod cart;
mod catalogue;
mod connector;
mod pages;
mod service;
mod visit;

use std::sync::{Mutex, PoisonError, RwLock};

use actix_web::{
    HttpResponse,
    http::StatusCode,
    middleware::from_fn,
    web::{self, Data, ServiceConfig},
};
use api_types::{
    punch_out_session::{Operation, SessionState},
    secret::SecretText,
};
use serde::Deserialize;
use uuid::Uuid;

use self::{
    api::{Failure, StoreApi},
    cart::Change,
    connector::{Back, Connectors},
    visit::{Visit, Visits},
};
use crate::{Origins, page, same_origin};

pub use self::{
    catalogue::{PRODUCTS, Product},
    connector::{LIFERAY_CLIENT, LIFERAY_SECRET, LIFERAY_SITE, Magento, StoreKind},
};

/// What the shop knows.
pub struct Shop {
    origins: Origins,
    api: RwLock<StoreApi>,
    signing_key: RwLock<SecretText>,
    visits: Mutex<Visits>,
    connectors: Connectors,
}

impl Shop {
    /// A shop with an API key of the scope `store`, and the key that the gateway's questions are signed with.
    ///
    /// # Errors
    /// When no HTTP client can be made.
    pub fn new(
        origins: Origins,
        key: SecretText,
        signing_key: SecretText,
        magento: Magento,
    ) -> Result<Self, reqwest::Error> {
        let api = StoreApi::new(&origins.gateway, key)?;
        Ok(Self {
            origins,
            api: RwLock::new(api),
            signing_key: RwLock::new(signing_key),
            visits: Mutex::default(),
            connectors: Connectors::new(magento)?,
        })
    }

    /// Forgets all visits and goes on with other keys.
    pub fn begin_again(&self, key: SecretText, signing_key: SecretText) {
        *self
            .signing_key
            .write()
            .unwrap_or_else(PoisonError::into_inner) = signing_key;
        let mut api = self.api.write().unwrap_or_else(PoisonError::into_inner);
        api.set_key(key);
        *self.visits() = Visits::default();
    }

    fn api(&self) -> StoreApi {
        self.api
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    fn signing_key(&self) -> SecretText {
        self.signing_key
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    fn visits(&self) -> std::sync::MutexGuard<'_, Visits> {
        self.visits.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Registers the shop's pages. Needs `Data<Shop>`.
pub fn configure(services: &mut ServiceConfig) {
    page::configure(services);
    services
        .configure(service::configure)
        .configure(connector::configure)
        .route("/", web::get().to(show_door))
        .route("/punch-out", web::get().to(enter))
        .service(
            web::scope("/visit/{code}")
                .wrap(from_fn(same_origin::guard))
                .route("", web::get().to(show_visit))
                .route("/add", web::post().to(add))
                .route("/cart", web::post().to(change_cart))
                .route("/submit", web::post().to(submit))
                .route("/cancel", web::post().to(cancel)),
        )
        .default_service(web::to(show_missing));
}

/// Where a buyer arrives with an access token, or with the session's id where the store has none.
#[derive(Deserialize)]
struct Arrival {
    #[serde(rename = "punchOutAccessToken")]
    token: Option<String>,
    #[serde(rename = "punchOutSession")]
    session: Option<Uuid>,
}

#[derive(Deserialize)]
struct Addition {
    sku: String,
    quantity: String,
}

type Fields = web::Form<Vec<(String, String)>>;

async fn show_door(shop: Data<Shop>) -> HttpResponse {
    pages::door(&shop.origins)
}

async fn show_missing(shop: Data<Shop>) -> HttpResponse {
    pages::gone(&shop.origins)
}

async fn enter(shop: Data<Shop>, arrival: web::Query<Arrival>) -> HttpResponse {
    let Arrival { token, session } = arrival.into_inner();
    let told = match (token, session) {
        (Some(token), _) => shop.api().redeem(SecretText(token)).await,
        // There are no accounts here. A real shop signs the buyer in, and sees that they are the session's.
        (None, Some(id)) => shop.api().get(id).await,
        (None, None) => return pages::gone(&shop.origins),
    };
    match told {
        Ok(session) if !is_open(session.state) => pages::over(&shop.origins, &session),
        Ok(session) => {
            let mut visit = Visit::of(&session);
            // A procurement system may name a line of an earlier cart.
            visit.selected = visit
                .selected
                .and_then(|id| shop.product(&id))
                .map(|product| product.sku.to_owned());
            let path = visit.path();
            shop.visits().insert(visit);
            page::see_other(&path)
        }
        Err(failure) => pages::no_entry(&shop.origins, &failure),
    }
}

async fn show_visit(shop: Data<Shop>, code: web::Path<String>) -> HttpResponse {
    let Some(visit) = shop.visits().get(&code) else {
        return pages::gone(&shop.origins);
    };
    if visit.back != Back::Rest {
        return pages::visit(&shop.origins, &visit, None);
    }
    // An administrator may have ended the session meanwhile.
    match shop.api().get(visit.session_id).await {
        Ok(session) if is_open(session.state) => pages::visit(&shop.origins, &visit, None),
        Ok(session) => pages::over(&shop.origins, &session),
        Err(failure) => pages::visit(&shop.origins, &visit, Some(&failure)),
    }
}

const fn is_open(state: SessionState) -> bool {
    matches!(state, SessionState::Shopping | SessionState::Transferred)
}

async fn add(
    shop: Data<Shop>,
    code: web::Path<String>,
    addition: web::Form<Addition>,
) -> HttpResponse {
    let product = catalogue::find(&addition.sku);
    edit(&shop, &code, |visit| match product {
        Some(product) => visit.add(product, &addition.quantity),
        None => Err("The shop does not have this article.".to_owned()),
    })
}

async fn change_cart(shop: Data<Shop>, code: web::Path<String>, fields: Fields) -> HttpResponse {
    let change = Change::read(&fields);
    edit(&shop, &code, |visit| visit.change(&change))
}

/// Changes a visit's cart, and shows it.
fn edit(
    shop: &Shop,
    code: &str,
    change: impl FnOnce(&mut Visit) -> Result<(), String>,
) -> HttpResponse {
    let mut visits = shop.visits();
    let Some(visit) = visits.get_mut(code) else {
        return pages::gone(&shop.origins);
    };
    if visit.operation == Operation::Inspect {
        let failure = Failure::Here("This cart is for inspection only.".to_owned());
        return pages::visit(&shop.origins, visit, Some(&failure));
    }
    match change(visit) {
        Ok(()) => page::see_other(&visit.path()),
        Err(fault) => pages::visit(&shop.origins, visit, Some(&Failure::Here(fault))),
    }
}

/// Hands the cart over, with the quantities as they stand in the form.
async fn submit(shop: Data<Shop>, code: web::Path<String>, fields: Fields) -> HttpResponse {
    let change = Change::read(&fields);
    let changed = {
        let mut visits = shop.visits();
        visits.get_mut(&code).map(|visit| {
            let outcome = visit.change(&change);
            (visit.clone(), outcome)
        })
    };
    let Some((visit, outcome)) = changed else {
        return pages::gone(&shop.origins);
    };
    if let Err(fault) = outcome {
        return pages::visit(&shop.origins, &visit, Some(&Failure::Here(fault)));
    }
    if visit.back != Back::Rest {
        return handed_back(&shop, &visit, true).await;
    }
    let cart = visit.cart(&shop.origins.shop);
    match shop.api().transfer(visit.session_id, cart).await {
        Ok(hand_off) => page::see_other(&hand_off.handoff_url),
        Err(failure) => pages::visit(&shop.origins, &visit, Some(&failure)),
    }
}

async fn cancel(shop: Data<Shop>, code: web::Path<String>) -> HttpResponse {
    let Some(visit) = shop.visits().get(&code) else {
        return pages::gone(&shop.origins);
    };
    if visit.back != Back::Rest {
        return handed_back(&shop, &visit, false).await;
    }
    match shop.api().cancel(visit.session_id).await {
        Ok(hand_off) => page::see_other(&hand_off.handoff_url),
        Err(failure) => pages::visit(&shop.origins, &visit, Some(&failure)),
    }
}

/// Takes the cart back by the visit's connector, or shows why not.
async fn handed_back(shop: &Shop, visit: &Visit, with_cart: bool) -> HttpResponse {
    match connector::hand_back(shop, visit, with_cart).await {
        Ok(response) => response,
        Err(failure) => pages::visit(&shop.origins, visit, Some(&failure)),
    }
}

impl Failure {
    /// The status of the shop's own page.
    const fn status(&self) -> StatusCode {
        match self {
            Self::Here(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Self::Refused(_) => StatusCode::CONFLICT,
            Self::Away(_) => StatusCode::BAD_GATEWAY,
        }
    }
}
