//! The settings between JSON and the database.

use api_types::settings::{Settings, SettingsInput};
use database::installation::Installation;

use super::weak;
use crate::{api::moment, problem::ApiResult, validation::FieldErrors};

/// Checks settings as they are to be saved.
pub(super) fn check(input: &SettingsInput) -> ApiResult<()> {
    let mut errors = FieldErrors::of(input);
    let outlives = match (input.body_retention_days, input.transaction_retention_days) {
        (Some(bodies), Some(entries)) => bodies > entries,
        _ => false,
    };
    errors.check(
        !outlives,
        "/body_retention_days",
        "out_of_range",
        "must not be longer than the entries are kept",
    );
    errors.finish()
}

/// Settings to be saved.
pub(super) fn accept(input: &SettingsInput, before: &Installation) -> Installation {
    Installation {
        access_token_ttl_seconds: stored(input.access_token_ttl_seconds),
        access_token_bytes: stored(input.access_token_bytes),
        session_ttl_seconds: stored(input.session_ttl_seconds),
        idle_ttl_seconds: stored(input.idle_ttl_seconds),
        handoff_ttl_seconds: stored(input.handoff_ttl_seconds),
        transaction_retention_days: input.transaction_retention_days.map(stored),
        body_retention_days: input.body_retention_days.map(stored),
        audit_log_retention_days: input.audit_log_retention_days.map(stored),
        updated_at: before.updated_at,
        version: before.version,
    }
}

/// What can be changed of the settings.
pub(super) fn fields(settings: &Installation) -> SettingsInput {
    SettingsInput {
        access_token_ttl_seconds: shown(settings.access_token_ttl_seconds),
        access_token_bytes: shown(settings.access_token_bytes),
        session_ttl_seconds: shown(settings.session_ttl_seconds),
        idle_ttl_seconds: shown(settings.idle_ttl_seconds),
        handoff_ttl_seconds: shown(settings.handoff_ttl_seconds),
        transaction_retention_days: settings.transaction_retention_days.map(shown),
        body_retention_days: settings.body_retention_days.map(shown),
        audit_log_retention_days: settings.audit_log_retention_days.map(shown),
    }
}

/// The settings, whole.
pub(super) fn settings(settings: &Installation) -> Settings {
    let input = fields(settings);
    Settings {
        access_token_ttl_seconds: input.access_token_ttl_seconds,
        access_token_bytes: input.access_token_bytes,
        session_ttl_seconds: input.session_ttl_seconds,
        idle_ttl_seconds: input.idle_ttl_seconds,
        handoff_ttl_seconds: input.handoff_ttl_seconds,
        transaction_retention_days: input.transaction_retention_days,
        body_retention_days: input.body_retention_days,
        audit_log_retention_days: input.audit_log_retention_days,
        warnings: weak::of_settings(settings),
        updated_at: (settings.updated_at.0 > 0).then(|| moment::present(settings.updated_at)),
    }
}

fn stored(value: u32) -> i32 {
    i32::try_from(value).unwrap_or(i32::MAX)
}

fn shown(value: i32) -> u32 {
    u32::try_from(value).unwrap_or_default()
}
