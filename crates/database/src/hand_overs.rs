//! Hand-overs: carts, and returns without one, on their way through the buyer's browser.

use punchout::{
    Charset,
    ids::{BuyerId, ConnectionId, HandOverId, SessionEventId, SessionId},
    ordered::HandedReference,
    secret::TokenHash,
    session::{HandOver, HandOverKind, Session, SessionEvent, SessionEventKind, SessionState},
    time::Timestamp,
    transaction::Transaction,
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseConnection, EntityTrait, FromQueryResult,
    IntoActiveModel, JoinType, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Expr, ExprTrait},
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{
    connect::begin,
    entities::{hand_overs, punch_out_sessions},
    error::{Error, Result},
    orders, sessions, text, transactions,
    writer::{Rows, WriteSet},
};

/// Hands a session over: takes the step, voids earlier hand-overs, keeps this one and by what its order will name it, logs. Answers false,
/// and leaves everything as it was, when the session is past that or its time has run out.
///
/// # Errors
///
/// [`Error::Conflict`] for a code or a support reference that exists, [`Error::Unavailable`].
pub async fn put(
    conn: &DatabaseConnection,
    hand_over: &HandOver,
    lines: &[HandedReference],
    transactions: Vec<Transaction>,
    event: SessionEvent,
    now: Timestamp,
) -> Result<bool> {
    let log = Rows::prepare(WriteSet {
        events: vec![event],
        transactions,
        ..WriteSet::default()
    })
    .await?;
    let row = to_row(hand_over)?;
    let (session, step) = (hand_over.session_id, hand_over.kind.transition());
    let transaction = begin(conn).await?;
    // A session that returns for the first time has nothing that this takes the place of.
    let first = [SessionState::Shopping];
    let again = if sessions::step_from(&transaction, session, &first, step, now).await? {
        false
    } else if sessions::step(&transaction, session, step, now).await? {
        void(&transaction, &[session.0], now).await?;
        true
    } else {
        transaction.rollback().await?;
        return Ok(false);
    };
    if hand_over.kind == HandOverKind::Transfer {
        orders::keep(&transaction, session, lines, again).await?;
    }
    hand_overs::Entity::insert(row.into_active_model())
        .exec_without_returning(&transaction)
        .await?;
    log.insert(&transaction).await?;
    transaction.commit().await?;
    Ok(true)
}

/// Puts another hand-over in the place of the session's last one, which is voided; the session stays as it is. Answers the new one, or none
/// where nothing is left to be issued again. What is made anew is looked up when nobody else can change it, so that it is the last cart and
/// no earlier one.
///
/// # Errors
///
/// [`Error::Conflict`] for a code that exists, [`Error::Unavailable`].
pub async fn reissue(
    tx: &impl ConnectionTrait,
    event: &SessionEvent,
    again: impl FnOnce(HandOver) -> HandOver,
) -> Result<Option<HandOver>> {
    use punch_out_sessions::Column;
    // The session first, as in all steps: it is what steps wait for.
    punch_out_sessions::Entity::update_many()
        .col_expr(Column::LastActivityAt, Expr::col(Column::LastActivityAt))
        .filter(Column::Id.eq(event.session_id.0))
        .exec(tx)
        .await?;
    let mut kept = of_session(tx, event.session_id).await?;
    kept.retain(|hand_over| hand_over.voided_at.is_none());
    let Some(hand_over) = kept.pop().map(again) else {
        return Ok(None);
    };
    void(tx, &[event.session_id.0], event.at).await?;
    hand_overs::Entity::insert(to_row(&hand_over)?.into_active_model())
        .exec_without_returning(tx)
        .await?;
    sessions::add_event(tx, event).await?;
    Ok(Some(hand_over))
}

/// Voids what sessions have on its way.
pub(crate) async fn void(
    tx: &impl ConnectionTrait,
    sessions: &[Uuid],
    now: Timestamp,
) -> Result<()> {
    hand_overs::Entity::update_many()
        .col_expr(hand_overs::Column::VoidedAt, Expr::value(now.0))
        .filter(hand_overs::Column::SessionId.is_in(sessions.iter().copied()))
        .filter(hand_overs::Column::VoidedAt.is_null())
        .exec(tx)
        .await?;
    Ok(())
}

