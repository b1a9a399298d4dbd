//! A store's own service: what the gateway asks it while somebody waits. A store that is slow, away or wrong never holds anything up.

mod cache;

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use punchout::{
    finding::{Finding, Severity},
    ids::StoreId,
    secret::Secret,
    store::Store,
    time::Timestamp,
};
use serde::{Serialize, de::DeserializeOwned};
use thiserror::Error;
use tokio::sync::Semaphore;
use url::Url;

use self::cache::{Cache, key};
use crate::{
    outbound::{Outbound, OutboundError, Outgoing},
    random,
};

/// How many questions a store is asked at once by this node. More are not asked.
const MOST_AT_ONCE: usize = 16;

/// Why a store has nothing to say.
#[derive(Debug, Error)]
pub enum Silence {
    /// It has no service.
    #[error("the store has no service_url")]
    NoService,
    /// Calls to it cannot be signed.
    #[error("the store has no signing key")]
    NoKey,
    /// It is being asked too much already.
    #[error("{MOST_AT_ONCE} questions to the store are under way already")]
    Busy,
    /// It did not answer.
    #[error(transparent)]
    Outbound(#[from] OutboundError),
    /// It answered that it cannot.
    #[error("the store answered with the HTTP status {0}")]
    Status(u16),
    /// It answered something else than it should.
    #[error("the store's answer cannot be read: {0}")]
    Unreadable(String),
}

impl Silence {
    /// For the log.
    #[must_use]
    pub fn finding(&self, operation: Operation) -> Finding {
        let (code, advice) = match self {
            Self::NoService => (
                "store.no_service",
                "Set the store's service_url, and implement the service as the API's documentation says.",
            ),
            Self::NoKey => (
                "store.no_signing_key",
                "Make a signing key for the store, and give it to the shop.",
            ),
            Self::Unreadable(_) => (
                "store.unreadable",
                "See the webhooks in the API's documentation for what the shop has to answer.",
            ),
            Self::Busy | Self::Outbound(_) | Self::Status(_) => (
                "store.silent",
                "See the shop's own log at this time, and the store's service_url and service_timeout_ms.",
            ),
        };
        Finding {
            code: code.to_owned(),
            severity: Severity::Warning,
            line: None,
            path: operation.name().to_owned(),
            text: format!("The store was asked for nothing, or had no answer: {self}."),
            advice: advice.to_owned(),
        }
    }
}

/// What a store is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Operation {
    /// What a search finds.
    Search,
    /// A product's present data.
    Product,
    /// A product's price and stock.
    Availability,
}

impl Operation {
    /// The last part of its URL.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Search => "search",
            Self::Product => "product",
            Self::Availability => "availability",
        }
    }
}

/// Asks stores.
#[derive(Debug)]
pub struct StoreService {
    outbound: Outbound,
    cache: Cache,
    under_way: Mutex<HashMap<StoreId, Arc<Semaphore>>>,
}

impl StoreService {
    /// One that calls by this way.
    #[must_use]
    pub fn new(outbound: Outbound) -> Self {
        Self {
            outbound,
            cache: Cache::default(),
            under_way: Mutex::default(),
        }
    }

    /// Asks a store, or answers what it said to the same question a moment ago.
    ///
    /// # Errors
    ///
    /// [`Silence`].
    pub async fn ask<A: DeserializeOwned>(
        &self,
        store: &Store,
        keys: &[Secret<String>],
        operation: Operation,
        question: &impl Serialize,
        now: Timestamp,
    ) -> Result<A, Silence> {
        let url = store.interface.service_url.as_deref();
        let url = url.ok_or(Silence::NoService)?;
        let url = below(url, operation).ok_or(OutboundError::InvalidUrl)?;
        if keys.is_empty() {
            return Err(Silence::NoKey);
        }
        let body =
            serde_json::to_vec(question).map_err(|error| Silence::Unreadable(error.to_string()))?;
        let key = key(store.id, &url, &body);
        if let Some(known) = self.cache.get(&key) {
            return read(&known);
        }
        let places = self.places(store.id);
        let _place = places.try_acquire().map_err(|_| Silence::Busy)?;
        let timeout = u64::try_from(store.interface.service_timeout_ms).unwrap_or_default();
        let answer = self
            .outbound
            .post(Outgoing {
                url: &url,
                id: &random::id().to_string(),
                seconds: now.0.div_euclid(1_000_000),
                body,
                keys,
                timeout: Duration::from_millis(timeout),
            })
            .await?;
        if !answer.status.is_success() {
            return Err(Silence::Status(answer.status.as_u16()));
        }
        let read = read(&answer.body)?;
        self.cache.put(key, answer.body);
        Ok(read)
    }

    fn places(&self, store: StoreId) -> Arc<Semaphore> {
        let mut all = self
            .under_way
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let places = all
            .entry(store)
            .or_insert_with(|| Arc::new(Semaphore::new(MOST_AT_ONCE)));
        Arc::clone(places)
    }
}

/// The URL of an operation: one more part of the path, before the query.
fn below(url: &str, operation: Operation) -> Option<String> {
    let mut url = Url::parse(url).ok()?;
    url.path_segments_mut()
        .ok()?
        .pop_if_empty()
        .push(operation.name());
    Some(url.into())
}

fn read<A: DeserializeOwned>(body: &[u8]) -> Result<A, Silence> {
    let mut reader = serde_json::Deserializer::from_slice(body);
    serde_path_to_error::deserialize(&mut reader)
        .map_err(|error| Silence::Unreadable(error.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn operations_stand_behind_the_path() {
        let search = |url| below(url, Operation::Search).unwrap();
        assert_eq!(search("https://s.example"), "https://s.example/search");
        assert_eq!(
            search("https://s.example/a/?channel=b2b"),
            "https://s.example/a/search?channel=b2b"
        );
    }
}
