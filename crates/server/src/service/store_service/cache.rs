//! What stores answered a moment ago: procurement systems repeat their questions.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
    time::{Duration, Instant},
};

use hyper::body::Bytes;
use punchout::ids::StoreId;
use sha2::{Digest, Sha256};

/// How long an answer is good.
const GOOD_FOR: Duration = Duration::from_secs(20);

/// The most answers, and the longest one, that are kept.
const MOST: usize = 128;
const LONGEST: usize = 256 * 1024;

/// Names a question.
pub(super) type Key = [u8; 32];

/// The key of a question.
pub(super) fn key(store: StoreId, url: &str, body: &[u8]) -> Key {
    let mut digest = Sha256::new();
    digest.update(store.0.as_bytes());
    digest.update(url.as_bytes());
    digest.update([0]);
    digest.update(body);
    digest.finalize().into()
}

/// Answers that are good for a moment.
#[derive(Debug, Default)]
pub(super) struct Cache(Mutex<HashMap<Key, (Instant, Bytes)>>);

impl Cache {
    /// The answer to a question.
    pub(super) fn get(&self, key: &Key) -> Option<Bytes> {
        let all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (at, answer) = all.get(key)?;
        (at.elapsed() < GOOD_FOR).then(|| answer.clone())
    }

    /// Keeps an answer.
    pub(super) fn put(&self, key: Key, answer: Bytes) {
        if answer.len() > LONGEST {
            return;
        }
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if all.len() >= MOST {
            all.retain(|_, (at, _)| at.elapsed() < GOOD_FOR);
        }
        if all.len() < MOST {
            all.insert(key, (Instant::now(), answer));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_and_short_answers_are_kept() {
        let cache = Cache::default();
        let store = StoreId(uuid::Uuid::nil());
        let keys: Vec<_> = (0..=MOST)
            .map(|at| key(store, "u", at.to_string().as_bytes()))
            .collect();
        for key in &keys {
            cache.put(*key, Bytes::from_static(b"x"));
        }
        assert_eq!(cache.get(&keys[0]).unwrap(), "x");
        assert!(cache.get(&keys[MOST]).is_none());
        let other = Cache::default();
        other.put(keys[0], Bytes::from(vec![0; LONGEST + 1]));
        assert!(other.get(&keys[0]).is_none());
    }
}
