//! Noting sessions that will end by themselves soon, so that their stores are told: a task of each node.

use std::time::Duration;

use actix_web::web;
use tokio::time::{MissedTickBehavior, interval};

use crate::{random, state::AppState};

/// How often a node looks: so much later than the store wants it a warning may come.
const EVERY: Duration = Duration::from_secs(5);

/// Looks for as long as the program runs.
pub async fn run(state: web::Data<AppState>) {
    let mut ticks = interval(EVERY);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut well = true;
    loop {
        ticks.tick().await;
        if state.database.is_closed() {
            return;
        }
        let turn = turn(&state).await;
        // Once, not every few seconds, while the database is away.
        if let (Err(error), true) = (&turn, well) {
            tracing::error!(%error, "cannot look for sessions that end soon");
        }
        well = turn.is_ok();
    }
}

/// Looks once, and returns how many sessions were noted.
///
/// # Errors
/// When the database is away.
pub async fn turn(state: &AppState) -> Result<usize, database::Error> {
    let settings = state.settings.snapshot();
    let mut all = 0;
    // Those who are told nothing need no look.
    let told = settings
        .stores()
        .filter(|store| store.interface.webhook_url.is_some());
    for store in told {
        if let Some(seconds) = store.warns_seconds() {
            let (database, now) = (&state.database, state.now());
            all += database::sessions::note_expiring(database, store.id, seconds, now, random::id)
                .await?;
        }
    }
    Ok(all)
}
