//! Tables of units and classifications, of connections and of mapping profiles.

use punchout::{
    time::Timestamp,
    value_table::{TableKind, ValueRow, ValueTable},
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, Set};
use uuid::Uuid;

use crate::{
    entities::value_tables,
    error::{Error, Result},
    settings, text,
};

/// All tables.
///
/// # Errors
///
/// [`Error::Unavailable`].
pub async fn all(conn: &impl ConnectionTrait) -> Result<Vec<ValueTable>> {
    let rows = value_tables::Entity::find().all(conn).await?;
    rows.into_iter().map(from_row).collect()
}

/// A table, if it was ever filled.
///
/// # Errors
///
/// [`Error::Unavailable`].
pub async fn find(
    conn: &impl ConnectionTrait,
    owner: Uuid,
    kind: TableKind,
) -> Result<Option<ValueTable>> {
    value_tables::Entity::find_by_id((owner, text::name(&kind)?))
        .one(conn)
        .await?
        .map(from_row)
        .transpose()
}

/// Replaces a table, if it still has the expected version (any where `None`; 0 is that of a table that was never filled), and returns it
/// with its new version.
///
/// # Errors
///
/// [`Error::StaleVersion`], [`Error::Conflict`], [`Error::Unavailable`].
pub async fn put(
    conn: &impl ConnectionTrait,
    (owner, kind): (Uuid, TableKind),
    rows: &[ValueRow],
    expected: Option<i64>,
    now: Timestamp,
) -> Result<ValueTable> {
    settings::bump(conn).await?;
    let before = find(conn, owner, kind)
        .await?
        .map_or(0, |table| table.version);
    if expected.is_some_and(|expected| expected != before) {
        return Err(Error::StaleVersion);
    }
    let row = value_tables::Model {
        owner_id: owner,
        kind: text::name(&kind)?,
        entries: text::json(&rows)?,
        updated_at: now.0,
        version: before + 1,
    };
    if before == 0 {
        value_tables::Entity::insert(row.clone().into_active_model())
            .exec_without_returning(conn)
            .await?;
    } else {
        let change = value_tables::ActiveModel {
            entries: Set(row.entries.clone()),
            updated_at: Set(row.updated_at),
            version: Set(row.version),
            ..Default::default()
        };
        // The settings' version was moved first, so that changes come one after another.
        value_tables::Entity::update_many()
            .set(change)
            .filter(value_tables::Column::OwnerId.eq(owner))
            .filter(value_tables::Column::Kind.eq(row.kind.clone()))
            .exec(conn)
            .await?;
    }
    from_row(row)
}

fn from_row(row: value_tables::Model) -> Result<ValueTable> {
    Ok(ValueTable {
        owner: row.owner_id,
        kind: text::variant(row.kind)?,
        rows: text::parse(&row.entries)?,
        updated_at: Timestamp(row.updated_at),
        version: row.version,
    })
}
