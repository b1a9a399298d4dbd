//! What carts handed over, by which their orders are recognised, and the orders of sessions.

mod lookup;

use punchout::{
    ids::{ConnectionId, SessionEventId, SessionId, TransactionId},
    ordered::{HandedReference, SessionOrder},
    session::{SessionEvent, SessionEventKind, SessionState, Transition},
    time::Timestamp,
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbBackend, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
    Set, Statement,
    sea_query::{Expr, Query},
};
use serde::Serialize;

pub use lookup::{Scope, by_articles, by_references, of_number};

use crate::{
    entities::{handed_lines, punch_out_sessions, session_orders},
    error::Result,
    sessions, text,
};

/// A line on its way into its table.
#[derive(Serialize)]
struct Line<'a> {
    place: usize,
    reference: &'a str,
    sku: &'a str,
    quantity: Option<String>,
}

/// However many lines there are, one statement, which stays prepared.
const KEEP_POSTGRES: &str = "\
INSERT INTO handed_lines (session_id, place, connection_id, reference, sku, quantity) \
SELECT session.id, line.place, session.connection_id, line.reference, line.sku, line.quantity \
FROM punch_out_sessions session, \
json_to_recordset($2::json) AS line(place integer, reference text, sku text, quantity text) WHERE session.id = $1";

/// The same for SQLite.
const KEEP_SQLITE: &str = "\
INSERT INTO handed_lines (session_id, place, connection_id, reference, sku, quantity) \
SELECT session.id, line.value ->> 'place', session.connection_id, line.value ->> 'reference', line.value ->> 'sku', line.value ->> 'quantity' \
FROM punch_out_sessions session, json_each(?2) AS line WHERE session.id = ?1";

/// Keeps what a session's cart hands over, in the place of what it handed over before, if it did.
pub(crate) async fn keep(
    tx: &impl ConnectionTrait,
    session: SessionId,
    lines: &[HandedReference],
    again: bool,
) -> Result<()> {
    if again {
        handed_lines::Entity::delete_many()
            .filter(handed_lines::Column::SessionId.eq(session.0))
            .exec(tx)
            .await?;
    }
    if lines.is_empty() {
        return Ok(());
    }
    let lines: Vec<_> = lines
        .iter()
        .enumerate()
        .map(|(place, line)| Line {
            place,
            reference: &line.internal_id,
            sku: &line.sku,
            quantity: line.quantity.map(|quantity| quantity.to_string()),
        })
        .collect();
    let backend = tx.get_database_backend();
    let sql = match backend {
        DbBackend::Postgres => KEEP_POSTGRES,
        _ => KEEP_SQLITE,
    };
    let values = [session.0.into(), text::json(&lines)?.into()];
    tx.execute_raw(Statement::from_sql_and_values(backend, sql, values))
        .await?;
    Ok(())
}

/// Notes an order in its session: the first one takes the session into its last state, further ones and changes are events. What ended
/// otherwise stays as it ended.
pub(crate) async fn note(
    tx: &impl ConnectionTrait,
    order: &SessionOrder,
    event_id: SessionEventId,
) -> Result<()> {
    let kind = if order.kind != "delete" && take(tx, order.session_id).await? {
        SessionEventKind::Ordered
    } else {
        SessionEventKind::OrderReceived
    };
    let what = match order.kind.as_str() {
        "new" => String::new(),
        kind => format!(" ({kind})"),
    };
    let detail = format!("{}{what}: see {}", order.order_id, order.support_reference);
    let event = SessionEvent {
        id: event_id,
        session_id: order.session_id,
        at: order.at,
        kind,
        detail: Some(detail),
    };
    sessions::add_event(tx, &event).await?;
    let row = session_orders::Model {
        session_id: order.session_id.0,
        transaction_id: order.transaction_id.0,
        connection_id: order.connection_id.0,
        support_reference: order.support_reference.clone(),
        order_id: order.order_id.clone(),
        kind: order.kind.clone(),
        at: order.at.0,
    };
    session_orders::Entity::insert(row.into_active_model())
        .exec_without_returning(tx)
        .await?;
    Ok(())
}

/// Takes a session that handed a cart over into its last state; false where it is there already, or ended otherwise.
async fn take(tx: &impl ConnectionTrait, session: SessionId) -> Result<bool> {
    use punch_out_sessions::Column;
    let before = SessionState::before(Transition::Order);
    let before = before.iter().map(text::name).collect::<Result<Vec<_>>>()?;
    let handed = Query::select()
        .column(handed_lines::Column::SessionId)
        .from(handed_lines::Entity)
        .and_where(handed_lines::Column::SessionId.eq(session.0))
        .to_owned();
    let taken = punch_out_sessions::Entity::update_many()
        .set(punch_out_sessions::ActiveModel {
            state: Set(text::name(&SessionState::Ordered)?),
            ..Default::default()
        })
        .filter(Column::Id.eq(session.0))
        .filter(Column::State.is_in(before))
        .filter(Expr::exists(handed))
        .exec(tx)
        .await?;
    Ok(taken.rows_affected > 0)
}

/// The orders of a session, the first one first.
///
/// # Errors
///
/// [`crate::Error::Unavailable`].
pub async fn of_session(
    conn: &impl ConnectionTrait,
    session: SessionId,
) -> Result<Vec<SessionOrder>> {
    use session_orders::{Column, Entity};
    let rows = Entity::find()
        .filter(Column::SessionId.eq(session.0))
        .order_by_asc(Column::At)
        .order_by_asc(Column::TransactionId)
        .all(conn)
        .await?;
    let order = |row: session_orders::Model| SessionOrder {
        session_id: SessionId(row.session_id),
        transaction_id: TransactionId(row.transaction_id),
        connection_id: ConnectionId(row.connection_id),
        support_reference: row.support_reference,
        order_id: row.order_id,
        kind: row.kind,
        at: Timestamp(row.at),
    };
    Ok(rows.into_iter().map(order).collect())
}
