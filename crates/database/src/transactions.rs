//! The transaction log. It is written through [`crate::writer`].

mod body;
mod list;
mod refusals;
mod row;
mod search;

use punchout::{
    ids::{SessionId, TransactionId},
    transaction::{Transaction, TransactionStatus, TransactionType},
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

pub use list::{Neighbours, TransactionFilter, TransactionSummary, list, neighbours};
pub use refusals::{count_refusal, suppressed_refusals};
pub(crate) use row::{body_rows, entry_row};
pub use search::search_bodies;

use crate::{
    entities::{transaction_bodies, transactions},
    error::Result,
    text,
};

/// Finds the entry that a support reference leads to, without its bodies.
///
/// # Errors
///
/// [`crate::Error::Unavailable`].
pub async fn find_by_reference(
    conn: &impl ConnectionTrait,
    reference: &str,
) -> Result<Option<Transaction>> {
    transactions::Entity::find()
        .filter(transactions::Column::SupportReferenceKey.eq(row::lookup_key(reference)))
        .one(conn)
        .await?
        .map(|entry| row::entry(entry, Vec::new()))
        .transpose()
}

/// The support reference of the latest entry of a session that went well and is of a kind.
///
/// # Errors
///
/// [`crate::Error::Unavailable`].
pub async fn latest_reference(
    conn: &impl ConnectionTrait,
    session: SessionId,
    kind: TransactionType,
) -> Result<Option<String>> {
    use transactions::Column;
    Ok(transactions::Entity::find()
        .select_only()
        .column(Column::SupportReference)
        .filter(Column::SessionId.eq(session.0))
        .filter(Column::TransactionType.eq(text::name(&kind)?))
        .filter(Column::Status.eq(text::name(&TransactionStatus::Ok)?))
        .order_by_desc(Column::At)
        .limit(1)
        .into_tuple()
        .one(conn)
        .await?)
}

/// Finds an entry, with its bodies.
///
/// # Errors
///
/// [`crate::Error::Unavailable`].
pub async fn find(conn: &impl ConnectionTrait, id: TransactionId) -> Result<Option<Transaction>> {
    let Some(entry) = transactions::Entity::find_by_id(id.0).one(conn).await? else {
        return Ok(None);
    };
    let bodies = transaction_bodies::Entity::find()
        .filter(transaction_bodies::Column::TransactionId.eq(id.0))
        .all(conn)
        .await?;
    row::entry(entry, bodies).map(Some)
}
