//! Rows for PostgreSQL: one statement a table, which takes its columns as arrays. However many rows there are, the statement is the same, so
//! it stays prepared, and a group costs as many round trips as it has tables.

use sea_orm::{
    EntityName, EntityTrait, IdenStatic, Iterable, ModelTrait, Value,
    sqlx::{
        self, AssertSqlSafe, PgConnection, PgPool, Postgres, postgres::PgArguments, query::Query,
    },
};
use uuid::Uuid;

use super::{Rows, supersession::LastOfEach};
use crate::error::{Error, Result};

/// Writes the rows of sets in one transaction, durably.
pub(super) async fn write(pool: &PgPool, sets: &[&Rows]) -> Result<()> {
    let superseding = LastOfEach::of(sets.iter().flat_map(|set| &set.superseding));
    let mut transaction = pool.begin_with(superseding.begin()).await?;
    insert(&mut transaction, sets.iter().flat_map(|set| &set.buyers)).await?;
    insert(&mut transaction, sets.iter().flat_map(|set| &set.sessions)).await?;
    let superseded = superseding.apply(&mut transaction).await?;
    let events = sets.iter().flat_map(|set| &set.events);
    insert(&mut transaction, superseded.iter().chain(events)).await?;
    insert(
        &mut transaction,
        sets.iter().flat_map(|set| &set.transactions),
    )
    .await?;
    insert(&mut transaction, sets.iter().flat_map(|set| &set.bodies)).await?;
    Ok(transaction.commit().await?)
}

async fn insert<'a, M: ModelTrait + Sync + 'a>(
    conn: &mut PgConnection,
    rows: impl Iterator<Item = &'a M> + Clone + Send,
) -> Result<()> {
    if rows.clone().next().is_none() {
        return Ok(());
    }
    let columns: Vec<_> = <M::Entity as EntityTrait>::Column::iter().collect();
    let names: Vec<_> = columns
        .iter()
        .map(|column| format!("\"{}\"", column.as_str()))
        .collect();
    let arrays: Vec<_> = (1..=columns.len())
        .map(|place| format!("${place}"))
        .collect();
    let mut query = sqlx::query(AssertSqlSafe(format!(
        "INSERT INTO \"{}\" ({}) SELECT * FROM unnest({})",
        M::Entity::default().table_name(),
        names.join(", "),
        arrays.join(", ")
    )));
    for column in columns {
        query = bind(query, rows.clone().map(|row| row.get(column)).collect())?;
    }
    query.execute(conn).await?;
    Ok(())
}

/// Adds a column. Its type is that of its values; those that are null have one as well.
fn bind(
    query: Query<'_, Postgres, PgArguments>,
    values: Vec<Value>,
) -> Result<Query<'_, Postgres, PgArguments>> {
    macro_rules! array {
        ($variant:ident, $kind:ty) => {{
            let array: Vec<Option<$kind>> = values
                .into_iter()
                .map(|value| match value {
                    Value::$variant(value) => value,
                    _ => None,
                })
                .collect();
            Ok(query.bind(array))
        }};
    }
    match values.first() {
        Some(Value::BigInt(_)) => array!(BigInt, i64),
        Some(Value::Int(_)) => array!(Int, i32),
        Some(Value::Bool(_)) => array!(Bool, bool),
        Some(Value::String(_)) => array!(String, String),
        Some(Value::Bytes(_)) => array!(Bytes, Vec<u8>),
        Some(Value::Uuid(_)) => array!(Uuid, Uuid),
        other => Err(Error::Internal(format!("no array is made of {other:?}"))),
    }
}
