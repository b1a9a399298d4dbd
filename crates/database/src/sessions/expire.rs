//! Sessions whose time ran out: they are over whether or not that is noted, and noted for those who read timelines.

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
    entities::punch_out_sessions::{ActiveModel, Column, Entity},
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
    note_all(
        &transaction,
        &expired,
        (SessionEventKind::Expired, None),
        now,
        new_id,
    )
    .await?;
    transaction.commit().await?;
    Ok(expired.len())
}
