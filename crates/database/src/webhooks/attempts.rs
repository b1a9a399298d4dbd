//! Each attempt to tell a store of an event, the last ones of each delivery.

use punchout::{
    ids::{WebhookAttemptId, WebhookDeliveryId},
    time::Timestamp,
    webhook::{KEPT_ATTEMPTS, WebhookAttempt, WebhookDelivery},
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseConnection, EntityTrait, IntoActiveModel, QueryFilter,
    QueryOrder, sea_query::Query,
};

use super::{due, put};
use crate::{
    connect::begin,
    entities::webhook_attempts::{Column, Entity, Model},
    error::Result,
};

/// Notes an attempt and where its delivery stands since. The earliest attempts go where there are too many.
///
/// # Errors
///
/// [`crate::Error::NotFound`] for a delivery that is gone, [`crate::Error::Unavailable`].
pub async fn attempted(
    conn: &DatabaseConnection,
    delivery: &WebhookDelivery,
    attempt: &WebhookAttempt,
) -> Result<()> {
    let transaction = begin(conn).await?;
    put(&transaction, delivery).await?;
    due::followers(&transaction, delivery).await?;
    Entity::insert(to_row(delivery.id, attempt).into_active_model())
        .exec_without_returning(&transaction)
        .await?;
    let mut last = Query::select();
    last.column(Column::Id)
        .from(Entity)
        .and_where(Column::DeliveryId.eq(delivery.id.0))
        .order_by(Column::Id, sea_orm::Order::Desc)
        .limit(KEPT_ATTEMPTS);
    Entity::delete_many()
        .filter(Column::DeliveryId.eq(delivery.id.0))
        .filter(Column::Id.not_in_subquery(last))
        .exec(&transaction)
        .await?;
    transaction.commit().await
}

/// The attempts of a delivery that are kept, the oldest first.
///
/// # Errors
///
/// [`crate::Error::Unavailable`].
pub async fn attempts(
    conn: &impl ConnectionTrait,
    delivery: WebhookDeliveryId,
) -> Result<Vec<WebhookAttempt>> {
    let rows = Entity::find()
        .filter(Column::DeliveryId.eq(delivery.0))
        .order_by_asc(Column::Id)
        .all(conn)
        .await?;
    Ok(rows.into_iter().map(from_row).collect())
}

fn to_row(delivery: WebhookDeliveryId, attempt: &WebhookAttempt) -> Model {
    Model {
        id: attempt.id.0,
        delivery_id: delivery.0,
        at: attempt.at.0,
        duration_ms: attempt.duration_ms,
        status: attempt.outcome.as_ref().ok().copied().map(i32::from),
        error: attempt.outcome.as_ref().err().cloned(),
        answer: attempt.answer.clone(),
    }
}

fn from_row(row: Model) -> WebhookAttempt {
    let status = row.status.and_then(|status| u16::try_from(status).ok());
    WebhookAttempt {
        id: WebhookAttemptId(row.id),
        at: Timestamp(row.at),
        duration_ms: row.duration_ms,
        outcome: status.ok_or_else(|| row.error.unwrap_or_default()),
        answer: row.answer,
    }
}
