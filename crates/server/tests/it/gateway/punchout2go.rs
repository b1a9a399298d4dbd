//! PunchOut2Go in front: whole journeys through a stand-in of the service, refusals, and what is hostile.

mod delivery;
mod hostile;
mod journey;
mod settings;
mod tokens;

use std::time::Duration;

use reqwest::{Method, RequestBuilder};
use serde_json::{Value, json};
use test_support::{Reply, TestApp, TestDatabase};

use super::{
    answer::path_of,
    shop::{Plan, Shop, Visit},
};
use crate::stand_in::StandIn;

/// The client of the connection.
pub const CLIENT: &str = "hub";

/// Its secret, which is the API key as well.
pub const KEY_IN_ASCII: &str = "p2g-key-0123456789abcdefghijklmnopqrstuv";

/// A session request that is granted.
pub fn request(service: &StandIn, operation: &str) -> Value {
    json!({
        "pos": "pos-7",
        "operation": operation,
        "return_url": format!("{}/return?pos=pos-7", service.url),
        "params": {
            "header": {},
            "type": "setuprequest",
            "mode": "production",
            "body": {
                "data": {"CostCenter": "4711"},
                "contact": {"email": "ann@buyer.example", "name": "Ann van Dyke", "unique": "E-1"},
                "buyercookie": "cookie-7",
                "postform": "https://erp.buyer.example/in",
                "shipping": {"data": {"shipping_id": "A-1", "shipping_city": "Ulm", "country_id": "DE"}},
                "items": [
                    {"primaryId": "4711", "secondaryId": "cart-9/1", "quantity": "2", "type": "out"},
                    {"primaryId": "0815", "secondaryId": "", "quantity": 1, "type": "in"}
                ]
            },
            "custom": {"default_group": "gold"}
        }
    })
}

/// A connection for a service at this address.
pub fn connection(service: &str) -> Value {
    json!({
        "name": "Meyer by PunchOut2Go",
        "format": "punchout2go",
        "login_mode": "dynamic_user_creation",
        "allowed_return_hosts": [service, "erp.buyer.example"],
    })
}

/// Its credential.
pub fn credential() -> Value {
    json!({"username": CLIENT, "password": KEY_IN_ASCII})
}

/// The form that a token is issued for.
pub fn token_request() -> [(&'static str, &'static str); 3] {
    [
        ("grant_type", "client_credentials"),
        ("client_id", CLIENT),
        ("client_secret", KEY_IN_ASCII),
    ]
}

/// A request with a form.
pub fn with_form(call: RequestBuilder, form: &[(&str, &str)]) -> RequestBuilder {
    let form = url::form_urlencoded::Serializer::new(String::new())
        .extend_pairs(form)
        .finish();
    call.header("content-type", "application/x-www-form-urlencoded")
        .body(form)
}

/// A gateway that may call this machine, a service in front of it, and a connection for that.
pub async fn fronted(db: TestDatabase) -> (TestApp, Shop, StandIn) {
    fronted_with(db, |_| {}).await
}

pub async fn fronted_with(
    db: TestDatabase,
    change: impl FnOnce(&mut Plan),
) -> (TestApp, Shop, StandIn) {
    fronted_within(db, Duration::from_secs(15), change).await
}

/// The same, where the service is given so long to take a cart.
pub async fn fronted_within(
    db: TestDatabase,
    limit: Duration,
    change: impl FnOnce(&mut Plan),
) -> (TestApp, Shop, StandIn) {
    let app = TestApp::start_with(db, |config| {
        config.limits.delivery_timeout = limit;
        config.http.private_networks = vec!["127.0.0.1/32".parse().expect("a network")];
    })
    .await;
    let service = StandIn::start();
    let url = service.url.clone();
    let shop = Shop::in_app_with(&app, |plan| {
        plan.connection = connection(&url);
        plan.credential = credential();
        change(plan);
    })
    .await;
    (app, shop, service)
}

/// Posts a session request.
pub async fn post(shop: &Shop, path: &str, document: &Value, expected: u16) -> Reply {
    let request = shop.public.request(Method::POST, path);
    let request = request.header("x-api-key", KEY_IN_ASCII).json(document);
    shop.public.send(request, expected).await
}

/// From the session request to the redemption.
pub async fn visit(shop: &Shop, document: &Value) -> Visit {
    let reply = post(shop, &shop.path, document, 200).await;
    let start_path = path_of(&reply.text_at("/start_url"));
    assert_eq!(
        reply.text_at("/punchOutStartURL"),
        reply.text_at("/start_url")
    );
    let (_, access_token) = shop.start(&start_path).await;
    let session = shop.redeem(&access_token, 200).await.json();
    let id = session["id"].as_str().expect("an id");
    Visit {
        path: format!("/api/v1/punch-out-sessions/{id}"),
        start_path,
        access_token,
        session,
    }
}

/// Entries of the log, newest first.
pub async fn logged(shop: &Shop, query: &str) -> Vec<Value> {
    let found = shop
        .admin
        .get(&format!("/api/v1/transactions?{query}"), 200)
        .await
        .json();
    let mut entries = Vec::new();
    for item in found["items"].as_array().expect("items") {
        let id = item["id"].as_str().expect("an id");
        let path = format!("/api/v1/transactions/{id}");
        entries.push(shop.admin.get(&path, 200).await.json());
    }
    entries
}