/// A hand-over, and the reference of the log entry that made it.
#[derive(FromQueryResult)]
struct Made {
    #[sea_orm(nested)]
    hand_over: hand_overs::Model,
    support_reference: Option<String>,
}

/// Finds the hand-over of a code, voided and expired ones as well, its session, and the support reference of the log entry that made it,
/// where the log still has it.
///
/// # Errors
///
/// [`Error::Unavailable`].
pub async fn find_by_code(
    conn: &impl ConnectionTrait,
    code: TokenHash,
) -> Result<Option<(HandOver, Session, Option<String>)>> {
    use hand_overs::{Column, Entity};
    let logged_as = |kind: HandOverKind| text::name(&kind.transaction_type());
    let transaction_type = Expr::case(
        Column::Kind.eq(text::name(&HandOverKind::Transfer)?),
        logged_as(HandOverKind::Transfer)?,
    )
    .finally(logged_as(HandOverKind::Cancel)?);
    let session = (Entity, Column::SessionId);
    let reference = transactions::latest_reference(session, transaction_type)?;
    let its_session = Entity::belongs_to(punch_out_sessions::Entity)
        .from(Column::SessionId)
        .to(punch_out_sessions::Column::Id);
    let found = Entity::find()
        .expr_as(reference, "support_reference")
        .filter(Column::CodeHash.eq(code.0.to_vec()))
        .join(JoinType::InnerJoin, its_session.into())
        .select_also(punch_out_sessions::Entity)
        .into_model::<Made, punch_out_sessions::Model>()
        .one(conn)
        .await?;
    let Some((made, Some(session))) = found else {
        return Ok(None);
    };
    Ok(Some((
        from_row(made.hand_over)?,
        sessions::row::session(session)?,
        made.support_reference,
    )))
}

/// Finds the hand-overs of a session, oldest first.
///
/// # Errors
///
/// [`Error::Unavailable`].
pub async fn of_session(conn: &impl ConnectionTrait, session: SessionId) -> Result<Vec<HandOver>> {
    let mut found = hand_overs::Entity::find()
        .filter(hand_overs::Column::SessionId.eq(session.0))
        .all(conn)
        .await?
        .into_iter()
        .map(from_row)
        .collect::<Result<Vec<_>>>()?;
    found.sort_unstable_by_key(|hand_over| (hand_over.created_at, hand_over.id));
    Ok(found)
}

/// Finds the cart that a buyer last brought back through a connection under a `BuyerCookie`.
///
/// # Errors
///
/// [`Error::Unavailable`].
pub async fn last_cart(
    conn: &impl ConnectionTrait,
    connection: ConnectionId,
    buyer: BuyerId,
    buyer_cookie: &str,
) -> Result<Option<HandOver>> {
    use punch_out_sessions::Column;
    let handed_over = [SessionState::Transferred, SessionState::Ordered]
        .iter()
        .map(text::name)
        .collect::<Result<Vec<_>>>()?;
    let session: Option<Uuid> = punch_out_sessions::Entity::find()
        .select_only()
        .column(Column::Id)
        .filter(sessions::cookie_beginning().eq(sessions::beginning(buyer_cookie)))
        .filter(Column::ConnectionId.eq(connection.0))
        .filter(Column::BuyerId.eq(buyer.0))
        .filter(Column::BuyerCookie.eq(buyer_cookie))
        .filter(Column::State.is_in(handed_over))
        .order_by_desc(Column::CreatedAt)
        .limit(1)
        .into_tuple()
        .one(conn)
        .await?;
    let Some(session) = session else {
        return Ok(None);
    };
    let mut carts = of_session(conn, SessionId(session)).await?;
    carts.retain(|hand_over| hand_over.kind == HandOverKind::Transfer);
    Ok(carts.pop())
}

/// Notes that the return page of a hand-over was opened. Tells whether this was the first time.
///
/// # Errors
///
/// [`Error::Unavailable`].
pub async fn mark_opened(
    conn: &DatabaseConnection,
    hand_over: &HandOver,
    now: Timestamp,
    event_id: SessionEventId,
) -> Result<bool> {
    if hand_over.opened_at.is_some() {
        return Ok(false);
    }
    let (column, kind) = (
        hand_overs::Column::OpenedAt,
        SessionEventKind::HandOverOpened,
    );
    let ids = (hand_over.id, hand_over.session_id);
    mark(conn, ids, column, kind, now, event_id).await
}

