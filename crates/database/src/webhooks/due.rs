//! What is due, store by store, so that none waits for another one, and of each subject in the order in which it happened.

use punchout::{
    ids::StoreId,
    time::Timestamp,
    webhook::{WAITED_FOR, WebhookDelivery},
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Alias, Expr, ExprTrait, Query, SelectStatement},
};

use super::from_row;
use crate::{
    entities::{
        stores,
        webhook_deliveries::{Column, Entity},
    },
    error::Result,
};

/// The stores for which something is due.
///
/// # Errors
///
/// [`crate::Error::Unavailable`].
pub async fn waiting(conn: &impl ConnectionTrait, now: Timestamp) -> Result<Vec<StoreId>> {
    // One look into the index for each store, however much is due.
    let mut due = Query::select();
    due.expr(Expr::value(1))
        .from(Entity)
        .and_where(
            Expr::col((Entity, Column::StoreId)).equals((stores::Entity, stores::Column::Id)),
        )
        .and_where(Expr::col((Entity, Column::NextAttemptAt)).lte(now.0));
    let ids: Vec<uuid::Uuid> = stores::Entity::find()
        .select_only()
        .column(stores::Column::Id)
        .filter(Expr::exists(due))
        .into_tuple()
        .all(conn)
        .await?;
    Ok(ids.into_iter().map(StoreId).collect())
}

/// Takes deliveries of a store that are due, of each subject the first alone: nobody else gets them until `until`, when they are due
/// again unless they were noted meanwhile.
///
/// # Errors
///
/// [`crate::Error::Unavailable`].
pub async fn take_due(
    conn: &impl ConnectionTrait,
    store: StoreId,
    now: Timestamp,
    until: Timestamp,
    most: u64,
) -> Result<Vec<WebhookDelivery>> {
    let due = Entity::find()
        .filter(Column::StoreId.eq(store.0))
        .filter(Column::NextAttemptAt.lte(now.0))
        .filter(Expr::exists(earlier()).not())
        .order_by_asc(Column::NextAttemptAt)
        .order_by_asc(Column::Id)
        .limit(most)
        .all(conn)
        .await?;
    let mut taken = Vec::with_capacity(due.len());
    for delivery in due {
        let claimed = Entity::update_many()
            .col_expr(Column::NextAttemptAt, Expr::value(until.0))
            .filter(Column::Id.eq(delivery.id))
            .filter(Column::NextAttemptAt.eq(delivery.next_attempt_at))
            .exec(conn)
            .await?;
        if claimed.rows_affected > 0 {
            taken.push(from_row(delivery)?);
        }
    }
    Ok(taken)
}

/// What happened earlier to the subject of a delivery, is still to be told, and is waited for.
fn earlier() -> SelectStatement {
    let other = Alias::new("earlier");
    let mut earlier = Query::select();
    earlier.expr(Expr::value(1)).from_as(Entity, other.clone());
    for column in [Column::StoreId, Column::Subject] {
        earlier.and_where(Expr::col((other.clone(), column)).equals((Entity, column)));
    }
    earlier
        .and_where(Expr::col((other.clone(), Column::Id)).lt(Expr::col((Entity, Column::Id))))
        .and_where(Expr::col((other.clone(), Column::Attempts)).lt(WAITED_FOR))
        .and_where(Expr::col((other, Column::NextAttemptAt)).is_not_null())
        .take()
}

/// Lets what happened later to the same subject be tried when it can be: with the next attempt of this one, or now where nobody waits for
/// this one any longer. So what waits is not looked at each time.
pub(super) async fn followers(
    conn: &impl ConnectionTrait,
    delivery: &WebhookDelivery,
) -> Result<()> {
    let Some(subject) = &delivery.subject else {
        return Ok(());
    };
    let are_waiting = delivery.is_waited_for();
    let at = if are_waiting {
        delivery.next_attempt_at
    } else {
        delivery.last_attempt_at
    };
    let Some(Timestamp(at)) = at else {
        return Ok(());
    };
    let moved = if are_waiting {
        Column::NextAttemptAt.lt(at)
    } else {
        Column::NextAttemptAt.gt(at)
    };
    Entity::update_many()
        .col_expr(Column::NextAttemptAt, Expr::value(at))
        .filter(Column::StoreId.eq(delivery.store_id.0))
        .filter(Column::Subject.eq(subject))
        .filter(Column::Id.gt(delivery.id.0))
        .filter(moved)
        .exec(conn)
        .await?;
    Ok(())
}
