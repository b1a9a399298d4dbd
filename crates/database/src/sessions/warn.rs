//! Sessions that will end by themselves soon: stores are told, once of each end.

use punchout::{ids::StoreId, session::SessionEventKind, time::Timestamp};
use sea_orm::{
    ColumnTrait, EntityTrait, QueryFilter,
    sea_query::{CaseStatement, Expr, ExprTrait},
};
use uuid::Uuid;

use super::steps::{alive, note_all};
use crate::{
    Database,
    connect::begin,
    entities::punch_out_sessions::{Column, Entity},
    error::Result,
};

/// Notes in the timelines of a store's sessions that they end within some seconds, where that was not noted of this end before, and returns
/// how many there were. A session that somebody does something with ends later, and is noted again then. Any number of nodes may do so at the
/// same time.
///
/// # Errors
///
/// [`crate::Error::Unavailable`].
pub async fn note_expiring(
    database: &Database,
    store: StoreId,
    seconds: i64,
    now: Timestamp,
    new_id: impl Fn() -> Uuid,
) -> Result<usize> {
    let due = Entity::find()
        .filter(soon(store, seconds, now))
        .one(database.read())
        .await?;
    if due.is_none() {
        return Ok(0);
    }
    let transaction = begin(database.write()).await?;
    let warned = Entity::update_many()
        .col_expr(Column::WarnedOf, end())
        .filter(soon(store, seconds, now))
        .exec_with_returning(&transaction)
        .await?;
    note_all(
        &transaction,
        &warned,
        (SessionEventKind::Expiring, None),
        now,
        new_id,
    )
    .await?;
    transaction.commit().await?;
    Ok(warned.len())
}

/// Meets the sessions of a store that are in its hands, end soon, and were not noted for that.
fn soon(store: StoreId, seconds: i64, now: Timestamp) -> sea_orm::Condition {
    sea_orm::Condition::all()
        .add(Column::StoreId.eq(store.0))
        // In these words, which are those of an index.
        .add(Expr::cust("state = 'shopping'"))
        .add(alive(now))
        .add(alive(now.plus_seconds(seconds)).not())
        .add(
            sea_orm::Condition::any()
                .add(Column::WarnedOf.is_null())
                .add(Expr::col(Column::WarnedOf).lt(end())),
        )
}

/// When a session ends by itself.
fn end() -> Expr {
    let idle = Expr::col(Column::LastActivityAt).add(
        Expr::col(Column::IdleTtlSeconds)
            .cast_as("bigint")
            .mul(1_000_000_i64),
    );
    CaseStatement::new()
        .case(
            Expr::col(Column::ExpiresAt).lt(idle.clone()),
            Expr::col(Column::ExpiresAt),
        )
        .finally(idle)
        .into()
}