/// Notes that the browser set out to post the form of a code. Tells whether this was the first time.
///
/// # Errors
///
/// [`Error::Unavailable`].
pub async fn mark_attempted(
    conn: &DatabaseConnection,
    code: TokenHash,
    now: Timestamp,
    event_id: SessionEventId,
) -> Result<bool> {
    let (column, kind) = (
        hand_overs::Column::AttemptedAt,
        SessionEventKind::HandOverAttempted,
    );
    match by_code(conn, code).await? {
        Some(row) if row.attempted_at.is_none() => {
            let ids = (HandOverId(row.id), SessionId(row.session_id));
            mark(conn, ids, column, kind, now, event_id).await
        }
        _ => Ok(false),
    }
}

async fn mark(
    conn: &DatabaseConnection,
    (id, session_id): (HandOverId, SessionId),
    column: hand_overs::Column,
    kind: SessionEventKind,
    now: Timestamp,
    event_id: SessionEventId,
) -> Result<bool> {
    let transaction = begin(conn).await?;
    let first = hand_overs::Entity::update_many()
        .col_expr(column, Expr::value(now.0))
        .filter(hand_overs::Column::Id.eq(id.0))
        .filter(column.is_null())
        .filter(hand_overs::Column::VoidedAt.is_null())
        .exec(&transaction)
        .await?
        .rows_affected
        > 0;
    if first {
        let event = SessionEvent {
            id: event_id,
            session_id,
            at: now,
            kind,
            detail: None,
        };
        sessions::add_event(&transaction, &event).await?;
    }
    transaction.commit().await?;
    Ok(first)
}

async fn by_code(
    conn: &impl ConnectionTrait,
    code: TokenHash,
) -> Result<Option<hand_overs::Model>> {
    Ok(hand_overs::Entity::find()
        .filter(hand_overs::Column::CodeHash.eq(code.0.to_vec()))
        .one(conn)
        .await?)
}

/// A form that has not exactly one field in UTF-8.
#[derive(Serialize, Deserialize)]
struct Form {
    fields: Vec<(String, String)>,
    charset: Charset,
}

fn to_row(hand_over: &HandOver) -> Result<hand_overs::Model> {
    let ((field_name, field_value), form) = match hand_over.fields.as_slice() {
        [only] if hand_over.charset == Charset::Utf8 => (only.clone(), None),
        fields => {
            let form = Form {
                fields: fields.to_vec(),
                charset: hand_over.charset,
            };
            (Default::default(), Some(text::json(&form)?))
        }
    };
    Ok(hand_overs::Model {
        id: hand_over.id.0,
        session_id: hand_over.session_id.0,
        kind: text::name(&hand_over.kind)?,
        code_hash: hand_over.code.0.to_vec(),
        action: hand_over.action.clone(),
        target: hand_over.target.clone(),
        field_name,
        field_value: field_value.into_bytes(),
        form,
        created_at: hand_over.created_at.0,
        expires_at: hand_over.expires_at.0,
        voided_at: hand_over.voided_at.map(|time| time.0),
        opened_at: hand_over.opened_at.map(|time| time.0),
        attempted_at: hand_over.attempted_at.map(|time| time.0),
    })
}

fn from_row(row: hand_overs::Model) -> Result<HandOver> {
    let Form { fields, charset } = match row.form {
        Some(form) => text::parse(&form)?,
        None => Form {
            fields: vec![(
                row.field_name,
                String::from_utf8(row.field_value)
                    .map_err(|_| Error::Internal("a hand-over that is no UTF-8".to_owned()))?,
            )],
            charset: Charset::Utf8,
        },
    };
    Ok(HandOver {
        id: HandOverId(row.id),
        session_id: SessionId(row.session_id),
        kind: text::variant(row.kind)?,
        code: text::hash(row.code_hash)?,
        action: row.action,
        target: row.target,
        fields,
        charset,
        created_at: Timestamp(row.created_at),
        expires_at: Timestamp(row.expires_at),
        voided_at: row.voided_at.map(Timestamp),
        opened_at: row.opened_at.map(Timestamp),
        attempted_at: row.attempted_at.map(Timestamp),
    })
}
