//! What is under way to stores: so much for each, so much in all, and nobody waits for another one.

use std::{
    collections::{HashMap, HashSet},
    time::Instant,
};

use actix_web::web::Bytes;
use futures_util::{FutureExt, StreamExt, future::BoxFuture, stream::FuturesUnordered};
use punchout::{
    ids::StoreId,
    time::Timestamp,
    webhook::{KEPT_ANSWER, WebhookAttempt, WebhookDelivery},
};

use crate::{
    outbound::{OutboundError, Outgoing},
    random,
    settings::Snapshot,
    state::AppState,
};

/// How much is under way at the same time.
const AT_ONCE: usize = 64;

/// How much of it to one store, and to one that did not answer last.
const OF_ONE: usize = 4;
const OF_ONE_SILENT: usize = 1;

/// How long nobody else tries what was taken: longer than an attempt takes.
const TAKEN_SECONDS: i64 = 60;

/// What is under way to stores from this node.
pub(super) struct Round<'a> {
    state: &'a AppState,
    under_way: FuturesUnordered<BoxFuture<'a, Told>>,
    of_store: HashMap<StoreId, usize>,
    silent: HashSet<StoreId>,
}

/// What came of telling a store.
pub(super) struct Told {
    delivery: WebhookDelivery,
    attempt: WebhookAttempt,
}

impl<'a> Round<'a> {
    /// Nothing yet.
    pub(super) fn new(state: &'a AppState) -> Self {
        Self {
            state,
            under_way: FuturesUnordered::new(),
            of_store: HashMap::new(),
            silent: HashSet::new(),
        }
    }

    /// Begins with what is due, as far as there is room: first for those to whom the least is under way.
    pub(super) async fn fill(&mut self, now: Timestamp) -> Result<(), database::Error> {
        if self.under_way.len() >= AT_ONCE {
            return Ok(());
        }
        let conn = self.state.database.write();
        let mut waiting = database::webhooks::waiting(conn, now).await?;
        waiting.sort_by_key(|store| self.of(*store));
        let until = now.plus_seconds(TAKEN_SECONDS);
        for store in waiting {
            let left = AT_ONCE.saturating_sub(self.under_way.len());
            let most = u64::try_from(self.room(store).min(left)).unwrap_or_default();
            if most == 0 {
                continue;
            }
            let due = database::webhooks::take_due(conn, store, now, until, most).await?;
            *self.of_store.entry(store).or_default() += due.len();
            let state = self.state;
            let begun = due.into_iter().map(|one| tell(state, one).boxed());
            self.under_way.extend(begun);
        }
        Ok(())
    }

    /// Waits until one thing was told, or could not be; `None` where nothing is under way. What is waited for holds no connection to the
    /// database: nobody looks after it meanwhile.
    pub(super) async fn next(&mut self) -> Option<Told> {
        self.under_way.next().await
    }

    /// Notes what came of telling a store.
    pub(super) async fn note(&mut self, told: Told) -> Result<(), database::Error> {
        let Told {
            mut delivery,
            attempt,
        } = told;
        let store = delivery.store_id;
        match self.of_store.get_mut(&store) {
            Some(many) if *many > 1 => *many -= 1,
            _ => drop(self.of_store.remove(&store)),
        }
        if attempt.outcome.is_err() {
            self.silent.insert(store);
        } else {
            self.silent.remove(&store);
        }
        delivery.attempted(attempt.outcome.clone(), self.state.now());
        self.state.metrics.attempted(&delivery);
        let conn = self.state.database.write();
        match database::webhooks::attempted(conn, &delivery, &attempt).await {
            // It was removed meanwhile, being past its time.
            Err(database::Error::NotFound) => Ok(()),
            noted => noted,
        }
    }

    fn of(&self, store: StoreId) -> usize {
        self.of_store.get(&store).copied().unwrap_or_default()
    }

    fn room(&self, store: StoreId) -> usize {
        let most = if self.silent.contains(&store) {
            OF_ONE_SILENT
        } else {
            OF_ONE
        };
        most.saturating_sub(self.of(store))
    }
}

/// Tells one thing once.
async fn tell(state: &AppState, delivery: WebhookDelivery) -> Told {
    let (at, began) = (state.now(), Instant::now());
    let settings = state.settings.snapshot();
    let (outcome, answer) = match attempt(state, &settings, &delivery).await {
        Ok((status, answer)) => (Ok(status), answer),
        Err(error) => (Err(error), Bytes::new()),
    };
    let attempt = WebhookAttempt {
        id: random::id().into(),
        at,
        duration_ms: i64::try_from(began.elapsed().as_millis()).unwrap_or(i64::MAX),
        outcome,
        answer: beginning(&answer).to_vec(),
    };
    Told { delivery, attempt }
}

async fn attempt(
    state: &AppState,
    settings: &Snapshot,
    delivery: &WebhookDelivery,
) -> Result<(u16, Bytes), String> {
    let url = settings
        .store(delivery.store_id)
        .and_then(|store| store.interface.webhook_url.as_deref())
        .ok_or("The store has no webhook_url.")?;
    let keys = settings.signing_keys(delivery.store_id);
    if keys.is_empty() {
        return Err("The store has no signing key.".to_owned());
    }
    let id = delivery.id.to_string();
    let answer = state.outbound.post(Outgoing {
        url,
        id: &id,
        seconds: state.now().0.div_euclid(1_000_000),
        body: delivery.body.clone().into_bytes(),
        keys,
        timeout: state.config.limits.webhook_timeout,
    });
    answer
        .await
        .map(|answer| (answer.status.as_u16(), answer.body))
        .map_err(|error: OutboundError| error.to_string())
}

/// What is kept of an answer: its beginning, without half a character.
fn beginning(answer: &[u8]) -> &[u8] {
    let Some(kept) = answer.get(..KEPT_ANSWER) else {
        return answer;
    };
    match std::str::from_utf8(kept) {
        Err(error) if error.error_len().is_none() => {
            kept.get(..error.valid_up_to()).unwrap_or(kept)
        }
        _ => kept,
    }
}
