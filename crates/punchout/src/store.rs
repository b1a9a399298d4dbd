//! Stores: the web shops that buyers are sent to.

mod adapter;
pub mod start_url;

pub use adapter::{AdapterKind, AdapterStart, StoreAdapter};

use crate::{ids::StoreId, time::Timestamp};

/// What a store calls the access token in its start URL, unless it says otherwise.
pub const ACCESS_TOKEN_PARAMETER: &str = "punchOutAccessToken";

/// What the session's id is called in the start URL of a store without access tokens.
pub const SESSION_PARAMETER: &str = "punchOutSession";

/// How the gateway reaches a store's own server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoreInterface {
    /// What the operations of the store's service begin with, such as `https://shop.example/punch-out`; absent where it has none.
    pub service_url: Option<String>,
    /// How long the service may take: 100 to 9000 milliseconds.
    pub service_timeout_ms: i32,
    /// The most hits of a search: 1 to 500.
    pub service_max_hits: i32,
    /// What the access token is called in the start URL; [`ACCESS_TOKEN_PARAMETER`] where absent.
    pub access_token_parameter: Option<String>,
    /// Where the store wants to be told of events; nowhere where absent.
    pub webhook_url: Option<String>,
    /// Of which events, by their names; of all where empty.
    pub webhook_events: Vec<String>,
    /// How long before a session ends by itself the store is told, in seconds; 0 where it does not want to be.
    pub session_warning_seconds: i32,
    /// What buyers who punched out are not to be shown, by names that the store knows.
    pub features_to_hide: Vec<String>,
    /// How it is spoken to.
    pub adapter: StoreAdapter,
}

impl Default for StoreInterface {
    fn default() -> Self {
        Self {
            service_url: None,
            service_timeout_ms: 5_000,
            service_max_hits: 100,
            access_token_parameter: None,
            webhook_url: None,
            webhook_events: Vec::new(),
            session_warning_seconds: 300,
            features_to_hide: Vec::new(),
            adapter: StoreAdapter::default(),
        }
    }
}

/// A web shop (Spryker: store; Liferay: channel).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Store {
    /// Its id.
    pub id: StoreId,
    /// Its name in entry points: `[a-z0-9][a-z0-9-]{0,62}`, unique, neither `start` nor `return`.
    pub key: String,
    /// Its name for people.
    pub name: String,
    /// Whether buyers can punch out into it.
    pub enabled: bool,
    /// Where a buyer is sent with an access token. Absolute http or https URL; may have a query of its own, and [`start_url::PLACEHOLDERS`].
    pub punch_out_start_url: String,
    /// Where a buyer is sent who edits an earlier cart; the start URL where absent.
    pub start_url_edit: Option<String>,
    /// Where a buyer is sent who inspects an earlier cart; that for edit where absent.
    pub start_url_inspect: Option<String>,
    /// Where a buyer is sent who has selected an item; `{item_id}` stands for its `SupplierPartID`.
    pub start_url_item: Option<String>,
    /// Whether buyers bring an access token. Without one they bring their session's id, and the store signs them in by means of its own.
    /// Of effect with [`AdapterKind::Rest`].
    pub access_token_enabled: bool,
    /// How long an access token can be redeemed: 5 to 3600 seconds.
    pub access_token_ttl_seconds: i32,
    /// How many random bytes an access token has: 16 to 128.
    pub access_token_bytes: i32,
    /// How long a session lives: 60 to 604800 seconds.
    pub session_ttl_seconds: i32,
    /// How long a session lives without any call of the store: 60 to 604800 seconds.
    pub idle_ttl_seconds: i32,
    /// How long a cart that was handed over is kept: 60 to 2592000 seconds.
    pub handoff_ttl_seconds: i32,
    /// Origins whose pages may call the API with a session's JWT (CORS).
    pub storefront_origins: Vec<String>,
    /// Origins that may frame the gateway's pages of sessions in this store.
    pub frame_origins: Vec<String>,
    /// ISO 4217 code for sessions that name no currency.
    pub default_currency: Option<String>,
    /// BCP 47 tag for sessions that name no language.
    pub default_locale: Option<String>,
    /// Which of its values are the installation's, by their names: they follow those.
    pub inherited: Vec<String>,
    /// What the gateway asks the store, and tells it.
    pub interface: StoreInterface,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it was last changed.
    pub updated_at: Timestamp,
    /// Grows with each change; the resource's `ETag`.
    pub version: i64,
}

impl Store {
    /// How long before a session's end the store is told of it, in seconds: never more than half of the time that sessions have, or it would
    /// be told when they begin. `None` where it does not want to be.
    #[must_use]
    pub fn warns_seconds(&self) -> Option<i64> {
        let half = self.idle_ttl_seconds.min(self.session_ttl_seconds) / 2;
        let seconds = self.interface.session_warning_seconds.min(half);
        (seconds > 0).then_some(i64::from(seconds))
    }
}
