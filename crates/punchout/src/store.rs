//! Stores: the web shops that buyers are sent to.

use crate::{ids::StoreId, time::Timestamp};

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
    /// Where a buyer is sent with an access token. Absolute http or https URL; may have a query of its own.
    pub punch_out_start_url: String,
    /// Where a buyer is sent who edits or inspects an earlier cart; the start URL where absent.
    pub start_url_edit: Option<String>,
    /// Where a buyer is sent who has selected an item; `{item_id}` stands for its `SupplierPartID`.
    pub start_url_item: Option<String>,
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
    /// ISO 4217 code for sessions that name no currency.
    pub default_currency: Option<String>,
    /// BCP 47 tag for sessions that name no language.
    pub default_locale: Option<String>,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it was last changed.
    pub updated_at: Timestamp,
    /// Grows with each change; the resource's `ETag`.
    pub version: i64,
}
