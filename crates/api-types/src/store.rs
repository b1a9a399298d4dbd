//! Stores: the web shops that buyers are sent to.

mod adapter;
mod change;
mod query;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

pub use adapter::{Adapter, AdapterStart};
pub use change::StorePatch;
pub use query::StoreQuery;

use crate::{
    problem::FieldError, scalar::Timestamp, secret::SecretText, webhook::WebhookEventKind,
};

/// A web shop that buyers are sent to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({"id": "01999f3a-7c00-7000-8000-000000000001", "key": "tools", "name": "Tools and Parts", "enabled": true, "punch_out_start_url": "https://shop.example/punch-out", "start_url_edit": "https://shop.example/{language}/cart", "start_url_inspect": "https://shop.example/{language}/cart?view={operation}", "start_url_item": "https://shop.example/{language}/item/{item_id}", "access_token_enabled": true, "access_token_ttl_seconds": 300, "access_token_bytes": 32, "session_ttl_seconds": 28800, "idle_ttl_seconds": 7200, "handoff_ttl_seconds": 86400, "storefront_origins": ["https://shop.example"], "frame_origins": ["https://portal.example"], "default_currency": "EUR", "default_locale": "de-DE", "service_timeout_ms": 5000, "service_max_hits": 100, "webhook_events": [], "session_warning_seconds": 300, "features_to_hide": ["checkout"], "adapter": "rest", "adapter_start": "server", "inherited": ["session_ttl_seconds", "idle_ttl_seconds", "handoff_ttl_seconds"], "warnings": [], "created_at": "2026-03-01T09:30:00Z", "updated_at": "2026-03-01T09:30:00Z"})))]
pub struct Store {
    /// Its id.
    pub id: Uuid,
    /// Its name in entry points.
    pub key: String,
    /// Its name for people.
    pub name: String,
    /// Whether buyers can punch out into it.
    pub enabled: bool,
    /// Where a buyer is sent with an access token.
    pub punch_out_start_url: String,
    /// Where a buyer is sent who edits an earlier cart; the start URL where null.
    pub start_url_edit: Option<String>,
    /// Where a buyer is sent who inspects an earlier cart; that for edit where null.
    #[serde(default)]
    pub start_url_inspect: Option<String>,
    /// Where a buyer is sent who has selected an item; `{item_id}` stands for its article number.
    pub start_url_item: Option<String>,
    /// Whether buyers bring an access token.
    #[serde(default = "yes")]
    pub access_token_enabled: bool,
    /// How long an access token can be redeemed, in seconds.
    pub access_token_ttl_seconds: u32,
    /// How many random bytes an access token has.
    pub access_token_bytes: u32,
    /// How long a session lives, in seconds.
    pub session_ttl_seconds: u32,
    /// How long a session lives without activity, in seconds.
    pub idle_ttl_seconds: u32,
    /// How long a cart that was handed over is kept, in seconds.
    pub handoff_ttl_seconds: u32,
    /// Origins of the store's own pages.
    pub storefront_origins: Vec<String>,
    /// Origins that may frame the gateway's pages of sessions in this store.
    #[serde(default)]
    pub frame_origins: Vec<String>,
    /// ISO 4217 code for sessions that name no currency.
    pub default_currency: Option<String>,
    /// BCP 47 tag for sessions that name no language.
    pub default_locale: Option<String>,
    /// What the operations of the store's own service begin with; null where it has none.
    pub service_url: Option<String>,
    /// How long the service may take, in milliseconds.
    pub service_timeout_ms: u32,
    /// The most hits of a search.
    pub service_max_hits: u32,
    /// What the access token is called in the start URL; `punchOutAccessToken` where null.
    pub access_token_parameter: Option<String>,
    /// Where the store is told of events; nowhere where null.
    pub webhook_url: Option<String>,
    /// Of which events; of all where empty.
    pub webhook_events: Vec<WebhookEventKind>,
    /// How long before a session ends by itself the store is told by the event `session.expiring`, in seconds; 0 for never.
    pub session_warning_seconds: u32,
    /// What buyers who punched out are not to be shown.
    pub features_to_hide: Vec<String>,
    /// How the store is spoken to.
    #[serde(default)]
    pub adapter: Adapter,
    /// Where the adapter reaches the store; the Punch Out Start URL where null.
    #[serde(default)]
    pub adapter_url: Option<String>,
    /// How a session request reaches the store.
    #[serde(default)]
    pub adapter_start: AdapterStart,
    /// The OAuth2 client that the gateway is to the store.
    #[serde(default)]
    pub adapter_client_id: Option<String>,
    /// The site that buyers enter.
    #[serde(default)]
    pub adapter_site: Option<String>,
    /// Whether the adapter has a secret.
    #[serde(default)]
    pub adapter_secret_set: bool,
    /// Where purchase orders go; nowhere where null.
    #[serde(default)]
    pub adapter_order_url: Option<String>,
    /// Whether purchase orders have a shared secret.
    #[serde(default)]
    pub adapter_order_secret_set: bool,
    /// Which of its times and sizes are those of the installation's settings, and follow them: null in a change makes one so, a number ends it.
    #[serde(default)]
    pub inherited: Vec<String>,
    /// Settings that are taken and weaker than they could be: field, code `weak`, and what to do.
    #[serde(default)]
    pub warnings: Vec<FieldError>,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it was last changed.
    pub updated_at: Timestamp,
}

