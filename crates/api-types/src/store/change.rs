//! Changes of stores.

use super::{Adapter, AdapterStart};
use crate::{patch::merge_patch, secret::SecretText, webhook::WebhookEventKind};

merge_patch! {
    /// A change of a store.
    pub struct StorePatch {
        /// Its name in entry points. A change makes the addresses that buyers have invalid.
        pub key: String,
        /// Its name for people.
        pub name: String,
        /// Whether buyers can punch out into it.
        pub enabled: bool,
        /// Where a buyer is sent with an access token.
        pub punch_out_start_url: String,
        /// Where a buyer is sent who edits an earlier cart.
        pub start_url_edit: String,
        /// Where a buyer is sent who inspects an earlier cart.
        pub start_url_inspect: String,
        /// Where a buyer is sent who has selected an item.
        pub start_url_item: String,
        /// Whether buyers bring an access token. Those that were minted before can be redeemed all the same.
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
        pub frame_origins: Vec<String>,
        /// ISO 4217 code for sessions that name no currency.
        pub default_currency: String,
        /// BCP 47 tag for sessions that name no language.
        pub default_locale: String,
        /// What the operations of the store's own service begin with.
        pub service_url: String,
        /// How long the service may take, in milliseconds.
        pub service_timeout_ms: u32,
        /// The most hits of a search.
        pub service_max_hits: u32,
        /// What the access token is called in the start URL.
        pub access_token_parameter: String,
        /// Where the store is told of events.
        pub webhook_url: String,
        /// Of which events; of all where empty.
        pub webhook_events: Vec<WebhookEventKind>,
        /// How long before a session ends by itself the store is told of it, in seconds; 0 for never.
        pub session_warning_seconds: u32,
        /// What buyers who punched out are not to be shown.
        pub features_to_hide: Vec<String>,
        /// How the store is spoken to.
        pub adapter: Adapter,
        /// Where the adapter reaches the store.
        pub adapter_url: String,
        /// How a session request reaches the store.
        pub adapter_start: AdapterStart,
        /// The OAuth2 client that the gateway is to the store.
        pub adapter_client_id: String,
        /// The site that buyers enter.
        pub adapter_site: String,
        /// The adapter's secret. Absent it stays, null removes it.
        pub adapter_secret: SecretText,
        /// Where purchase orders go.
        pub adapter_order_url: String,
        /// Their shared secret. Absent it stays, null removes it.
        pub adapter_order_secret: SecretText,
    }
}
