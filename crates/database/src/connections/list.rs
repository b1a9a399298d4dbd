//! The list of connections.

use punchout::{
    connection::Connection,
    ids::{BusinessUnitId, StoreId},
};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, Order, QueryFilter, QueryOrder,
    QuerySelect,
    sea_query::{Expr, ExprTrait, LikeExpr, Query},
};

use super::with_stores;
use crate::{
    entities::{connection_stores, connections},
    error::Result,
    page::{Key, Page, PageRequest},
    text,
};

/// Which connections to list.
#[derive(Clone, Debug, Default)]
pub struct ConnectionFilter {
    /// Active or inactive ones.
    pub active: Option<bool>,
    /// Of this business unit.
    pub business_unit_id: Option<BusinessUnitId>,
    /// Those that lead to this store; the ones that lead to every store among them.
    pub store_id: Option<StoreId>,
    /// Those whose name contains this, without regard to case.
    pub q: Option<String>,
}

/// In which order to list connections. A cursor is good in the order that it was given in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ConnectionSort {
    /// By name, without regard to case.
    #[default]
    Name,
    /// By name, backwards.
    NameDescending,
    /// Oldest first.
    CreatedAt,
    /// Newest first.
    CreatedAtDescending,
}

/// Lists connections.
///
/// # Errors
///
/// [`crate::Error::InvalidCursor`], [`crate::Error::Unavailable`].
pub async fn list(
    conn: &impl ConnectionTrait,
    filter: &ConnectionFilter,
    sort: ConnectionSort,
    page: &PageRequest,
) -> Result<Page<Connection>> {
    use connections::Column::{CreatedAt, NameKey};
    match sort {
        ConnectionSort::Name => {
            sorted(conn, filter, (NameKey, Order::Asc), page, |row| {
                row.name_key.clone()
            })
            .await
        }
        ConnectionSort::NameDescending => {
            sorted(conn, filter, (NameKey, Order::Desc), page, |row| {
                row.name_key.clone()
            })
            .await
        }
        ConnectionSort::CreatedAt => {
            sorted(conn, filter, (CreatedAt, Order::Asc), page, |row| {
                row.created_at
            })
            .await
        }
        ConnectionSort::CreatedAtDescending => {
            sorted(conn, filter, (CreatedAt, Order::Desc), page, |row| {
                row.created_at
            })
            .await
        }
    }
}

async fn sorted<K: Key + Into<sea_orm::Value>>(
    conn: &impl ConnectionTrait,
    filter: &ConnectionFilter,
    (column, order): (connections::Column, Order),
    page: &PageRequest,
    key: impl Fn(&connections::Model) -> K,
) -> Result<Page<Connection>> {
    let mut query = connections::Entity::find()
        .filter(condition(filter))
        .order_by(column, order.clone())
        .order_by(connections::Column::Id, order.clone())
        .limit(page.rows());
    if let Some((key, id)) = page.place::<K>()? {
        let here = Expr::tuple([Expr::col(column), Expr::col(connections::Column::Id)]);
        let place = Expr::tuple([Expr::value(key), Expr::value(id)]);
        query = query.filter(match order {
            Order::Desc => here.lt(place),
            _ => here.gt(place),
        });
    }
    let rows = page.page(query.all(conn).await?, |row| (key(row), row.id), Ok)?;
    Ok(Page {
        items: with_stores(conn, rows.items).await?,
        next: rows.next,
    })
}

fn condition(filter: &ConnectionFilter) -> Condition {
    let mut condition = Condition::all().add(connections::Column::ArchivedAt.is_null());
    if let Some(active) = filter.active {
        condition = condition.add(connections::Column::Active.eq(active));
    }
    if let Some(unit) = filter.business_unit_id {
        condition = condition.add(connections::Column::BusinessUnitId.eq(unit.0));
    }
    if let Some(store) = filter.store_id {
        let listed = |store: Option<StoreId>| {
            let mut query = Query::select();
            query
                .column(connection_stores::Column::ConnectionId)
                .from(connection_stores::Entity);
            if let Some(store) = store {
                query.and_where(connection_stores::Column::StoreId.eq(store.0));
            }
            query.take()
        };
        condition = condition.add(
            Condition::any()
                .add(connections::Column::Id.in_subquery(listed(Some(store))))
                .add(connections::Column::Id.not_in_subquery(listed(None))),
        );
    }
    if let Some(q) = filter.q.as_deref().map(text::key).filter(|q| !q.is_empty()) {
        condition = condition.add(connections::Column::NameKey.like(contains(&q)));
    }
    condition
}

/// A pattern for LIKE that finds a text anywhere.
fn contains(text: &str) -> LikeExpr {
    let mut pattern = String::from("%");
    for c in text.chars() {
        if matches!(c, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(c);
    }
    pattern.push('%');
    LikeExpr::new(pattern).escape('\\')
}
