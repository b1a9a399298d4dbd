//! Telling stores of what happens: a task of each node, beside everything else, so that nothing ever waits for a store.
//!
//! What is told stands in the timelines of sessions, which are written in the transaction that changes the session; from there it goes
//! into an outbox, and from the outbox to the store until it is taken, or tried often enough. Each store has its own share of what is under
//! way, and of one session or order is told in order.

mod order;
mod round;

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use actix_web::web;
use api_types::webhook::{WebhookEvent, WebhookEventKind, WebhookSession};
use punchout::{
    ids::{StoreId, WebhookDeliveryId},
    session::{Session, SessionEvent},
    store::Store,
    time::Timestamp,
    webhook::{DeliveryState, WebhookDelivery, told},
};
use tokio::time::{MissedTickBehavior, interval};
use uuid::Uuid;

pub use order::order_received;

use self::round::Round;
use crate::{
    api::{moment, punch_out_sessions},
    settings::Snapshot,
    state::AppState,
};

/// How often a node looks.
const EVERY: Duration = Duration::from_secs(1);

/// How far back a node looks: what was written by another one may come late.
const LOOK_BACK: Duration = Duration::from_secs(60);
const FIRST_LOOK_BACK: Duration = Duration::from_secs(3_600);

/// Tells stores for as long as the program runs.
pub async fn run(state: web::Data<AppState>) {
    let mut ticks = interval(EVERY);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut look_back = FIRST_LOOK_BACK;
    let mut well = true;
    let mut round = Round::new(&state);
    loop {
        // Whatever is under way, the others are looked after: none waits for a store that is slow.
        let turned = tokio::select! {
            _ = ticks.tick() => look(&state, &mut round, look_back).await,
            Some(told) = round.next() => match round.note(told).await {
                Ok(()) => round.fill(state.now()).await,
                failed => failed,
            },
        };
        if state.database.is_closed() {
            return;
        }
        // Once, not each second, while the database is away.
        match (&turned, well) {
            (Err(error), true) => tracing::error!(%error, "cannot tell stores of events"),
            (Ok(()), false) => tracing::info!("telling stores of events again"),
            _ => {}
        }
        well = turned.is_ok();
        look_back = if well { LOOK_BACK } else { FIRST_LOOK_BACK };
    }
}

/// Looks once for what happened within a time, and tells all that is due.
///
/// # Errors
/// When the database is away.
pub async fn turn(state: &AppState, look_back: Duration) -> Result<(), database::Error> {
    let mut round = Round::new(state);
    look(state, &mut round, look_back).await?;
    while let Some(told) = round.next().await {
        round.note(told).await?;
        round.fill(state.now()).await?;
    }
    Ok(())
}

/// Looks for what happened within a time, and begins to tell what is due.
async fn look(
    state: &AppState,
    round: &mut Round<'_>,
    look_back: Duration,
) -> Result<(), database::Error> {
    let settings = state.settings.snapshot();
    collect(state, &settings, look_back).await?;
    if settings
        .stores()
        .all(|store| store.interface.webhook_url.is_none())
    {
        return Ok(());
    }
    round.fill(state.now()).await
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
            // Made of the event's own id, so that each node makes the same ones, in their order.
            let place = u128::try_from(index).unwrap_or_default();
            let id = Uuid::from_u128(event.id.0.as_u128().wrapping_add(place));
            Some(WebhookDelivery {
                id: WebhookDeliveryId(id),
                store_id: store.id,
                subject: Some(format!("session {}", session.id)),
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

/// The least id that can have been made within a time: ids begin with the milliseconds since 1970 (RFC 9562, version 7), by the clock of
/// the machine.
fn first_id(look_back: Duration) -> Uuid {
    let now = SystemTime::now().duration_since(UNIX_EPOCH);
    let from = now.unwrap_or_default().saturating_sub(look_back);
    Uuid::from_u128((from.as_millis() & 0xffff_ffff_ffff) << 80)
}
