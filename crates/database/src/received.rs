//! Documents that are taken once: orders and what follows them, with the answer that each got.

pub mod claims;

use punchout::{
    ids::SessionEventId, ordered::SessionOrder, received::Arrival, session::SessionEvent,
    time::Timestamp, transaction::Transaction, webhook::WebhookDelivery,
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseConnection, EntityTrait, IntoActiveModel, QueryFilter,
    QueryOrder, sea_query::OnConflict,
};

use crate::{
    connect::begin,
    entities::received_documents::{Column, Entity, Model},
    error::Result,
    orders, webhooks,
    writer::{Rows, WriteSet},
};

/// What is kept of a document that was taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// Whether it said the same.
    pub is_same: bool,
    /// What it was answered with.
    pub answer: Vec<u8>,
    /// What leads people to its log entry.
    pub support_reference: String,
    /// When it was taken.
    pub at: Timestamp,
}

/// Finds what is kept of a document that has one of an arrival's keys, the first such document.
///
/// # Errors
///
/// [`crate::Error::Unavailable`].
pub async fn find(conn: &impl ConnectionTrait, arrival: &Arrival) -> Result<Option<Kept>> {
    if arrival.keys.is_empty() {
        return Ok(None);
    }
    let keys = arrival.keys.iter().map(|key| key.to_vec());
    let row = Entity::find()
        .filter(Column::Key.is_in(keys))
        .order_by_asc(Column::ReceivedAt)
        .one(conn)
        .await?;
    Ok(row.map(|row| Kept {
        is_same: row.body_hash == arrival.body,
        answer: row.answer,
        support_reference: row.support_reference,
        at: Timestamp(row.received_at),
    }))
}

/// Takes a document: keeps its answer under all its keys, with its log entry, what stores are told of it, and what sessions
/// note of it, each with the id of its event, and further events; whoever claimed it need not hold the claim any longer. Answers false, and leaves everything as it was, where
/// another document has one of the keys.
///
/// # Errors
///
/// [`crate::Error::Conflict`] for a support reference that exists, [`crate::Error::Unavailable`].
pub async fn put(
    conn: &DatabaseConnection,
    arrival: &Arrival,
    answer: &[u8],
    transaction: Transaction,
    told: &[WebhookDelivery],
    (of_sessions, events): (&[(SessionOrder, SessionEventId)], Vec<SessionEvent>),
) -> Result<bool> {
    let row = |key: &[u8; 32]| {
        Model {
            key: key.to_vec(),
            body_hash: arrival.body.to_vec(),
            answer: answer.to_vec(),
            support_reference: transaction.support_reference.clone(),
            received_at: transaction.at.0,
        }
        .into_active_model()
    };
    let rows: Vec<_> = arrival.keys.iter().map(row).collect();
    let log = Rows::prepare(WriteSet {
        transactions: vec![transaction],
        events,
        ..WriteSet::default()
    })
    .await?;
    let opened = begin(conn).await?;
    for row in rows {
        let mut taken = OnConflict::column(Column::Key);
        taken.do_nothing();
        let added = Entity::insert_many([row])
            .on_conflict(taken)
            .exec_without_returning(&opened)
            .await?;
        if added == 0 {
            opened.rollback().await?;
            return Ok(false);
        }
    }
    claims::close(&opened, arrival).await?;
    log.insert(&opened).await?;
    webhooks::add(&opened, told).await?;
    for (order, event_id) in of_sessions {
        orders::note(&opened, order, *event_id).await?;
    }
    opened.commit().await?;
    Ok(true)
}
