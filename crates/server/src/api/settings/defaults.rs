//! What a new store begins with where it does not say otherwise.

use database::installation::Installation;
use serde_json::{Map, Value};

/// The members of a store that the installation has a default for.
pub fn for_stores(settings: &Installation) -> Map<String, Value> {
    [
        (
            "access_token_ttl_seconds",
            settings.access_token_ttl_seconds,
        ),
        ("access_token_bytes", settings.access_token_bytes),
        ("session_ttl_seconds", settings.session_ttl_seconds),
        ("idle_ttl_seconds", settings.idle_ttl_seconds),
        ("handoff_ttl_seconds", settings.handoff_ttl_seconds),
    ]
    .map(|(name, value)| (name.to_owned(), value.into()))
    .into_iter()
    .collect()
}
