//! Sessions whose time ran out: they are over whether or not that is noted, and noted for those who read timelines.

use std::collections::{HashMap, HashSet};

use punchout::{
    session::{SessionEventKind, SessionState},
    time::Timestamp,
};
use sea_orm::{
    ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Set, TransactionTrait,
};
use uuid::Uuid;

use super::{
    list::LONGEST_SECONDS,
    steps::{alive, note_all},
};
use crate::{
    Database,
    entities::{
        punch_out_sessions::{ActiveModel, Column, Entity},
        session_events,
    },
    error::Result,
    text,
};

/// How long after a session can have ended it is still noted, in seconds: a day.
const LATEST_SECONDS: i64 = 86_400;

/// Notes at most so many sessions whose time ran out, and returns how many. Any number of nodes may do so at the same time.
///
/// # Errors
///
/// [`crate::Error::Unavailable`].
pub async fn note_expired(
    database: &Database,
    now: Timestamp,
    most: u64,
    new_id: impl Fn() -> Uuid,
) -> Result<usize> {
    let open = SessionState::ALL
        .iter()
        .filter(|state| state.is_open())
        .map(text::name)
        .collect::<Result<Vec<_>>>()?;
    let over: Vec<Uuid> = Entity::find()
        .select_only()
        .column(Column::Id)
        .filter(Column::CreatedAt.gt(now.plus_seconds(-LONGEST_SECONDS - LATEST_SECONDS).0))
        .filter(Column::State.is_in(open.clone()))
        .filter(alive(now).not())
        .order_by_asc(Column::CreatedAt)
        .limit(most)
        .into_tuple()
        .all(database.read())
        .await?;
    if over.is_empty() {
        return Ok(0);
    }
    let failed = failed(database, &over).await?;
    let (failed, expired) = over.into_iter().partition(|id| failed.contains(id));
    let transaction = database.write().begin().await?;
    let mut noted = 0;
    for (sessions, state, kind) in [
        (expired, SessionState::Expired, SessionEventKind::Expired),
        (failed, SessionState::Failed, SessionEventKind::Failed),
    ] {
        let sessions: Vec<Uuid> = sessions;
        if sessions.is_empty() {
            continue;
        }
        let closed = Entity::update_many()
            .set(ActiveModel {
                state: Set(text::name(&state)?),
                ..Default::default()
            })
            .filter(Column::Id.is_in(sessions))
            .filter(Column::State.is_in(open.clone()))
            .filter(alive(now).not())
            .exec_with_returning(&transaction)
            .await?;
        note_all(&transaction, &closed, (kind, None), now, &new_id).await?;
        noted += closed.len();
    }
    transaction.commit().await?;
    Ok(noted)
}

/// Those of sessions whose last start failed: the shop did not take the buyer in.
async fn failed(database: &Database, sessions: &[Uuid]) -> Result<HashSet<Uuid>> {
    let failed = text::name(&SessionEventKind::StartFailed)?;
    let starts = [
        failed.clone(),
        text::name(&SessionEventKind::Started)?,
        text::name(&SessionEventKind::Redeemed)?,
    ];
    let events: Vec<(Uuid, String)> = session_events::Entity::find()
        .select_only()
        .column(session_events::Column::SessionId)
        .column(session_events::Column::Kind)
        .filter(session_events::Column::SessionId.is_in(sessions.iter().copied()))
        .filter(session_events::Column::Kind.is_in(starts))
        .order_by_asc(session_events::Column::At)
        .order_by_asc(session_events::Column::Id)
        .into_tuple()
        .all(database.read())
        .await?;
    let last: HashMap<Uuid, String> = events.into_iter().collect();
    let last = last.into_iter().filter(|(_, kind)| *kind == failed);
    Ok(last.map(|(session, _)| session).collect())
}
