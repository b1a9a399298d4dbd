//! Sessions whose time ran out: they are over whether or not that is noted, and noted for those who read timelines.

use punchout::{
    ids::SessionId,
    session::{SessionEvent, SessionEventKind, SessionState},
    time::Timestamp,
};
use sea_orm::{
    ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect, Set,
    TransactionTrait,
};
use uuid::Uuid;

use super::{
    list::LONGEST_SECONDS,
    row,
    steps::{EVENTS_AT_ONCE, alive},
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
    let transaction = database.write().begin().await?;
    let expired = Entity::update_many()
        .set(ActiveModel {
            state: Set(text::name(&SessionState::Expired)?),
            ..Default::default()
        })
        .filter(Column::Id.is_in(over))
        .filter(Column::State.is_in(open))
        .filter(alive(now).not())
        .exec_with_returning(&transaction)
        .await?;
    for some in expired.chunks(EVENTS_AT_ONCE) {
        let events = some
            .iter()
            .map(|session| {
                let event = SessionEvent {
                    id: new_id().into(),
                    session_id: SessionId(session.id),
                    at: now,
                    kind: SessionEventKind::Expired,
                    detail: None,
                };
                row::event_row(&event).map(IntoActiveModel::into_active_model)
            })
            .collect::<Result<Vec<_>>>()?;
        session_events::Entity::insert_many(events)
            .exec_without_returning(&transaction)
            .await?;
    }
    transaction.commit().await?;
    Ok(expired.len())
}
