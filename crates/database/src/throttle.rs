//! The throttle on signing in: who fails too often has to wait, on all nodes.

use punchout::{secret::TokenHash, time::Timestamp};
use sea_orm::{
    ConnectionTrait, EntityTrait, IntoActiveModel,
    sea_query::{CaseStatement, Expr, ExprTrait, OnConflict},
};

use crate::{
    entities::login_throttle::{self, Column, Entity},
    error::{Error, Result},
};

/// How many failures are too many.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// So many failures ...
    pub failures: i32,
    /// ... within so many seconds ...
    pub window_seconds: i64,
    /// ... mean so many seconds of waiting.
    pub block_seconds: i64,
}

/// Until when a key (a hash of an e-mail address, or of a peer's address) has to wait; `None` when it need not.
///
/// # Errors
///
/// [`Error::Unavailable`].
pub async fn blocked_until(
    conn: &impl ConnectionTrait,
    key: TokenHash,
    now: Timestamp,
) -> Result<Option<Timestamp>> {
    Ok(Entity::find_by_id(key.0.to_vec())
        .one(conn)
        .await?
        .and_then(|row| row.blocked_until)
        .filter(|until| now.0 < *until)
        .map(Timestamp))
}

/// Counts a failure and returns until when the key has to wait from now on.
///
/// # Errors
///
/// [`Error::Unavailable`].
pub async fn fail(
    conn: &impl ConnectionTrait,
    key: TokenHash,
    limits: Limits,
    now: Timestamp,
) -> Result<Option<Timestamp>> {
    let until = now.plus_seconds(limits.block_seconds);
    let first = login_throttle::Model {
        key_hash: key.0.to_vec(),
        failures: 1,
        window_started_at: now.0,
        blocked_until: (limits.failures <= 1).then_some(until.0),
    };
    // One statement, so that failures at the same moment are all counted.
    let row = |column: Column| Expr::col((Entity, column));
    let begun = || row(Column::WindowStartedAt).gt(now.plus_seconds(-limits.window_seconds).0);
    let failures = || -> Expr {
        CaseStatement::new()
            .case(begun(), row(Column::Failures).add(1))
            .finally(1)
            .into()
    };
    let mut counted = OnConflict::column(Column::KeyHash);
    counted
        .value(
            Column::BlockedUntil,
            CaseStatement::new()
                .case(failures().gte(limits.failures), until.0)
                .finally(row(Column::BlockedUntil)),
        )
        .value(Column::Failures, failures())
        .value(
            Column::WindowStartedAt,
            CaseStatement::new()
                .case(begun(), row(Column::WindowStartedAt))
                .finally(now.0),
        );
    Entity::insert(first.into_active_model())
        .on_conflict(counted)
        .exec_without_returning(conn)
        .await
        .map_err(Error::from)?;
    blocked_until(conn, key, now).await
}

/// Forgets a key's failures, after a success.
///
/// # Errors
///
/// [`Error::Unavailable`].
pub async fn clear(conn: &impl ConnectionTrait, key: TokenHash) -> Result<()> {
    Entity::delete_by_id(key.0.to_vec()).exec(conn).await?;
    Ok(())
}
