//! Stores between JSON and the domain.

use api_types::{
    store::{Adapter, AdapterStart, NewStore, Store},
    webhook::WebhookEventKind,
};
use punchout::{
    ids::StoreId,
    store::{AdapterKind, AdapterStart as Start, Store as Record, StoreAdapter, StoreInterface},
    time::Timestamp,
};

mod adapter;
mod start_url;

use crate::{
    api::{moment, settings::weak},
    problem::ApiResult,
    validation::{
        FieldErrors, is_currency, is_feature_name, is_language_tag, is_parameter_name, is_store_key,
    },
};

/// Checks a store as it is to be saved.
pub(super) fn check(input: &NewStore) -> ApiResult<()> {
    let mut errors = FieldErrors::of(input);
    errors.check(
        is_store_key(&input.key),
        "/key",
        "invalid",
        "must have lower-case letters, digits and hyphens only, and be neither start nor return",
    );
    for (pointer, url, has_item) in [
        (
            "/punch_out_start_url",
            Some(&input.punch_out_start_url),
            false,
        ),
        ("/start_url_edit", input.start_url_edit.as_ref(), false),
        (
            "/start_url_inspect",
            input.start_url_inspect.as_ref(),
            false,
        ),
        ("/start_url_item", input.start_url_item.as_ref(), true),
    ] {
        start_url::check(pointer, url, has_item, &mut errors);
    }
    errors.check_origins("/storefront_origins", &input.storefront_origins);
    errors.check_origins("/frame_origins", &input.frame_origins);
    errors.check(
        input.default_currency.as_deref().is_none_or(is_currency),
        "/default_currency",
        "invalid",
        "must be an ISO 4217 code such as EUR",
    );
    errors.check(
        input.default_locale.as_deref().is_none_or(is_language_tag),
        "/default_locale",
        "invalid",
        "must be a language tag such as de-DE",
    );
    errors.check_url("/service_url", input.service_url.as_deref());
    errors.check_url("/webhook_url", input.webhook_url.as_deref());
    errors.check(
        input
            .access_token_parameter
            .as_deref()
            .is_none_or(is_parameter_name),
        "/access_token_parameter",
        "invalid",
        "must have letters, digits and - . _ ~ only",
    );
    for (index, name) in input.features_to_hide.iter().enumerate() {
        errors.check(
            is_feature_name(name),
            format!("/features_to_hide/{index}"),
            "invalid",
            "must have 1 to 40 lower-case letters, digits and _ - . only",
        );
        errors.check(
            !input
                .features_to_hide
                .iter()
                .take(index)
                .any(|earlier| earlier == name),
            format!("/features_to_hide/{index}"),
            "duplicate",
            "is named twice",
        );
    }
    adapter::check(input, &mut errors);
    errors.finish()
}

/// A store to be saved, without the adapter's secrets, which the caller seals.
pub(super) fn accept(input: NewStore, id: StoreId, now: Timestamp) -> Record {
    let seconds = |value: u32| i32::try_from(value).unwrap_or(i32::MAX);
    Record {
        id,
        key: input.key,
        name: input.name,
        enabled: input.enabled,
        punch_out_start_url: input.punch_out_start_url,
        start_url_edit: input.start_url_edit,
        start_url_inspect: input.start_url_inspect,
        start_url_item: input.start_url_item,
        access_token_enabled: input.access_token_enabled,
        access_token_ttl_seconds: seconds(input.access_token_ttl_seconds),
        access_token_bytes: seconds(input.access_token_bytes),
        session_ttl_seconds: seconds(input.session_ttl_seconds),
        idle_ttl_seconds: seconds(input.idle_ttl_seconds),
        handoff_ttl_seconds: seconds(input.handoff_ttl_seconds),
        storefront_origins: input.storefront_origins,
        frame_origins: input.frame_origins,
        default_currency: input.default_currency,
        default_locale: input.default_locale,
        inherited: Vec::new(),
        interface: StoreInterface {
            service_url: input.service_url,
            service_timeout_ms: seconds(input.service_timeout_ms),
            service_max_hits: seconds(input.service_max_hits),
            access_token_parameter: input.access_token_parameter,
            webhook_url: input.webhook_url,
            webhook_events: input
                .webhook_events
                .iter()
                .map(|kind| kind.name().to_owned())
                .collect(),
            session_warning_seconds: seconds(input.session_warning_seconds),
            features_to_hide: input.features_to_hide,
            adapter: StoreAdapter {
                kind: adapter::kind(input.adapter),
                url: input.adapter_url,
                start: adapter::start(input.adapter_start),
                client_id: input.adapter_client_id,
                site: input.adapter_site,
                order_url: input.adapter_order_url,
                secret: None,
                order_secret: None,
            },
        },
        created_at: now,
        updated_at: now,
        version: 1,
    }
}

