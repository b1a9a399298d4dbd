//! What stores take over from the installation where they do not say otherwise.

use api_types::store::StorePatch;
use database::installation::Installation;
use punchout::store::Store;
use serde_json::{Map, Value};

use crate::problem::{ApiProblem, ApiResult};

/// What a store can take over from the installation.
const NAMES: [&str; 5] = [
    "access_token_ttl_seconds",
    "access_token_bytes",
    "session_ttl_seconds",
    "idle_ttl_seconds",
    "handoff_ttl_seconds",
];

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

/// The members of a store that it takes over from the installation: those that its input leaves open, and takes out null.
pub fn left_open(input: &mut Value) -> Vec<String> {
    let Value::Object(members) = input else {
        return Vec::new();
    };
    let open = |name: &&str| members.get(*name).is_none_or(Value::is_null);
    let open: Vec<String> = NAMES.into_iter().filter(open).map(str::to_owned).collect();
    for name in &open {
        members.remove(name);
    }
    open
}

/// The same after a change: null takes over, a value is the store's own.
pub fn still_open(before: &[String], patch: &StorePatch) -> ApiResult<Vec<String>> {
    let patch = serde_json::to_value(patch).map_err(ApiProblem::internal)?;
    let open = |name: &&str| match patch.get(*name) {
        None => before.iter().any(|known| known == *name),
        Some(value) => value.is_null(),
    };
    Ok(NAMES.into_iter().filter(open).map(str::to_owned).collect())
}

/// Gives a store what it takes over. Tells whether that changes it.
pub fn follow(store: &mut Store, settings: &Installation) -> bool {
    let before = store.clone();
    for name in &before.inherited {
        match name.as_str() {
            "access_token_ttl_seconds" => {
                store.access_token_ttl_seconds = settings.access_token_ttl_seconds;
            }
            "access_token_bytes" => store.access_token_bytes = settings.access_token_bytes,
            "session_ttl_seconds" => store.session_ttl_seconds = settings.session_ttl_seconds,
            "idle_ttl_seconds" => store.idle_ttl_seconds = settings.idle_ttl_seconds,
            "handoff_ttl_seconds" => store.handoff_ttl_seconds = settings.handoff_ttl_seconds,
            _ => {}
        }
    }
    *store != before
}
