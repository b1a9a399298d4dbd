//! A Magento shop with TradeCentric's connector.
#![expect(
    clippy::indexing_slicing,
    reason = "a member that JSON does not have is null"
)]

use actix_web::{
    HttpRequest, HttpResponse,
    http::header,
    web::{self, Bytes, Data, ServiceConfig},
};
use api_types::{
    cart::CartItem,
    punch_out_session::{Operation, SessionItem},
    scalar::DecimalString,
};
use punchout2go::{Envelope, Key};
use rust_decimal::Decimal;
use serde_json::{Map, Value, json};

use super::Back;
use crate::{
    page,
    shop::{
        Shop,
        visit::{Arrived, Visit},
    },
};

/// Where sessions begin.
const START: &str = "/punchout/session/start";

pub(super) fn configure(services: &mut ServiceConfig) {
    services.route(START, web::post().to(start));
}

/// Begins a session: by a browser's form, or by a call whose answer has the start URL.
async fn start(request: HttpRequest, body: Bytes, shop: Data<Shop>) -> HttpResponse {
    let is_json = request
        .headers()
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|value| value.starts_with("application/json"));
    match begin(&shop, &body, is_json).await {
        Ok(path) if is_json => {
            let url = format!("{}{path}", shop.origins.shop);
            HttpResponse::Ok().json(json!({"start_url": url}))
        }
        Ok(path) => page::see_other(&path),
        Err(fault) => HttpResponse::Forbidden().json(json!({"error": fault})),
    }
}

async fn begin(shop: &Shop, body: &[u8], is_json: bool) -> Result<String, String> {
    let root = if is_json {
        serde_json::from_slice(body).map_err(|error| error.to_string())?
    } else {
        let text = String::from_utf8_lossy(body);
        let fields = web::Query::<Vec<(String, String)>>::from_query(&text)
            .map_err(|error| error.to_string())?
            .into_inner();
        let fields = fields.into_iter().map(|(name, value)| (name, json!(value)));
        Value::Object(fields.collect::<Map<_, _>>())
    };
    let params = params(shop, &root)?;
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let pos = text(&root["pos"]);
    if shop.connectors.magento.validates {
        validate(shop, &pos, &params).await?;
    }
    let return_url = text(&root["return_url"]);
    let operation = match root["operation"].as_str().or(params["operation"].as_str()) {
        Some("edit") => Operation::Edit,
        Some("inspect") => Operation::Inspect,
        _ => Operation::Create,
    };
    let contact = &params["body"]["contact"];
    if contact["email"].as_str().is_none_or(str::is_empty) || return_url.is_empty() {
        return Err("There is no contact, or no return_url.".to_owned());
    }
    let items: Vec<_> = params["body"]["items"]
        .as_array()
        .into_iter()
        .flatten()
        .collect();
    let out = items.iter().filter(|item| item["type"] == "out");
    let visit = Visit::arrived(Arrived {
        operation,
        buyer: text(&contact["name"]),
        account: text(&params["custom"]["organisation_name"]),
        selected: items
            .iter()
            .find(|item| item["type"] == "in")
            .map(|item| text(&item["primaryId"])),
        items: out
            .map(|item| SessionItem {
                sku: text(&item["primaryId"]),
                internal_id: item["secondaryId"].as_str().map(str::to_owned),
                quantity: item["quantity"].as_str().map(DecimalString::from),
                ..Default::default()
            })
            .collect(),
        back: Back::Magento { return_url },
    });
    let path = visit.path();
    shop.visits().insert(visit);
    Ok(path)
}

/// `params`: decrypted where there is a key. With one, nothing plain is taken.
fn params(shop: &Shop, root: &Value) -> Result<Value, String> {
    let plain = match (&shop.connectors.magento.encryption_key, &root["params"]) {
        (None, Value::String(text)) => text.clone(),
        (None, value) => return Ok(value.clone()),
        (Some(key), value) => {
            let key = Key::from_base64(key).map_err(|fault| fault.to_string())?;
            let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
            let envelope = Envelope {
                params: text(value),
                iv: text(&root["iv"]),
            };
            envelope.open(&key).map_err(|fault| fault.to_string())?
        }
    };
    serde_json::from_str(&plain).map_err(|error| error.to_string())
}

/// Asks the gateway whether it said so.
async fn validate(shop: &Shop, pos: &str, params: &Value) -> Result<(), String> {
    let url = format!("{}/gateway/link/session/id/{pos}", shop.origins.gateway);
    let answer = shop.connectors.http.get(url).send().await;
    let answer = answer.map_err(|error| error.to_string())?;
    if !answer.status().is_success() {
        return Err(format!(
            "The gateway does not know the session: {}.",
            answer.status()
        ));
    }
    let said: Value = answer.json().await.map_err(|error| error.to_string())?;
    let (ours, theirs) = (&params["body"], &said["params"]["body"]);
    let same = ours["contact"]["email"] == theirs["contact"]["email"]
        && ours["buyercookie"] == theirs["buyercookie"]
        && ours["postform"] == theirs["postform"];
    if same {
        Ok(())
    } else {
        Err("The gateway says something else of the session.".to_owned())
    }
}

/// The cart as the connector posts it.
pub(super) fn cart(lines: &[CartItem]) -> Value {
    let number = |text: &DecimalString| text.0.parse::<Decimal>().unwrap_or_default();
    let price = |line: &CartItem| {
        let units = line.price_unit.as_ref().map_or(Decimal::ONE, number);
        number(&line.unit_price)
            .checked_div(units)
            .unwrap_or_default()
    };
    let total: Decimal = lines
        .iter()
        .map(|line| (price(line) * number(&line.quantity)).round_dp(2))
        .sum();
    let items: Vec<_> = lines
        .iter()
        .map(|line| {
            let class = line.classification.first();
            json!({
                "quantity": number(&line.quantity).normalize().to_string(),
                "supplierid": line.sku,
                "supplierauxid": line.internal_id,
                "description": line.name,
                "unitprice": price(line).to_string(),
                "currency": "EUR",
                "uom": line.unit,
                "classification": class.map(|class| &class.code),
                "classdomain": class.map(|class| &class.domain),
                "language": "en_US",
                "data": {"manufacturer": line.manufacturer, "lead_time": line.lead_time_days},
            })
        })
        .collect();
    json!({"body": {
        "total": format!("{total:.4}"),
        "currency": "EUR",
        "data": {"edit_mode": 1, "shipping": "0.0000", "shipping_description": "", "tax": "0.0000", "tax_description": ""},
        "items": items,
    }})
}
