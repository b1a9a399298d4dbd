//! The adapter's settings of a store.

use api_types::store::{Adapter, AdapterStart, NewStore};
use punchout::store::{AdapterKind, AdapterStart as Start};
use punchout2go::Key;

use crate::validation::FieldErrors;

/// Checks what the store's adapter needs.
pub(super) fn check(input: &NewStore, errors: &mut FieldErrors) {
    errors.check_url("/adapter_url", input.adapter_url.as_deref());
    errors.check_url("/adapter_order_url", input.adapter_order_url.as_deref());
    errors.check(
        input.access_token_enabled || input.adapter == Adapter::Rest,
        "/access_token_enabled",
        "invalid",
        "can be false with the adapter rest alone: by the others' codes carts come back",
    );
    let secret = input.adapter_secret.as_ref();
    match input.adapter {
        Adapter::Rest => {}
        Adapter::Tradecentric => errors.check(
            secret.is_none_or(|key| Key::from_base64(&key.0).is_ok()),
            "/adapter_secret",
            "invalid",
            "must be base64 of 16 bytes, as the connector's encryption key",
        ),
        Adapter::Liferay => {
            for (field, value) in [
                ("/adapter_url", &input.adapter_url),
                ("/adapter_client_id", &input.adapter_client_id),
                ("/adapter_site", &input.adapter_site),
            ] {
                errors.check(
                    value.is_some(),
                    field,
                    "required",
                    "must be set with the adapter liferay",
                );
            }
        }
    }
}

pub(super) const fn kind(adapter: Adapter) -> AdapterKind {
    match adapter {
        Adapter::Rest => AdapterKind::Rest,
        Adapter::Tradecentric => AdapterKind::Tradecentric,
        Adapter::Liferay => AdapterKind::Liferay,
    }
}

pub(super) const fn start(start: AdapterStart) -> Start {
    match start {
        AdapterStart::Server => Start::Server,
        AdapterStart::Browser => Start::Browser,
    }
}
