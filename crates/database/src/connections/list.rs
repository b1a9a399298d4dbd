//! The list of connections.

use punchout::{
    connection::Connection,
    ids::{BusinessUnitId, StoreId},
};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, sea_query::Query,
};

use super::with_stores;
use crate::{
    entities::{connection_stores, connections},
    error::Result,
    listing::{self, Listing, listed},
    page::{Page, PageRequest},
};

listed!(connections,);

/// Which connections to list.
#[derive(Clone, Debug, Default)]
pub struct ConnectionFilter {
    /// Active or inactive ones.
    pub active: Option<bool>,
    /// Of this business unit.
    pub business_unit_id: Option<BusinessUnitId>,
    /// Those that lead to this store; the ones that lead to every store among them.
    pub store_id: Option<StoreId>,
    /// By name, and in which order.
    pub listing: Listing,
}

/// Lists connections.
///
/// # Errors
///
/// [`crate::Error::InvalidCursor`], [`crate::Error::Unavailable`].
pub async fn list(
    conn: &impl ConnectionTrait,
    filter: &ConnectionFilter,
    page: &PageRequest,
) -> Result<Page<Connection>> {
    let query = connections::Entity::find().filter(condition(filter));
    let found = listing::page(conn, query, &filter.listing, page, Ok).await?;
    Ok(Page {
        items: with_stores(conn, found.items).await?,
        next: found.next,
    })
}

fn condition(filter: &ConnectionFilter) -> Condition {
    let mut condition = Condition::all();
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
    condition
}
