//! The transaction log. It is written through [`crate::writer`].

mod body;
mod list;
mod refusals;
mod row;
mod search;

use punchout::{
    ids::TransactionId,
    transaction::{Transaction, TransactionStatus},
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, Order, QueryFilter,
    sea_query::{Expr, ExprTrait, IntoColumnRef, Query},
};

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

/// The support reference of the latest entry of a session that went well and is of a type, as a value in a query that has the session's id in
/// a column.
pub(crate) fn latest_reference(
    session: impl IntoColumnRef,
    transaction_type: impl Into<Expr>,
) -> Result<Expr> {
    use transactions::{Column, Entity};
    let mut latest = Query::select();
    latest
        .column((Entity, Column::SupportReference))
        .from(Entity)
        .and_where(Expr::col((Entity, Column::SessionId)).equals(session))
        .and_where(Expr::col((Entity, Column::TransactionType)).eq(transaction_type))
        .and_where(Column::Status.eq(text::name(&TransactionStatus::Ok)?))
        .order_by((Entity, Column::At), Order::Desc)
        .limit(1);
    Ok(Expr::SubQuery(None, Box::new(latest.into())))
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
