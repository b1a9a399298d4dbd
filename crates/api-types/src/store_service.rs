//! What the gateway asks a store's own service, and what the service answers.
//!
//! Each question is posted as JSON below the store's `service_url` and signed as Standard Webhooks have it: `webhook-id`,
//! `webhook-timestamp` and `webhook-signature`, which is the HMAC-SHA256 of `id.timestamp.body` under the store's signing key.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{cart::CartItem, scalar::DecimalString};

/// Whom the answer is for: prices may depend on it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ServiceContext {
    /// The store's key.
    pub store: String,
    /// The connection.
    pub connection_id: Uuid,
    /// The business unit of the connection.
    pub business_unit_id: Uuid,
    /// The user whom the procurement system signed in as.
    pub user: Option<String>,
    /// ISO 4217 code of the currency that is wanted.
    pub currency: Option<String>,
    /// BCP 47 tag of the language that is wanted.
    pub locale: Option<String>,
}

/// `POST {service_url}/search`: what the store finds.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({"page": 1, "search": "hammer", "vendor": null, "limit": 100, "context": {"store": "tools", "connection_id": "01999f3a-7c00-7000-8000-000000000004", "business_unit_id": "01999f3a-7c00-7000-8000-000000000005", "user": "srm", "currency": "EUR", "locale": "de"}})))]
pub struct SearchQuestion {
    /// What is looked for; empty for everything.
    pub search: String,
    /// The buyer's number of a supplier that hits must be of.
    pub vendor: Option<String>,
    /// The most hits that are taken; more are left out.
    pub limit: u32,
    /// Which part of the hits, from 1: each has `limit`. Above 1 only where a whole catalogue is downloaded.
    #[serde(default = "first")]
    pub page: u32,
    /// Whom for.
    pub context: ServiceContext,
}

const fn first() -> u32 {
    1
}

/// `POST {service_url}/product`: a product's present data.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ProductQuestion {
    /// The product, as the store named it: `internal_id` of a cart's line, else its article number.
    pub product_id: String,
    /// How many are wanted, which the price may depend on.
    pub quantity: Option<DecimalString>,
    /// Whom for.
    pub context: ServiceContext,
}

/// `POST {service_url}/availability`: a product's price and stock.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AvailabilityQuestion {
    /// The product, as the store named it.
    pub product_id: String,
    /// How many are wanted.
    pub quantity: Option<DecimalString>,
    /// Whom for.
    pub context: ServiceContext,
}

/// What a search or a question for a product found.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({"currency": "EUR", "items": [{"sku": "4711", "internal_id": "P-4711", "name": "Hammer", "quantity": "1", "unit": "EA", "unit_price": "19.90", "lead_time_days": 2}]})))]
pub struct FoundProducts {
    /// ISO 4217 code; that of the items where absent.
    #[serde(default)]
    pub currency: Option<String>,
    /// How many there are in all, where these are a part of them.
    #[serde(default)]
    pub total: Option<u32>,
    /// The products, as lines of a cart; none where nothing was found. `internal_id` is what a product is asked for again by.
    pub items: Vec<CartItem>,
}

/// A product's price and stock.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Availability {
    /// How many there are; absent where the store does not tell.
    #[serde(default)]
    pub available: Option<DecimalString>,
    /// Price of `price_unit` units; absent where it is the product's.
    #[serde(default)]
    pub unit_price: Option<DecimalString>,
    /// How many units the price is for; 1 where absent.
    #[serde(default)]
    pub price_unit: Option<DecimalString>,
    /// ISO 4217 code.
    #[serde(default)]
    pub currency: Option<String>,
    /// Whole days until delivery.
    #[serde(default)]
    pub lead_time_days: Option<u32>,
}
