//! The bound on log entries of strangers.

use punchout::ids::StoreId;
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter,
    sea_query::{CaseStatement, Expr, ExprTrait, OnConflict},
};
use uuid::Uuid;

use crate::{
    entities::refusal_counts::{self, Column, Entity},
    error::Result,
};

/// Counts a refusal of a caller that is not known, and tells whether it may be logged: `limit` are in an hour (hours since 1970) for
/// each store, and as many for addresses that lead to none.
///
/// # Errors
///
/// [`crate::Error::Unavailable`].
pub async fn count_refusal(
    conn: &impl ConnectionTrait,
    store: Option<StoreId>,
    hour: i64,
    limit: i64,
) -> Result<bool> {
    let row = |column: Column| Expr::col((Entity, column));
    let one_more = |column: Column, when: Expr| -> Expr {
        CaseStatement::new()
            .case(when, row(column).add(1))
            .finally(row(column))
            .into()
    };
    let mut counted = OnConflict::columns([Column::Scope, Column::Hour]);
    counted
        .value(
            Column::Suppressed,
            one_more(Column::Suppressed, row(Column::Logged).gte(limit)),
        )
        .value(
            Column::Logged,
            one_more(Column::Logged, row(Column::Logged).lt(limit)),
        );
    let first = refusal_counts::Model {
        scope: scope(store),
        hour,
        logged: 1,
        suppressed: 0,
    };
    let now = Entity::insert(first.into_active_model())
        .on_conflict(counted)
        .exec_with_returning(conn)
        .await?;
    Ok(now.suppressed == 0)
}

/// How many refusals of an hour were counted and not logged.
///
/// # Errors
///
/// [`crate::Error::Unavailable`].
pub async fn suppressed_refusals(
    conn: &impl ConnectionTrait,
    store: Option<StoreId>,
    hour: i64,
) -> Result<i64> {
    Ok(Entity::find()
        .filter(Column::Scope.eq(scope(store)))
        .filter(Column::Hour.eq(hour))
        .one(conn)
        .await?
        .map_or(0, |row| row.suppressed))
}

/// A key cannot be null: no store is the nil id.
fn scope(store: Option<StoreId>) -> Uuid {
    store.map_or(Uuid::nil(), |store| store.0)
}
