//! OAuth2 client credentials: a token is kept until shortly before its time is over, per store and version of its settings.

use std::{
    collections::HashMap,
    fmt,
    sync::{Mutex, PoisonError},
};

use punchout::{ids::StoreId, secret::Secret, time::Timestamp};
use serde::Deserialize;

use crate::adapters::{Cause, Step, Trouble, Visit, visit::Call};

/// How long before its end a token is not used any more, in seconds.
const MARGIN_SECONDS: i64 = 30;

/// How long a token is kept at most, in seconds.
const MAX_SECONDS: i64 = 3_600;

struct Held {
    token: Secret<String>,
    version: i64,
    until: Timestamp,
}

/// The tokens of this node.
#[derive(Default)]
pub struct Tokens(Mutex<HashMap<StoreId, Held>>);

impl fmt::Debug for Tokens {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Tokens(..)")
    }
}

impl Tokens {
    fn get(&self, store: StoreId, version: i64, now: Timestamp) -> Option<Secret<String>> {
        let held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        held.get(&store)
            .filter(|held| held.version == version && held.until > now)
            .map(|held| held.token.clone())
    }

    fn put(&self, store: StoreId, held: Held) {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.insert(store, held);
    }

    /// Forgets a store's token.
    pub(super) fn forget(&self, store: StoreId) {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.remove(&store);
    }
}

#[derive(Deserialize)]
struct Granted {
    access_token: String,
    #[serde(default)]
    expires_in: i64,
}

/// The store's token: one that is held, or a new one.
pub(super) async fn find(visit: &Visit<'_>, url: &str) -> Result<Secret<String>, Trouble> {
    let (store, tokens) = (visit.store, &visit.state.liferay_tokens);
    // Who tries a store out wants to know whether it gives tokens now.
    if visit.is_test {
        tokens.forget(store.id);
    }
    if let Some(token) = tokens.get(store.id, store.version, visit.now) {
        return Ok(token);
    }
    let secret = visit
        .secret()
        .map_err(|trouble| trouble.at(Step::Token))?
        .ok_or_else(|| {
            Trouble::settings("The store has no adapter_secret: the secret of the OAuth2 client.")
                .at(Step::Token)
        })?;
    let client = store.interface.adapter.client_id.as_deref();
    let body = url::form_urlencoded::Serializer::new(String::new())
        .append_pair("grant_type", "client_credentials")
        .append_pair("client_id", client.unwrap_or_default())
        .append_pair("client_secret", secret.expose())
        .finish();
    let answer = visit
        .call(Call {
            url,
            content_type: "application/x-www-form-urlencoded",
            body: body.into_bytes(),
            bearer: None,
            document: "OAuth2 token",
            step: Some(Step::Token),
            secrets: vec![secret],
            secret_in_answer: Some(|body| granted(body).map(|granted| granted.0)),
            findings: Vec::new(),
        })
        .await?;
    let (token, expires_in) = granted(&answer.body).ok_or_else(|| {
        let text = "The answer to the OAuth2 client has no access_token.";
        Trouble::new(Cause::Answer, text).at(Step::Token)
    })?;
    let seconds = (expires_in - MARGIN_SECONDS).clamp(0, MAX_SECONDS);
    tokens.put(
        store.id,
        Held {
            token: token.clone(),
            version: store.version,
            until: visit.now.plus_seconds(seconds),
        },
    );
    Ok(token)
}

fn granted(body: &[u8]) -> Option<(Secret<String>, i64)> {
    let granted: Granted = serde_json::from_slice(body).ok()?;
    let is_token = !granted.access_token.is_empty()
        && granted
            .access_token
            .bytes()
            .all(|byte| byte.is_ascii_graphic());
    is_token.then(|| (Secret::new(granted.access_token), granted.expires_in))
}
