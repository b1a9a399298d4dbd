//! What the gateway asks a store, and tells it.

use crate::form::settings::{Entry, Setting};
use crate::i18n::Text;

/// All of these settings.
pub(in crate::pages) const ALL: &[Setting] = &[
    Setting::new(
        "/access_token_parameter",
        Text::TokenParameterLabel,
        Text::TokenParameterHelp,
        Entry::Line,
    ),
    Setting::new(
        "/service_url",
        Text::ServiceUrlLabel,
        Text::ServiceUrlHelp,
        Entry::Line,
    ),
    Setting::new(
        "/service_timeout_ms",
        Text::ServiceTimeoutLabel,
        Text::ServiceTimeoutHelp,
        Entry::Number,
    ),
    Setting::new(
        "/service_max_hits",
        Text::ServiceHitsLabel,
        Text::ServiceHitsHelp,
        Entry::Number,
    ),
    Setting::new(
        "/webhook_url",
        Text::WebhookUrlLabel,
        Text::WebhookUrlHelp,
        Entry::Line,
    ),
    Setting::new(
        "/webhook_events",
        Text::WebhookEventsLabel,
        Text::WebhookEventsHelp,
        Entry::List,
    ),
    Setting::new(
        "/session_warning_seconds",
        Text::SessionWarningLabel,
        Text::SessionWarningHelp,
        Entry::Number,
    ),
    Setting::new(
        "/features_to_hide",
        Text::FeaturesToHideLabel,
        Text::FeaturesToHideHelp,
        Entry::List,
    ),
];
