//! Changes of the records that are administered. Each has the columns `id`, `created_at`, `updated_at`, `version`, `archived_at`.

use std::str::FromStr;

use punchout::time::Timestamp;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, ConnectionTrait, EntityTrait, PaginatorTrait,
    QueryFilter, Select,
    sea_query::{Expr, ExprTrait},
};
use uuid::Uuid;

use crate::error::{Error, Result};

/// Changes a record to what is set in a row, if it still has the expected version (any where `None`). Its id, its beginning and whether
/// it is archived stay as they are.
pub async fn update<A>(
    conn: &impl ConnectionTrait,
    id: Uuid,
    expected: Option<i64>,
    mut row: A,
    now: Timestamp,
) -> Result<()>
where
    A: ActiveModelTrait,
    <A::Entity as EntityTrait>::Model: Sync,
{
    for kept in ["id", "created_at", "updated_at", "version", "archived_at"] {
        row.not_set(column::<A::Entity>(kept)?);
    }
    apply(conn, id, expected, row, now).await
}

/// Archives a record, if it still has the expected version (any where `None`), and sets what else the row says.
pub async fn archive<A>(
    conn: &impl ConnectionTrait,
    id: Uuid,
    expected: Option<i64>,
    mut also: A,
    now: Timestamp,
) -> Result<()>
where
    A: ActiveModelTrait,
    <A::Entity as EntityTrait>::Model: Sync,
{
    also.set(column::<A::Entity>("archived_at")?, Some(now.0).into());
    apply(conn, id, expected, also, now).await
}

/// Sets what the row says in a record, if it still has the expected version (any where `None`).
pub async fn apply<A>(
    conn: &impl ConnectionTrait,
    id: Uuid,
    expected: Option<i64>,
    mut row: A,
    now: Timestamp,
) -> Result<()>
where
    A: ActiveModelTrait,
    <A::Entity as EntityTrait>::Model: Sync,
{
    row.set(column::<A::Entity>("updated_at")?, now.0.into());
    let version = column::<A::Entity>("version")?;
    let mut statement = A::Entity::update_many()
        .set(row)
        .col_expr(version, Expr::col(version).add(1))
        .filter(live(id));
    if let Some(expected) = expected {
        statement = statement.filter(version.eq(expected));
    }
    if statement.exec(conn).await?.rows_affected > 0 {
        return Ok(());
    }
    Err(
        if A::Entity::find().filter(live(id)).count(conn).await? > 0 {
            Error::StaleVersion
        } else {
            Error::NotFound
        },
    )
}

/// Meets the record with an id, if it is not archived.
pub fn live(id: Uuid) -> Condition {
    Condition::all()
        .add(Expr::col("id").eq(id))
        .add(Expr::col("archived_at").is_null())
}

/// Refuses when others still refer to a record.
pub async fn unused<E>(
    conn: &impl ConnectionTrait,
    references: Select<E>,
    by: &'static str,
) -> Result<()>
where
    E: EntityTrait,
    E::Model: Sync,
{
    if references.count(conn).await? > 0 {
        return Err(Error::InUse(by));
    }
    Ok(())
}

fn column<E: EntityTrait>(name: &str) -> Result<E::Column> {
    E::Column::from_str(name)
        .map_err(|_| Error::Internal(format!("no column {name} in an administered record")))
}
