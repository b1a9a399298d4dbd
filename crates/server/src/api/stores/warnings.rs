//! Settings of how a store is reached that are taken, and weaker than they could be. Of its times see [`crate::api::settings::weak`].

use api_types::{
    problem::FieldError,
    store::{Adapter, AdapterStart, Store},
};

/// What is weak in how a store is reached.
pub(super) fn of(store: &Store) -> Vec<FieldError> {
    let mut found = Vec::new();
    let mut weak = |pointer: &str, message: &str| {
        found.push(FieldError::new(pointer, "weak", message));
    };
    if !store.access_token_enabled {
        weak(
            "/access_token_enabled",
            "Buyers bring no access token: the shop must sign each of them in by itself, and see that the session is theirs.",
        );
    }
    let by_browser = store.adapter == Adapter::Tradecentric
        && store.adapter_start == AdapterStart::Browser
        && !store.adapter_secret_set;
    if by_browser {
        weak(
            "/adapter_secret",
            "What the browser brings to the connector is readable: give it the connector's encryption key, and set “Validate Session” there.",
        );
    }
    if store
        .adapter_url
        .as_ref()
        .is_some_and(|url| url.starts_with("http://"))
    {
        weak(
            "/adapter_url",
            "The shop is called without TLS: secrets and addresses of carts can be overheard.",
        );
    }
    found
}

/// That nothing can be told to a store that wants to be told, for want of a key: every event fails until there is one.
pub(super) fn unsigned(store: &Store, is_signed: bool) -> Option<FieldError> {
    let is_told = store.webhook_url.is_some() && !is_signed;
    is_told.then(|| {
        FieldError::new(
            "/webhook_url",
            "no_signing_key",
            "The store has no signing key, so that it is told of nothing: make one, and check signatures with it.",
        )
    })
}
