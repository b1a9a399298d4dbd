//! Claims of documents that are handed on before they are taken: of two that come at once, on whichever nodes, one alone is handed on.
//!
//! A claim ends with [`super::put`], which keeps the document, with [`give_up`], or by its time: where a node dies in between, the
//! document is claimed again once the time is over, so that none is lost.

use punchout::{received::Arrival, time::Timestamp};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseConnection, EntityTrait, IntoActiveModel, QueryFilter,
    sea_query::OnConflict,
};
use uuid::Uuid;

use crate::{
    connect::begin,
    entities::document_claims::{Column, Entity, Model},
    error::Result,
};

/// A claim of a document, for a bounded time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Claim {
    /// Whose it is: new with each claim.
    pub id: Uuid,
    /// When anybody may claim the document anew.
    pub ends_at: Timestamp,
}

/// Claims a document under all its keys. Answers false, and claims nothing, where another claim has one of them whose time is not over.
///
/// # Errors
///
/// [`crate::Error::Unavailable`].
pub async fn claim(
    conn: &DatabaseConnection,
    arrival: &Arrival,
    claim: Claim,
    now: Timestamp,
) -> Result<bool> {
    let opened = begin(conn).await?;
    Entity::delete_many()
        .filter(Column::Key.is_in(keys(arrival)))
        .filter(Column::EndsAt.lte(now.0))
        .exec(&opened)
        .await?;
    for key in keys(arrival) {
        let row = Model {
            key,
            claim: claim.id,
            ends_at: claim.ends_at.0,
        };
        let mut claimed = OnConflict::column(Column::Key);
        claimed.do_nothing();
        let added = Entity::insert_many([row.into_active_model()])
            .on_conflict(claimed)
            .exec_without_returning(&opened)
            .await?;
        if added == 0 {
            opened.rollback().await?;
            return Ok(false);
        }
    }
    opened.commit().await?;
    Ok(true)
}

/// Gives a claim up, so that the document is taken when it comes again.
///
/// # Errors
///
/// [`crate::Error::Unavailable`].
pub async fn give_up(conn: &impl ConnectionTrait, arrival: &Arrival, claim: Claim) -> Result<()> {
    Entity::delete_many()
        .filter(Column::Key.is_in(keys(arrival)))
        .filter(Column::Claim.eq(claim.id))
        .exec(conn)
        .await?;
    Ok(())
}

/// Removes whatever claims there are of a document that is kept now.
pub(super) async fn close(conn: &impl ConnectionTrait, arrival: &Arrival) -> Result<()> {
    Entity::delete_many()
        .filter(Column::Key.is_in(keys(arrival)))
        .exec(conn)
        .await?;
    Ok(())
}

/// In one order everywhere, so that no two wait for each other.
fn keys(arrival: &Arrival) -> Vec<Vec<u8>> {
    let mut keys: Vec<_> = arrival.keys.iter().map(|key| key.to_vec()).collect();
    keys.sort_unstable();
    keys.dedup();
    keys
}
