//! Liferay, as far as buyers punch out into it: its API, its automatic login and its return service.
#![expect(
    clippy::indexing_slicing,
    reason = "a member that JSON does not have is null"
)]

use std::sync::PoisonError;

use actix_web::{
    HttpRequest, HttpResponse,
    http::header,
    web::{self, Data, ServiceConfig},
};
use api_types::{
    cart::CartItem,
    punch_out_session::{Operation, SessionItem},
    scalar::DecimalString,
};
use rust_decimal::Decimal;
use serde::Deserialize;
use serde_json::{Value, json};

use super::{Back, LIFERAY_CLIENT, LIFERAY_SECRET, LIFERAY_SITE};
use crate::{
    page, random,
    shop::{
        Shop, pages,
        visit::{Arrived, Visit},
    },
};

/// The page that logs buyers in. It has a query, to which Liferay adds another question mark.
const LOGIN: &str = "/liferay/login?channel=b2b";

pub(super) fn configure(services: &mut ServiceConfig) {
    services
        .route("/o/oauth2/token", web::post().to(token))
        .route(
            "/o/headless-commerce-punchout/v1.0/punch-out-sessions/request",
            web::post().to(open),
        )
        .route("/liferay/login", web::get().to(log_in));
}

#[derive(Deserialize)]
struct Client {
    grant_type: String,
    client_id: String,
    client_secret: String,
}

async fn token(shop: Data<Shop>, client: web::Form<Client>) -> HttpResponse {
    let known = client.grant_type == "client_credentials"
        && client.client_id == LIFERAY_CLIENT
        && client.client_secret == LIFERAY_SECRET;
    if !known {
        return HttpResponse::Unauthorized().json(json!({"error": "invalid_client"}));
    }
    let token = random::code();
    let mut clients = shop
        .connectors
        .clients
        .lock()
        .unwrap_or_else(PoisonError::into_inner);
    clients.push(token.clone());
    HttpResponse::Ok()
        .json(json!({"access_token": token, "token_type": "Bearer", "expires_in": 600}))
}

/// `postPunchOutSessionRequest`.
async fn open(request: HttpRequest, shop: Data<Shop>, asked: web::Json<Value>) -> HttpResponse {
    let bearer = request
        .headers()
        .get(header::AUTHORIZATION)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.strip_prefix("Bearer "));
    let clients = shop
        .connectors
        .clients
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .clone();
    if bearer.is_none_or(|bearer| !clients.iter().any(|client| client == bearer)) {
        return HttpResponse::Unauthorized().finish();
    }
    let mut asked = asked.into_inner();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    if asked["buyerGroup"]["name"] != LIFERAY_SITE {
        return HttpResponse::NotFound().json(json!({"title": "No such group"}));
    }
    if text(&asked["buyerAccountReferenceCode"]).is_empty() {
        return HttpResponse::BadRequest()
            .json(json!({"title": "Business commerce account not found"}));
    }
    let user = &asked["buyerUser"];
    let names = [text(&user["firstName"]), text(&user["lastName"])];
    let name = names.join(" ").trim().to_owned();
    if name.is_empty() || text(&user["email"]).is_empty() {
        return HttpResponse::BadRequest().json(json!({"title": "A user needs a name"}));
    }
    // Any other value is a new session.
    let operation = match asked["punchOutSessionType"].as_str() {
        Some("edit") => Operation::Edit,
        Some("inspect") => Operation::Inspect,
        _ => Operation::Create,
    };
    let order = asked["cart"]["id"].to_string();
    let items = asked["cart"]["cartItems"].as_array().into_iter().flatten();
    let items = items
        .filter_map(|item| {
            let reference = format!("{order}/{}", item["id"]);
            let product = shop.visits().product(&reference)?;
            Some(SessionItem {
                sku: product.sku.to_owned(),
                internal_id: Some(reference),
                quantity: Some(DecimalString(
                    item["quantity"].to_string().trim_matches('"').to_owned(),
                )),
                ..Default::default()
            })
        })
        .collect();
    let visit = Visit::arrived(Arrived {
        operation,
        buyer: name,
        account: text(&asked["buyerAccountReferenceCode"]),
        selected: None,
        items,
        back: Back::Liferay {
            return_url: text(&asked["punchOutReturnURL"]),
        },
    });
    let token = random::code();
    let mut arrivals = shop
        .connectors
        .arrivals
        .lock()
        .unwrap_or_else(PoisonError::into_inner);
    arrivals.insert(token.clone(), visit.path());
    shop.visits().insert(visit);
    let start_url = format!("{}{LOGIN}?punchOutAccessToken={token}", shop.origins.shop);
    asked["punchOutStartURL"] = json!(start_url);
    HttpResponse::Ok().json(asked)
}

#[derive(Deserialize)]
struct Arrival {
    #[serde(rename = "punchOutAccessToken")]
    token: Option<String>,
}

/// Logs a buyer in, once.
async fn log_in(shop: Data<Shop>, arrival: web::Query<Arrival>) -> HttpResponse {
    let mut arrivals = shop
        .connectors
        .arrivals
        .lock()
        .unwrap_or_else(PoisonError::into_inner);
    let token = arrival.into_inner().token.unwrap_or_default();
    match arrivals.remove(&token) {
        Some(path) => page::see_other(&path),
        None => pages::gone(&shop.origins),
    }
}

/// The cart as the return service posts it: with the one unit that Liferay knows, and the names of categories.
pub(super) fn cart(lines: &[CartItem]) -> Value {
    let number = |text: &DecimalString| text.0.parse::<Decimal>().unwrap_or_default();
    let mut total = Decimal::ZERO;
    let items: Vec<_> = lines
        .iter()
        .map(|line| {
            let units = line.price_unit.as_ref().map_or(Decimal::ONE, number);
            let price = number(&line.unit_price)
                .checked_div(units)
                .unwrap_or_default();
            let whole = (price * number(&line.quantity)).round_dp(2);
            total += whole;
            json!({
                "skuid": 40_001,
                "supplierauxid": line.internal_id,
                "supplierid": line.sku,
                "description": line.name,
                "classification": "Tools, Workshop",
                "commercePriceListId": 0,
                "deliveryGroup": "",
                "discountAmount": "0",
                "externalReferenceCode": "",
                "finalPrice": whole.to_string(),
                "parentCommerceOrderItemId": 0,
                "printedNote": "",
                "promoPrice": "0",
                "quantity": number(&line.quantity).normalize().to_string(),
                "shippedQuantity": 0,
                "unitprice": price.to_string(),
                "uom": "EA",
                "shippingAddress": {},
                "unspsc": line.classification.first().map(|class| &class.code),
                "createDate": "2026-01-01",
            })
        })
        .collect();
    json!({
        "contract_id": "", "discount": "0", "discount_description": "", "quote_id": "", "shipping": "0", "shipping_description": "",
        "tax": "0", "tax_description": "", "total": total.to_string(), "currencyCode": "EUR", "items": items,
    })
}