/// What can be changed of a store.
pub(super) fn fields(store: &Record) -> NewStore {
    let seconds = |value: i32| u32::try_from(value).unwrap_or_default();
    let adapter = &store.interface.adapter;
    NewStore {
        key: store.key.clone(),
        name: store.name.clone(),
        enabled: store.enabled,
        punch_out_start_url: store.punch_out_start_url.clone(),
        start_url_edit: store.start_url_edit.clone(),
        start_url_inspect: store.start_url_inspect.clone(),
        start_url_item: store.start_url_item.clone(),
        access_token_enabled: store.access_token_enabled,
        access_token_ttl_seconds: seconds(store.access_token_ttl_seconds),
        access_token_bytes: seconds(store.access_token_bytes),
        session_ttl_seconds: seconds(store.session_ttl_seconds),
        idle_ttl_seconds: seconds(store.idle_ttl_seconds),
        handoff_ttl_seconds: seconds(store.handoff_ttl_seconds),
        storefront_origins: store.storefront_origins.clone(),
        frame_origins: store.frame_origins.clone(),
        default_currency: store.default_currency.clone(),
        default_locale: store.default_locale.clone(),
        service_url: store.interface.service_url.clone(),
        service_timeout_ms: seconds(store.interface.service_timeout_ms),
        service_max_hits: seconds(store.interface.service_max_hits),
        access_token_parameter: store.interface.access_token_parameter.clone(),
        webhook_url: store.interface.webhook_url.clone(),
        webhook_events: store
            .interface
            .webhook_events
            .iter()
            .filter_map(|name| WebhookEventKind::named(name))
            .collect(),
        session_warning_seconds: seconds(store.interface.session_warning_seconds),
        features_to_hide: store.interface.features_to_hide.clone(),
        adapter: match adapter.kind {
            AdapterKind::Rest => Adapter::Rest,
            AdapterKind::Tradecentric => Adapter::Tradecentric,
            AdapterKind::Liferay => Adapter::Liferay,
        },
        adapter_url: adapter.url.clone(),
        adapter_start: match adapter.start {
            Start::Server => AdapterStart::Server,
            Start::Browser => AdapterStart::Browser,
        },
        adapter_client_id: adapter.client_id.clone(),
        adapter_site: adapter.site.clone(),
        adapter_secret: None,
        adapter_order_url: adapter.order_url.clone(),
        adapter_order_secret: None,
    }
}

/// A store, whole.
pub(super) fn store(store: &Record) -> Store {
    let input = fields(store);
    let mut shown = Store {
        id: store.id.0,
        key: input.key,
        name: input.name,
        enabled: input.enabled,
        punch_out_start_url: input.punch_out_start_url,
        start_url_edit: input.start_url_edit,
        start_url_inspect: input.start_url_inspect,
        start_url_item: input.start_url_item,
        access_token_enabled: input.access_token_enabled,
        access_token_ttl_seconds: input.access_token_ttl_seconds,
        access_token_bytes: input.access_token_bytes,
        session_ttl_seconds: input.session_ttl_seconds,
        idle_ttl_seconds: input.idle_ttl_seconds,
        handoff_ttl_seconds: input.handoff_ttl_seconds,
        storefront_origins: input.storefront_origins,
        frame_origins: input.frame_origins,
        default_currency: input.default_currency,
        default_locale: input.default_locale,
        service_url: input.service_url,
        service_timeout_ms: input.service_timeout_ms,
        service_max_hits: input.service_max_hits,
        access_token_parameter: input.access_token_parameter,
        webhook_url: input.webhook_url,
        webhook_events: input.webhook_events,
        session_warning_seconds: input.session_warning_seconds,
        features_to_hide: input.features_to_hide,
        adapter: input.adapter,
        adapter_url: input.adapter_url,
        adapter_start: input.adapter_start,
        adapter_client_id: input.adapter_client_id,
        adapter_site: input.adapter_site,
        adapter_secret_set: store.interface.adapter.secret.is_some(),
        adapter_order_url: input.adapter_order_url,
        adapter_order_secret_set: store.interface.adapter.order_secret.is_some(),
        inherited: store.inherited.clone(),
        warnings: Vec::new(),
        created_at: moment::present(store.created_at),
        updated_at: moment::present(store.updated_at),
    };
    shown.warnings = weak::of_store(store);
    shown.warnings.extend(super::warnings::of(&shown));
    shown
}