/// A store to be made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({"key": "tools", "name": "Tools and Parts", "punch_out_start_url": "https://shop.example/punch-out", "default_currency": "EUR"})))]
#[cfg_attr(feature = "validate", derive(validator::Validate))]
#[serde(deny_unknown_fields)]
pub struct NewStore {
    /// Its name in entry points: lower-case letters, digits and hyphens, unique, neither `start` nor `return`.
    #[cfg_attr(feature = "openapi", schema(pattern = "^[a-z0-9][a-z0-9-]{0,62}$"))]
    #[cfg_attr(feature = "validate", validate(length(min = 1, max = 63)))]
    pub key: String,
    /// Its name for people.
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 200))]
    #[cfg_attr(feature = "validate", validate(length(min = 1, max = 200)))]
    pub name: String,
    /// Whether buyers can punch out into it.
    #[serde(default = "yes")]
    #[cfg_attr(feature = "openapi", schema(default = true))]
    pub enabled: bool,
    /// Where a buyer is sent with an access token: an absolute http or https URL, which may have a query of its own. In path, query and
    /// fragment of this and the other start URLs, `{operation}`, `{session_id}`, `{connection_id}`, `{language}`, `{locale}` and `{currency}`
    /// stand for what the session has, or for nothing.
    #[cfg_attr(
        feature = "openapi",
        schema(format = "uri-template", min_length = 1, max_length = 2000)
    )]
    #[cfg_attr(feature = "validate", validate(length(min = 1, max = 2000)))]
    pub punch_out_start_url: String,
    /// Where a buyer is sent who edits an earlier cart, with the adapter `rest`; the start URL where absent.
    #[serde(default)]
    #[cfg_attr(
        feature = "openapi",
        schema(format = "uri-template", min_length = 1, max_length = 2000)
    )]
    #[cfg_attr(feature = "validate", validate(length(min = 1, max = 2000)))]
    pub start_url_edit: Option<String>,
    /// Where a buyer is sent who inspects an earlier cart, with the adapter `rest`; that for edit where absent.
    #[serde(default)]
    #[cfg_attr(
        feature = "openapi",
        schema(format = "uri-template", min_length = 1, max_length = 2000)
    )]
    #[cfg_attr(feature = "validate", validate(length(min = 1, max = 2000)))]
    pub start_url_inspect: Option<String>,
    /// Where a buyer is sent who has selected an item, with the adapter `rest`; `{item_id}` stands for its article number, beside what may
    /// stand in the others.
    #[serde(default)]
    #[cfg_attr(
        feature = "openapi",
        schema(format = "uri-template", min_length = 1, max_length = 2000)
    )]
    #[cfg_attr(feature = "validate", validate(length(min = 1, max = 2000)))]
    pub start_url_item: Option<String>,
    /// Whether buyers bring an access token. Where not, the start URL has the session's id as `punchOutSession` instead, no session token is
    /// issued, and the store signs buyers in by means of its own: with the adapter `rest` alone.
    #[serde(default = "yes")]
    #[cfg_attr(feature = "openapi", schema(default = true))]
    pub access_token_enabled: bool,
    /// How long an access token can be redeemed, in seconds; as the settings of the installation say, also when they change, where absent or null.
    #[serde(default = "access_token_ttl_seconds")]
    #[cfg_attr(feature = "openapi", schema(minimum = 5, maximum = 3600))]
    #[cfg_attr(feature = "validate", validate(range(min = 5, max = 3600)))]
    pub access_token_ttl_seconds: u32,
    /// How many random bytes an access token has; as the settings of the installation say, also when they change, where absent or null.
    #[serde(default = "access_token_bytes")]
    #[cfg_attr(feature = "openapi", schema(minimum = 16, maximum = 128))]
    #[cfg_attr(feature = "validate", validate(range(min = 16, max = 128)))]
    pub access_token_bytes: u32,
    /// How long a session lives, in seconds; as the settings of the installation say, also when they change, where absent or null.
    #[serde(default = "session_ttl_seconds")]
    #[cfg_attr(feature = "openapi", schema(minimum = 60, maximum = 604_800))]
    #[cfg_attr(feature = "validate", validate(range(min = 60, max = 604_800)))]
    pub session_ttl_seconds: u32,
    /// How long a session lives without activity, in seconds; as the settings of the installation say, also when they change, where absent or null.
    #[serde(default = "idle_ttl_seconds")]
    #[cfg_attr(feature = "openapi", schema(minimum = 60, maximum = 604_800))]
    #[cfg_attr(feature = "validate", validate(range(min = 60, max = 604_800)))]
    pub idle_ttl_seconds: u32,
    /// How long a cart that was handed over is kept, in seconds; as the settings of the installation say, also when they change, where absent or null.
    #[serde(default = "handoff_ttl_seconds")]
    #[cfg_attr(feature = "openapi", schema(minimum = 60, maximum = 2_592_000))]
    #[cfg_attr(feature = "validate", validate(range(min = 60, max = 2_592_000)))]
    pub handoff_ttl_seconds: u32,
    /// Origins of the store's own pages, such as `https://shop.example`.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_items = 50))]
    #[cfg_attr(feature = "validate", validate(length(max = 50)))]
    pub storefront_origins: Vec<String>,
    /// Origins that may frame the gateway's pages of sessions in this store, such as `https://portal.example`: beside those of the
    /// connection, and the return URL's own.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_items = 50))]
    #[cfg_attr(feature = "validate", validate(length(max = 50)))]
    pub frame_origins: Vec<String>,
    /// ISO 4217 code for sessions that name no currency.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(pattern = "^[A-Z]{3}$"))]
    #[cfg_attr(feature = "validate", validate(length(min = 3, max = 3)))]
    pub default_currency: Option<String>,
    /// BCP 47 tag for sessions that name no language, such as `de-DE`.
    #[serde(default)]
    #[cfg_attr(
        feature = "openapi",
        schema(pattern = "^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$", max_length = 35)
    )]
    #[cfg_attr(feature = "validate", validate(length(min = 2, max = 35)))]
    pub default_locale: Option<String>,
    /// What the operations of the store's own service begin with: an absolute http or https URL. The gateway asks it for products,
    /// searches, prices and stock; see the webhooks of this document.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(format = "uri", max_length = 2000))]
    #[cfg_attr(feature = "validate", validate(length(min = 1, max = 2000)))]
    pub service_url: Option<String>,
    /// How long the service may take, in milliseconds.
    #[serde(default = "service_timeout_ms")]
    #[cfg_attr(feature = "openapi", schema(minimum = 100, maximum = 9000))]
    #[cfg_attr(feature = "validate", validate(range(min = 100, max = 9000)))]
    pub service_timeout_ms: u32,
    /// The most hits of a search.
    #[serde(default = "service_max_hits")]
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 500))]
    #[cfg_attr(feature = "validate", validate(range(min = 1, max = 500)))]
    pub service_max_hits: u32,
    /// What the access token is called in the start URL; `punchOutAccessToken` where absent.
    #[serde(default)]
    #[cfg_attr(
        feature = "openapi",
        schema(pattern = "^[A-Za-z0-9_.~-]{1,64}$", max_length = 64)
    )]
    #[cfg_attr(feature = "validate", validate(length(min = 1, max = 64)))]
    pub access_token_parameter: Option<String>,
    /// Where the store is told of events: an absolute http or https URL.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(format = "uri", max_length = 2000))]
    #[cfg_attr(feature = "validate", validate(length(min = 1, max = 2000)))]
    pub webhook_url: Option<String>,
    /// Of which events; of all where empty.
    #[serde(default)]
    pub webhook_events: Vec<WebhookEventKind>,
    /// How long before a session ends by itself the store is told by the event `session.expiring`, in seconds; 0 for never. At most half of
    /// the shorter of a session's two times counts.
    #[serde(default = "session_warning_seconds")]
    #[cfg_attr(feature = "openapi", schema(maximum = 86_400))]
    #[cfg_attr(feature = "validate", validate(range(max = 86_400)))]
    pub session_warning_seconds: u32,
    /// What buyers who punched out are not to be shown, by names that the store knows, such as `checkout`, `payment`, `account` or
    /// `customer_switch`: handed to the store with each session. Lower-case letters, digits and `_ - .`, at most 40 of them.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_items = 50))]
    #[cfg_attr(feature = "validate", validate(length(max = 50)))]
    pub features_to_hide: Vec<String>,
    /// How the store is spoken to.
    #[serde(default)]
    pub adapter: Adapter,
    /// Where the adapter reaches the store: for `tradecentric` the connector's start address, the Punch Out Start URL where absent; for
    /// `liferay` the instance, or the address of its session request.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(format = "uri", max_length = 2000))]
    #[cfg_attr(feature = "validate", validate(length(min = 1, max = 2000)))]
    pub adapter_url: Option<String>,
    /// How a session request reaches the store, with `tradecentric`.
    #[serde(default)]
    pub adapter_start: AdapterStart,
    /// The OAuth2 client that the gateway is to the store, with `liferay`.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_length = 200))]
    #[cfg_attr(feature = "validate", validate(length(min = 1, max = 200)))]
    pub adapter_client_id: Option<String>,
    /// The site that buyers enter, with `liferay`.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_length = 200))]
    #[cfg_attr(feature = "validate", validate(length(min = 1, max = 200)))]
    pub adapter_site: Option<String>,
    /// With `liferay` the OAuth2 client's secret; with `tradecentric` the key that `params` are encrypted with, base64 of 16 bytes, plain
    /// where absent. Never told again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub adapter_secret: Option<SecretText>,
    /// Where purchase orders go as JSON, with `tradecentric`; nowhere where absent.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(format = "uri", max_length = 2000))]
    #[cfg_attr(feature = "validate", validate(length(min = 1, max = 2000)))]
    pub adapter_order_url: Option<String>,
    /// Their `shared_secret`. Never told again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub adapter_order_secret: Option<SecretText>,
}

