//! Values that are allowed and weak: those who set them are told so.

use api_types::problem::FieldError;
use database::installation::Installation;
use punchout::store::Store;

const HOUR: i32 = 3_600;

/// The values that can be weak.
struct Values {
    access_token_ttl_seconds: i32,
    access_token_bytes: i32,
    session_ttl_seconds: i32,
    idle_ttl_seconds: i32,
    handoff_ttl_seconds: i32,
}

/// What is weak at a store.
pub fn of_store(store: &Store) -> Vec<FieldError> {
    weak(&Values {
        access_token_ttl_seconds: store.access_token_ttl_seconds,
        access_token_bytes: store.access_token_bytes,
        session_ttl_seconds: store.session_ttl_seconds,
        idle_ttl_seconds: store.idle_ttl_seconds,
        handoff_ttl_seconds: store.handoff_ttl_seconds,
    })
}

/// What is weak in the installation's settings.
pub(super) fn of_settings(settings: &Installation) -> Vec<FieldError> {
    weak(&Values {
        access_token_ttl_seconds: settings.access_token_ttl_seconds,
        access_token_bytes: settings.access_token_bytes,
        session_ttl_seconds: settings.session_ttl_seconds,
        idle_ttl_seconds: settings.idle_ttl_seconds,
        handoff_ttl_seconds: settings.handoff_ttl_seconds,
    })
}

fn weak(values: &Values) -> Vec<FieldError> {
    [
        (
            values.access_token_bytes < 32,
            "/access_token_bytes",
            "has fewer random bytes than the 32 that are recommended",
        ),
        (
            values.access_token_ttl_seconds > 900,
            "/access_token_ttl_seconds",
            "lets a token that leaked be redeemed for more than 15 minutes",
        ),
        (
            values.access_token_ttl_seconds < 30,
            "/access_token_ttl_seconds",
            "may be over before a slow store redeems the token",
        ),
        (
            values.session_ttl_seconds > 24 * HOUR,
            "/session_ttl_seconds",
            "keeps sessions open for more than a day",
        ),
        (
            values.idle_ttl_seconds > 12 * HOUR,
            "/idle_ttl_seconds",
            "keeps sessions open for more than twelve hours in which nothing happens",
        ),
        (
            values.idle_ttl_seconds > values.session_ttl_seconds,
            "/idle_ttl_seconds",
            "is longer than sessions live, and so has no effect",
        ),
        (
            values.handoff_ttl_seconds > 7 * 24 * HOUR,
            "/handoff_ttl_seconds",
            "keeps carts that were handed over for more than a week",
        ),
    ]
    .into_iter()
    .filter(|(is_weak, ..)| *is_weak)
    .map(|(_, pointer, message)| FieldError::new(pointer, "weak", message))
    .collect()
}
