//! Settings of a store that are taken, and weaker than they could be.

use api_types::{
    problem::FieldError,
    store::{Adapter, AdapterStart, Store},
};

/// How many random bytes an access token has where nothing is said.
const USUAL_BYTES: u32 = 32;

/// How long an access token may be good without a warning, in seconds: a browser is sent on at once.
const LONG_TOKEN_SECONDS: u32 = 900;

/// What is weak.
pub(super) fn of(store: &Store) -> Vec<FieldError> {
    let mut found = Vec::new();
    let mut weak = |pointer: &str, message: &str| {
        found.push(FieldError::new(pointer, "weak", message));
    };
    if store.access_token_bytes < USUAL_BYTES {
        weak(
            "/access_token_bytes",
            "Access tokens are shorter than usual: 32 bytes leave nothing to be guessed.",
        );
    }
    if store.access_token_ttl_seconds > LONG_TOKEN_SECONDS {
        weak(
            "/access_token_ttl_seconds",
            "An address that is overheard can be used for longer than a quarter of an hour: 300 seconds are usual.",
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
