//! Buyer maps: which id in a procurement system is which buyer.

use punchout::{
    ids::{BuyerId, ConnectionId},
    setup::map_key,
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
};

use crate::{entities::buyer_map, error::Result, settings};

/// How many entries are written in one statement: databases bound the number of values.
const AT_ONCE: usize = 500;

/// An entry of a connection's buyer map.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MappedBuyer {
    /// The connection.
    pub connection_id: ConnectionId,
    /// Who, in the procurement system; compared without case.
    pub external_id: String,
    /// Who, here.
    pub buyer_id: BuyerId,
}

/// A connection's buyer map, in the order of the procurement system's ids.
///
/// # Errors
///
/// [`crate::Error::Unavailable`].
pub async fn of_connection(
    conn: &impl ConnectionTrait,
    connection: ConnectionId,
) -> Result<Vec<MappedBuyer>> {
    let rows = buyer_map::Entity::find()
        .filter(buyer_map::Column::ConnectionId.eq(connection.0))
        .order_by_asc(buyer_map::Column::ExternalKey)
        .all(conn)
        .await?;
    Ok(rows.into_iter().map(from_row).collect())
}

/// All buyer maps.
///
/// # Errors
///
/// [`crate::Error::Unavailable`].
pub async fn all(conn: &impl ConnectionTrait) -> Result<Vec<MappedBuyer>> {
    let rows = buyer_map::Entity::find().all(conn).await?;
    Ok(rows.into_iter().map(from_row).collect())
}

/// Puts a map in the place of a connection's earlier one.
///
/// # Errors
///
/// [`crate::Error::Conflict`] for an id that is named twice, [`crate::Error::MissingReference`], [`crate::Error::Unavailable`].
pub async fn replace(
    conn: &impl ConnectionTrait,
    connection: ConnectionId,
    entries: &[MappedBuyer],
) -> Result<()> {
    settings::bump(conn).await?;
    buyer_map::Entity::delete_many()
        .filter(buyer_map::Column::ConnectionId.eq(connection.0))
        .exec(conn)
        .await?;
    for some in entries.chunks(AT_ONCE) {
        let rows = some.iter().map(|entry| {
            buyer_map::Model {
                connection_id: connection.0,
                external_key: map_key(&entry.external_id),
                external_id: entry.external_id.trim().to_owned(),
                buyer_id: entry.buyer_id.0,
            }
            .into_active_model()
        });
        buyer_map::Entity::insert_many(rows)
            .exec_without_returning(conn)
            .await?;
    }
    Ok(())
}

fn from_row(row: buyer_map::Model) -> MappedBuyer {
    MappedBuyer {
        connection_id: ConnectionId(row.connection_id),
        external_id: row.external_id,
        buyer_id: BuyerId(row.buyer_id),
    }
}
