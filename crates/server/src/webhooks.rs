//! Telling stores of what happens: a task of each node, beside everything else, so that nothing ever waits for a store.
//!
//! What is told stands in the timelines of sessions, which are written in the transaction that changes the session; from there it goes
//! into an outbox, and from the outbox to the store until it is taken, or tried often enough.

mod order;

use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use actix_web::web::{self, Bytes};
use api_types::webhook::{WebhookEvent, WebhookEventKind, WebhookSession};
use futures_util::{StreamExt, stream};
use punchout::{
    ids::{StoreId, WebhookDeliveryId},
    session::{Session, SessionEvent},
    store::Store,
    time::Timestamp,
    webhook::{DeliveryState, KEPT_ANSWER, WebhookAttempt, WebhookDelivery, told},
};
use tokio::time::{MissedTickBehavior, interval};
use uuid::Uuid;

pub use order::order_received;

use crate::{
    api::{moment, punch_out_sessions},
    outbound::{OutboundError, Outgoing},
    random,
    settings::Snapshot,
    state::AppState,
};

/// How often a node looks.
const EVERY: Duration = Duration::from_secs(1);

/// How many stores are told at the same time, and how much is taken at once.
const AT_ONCE: usize = 16;
const TAKEN: u64 = 64;

/// How long nobody else tries what was taken: longer than all of it takes.
const TAKEN_SECONDS: i64 = 60;

/// How far back a node looks: what was written by another one may come late.
const LOOK_BACK: Duration = Duration::from_secs(60);
const FIRST_LOOK_BACK: Duration = Duration::from_secs(3_600);

/// Tells stores for as long as the program runs.
pub async fn run(state: web::Data<AppState>) {
    let mut ticks = interval(EVERY);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut look_back = FIRST_LOOK_BACK;
    let mut well = true;
    loop {
        ticks.tick().await;
        if state.database.is_closed() {
            return;
        }
        let turn = turn(&state, look_back).await;
        // Once, not each second, while the database is away.
        match (&turn, well) {
            (Err(error), true) => tracing::error!(%error, "cannot tell stores of events"),
            (Ok(()), false) => tracing::info!("telling stores of events again"),
            _ => {}
        }
        well = turn.is_ok();
        look_back = if well { LOOK_BACK } else { FIRST_LOOK_BACK };
    }
}

/// Looks once for what happened within a time, and tells what is due.
///
/// # Errors
/// When the database is away.
pub async fn turn(state: &AppState, look_back: Duration) -> Result<(), database::Error> {
    let settings = state.settings.snapshot();
    collect(state, &settings, look_back).await?;
    if settings
        .stores()
        .all(|store| store.interface.webhook_url.is_none())
    {
        return Ok(());
    }
    let now = state.now();
    let until = now.plus_seconds(TAKEN_SECONDS);
    let due = database::webhooks::take_due(state.database.write(), now, until, TAKEN).await?;
    let mut under_way = stream::iter(due)
        .map(|delivery| tell(state, &settings, delivery))
        .buffer_unordered(AT_ONCE);
    while let Some(noted) = under_way.next().await {
        noted?;
    }
    Ok(())
}

/// Puts into the outbox what happened in sessions of stores that want to be told.
async fn collect(
    state: &AppState,
    settings: &Snapshot,
    look_back: Duration,
) -> Result<(), database::Error> {
    let stores: Vec<StoreId> = settings
        .stores()
        .filter(|store| store.interface.webhook_url.is_some())
        .map(|store| store.id)
        .collect();
    if stores.is_empty() {
        return Ok(());
    }
    let mut from = first_id(look_back);
    loop {
        let happened = database::webhooks::happened(state.database.read(), &stores, from).await?;
        let Some((last, _)) = happened.last() else {
            return Ok(());
        };
        from = last.id.0;
        let deliveries: Vec<_> = happened
            .iter()
            .flat_map(|(event, session)| deliveries(settings, event, session, state.now()))
            .collect();
        database::webhooks::add(state.database.write(), &deliveries).await?;
    }
}

/// What a store is told of an event.
fn deliveries(
    settings: &Snapshot,
    event: &SessionEvent,
    session: &Session,
    now: Timestamp,
) -> Vec<WebhookDelivery> {
    let Some(store) = settings.store(session.store_id) else {
        return Vec::new();
    };
    let wanted = &store.interface.webhook_events;
    let names = told(event.kind, session.operation);
    names
        .iter()
        .enumerate()
        .filter(|(_, name)| wanted.is_empty() || wanted.iter().any(|wanted| wanted == *name))
        .filter_map(|(index, name)| {
            let kind = WebhookEventKind::named(name)?;
            // Made of the event's own id, so that each node makes the same ones.
            let place = u128::try_from(index).unwrap_or_default();
            let id = Uuid::from_u128(event.id.0.as_u128() ^ place);
            Some(WebhookDelivery {
                id: WebhookDeliveryId(id),
                store_id: store.id,
                event: (*name).to_owned(),
                at: event.at,
                body: body(id, kind, store, event, session)?,
                state: DeliveryState::Pending,
                attempts: 0,
                next_attempt_at: Some(now),
                last_attempt_at: None,
                last_status: None,
                last_error: None,
            })
        })
        .collect()
}

fn body(
    id: Uuid,
    kind: WebhookEventKind,
    store: &Store,
    event: &SessionEvent,
    session: &Session,
) -> Option<String> {
    let told = WebhookEvent {
        id,
        kind,
        timestamp: moment::present(event.at),
        store: store.key.clone(),
        order: None,
        session: Some(WebhookSession {
            id: session.id.0,
            event: punch_out_sessions::present_event_kind(event.kind),
            operation: punch_out_sessions::present_operation(session.operation),
            connection_id: session.connection_id.0,
            business_unit_id: session.business_unit_id.0,
            buyer_id: session.buyer_id.0,
            expires_at: moment::present(session.expires_at),
        }),
    };
    serde_json::to_string(&told).ok()
}

/// Tells one thing once, and notes what came of it.
async fn tell(
    state: &AppState,
    settings: &Snapshot,
    mut delivery: WebhookDelivery,
) -> Result<(), database::Error> {
    let (at, began) = (state.now(), Instant::now());
    let (outcome, answer) = match attempt(state, settings, &delivery).await {
        Ok((status, answer)) => (Ok(status), answer),
        Err(error) => (Err(error), Bytes::new()),
    };
    let attempt = WebhookAttempt {
        id: random::id().into(),
        at,
        duration_ms: i64::try_from(began.elapsed().as_millis()).unwrap_or(i64::MAX),
        outcome: outcome.clone(),
        answer: beginning(&answer).to_vec(),
    };
    delivery.attempted(outcome, state.now());
    state.metrics.attempted(&delivery);
    match database::webhooks::attempted(state.database.write(), &delivery, &attempt).await {
        // It was removed meanwhile, being past its time.
        Err(database::Error::NotFound) => Ok(()),
        noted => noted,
    }
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

/// The least id that can have been made within a time: ids begin with the milliseconds since 1970 (RFC 9562, version 7), by the clock of
/// the machine.
fn first_id(look_back: Duration) -> Uuid {
    let now = SystemTime::now().duration_since(UNIX_EPOCH);
    let from = now.unwrap_or_default().saturating_sub(look_back);
    Uuid::from_u128((from.as_millis() & 0xffff_ffff_ffff) << 80)
}
