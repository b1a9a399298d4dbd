//! The demo shop as shops are that know nothing of the gateway: with a connector for PunchOut2Go, as Magento has it, or as Liferay.
//!
//! What they do is written from what is known of the real ones, their weaknesses included, and without the code of the gateway.

mod liferay;
mod magento;

use std::{collections::HashMap, sync::Mutex, time::Duration};

use actix_web::{HttpResponse, web::ServiceConfig};
use reqwest::Client;
use serde_json::Value;

use super::{Failure, Shop, visit::Visit};
use crate::page;

/// How long the gateway may take.
const TIMEOUT: Duration = Duration::from_secs(10);

/// How the demo shop speaks to the gateway.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum StoreKind {
    /// By the REST API.
    #[default]
    Rest,
    /// As a Magento shop with TradeCentric's connector.
    Tradecentric,
    /// As Liferay.
    Liferay,
}

/// How the Magento connector is configured.
#[derive(Clone, Debug, Default)]
pub struct Magento {
    /// `punchout_encryption_key`: base64 of 16 bytes. Without one, plain posts are taken, and nothing else.
    pub encryption_key: Option<String>,
    /// `punchout_validate_session`: whether it asks the gateway if a session is real.
    pub validates: bool,
}

/// Liferay's OAuth2 client.
pub const LIFERAY_CLIENT: &str = "demo-client";

/// Its secret. It is known, and good for the demo alone.
pub const LIFERAY_SECRET: &str = "demo-secret-liferay";

/// Liferay's site.
pub const LIFERAY_SITE: &str = "Nordlicht";

/// What the connectors remember.
pub(super) struct Connectors {
    http: Client,
    magento: Magento,
    /// Liferay's tokens for API clients.
    clients: Mutex<Vec<String>>,
    /// Liferay's access tokens, each with the visit's code.
    arrivals: Mutex<HashMap<String, String>>,
}

/// How a visit's cart goes back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Back {
    /// By the REST API.
    Rest,
    /// As Magento's connector posts it.
    Magento { return_url: String },
    /// As Liferay's return service posts it.
    Liferay { return_url: String },
}

impl Connectors {
    pub(super) fn new(magento: Magento) -> Result<Self, reqwest::Error> {
        Ok(Self {
            http: Client::builder().no_proxy().timeout(TIMEOUT).build()?,
            magento,
            clients: Mutex::default(),
            arrivals: Mutex::default(),
        })
    }
}

/// Registers what the connectors take.
pub(super) fn configure(services: &mut ServiceConfig) {
    services
        .configure(magento::configure)
        .configure(liferay::configure);
}

/// Takes a visit's cart back, or none, and answers where the browser goes.
pub(super) async fn hand_back(
    shop: &Shop,
    visit: &Visit,
    with_cart: bool,
) -> Result<HttpResponse, Failure> {
    let cart = visit.cart(&shop.origins.shop);
    let lines = if with_cart { cart.items } else { Vec::new() };
    let (url, body) = match &visit.back {
        Back::Rest => return Err(Failure::Away("The shop knows no return URL.".to_owned())),
        Back::Magento { return_url } => (return_url, magento::cart(&lines)),
        Back::Liferay { return_url } => (return_url, liferay::cart(&lines)),
    };
    let away = |error: reqwest::Error| Failure::Away(error.to_string());
    let http = &shop.connectors.http;
    let answer = http.post(url).json(&body).send().await.map_err(away)?;
    let status = answer.status();
    let text = answer.text().await.map_err(away)?;
    if status != reqwest::StatusCode::OK {
        return Err(Failure::Away(format!(
            "The gateway answered {status}: {text}"
        )));
    }
    let (text, name) = match &visit.back {
        // The whole answer, before it is read.
        Back::Liferay { .. } => (text.to_lowercase(), "redirecturl"),
        Back::Rest | Back::Magento { .. } => (text, "redirect_url"),
    };
    let reply: Value = serde_json::from_str(&text).unwrap_or_default();
    reply
        .get(name)
        .and_then(Value::as_str)
        .map(page::see_other)
        .ok_or_else(|| Failure::Away(format!("There is no {name} in the answer: {text}")))
}
