//! Writing the transaction log: together with what an exchange changes, and refusals of strangers within bounds.

use std::{collections::HashMap, sync::Mutex};

use database::writer::WriteSet;
use punchout::{
    ids::StoreId,
    transaction::{Transaction, TransactionStatus},
};

use crate::state::AppState;

/// How many refusals of callers that nobody knows are logged in an hour, per store; further ones are counted.
pub const MAX_STRANGERS_PER_HOUR: u32 = 1_000;

const HOUR_MICROS: i64 = 3_600_000_000;

/// The bounds of the log on this node.
#[derive(Default)]
pub struct Log {
    strangers: Mutex<Strangers>,
}

#[derive(Default)]
struct Strangers {
    hour: i64,
    seen: HashMap<Option<StoreId>, u32>,
}

impl Log {
    /// Whether one more refusal of a stranger is logged.
    fn admits(&self, store: Option<StoreId>, at_micros: i64) -> bool {
        let Ok(mut strangers) = self.strangers.lock() else {
            return false;
        };
        let hour = at_micros.div_euclid(HOUR_MICROS);
        if strangers.hour != hour {
            let unlogged: u64 = strangers
                .seen
                .values()
                .map(|seen| u64::from(seen.saturating_sub(MAX_STRANGERS_PER_HOUR)))
                .sum();
            if unlogged > 0 {
                tracing::warn!(
                    refusals.unlogged = unlogged,
                    "more refusals in an hour than the log takes"
                );
            }
            strangers.hour = hour;
            strangers.seen.clear();
        }
        let seen = strangers.seen.entry(store).or_default();
        *seen = seen.saturating_add(1);
        *seen <= MAX_STRANGERS_PER_HOUR
    }

    /// Whether the refusal of a stranger is logged: bounded on this node first, so that a flood costs no writes, and over all nodes
    /// then.
    async fn admits_stranger(&self, state: &AppState, transaction: &Transaction) -> bool {
        let (store, at) = (transaction.store_id, transaction.at.0);
        if !self.admits(store, at) {
            return false;
        }
        let hour = at.div_euclid(HOUR_MICROS);
        let limit = i64::from(MAX_STRANGERS_PER_HOUR);
        match database::transactions::count_refusal(state.database.write(), store, hour, limit)
            .await
        {
            Ok(admitted) => admitted,
            Err(error) => {
                tracing::error!(%error, "cannot count a refusal");
                false
            }
        }
    }

    /// Writes what an exchange changes, with its log entry, durably. Answers whether it is written.
    pub async fn write(&self, state: &AppState, set: WriteSet) -> bool {
        match state.database.writer().commit(set).await {
            Ok(()) => true,
            Err(error) => {
                tracing::error!(%error, "cannot write an exchange");
                false
            }
        }
    }

    /// Writes the log entry of a refusal; of a stranger's within bounds. Answers whether there is an entry.
    pub async fn refusal(&self, state: &AppState, transaction: Transaction, known: bool) -> bool {
        let bounded = !known && transaction.status == TransactionStatus::Refused;
        if bounded && !self.admits_stranger(state, &transaction).await {
            return false;
        }
        let set = WriteSet {
            transactions: vec![transaction],
            ..WriteSet::default()
        };
        self.write(state, set).await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strangers_are_bounded_per_store_and_hour() {
        let log = Log::default();
        let store = Some(StoreId(uuid::Uuid::from_u128(1)));
        let admitted = |store, at| (0..1_500).filter(|_| log.admits(store, at)).count();
        assert_eq!(admitted(store, 0), 1_000);
        assert_eq!(admitted(None, 1), 1_000);
        assert_eq!(admitted(store, HOUR_MICROS), 1_000);
    }
}
