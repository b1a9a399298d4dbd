//! The transaction log. It is written through [`crate::writer`].

mod body;
mod list;
mod refusals;
mod row;
mod search;

use punchout::{ids::TransactionId, transaction::Transaction};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

pub use list::{Neighbours, TransactionFilter, TransactionSummary, list, neighbours};
pub use refusals::{count_refusal, suppressed_refusals};
pub(crate) use row::{body_rows, entry_row};
pub use search::search_bodies;

use crate::{
    entities::{transaction_bodies, transactions},
    error::Result,
};

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
