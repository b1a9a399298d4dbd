//! Connections.

mod list;
mod row;

use std::collections::HashMap;

use punchout::{
    connection::Connection,
    ids::{ConnectionId, StoreId},
    time::Timestamp,
};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter,
    QueryOrder, Set,
};

pub use list::{ConnectionFilter, list};

use crate::{
    change,
    entities::{connection_stores, connections, return_hosts},
    error::{Error, Result},
    settings, text,
};

/// Adds a connection.
///
/// # Errors
///
/// [`Error::MissingReference`], [`Error::Unavailable`].
pub async fn insert(conn: &impl ConnectionTrait, connection: &Connection) -> Result<()> {
    settings::bump(conn).await?;
    connections::Entity::insert(row::to_row(connection)?.into_active_model())
        .exec_without_returning(conn)
        .await?;
    insert_stores(conn, connection).await
}

/// Changes a connection, if it still has the expected version (any where `None`), and returns it with its new version.
///
/// # Errors
///
/// [`Error::StaleVersion`], [`Error::NotFound`], [`Error::MissingReference`], [`Error::Unavailable`].
pub async fn update(
    conn: &impl ConnectionTrait,
    connection: &Connection,
    expected: Option<i64>,
    now: Timestamp,
) -> Result<Connection> {
    settings::bump(conn).await?;
    let row = row::to_row(connection)?.into_active_model().reset_all();
    change::update(conn, connection.id.0, expected, row, now).await?;
    connection_stores::Entity::delete_many()
        .filter(connection_stores::Column::ConnectionId.eq(connection.id.0))
        .exec(conn)
        .await?;
    insert_stores(conn, connection).await?;
    find(conn, connection.id).await?.ok_or(Error::NotFound)
}

/// Archives a connection and makes it inactive: it is found no more, but sessions and log entries that refer to it stay.
///
/// # Errors
///
/// [`Error::StaleVersion`], [`Error::NotFound`], [`Error::Unavailable`].
pub async fn archive(
    conn: &impl ConnectionTrait,
    id: ConnectionId,
    expected: Option<i64>,
    now: Timestamp,
) -> Result<()> {
    settings::bump(conn).await?;
    let inactive = connections::ActiveModel {
        active: Set(false),
        ..Default::default()
    };
    change::archive(conn, id.0, expected, inactive, now).await
}

/// Finds a connection that is not archived.
///
/// # Errors
///
/// [`Error::Unavailable`].
pub async fn find(conn: &impl ConnectionTrait, id: ConnectionId) -> Result<Option<Connection>> {
    let rows = connections::Entity::find()
        .filter(change::live(id.0))
        .all(conn)
        .await?;
    Ok(with_stores(conn, rows).await?.pop())
}

/// Finds a connection that is archived, and since when.
///
/// # Errors
///
/// [`Error::Unavailable`].
pub async fn find_archived(
    conn: &impl ConnectionTrait,
    id: ConnectionId,
) -> Result<Option<(Connection, Timestamp)>> {
    let rows = connections::Entity::find_by_id(id.0).all(conn).await?;
    let at = rows.first().and_then(|row| row.archived_at).map(Timestamp);
    Ok(with_stores(conn, rows).await?.pop().zip(at))
}

/// Finds connections by their ids, archived ones as well: for showing what sessions and the log refer to.
///
/// # Errors
///
/// [`Error::Unavailable`].
pub async fn find_any(
    conn: &impl ConnectionTrait,
    ids: &[ConnectionId],
) -> Result<Vec<Connection>> {
    let rows = connections::Entity::find()
        .filter(connections::Column::Id.is_in(ids.iter().map(|id| id.0)))
        .all(conn)
        .await?;
    with_stores(conn, rows).await
}

/// Finds the connections of a name, without regard to case.
///
/// # Errors
///
/// [`Error::Unavailable`].
pub async fn find_named(conn: &impl ConnectionTrait, name: &str) -> Result<Vec<Connection>> {
    let rows = connections::Entity::find()
        .filter(connections::Column::NameKey.eq(text::key(name)))
        .filter(connections::Column::ArchivedAt.is_null())
        .all(conn)
        .await?;
    with_stores(conn, rows).await
}

/// All connections, inactive ones included.
///
/// # Errors
///
/// [`Error::Unavailable`].
pub async fn all(conn: &impl ConnectionTrait) -> Result<Vec<Connection>> {
    let rows = connections::Entity::find()
        .filter(connections::Column::ArchivedAt.is_null())
        .order_by_asc(connections::Column::Id)
        .all(conn)
        .await?;
    let stores = connection_stores::Entity::find().all(conn).await?;
    join(rows, stores)
}

async fn insert_stores(conn: &impl ConnectionTrait, connection: &Connection) -> Result<()> {
    let mut stores = connection.store_ids.clone();
    stores.sort_unstable();
    stores.dedup();
    if stores.is_empty() {
        return Ok(());
    }
    let rows = stores.into_iter().map(|store| {
        connection_stores::Model {
            connection_id: connection.id.0,
            store_id: store.0,
        }
        .into_active_model()
    });
    connection_stores::Entity::insert_many(rows)
        .exec_without_returning(conn)
        .await?;
    Ok(())
}

/// Adds to connections the stores that they lead to.
async fn with_stores(
    conn: &impl ConnectionTrait,
    rows: Vec<connections::Model>,
) -> Result<Vec<Connection>> {
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let stores = connection_stores::Entity::find()
        .filter(connection_stores::Column::ConnectionId.is_in(rows.iter().map(|row| row.id)))
        .all(conn)
        .await?;
    join(rows, stores)
}

fn join(
    rows: Vec<connections::Model>,
    stores: Vec<connection_stores::Model>,
) -> Result<Vec<Connection>> {
    let mut by_connection: HashMap<_, Vec<StoreId>> = HashMap::new();
    for row in stores {
        by_connection
            .entry(row.connection_id)
            .or_default()
            .push(StoreId(row.store_id));
    }
    rows.into_iter()
        .map(|row| {
            let mut stores = by_connection.remove(&row.id).unwrap_or_default();
            stores.sort_unstable();
            row::from_row(row, stores)
        })
        .collect()
}

/// A host that carts were to return to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeenReturnHost {
    /// The host, as an entry of [`Connection::allowed_return_hosts`].
    pub host: String,
    /// When a setup first named it.
    pub first_seen_at: Timestamp,
    /// When one last did, within a minute.
    pub last_seen_at: Timestamp,
}

/// The hosts that a connection's setups named, for an administrator to choose from.
///
/// # Errors
///
/// [`Error::Unavailable`].
pub async fn return_hosts(
    conn: &impl ConnectionTrait,
    id: ConnectionId,
) -> Result<Vec<SeenReturnHost>> {
    Ok(return_hosts::Entity::find()
        .filter(return_hosts::Column::ConnectionId.eq(id.0))
        .order_by_asc(return_hosts::Column::Host)
        .all(conn)
        .await?
        .into_iter()
        .map(|row| SeenReturnHost {
            host: row.host,
            first_seen_at: Timestamp(row.first_seen_at),
            last_seen_at: Timestamp(row.last_seen_at),
        })
        .collect())
}
