//! The shop's service for the gateway: searches, products, price and stock, asked with a signature.

use std::time::{SystemTime, UNIX_EPOCH};

use actix_web::web;
use actix_web::{
    HttpRequest, HttpResponse,
    web::{Bytes, Data, ServiceConfig},
};
use api_types::{
    cart::CartItem,
    scalar::DecimalString,
    secret::SecretText,
    store_service::{
        Availability, AvailabilityQuestion, FoundProducts, ProductQuestion, SearchQuestion,
    },
};
use base64::{Engine, engine::general_purpose::STANDARD};
use hmac::{Hmac, KeyInit, Mac};
use rust_decimal::Decimal;
use serde::de::DeserializeOwned;
use sha2::Sha256;

use super::{
    Shop,
    cart::product_item,
    catalogue::{self, PRODUCTS, Product},
};

/// How old a question may be, in seconds.
const MOST_AGE: u64 = 300;

/// Registers the service below `/service`.
pub(super) fn configure(services: &mut ServiceConfig) {
    services.service(
        web::scope("/service")
            .route("/search", web::post().to(search))
            .route("/product", web::post().to(product))
            .route("/availability", web::post().to(availability)),
    );
}

async fn search(shop: Data<Shop>, request: HttpRequest, body: Bytes) -> HttpResponse {
    let Some(question) = asked::<SearchQuestion>(&shop, &request, &body) else {
        return HttpResponse::Unauthorized().finish();
    };
    let wanted = question.search.to_lowercase();
    let most = usize::try_from(question.limit).unwrap_or(usize::MAX);
    let skipped = usize::try_from(question.page.saturating_sub(1)).unwrap_or(usize::MAX);
    let hits = || PRODUCTS.iter().filter(|product| product.answers(&wanted));
    let items = hits()
        .skip(skipped.saturating_mul(most))
        .take(most)
        .map(|product| found(product, Decimal::ONE, &shop.origins.shop))
        .collect();
    HttpResponse::Ok().json(FoundProducts {
        currency: Some("EUR".to_owned()),
        total: u32::try_from(hits().count()).ok(),
        items,
    })
}

async fn product(shop: Data<Shop>, request: HttpRequest, body: Bytes) -> HttpResponse {
    let Some(question) = asked::<ProductQuestion>(&shop, &request, &body) else {
        return HttpResponse::Unauthorized().finish();
    };
    let quantity = quantity(question.quantity.as_ref());
    let items = shop
        .product(&question.product_id)
        .map(|product| found(product, quantity, &shop.origins.shop));
    HttpResponse::Ok().json(FoundProducts {
        currency: Some("EUR".to_owned()),
        total: None,
        items: items.into_iter().collect(),
    })
}

async fn availability(shop: Data<Shop>, request: HttpRequest, body: Bytes) -> HttpResponse {
    let Some(question) = asked::<AvailabilityQuestion>(&shop, &request, &body) else {
        return HttpResponse::Unauthorized().finish();
    };
    match shop.product(&question.product_id) {
        Some(product) => HttpResponse::Ok().json(Availability {
            available: Some(DecimalString::from(product.stock)),
            unit_price: Some(DecimalString::from(product.price)),
            price_unit: Some(DecimalString::from(product.price_unit)),
            currency: Some("EUR".to_owned()),
            lead_time_days: Some(3),
        }),
        None => HttpResponse::NotFound().finish(),
    }
}

impl Shop {
    /// The article that a procurement system means: by its number, or by the line of a cart that it came in.
    pub(super) fn product(&self, id: &str) -> Option<&'static Product> {
        catalogue::find(id).or_else(|| self.visits().product(id))
    }
}

/// A hit: asked for again by its article number.
fn found(product: &'static Product, quantity: Decimal, origin: &str) -> CartItem {
    CartItem {
        internal_id: Some(product.sku.to_owned()),
        ..product_item(product, quantity, origin)
    }
}

fn quantity(text: Option<&DecimalString>) -> Decimal {
    text.and_then(|text| text.0.parse().ok())
        .unwrap_or(Decimal::ONE)
}

/// What is asked, where the gateway signed it.
fn asked<T: DeserializeOwned>(shop: &Shop, request: &HttpRequest, body: &[u8]) -> Option<T> {
    let header = |name: &str| request.headers().get(name)?.to_str().ok();
    let (id, time) = (header("webhook-id")?, header("webhook-timestamp")?);
    let age = now().abs_diff(time.parse().ok()?);
    let key = shop.signing_key();
    let signed = age <= MOST_AGE
        && header("webhook-signature")?
            .split(' ')
            .any(|signature| is_signed(&key, signature, &[id, ".", time, "."], body));
    if !signed {
        return None;
    }
    serde_json::from_slice(body).ok()
}

fn is_signed(key: &SecretText, signature: &str, head: &[&str], body: &[u8]) -> bool {
    let check = || {
        let key = STANDARD.decode(key.0.strip_prefix("whsec_")?).ok()?;
        let signature = STANDARD.decode(signature.strip_prefix("v1,")?).ok()?;
        let mut mac = Hmac::<Sha256>::new_from_slice(&key).ok()?;
        for part in head {
            mac.update(part.as_bytes());
        }
        mac.update(body);
        mac.verify_slice(&signature).ok()
    };
    check().is_some()
}

/// Seconds since 1970.
fn now() -> u64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    since.map_or(0, |since| since.as_secs())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_signed_is_answered() {
        let key = SecretText::from("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
        let head = ["msg_p5jXN8AQM9LWM0D4loKWxJek", ".", "1614265330", "."];
        let body = br#"{"test": 2432232314}"#;
        let good = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";
        assert!(is_signed(&key, good, &head, body));
        assert!(!is_signed(&key, good, &head, b"{}"));
        assert!(!is_signed(&key, "v1,", &head, body));
        assert!(!is_signed(&SecretText::from("whsec_"), good, &head, body));
    }

    #[test]
    fn articles_answer_to_words_and_numbers() {
        let hammer = catalogue::find("N-1001").unwrap();
        assert!(hammer.answers("hammer") && hammer.answers("n-1001") && hammer.answers(""));
        assert!(!hammer.answers("cement"));
    }
}
