//! Entry points: one for each connection and store that it leads to.

use std::collections::HashSet;

use punchout::{
    connection::Connection,
    entry_point::EntryPoint,
    ids::{ConnectionId, EntryPointId, StoreId},
    store::Store,
    time::Timestamp,
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, JoinType, QueryFilter, QueryOrder,
    QuerySelect, Select,
    sea_query::{Expr, ExprTrait, OnConflict, Query},
};

use crate::{
    entities::{connection_stores, connections, entry_points, stores},
    error::{Error, Result},
    page::{Page, PageRequest},
    settings,
};

/// Makes the entry points that a connection lacks: one for each enabled store that it leads to. `fresh` makes the id and the slug
/// of each. Existing ones stay as they are, also those of stores that the connection no longer leads to: their slugs are good
/// again when it does.
///
/// # Errors
///
/// [`Error::Unavailable`].
pub async fn ensure(
    conn: &impl ConnectionTrait,
    connection: &Connection,
    stores: &[Store],
    mut fresh: impl FnMut() -> (EntryPointId, String),
    now: Timestamp,
) -> Result<()> {
    let present: HashSet<_> = entry_points::Entity::find()
        .filter(entry_points::Column::ConnectionId.eq(connection.id.0))
        .all(conn)
        .await?
        .into_iter()
        .map(|row| row.store_id)
        .collect();
    let missing: Vec<_> = stores
        .iter()
        .filter(|store| {
            store.enabled && connection.serves(store.id) && !present.contains(&store.id.0)
        })
        .map(|store| {
            let (id, slug) = fresh();
            entry_points::Model {
                id: id.0,
                connection_id: connection.id.0,
                store_id: store.id.0,
                slug,
                last_used_at: None,
                created_at: now.0,
                updated_at: now.0,
                version: 1,
            }
            .into_active_model()
        })
        .collect();
    if missing.is_empty() {
        return Ok(());
    }
    settings::bump(conn).await?;
    // Another node may do the same at this moment.
    let mut same_pair = OnConflict::columns([
        entry_points::Column::ConnectionId,
        entry_points::Column::StoreId,
    ]);
    same_pair.do_nothing();
    entry_points::Entity::insert_many(missing)
        .on_conflict(same_pair)
        .exec_without_returning(conn)
        .await?;
    Ok(())
}

/// Gives an entry point a new slug; the old one leads nowhere from then on.
///
/// # Errors
///
/// [`Error::NotFound`], [`Error::Conflict`], [`Error::Unavailable`].
pub async fn renew(
    conn: &impl ConnectionTrait,
    id: EntryPointId,
    slug: String,
    now: Timestamp,
) -> Result<EntryPoint> {
    settings::bump(conn).await?;
    let statement = entry_points::Entity::update_many()
        .col_expr(entry_points::Column::Slug, Expr::value(slug))
        .col_expr(entry_points::Column::UpdatedAt, Expr::value(now.0))
        .col_expr(
            entry_points::Column::Version,
            Expr::col(entry_points::Column::Version).add(1),
        )
        .filter(entry_points::Column::Id.eq(id.0));
    statement.exec(conn).await?;
    find(conn, id).await?.ok_or(Error::NotFound)
}

/// Finds an entry point of a connection and a store that are not archived and belong together.
///
/// # Errors
///
/// [`Error::Unavailable`].
pub async fn find(conn: &impl ConnectionTrait, id: EntryPointId) -> Result<Option<EntryPoint>> {
    Ok(served()
        .filter(entry_points::Column::Id.eq(id.0))
        .one(conn)
        .await?
        .map(from_row))
}

/// Lists entry points, of one connection or of all, of one store or of all, oldest first.
///
/// # Errors
///
/// [`Error::InvalidCursor`], [`Error::Unavailable`].
pub async fn list(
    conn: &impl ConnectionTrait,
    connection: Option<ConnectionId>,
    store: Option<StoreId>,
    page: &PageRequest,
) -> Result<Page<EntryPoint>> {
    let mut query = served()
        .order_by_asc(entry_points::Column::Id)
        .limit(page.rows());
    if let Some(connection) = connection {
        query = query.filter(entry_points::Column::ConnectionId.eq(connection.0));
    }
    if let Some(store) = store {
        query = query.filter(entry_points::Column::StoreId.eq(store.0));
    }
    if let Some(((), id)) = page.place()? {
        query = query.filter(entry_points::Column::Id.gt(id));
    }
    page.page(
        query.all(conn).await?,
        |row| ((), row.id),
        |row| Ok(from_row(row)),
    )
}

/// When a connection was last used through any of its entry points.
///
/// # Errors
///
/// [`Error::Unavailable`].
pub async fn last_use(
    conn: &impl ConnectionTrait,
    connection: ConnectionId,
) -> Result<Option<Timestamp>> {
    let last: Option<Option<i64>> = entry_points::Entity::find()
        .select_only()
        .column_as(entry_points::Column::LastUsedAt.max(), "last")
        .filter(entry_points::Column::ConnectionId.eq(connection.0))
        .into_tuple()
        .one(conn)
        .await?;
    Ok(last.flatten().map(Timestamp))
}

/// All entry points of connections and stores that are not archived and belong together.
///
/// # Errors
///
/// [`Error::Unavailable`].
pub async fn all(conn: &impl ConnectionTrait) -> Result<Vec<EntryPoint>> {
    Ok(served()
        .order_by_asc(entry_points::Column::Id)
        .all(conn)
        .await?
        .into_iter()
        .map(from_row)
        .collect())
}

fn served() -> Select<entry_points::Entity> {
    let listed = |pair: bool| {
        let mut query = Query::select();
        query
            .expr(Expr::value(1))
            .from(connection_stores::Entity)
            .and_where(
                Expr::col((
                    connection_stores::Entity,
                    connection_stores::Column::ConnectionId,
                ))
                .equals((entry_points::Entity, entry_points::Column::ConnectionId)),
            );
        if pair {
            query.and_where(
                Expr::col((
                    connection_stores::Entity,
                    connection_stores::Column::StoreId,
                ))
                .equals((entry_points::Entity, entry_points::Column::StoreId)),
            );
        }
        query.take()
    };
    entry_points::Entity::find()
        .join(
            JoinType::InnerJoin,
            entry_points::Entity::belongs_to(connections::Entity)
                .from(entry_points::Column::ConnectionId)
                .to(connections::Column::Id)
                .into(),
        )
        .join(
            JoinType::InnerJoin,
            entry_points::Entity::belongs_to(stores::Entity)
                .from(entry_points::Column::StoreId)
                .to(stores::Column::Id)
                .into(),
        )
        .filter(connections::Column::ArchivedAt.is_null())
        .filter(stores::Column::ArchivedAt.is_null())
        .filter(Expr::exists(listed(true)).or(Expr::exists(listed(false)).not()))
}

fn from_row(row: entry_points::Model) -> EntryPoint {
    EntryPoint {
        id: EntryPointId(row.id),
        connection_id: ConnectionId(row.connection_id),
        store_id: StoreId(row.store_id),
        slug: row.slug,
        last_used_at: row.last_used_at.map(Timestamp),
        created_at: Timestamp(row.created_at),
    }
}
