//! Removing what is past its time: a task of each node, a little at once, so that punch-outs never wait for it.

use std::time::Duration;

use actix_web::web;
use database::{
    Database, installation,
    purge::{Stale, remove},
    sessions,
};
use punchout::time::Timestamp;
use tokio::time::{Instant, MissedTickBehavior, interval_at, sleep};

use crate::{random, state::AppState};

/// How long after its start a node looks for the first time.
const FIRST_AFTER: Duration = Duration::from_secs(60);

/// How often a node looks.
const EVERY: Duration = Duration::from_secs(10 * 60);

/// How many rows go at once.
const BATCH: u64 = 200;

/// How long others have their turn before the next batch.
const PAUSE: Duration = Duration::from_millis(20);

/// How many batches of a kind go in one turn; the rest waits for the next.
const MOST_BATCHES: u32 = 500;

const DAY_SECONDS: i64 = 24 * 3600;

/// How long answers are kept for calls that are repeated: three days.
const IDEMPOTENCY_DAYS: i64 = 3;

/// How long it is kept what stores were told of: thirty days.
const WEBHOOK_DAYS: i64 = 30;

/// How long counts of refusals are kept: ninety days.
const REFUSAL_COUNT_DAYS: i64 = 90;

/// How long it is known that an order, or what follows one, was taken: ninety days.
const RECEIVED_DOCUMENT_DAYS: i64 = 90;

/// Removes what is past its time, for as long as the program runs.
pub async fn run(state: web::Data<AppState>) {
    let mut ticks = interval_at(Instant::now() + FIRST_AFTER, EVERY);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        ticks.tick().await;
        state.limits.forget_quiet();
        if let Err(error) = note_expired(&state.database, state.now()).await {
            tracing::error!(%error, "cannot note sessions whose time ran out");
        }
        if let Err(error) = turn(&state.database, state.now()).await {
            tracing::error!(%error, "cannot remove what is past its time");
        }
    }
}

/// Removes once what is past its time, and returns how many rows went.
///
/// # Errors
/// When the database is away.
pub async fn turn(database: &Database, now: Timestamp) -> Result<u64, database::Error> {
    let mut all = 0;
    for (stale, before) in due(&installation::find(database.read()).await?, now) {
        let gone = remove_all(database, stale, before, now).await?;
        if gone > 0 {
            tracing::info!(
                rows = gone,
                kind = stale.name(),
                "removed what is past its time"
            );
        }
        all += gone;
    }
    Ok(all)
}

/// Notes in their timelines that the time of sessions ran out, and returns how many there were. That they are over does not depend on it.
///
/// # Errors
/// When the database is away.
pub async fn note_expired(database: &Database, now: Timestamp) -> Result<usize, database::Error> {
    let mut all = 0;
    for _ in 0..MOST_BATCHES {
        let noted = sessions::note_expired(database, now, BATCH, random::id).await?;
        all += noted;
        if u64::try_from(noted).is_ok_and(|noted| noted < BATCH) {
            break;
        }
        sleep(PAUSE).await;
    }
    Ok(all)
}

/// What goes, and from before when. Bodies go before the entries that they belong to, so that a long log is taken apart in small pieces.
fn due(settings: &installation::Installation, now: Timestamp) -> Vec<(Stale, Timestamp)> {
    let ago = |days: i64| now.plus_seconds(-days.saturating_mul(DAY_SECONDS));
    let kept = |days: Option<i32>| days.map(|days| ago(i64::from(days)));
    let entries = kept(settings.transaction_retention_days);
    let bodies = kept(settings.body_retention_days).or(entries);
    [
        (Stale::IdempotencyKeys, Some(ago(IDEMPOTENCY_DAYS))),
        (Stale::RefreshTokens, Some(ago(1))),
        (Stale::SignInFailures, Some(ago(1))),
        (Stale::WebhookDeliveries, Some(ago(WEBHOOK_DAYS))),
        (Stale::RefusalCounts, Some(ago(REFUSAL_COUNT_DAYS))),
        (Stale::ReceivedDocuments, Some(ago(RECEIVED_DOCUMENT_DAYS))),
        (Stale::DocumentClaims, Some(ago(1))),
        (Stale::TransactionBodies, bodies),
        (Stale::HandOvers, bodies),
        (Stale::Transactions, entries),
        (Stale::Sessions, entries),
        (Stale::AuditLog, kept(settings.audit_log_retention_days)),
    ]
    .into_iter()
    .filter_map(|(stale, before)| Some((stale, before?)))
    .collect()
}

async fn remove_all(
    database: &Database,
    stale: Stale,
    before: Timestamp,
    now: Timestamp,
) -> Result<u64, database::Error> {
    let mut all = 0;
    for _ in 0..MOST_BATCHES {
        let gone = remove(database.write(), stale, before, now, BATCH).await?;
        all += gone;
        if gone < BATCH {
            break;
        }
        sleep(PAUSE).await;
    }
    Ok(all)
}
