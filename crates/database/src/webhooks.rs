//! Events on their way to stores: an outbox that is filled from the timelines of sessions, which are written with what they tell of.

mod attempts;
mod due;

use punchout::{
    ids::{SessionId, StoreId, WebhookDeliveryId},
    session::{Session, SessionEvent},
    time::Timestamp,
    webhook::{DeliveryState, WebhookDelivery},
};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, JoinType,
    QueryFilter, QueryOrder, QuerySelect, sea_query::OnConflict,
};
use uuid::Uuid;

pub use attempts::{attempted, attempts};
pub use due::{take_due, waiting};

use crate::{
    entities::{punch_out_sessions, session_events, webhook_deliveries},
    error::{Error, Result},
    page::{Page, PageRequest},
    sessions::row,
    text,
};

/// The most events that are looked at in one go, and deliveries that are written in one statement.
const MOST: u64 = 1_000;
const AT_ONCE: usize = 50;

/// What happened in sessions of some stores since a time, with the sessions as they are now: the oldest first, and at most a thousand.
///
/// # Errors
///
/// [`Error::Unavailable`].
pub async fn happened(
    conn: &impl ConnectionTrait,
    stores: &[StoreId],
    since: Uuid,
) -> Result<Vec<(SessionEvent, Session)>> {
    let events = session_events::Entity::find()
        .join(
            JoinType::InnerJoin,
            session_events::Entity::belongs_to(punch_out_sessions::Entity)
                .from(session_events::Column::SessionId)
                .to(punch_out_sessions::Column::Id)
                .into(),
        )
        .filter(session_events::Column::Id.gt(since))
        .filter(punch_out_sessions::Column::StoreId.is_in(stores.iter().map(|store| store.0)))
        .order_by_asc(session_events::Column::Id)
        .limit(MOST)
        .all(conn)
        .await?;
    let ids: Vec<Uuid> = events.iter().map(|event| event.session_id).collect();
    let mut sessions = std::collections::HashMap::new();
    for some in ids.chunks(500) {
        let rows = punch_out_sessions::Entity::find()
            .filter(punch_out_sessions::Column::Id.is_in(some.iter().copied()))
            .all(conn)
            .await?;
        for session in rows {
            sessions.insert(session.id, row::session(session)?);
        }
    }
    let mut happened = Vec::with_capacity(events.len());
    for event in events {
        let event = row::event(event)?;
        let SessionId(id) = event.session_id;
        if let Some(session) = sessions.get(&id) {
            happened.push((event, session.clone()));
        }
    }
    Ok(happened)
}

/// Adds deliveries; those that are there already stay as they are, so that any number of nodes may add the same ones.
///
/// # Errors
///
/// [`Error::Unavailable`].
pub async fn add(conn: &impl ConnectionTrait, deliveries: &[WebhookDelivery]) -> Result<()> {
    for some in deliveries.chunks(AT_ONCE) {
        let rows = some
            .iter()
            .map(|delivery| to_row(delivery).map(IntoActiveModel::into_active_model))
            .collect::<Result<Vec<_>>>()?;
        webhook_deliveries::Entity::insert_many(rows)
            .on_conflict(
                OnConflict::column(webhook_deliveries::Column::Id)
                    .do_nothing()
                    .to_owned(),
            )
            .exec_without_returning(conn)
            .await?;
    }
    Ok(())
}

/// Notes where a delivery stands.
///
/// # Errors
///
/// [`Error::NotFound`], [`Error::Unavailable`].
pub async fn put(conn: &impl ConnectionTrait, delivery: &WebhookDelivery) -> Result<()> {
    let row = to_row(delivery)?.into_active_model().reset_all();
    row.update(conn).await.map_err(|error| match error {
        sea_orm::DbErr::RecordNotUpdated => Error::NotFound,
        other => other.into(),
    })?;
    Ok(())
}

/// A delivery of a store.
///
/// # Errors
///
/// [`Error::Unavailable`].
pub async fn find(
    conn: &impl ConnectionTrait,
    store: StoreId,
    id: WebhookDeliveryId,
) -> Result<Option<WebhookDelivery>> {
    webhook_deliveries::Entity::find_by_id(id.0)
        .filter(webhook_deliveries::Column::StoreId.eq(store.0))
        .one(conn)
        .await?
        .map(from_row)
        .transpose()
}

/// The deliveries of a store, newest first; those of a state where one is named.
///
/// # Errors
///
/// [`Error::InvalidCursor`], [`Error::Unavailable`].
pub async fn list(
    conn: &impl ConnectionTrait,
    store: StoreId,
    state: Option<DeliveryState>,
    page: &PageRequest,
) -> Result<Page<WebhookDelivery>> {
    use webhook_deliveries::{Column, Entity};
    let mut query = Entity::find()
        .filter(Column::StoreId.eq(store.0))
        .order_by_desc(Column::Id)
        .limit(page.rows());
    if let Some(state) = state {
        query = query.filter(Column::State.eq(text::name(&state)?));
    }
    if let Some(((), id)) = page.place()? {
        query = query.filter(Column::Id.lt(id));
    }
    page.page(query.all(conn).await?, |row| ((), row.id), from_row)
}

fn to_row(delivery: &WebhookDelivery) -> Result<webhook_deliveries::Model> {
    Ok(webhook_deliveries::Model {
        id: delivery.id.0,
        store_id: delivery.store_id.0,
        subject: delivery.subject.clone(),
        event: delivery.event.clone(),
        at: delivery.at.0,
        body: delivery.body.clone(),
        state: text::name(&delivery.state)?,
        attempts: delivery.attempts,
        next_attempt_at: delivery.next_attempt_at.map(|at| at.0),
        last_attempt_at: delivery.last_attempt_at.map(|at| at.0),
        last_status: delivery.last_status.map(i32::from),
        last_error: delivery.last_error.clone(),
    })
}

fn from_row(row: webhook_deliveries::Model) -> Result<WebhookDelivery> {
    Ok(WebhookDelivery {
        id: WebhookDeliveryId(row.id),
        store_id: StoreId(row.store_id),
        subject: row.subject,
        event: row.event,
        at: Timestamp(row.at),
        body: row.body,
        state: text::variant(row.state)?,
        attempts: row.attempts,
        next_attempt_at: row.next_attempt_at.map(Timestamp),
        last_attempt_at: row.last_attempt_at.map(Timestamp),
        last_status: row
            .last_status
            .and_then(|status| u16::try_from(status).ok()),
        last_error: row.last_error,
    })
}