impl Default for NewStore {
    fn default() -> Self {
        Self {
            key: String::new(),
            name: String::new(),
            enabled: true,
            punch_out_start_url: String::new(),
            start_url_edit: None,
            start_url_inspect: None,
            start_url_item: None,
            access_token_enabled: true,
            access_token_ttl_seconds: access_token_ttl_seconds(),
            access_token_bytes: access_token_bytes(),
            session_ttl_seconds: session_ttl_seconds(),
            idle_ttl_seconds: idle_ttl_seconds(),
            handoff_ttl_seconds: handoff_ttl_seconds(),
            storefront_origins: Vec::new(),
            frame_origins: Vec::new(),
            default_currency: None,
            default_locale: None,
            service_url: None,
            service_timeout_ms: service_timeout_ms(),
            service_max_hits: service_max_hits(),
            access_token_parameter: None,
            webhook_url: None,
            webhook_events: Vec::new(),
            session_warning_seconds: session_warning_seconds(),
            features_to_hide: Vec::new(),
            adapter: Adapter::default(),
            adapter_url: None,
            adapter_start: AdapterStart::default(),
            adapter_client_id: None,
            adapter_site: None,
            adapter_secret: None,
            adapter_order_url: None,
            adapter_order_secret: None,
        }
    }
}

const fn yes() -> bool {
    true
}

const fn access_token_ttl_seconds() -> u32 {
    300
}

const fn access_token_bytes() -> u32 {
    32
}

const fn session_ttl_seconds() -> u32 {
    8 * 3600
}

const fn idle_ttl_seconds() -> u32 {
    2 * 3600
}

const fn handoff_ttl_seconds() -> u32 {
    24 * 3600
}

const fn session_warning_seconds() -> u32 {
    300
}

const fn service_timeout_ms() -> u32 {
    5_000
}

const fn service_max_hits() -> u32 {
    100
}
