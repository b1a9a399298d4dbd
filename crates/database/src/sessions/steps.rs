//! The steps of a session. Each compares the state before it sets it, in one transaction.

use punchout::{
    ids::{ConnectionId, SessionId},
    secret::TokenHash,
    session::{Session, SessionEvent, SessionEventKind, SessionState, Transition},
    time::Timestamp,
};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DatabaseConnection, EntityTrait, IntoActiveModel,
    NotSet, QueryFilter, Set,
    sea_query::{Expr, ExprTrait},
};
use uuid::Uuid;

use super::{add_event, find, list::is_live, row};
use crate::{
    connect::begin,
    entities::{access_tokens, punch_out_sessions, session_events},
    error::{Error, Result},
    hand_overs, text,
};

/// Takes a step, if the session is in a state that it may be taken from and its time has not run out. Tells whether it was taken.
pub async fn step(
    conn: &impl ConnectionTrait,
    id: SessionId,
    transition: Transition,
    now: Timestamp,
) -> Result<bool> {
    let before = SessionState::before(transition);
    step_from(conn, id, &before, transition, now).await
}

/// Takes a step from one of some states alone.
pub async fn step_from(
    conn: &impl ConnectionTrait,
    id: SessionId,
    before: &[SessionState],
    transition: Transition,
    now: Timestamp,
) -> Result<bool> {
    use punch_out_sessions::Column;
    let after = before
        .first()
        .and_then(|state| state.after(transition))
        .ok_or_else(|| Error::Internal(format!("{transition:?} leads nowhere")))?;
    let names = before.iter().map(text::name).collect::<Result<Vec<_>>>()?;
    let stepped = punch_out_sessions::Entity::update_many()
        .set(punch_out_sessions::ActiveModel {
            state: Set(text::name(&after)?),
            last_activity_at: Set(now.0),
            // Its time may run out, and it has handed a cart over all the same.
            transferred_at: match after {
                SessionState::Transferred => Set(Some(now.0)),
                _ => NotSet,
            },
            ..Default::default()
        })
        .filter(Column::Id.eq(id.0))
        .filter(Column::State.is_in(names))
        .filter(alive(now))
        .exec(conn)
        .await?;
    Ok(stepped.rows_affected > 0)
}

/// Meets sessions whose time has not run out.
pub fn alive(now: Timestamp) -> Condition {
    use punch_out_sessions::Column;
    let idle = Expr::col(Column::IdleTtlSeconds)
        .cast_as("bigint")
        .mul(1_000_000_i64);
    Condition::all()
        .add(Column::ExpiresAt.gt(now.0))
        .add(Expr::col(Column::LastActivityAt).add(idle).gt(now.0))
}

/// Starts a session: revokes earlier access tokens that were not spent, and adds this one. Answers false when the session is past that,
/// its time has run out, or the start code's has.
///
/// # Errors
///
/// [`Error::Conflict`] for a token that exists, [`Error::Unavailable`].
pub async fn start(
    conn: &DatabaseConnection,
    session: &Session,
    token: TokenHash,
    token_expires_at: Timestamp,
    now: Timestamp,
    event: SessionEvent,
) -> Result<bool> {
    if session.start_code_expires_at <= now {
        return Ok(false);
    }
    let transaction = begin(conn).await?;
    // A session that starts for the first time has no token yet: each comes with a start.
    let (first, start) = ([SessionState::Created], Transition::Start);
    if !step_from(&transaction, session.id, &first, start, now).await? {
        if !step(&transaction, session.id, start, now).await? {
            transaction.rollback().await?;
            return Ok(false);
        }
        revoke_tokens(&transaction, session.id, now).await?;
    }
    let token = access_tokens::Model {
        hash: token.0.to_vec(),
        session_id: session.id.0,
        created_at: now.0,
        expires_at: token_expires_at.0,
        revoked_at: None,
        spent_at: None,
    };
    access_tokens::Entity::insert(token.into_active_model())
        .exec_without_returning(&transaction)
        .await?;
    add_event(&transaction, &event).await?;
    transaction.commit().await?;
    Ok(true)
}

/// Takes a session into a store that has no access tokens; one that was minted before is good no more. Answers whether its buyer is in,
/// also where they were before and come again, as browsers do that lost the answer. That they come again is not noted.
///
/// # Errors
///
/// [`Error::Unavailable`].
pub async fn enter(
    conn: &DatabaseConnection,
    session: &Session,
    now: Timestamp,
    event: SessionEvent,
) -> Result<bool> {
    if session.start_code_expires_at <= now {
        return Ok(false);
    }
    let transaction = begin(conn).await?;
    if !step(&transaction, session.id, Transition::Enter, now).await? {
        transaction.rollback().await?;
        let session = find(conn, session.id).await?;
        return Ok(session.is_some_and(|one| one.state_at(now) == SessionState::Shopping));
    }
    revoke_tokens(&transaction, session.id, now).await?;
    add_event(&transaction, &event).await?;
    transaction.commit().await?;
    Ok(true)
}

/// Makes the access tokens of a session good no more.
async fn revoke_tokens(
    conn: &impl ConnectionTrait,
    session: SessionId,
    now: Timestamp,
) -> Result<()> {
    access_tokens::Entity::update_many()
        .col_expr(access_tokens::Column::RevokedAt, Expr::value(now.0))
        .filter(access_tokens::Column::SessionId.eq(session.0))
        .filter(access_tokens::Column::RevokedAt.is_null())
        .filter(access_tokens::Column::SpentAt.is_null())
        .exec(conn)
        .await?;
    Ok(())
}

/// Ends a session from outside, in a transaction of the caller's; a cart that is on its way does not arrive any more. Answers false when the
/// session is over already.
///
/// # Errors
///
/// [`Error::Unavailable`].
pub async fn end(tx: &impl ConnectionTrait, event: &SessionEvent) -> Result<bool> {
    let ended = step(tx, event.session_id, Transition::End, event.at).await?;
    if ended {
        hand_overs::void(tx, &[event.session_id.0], event.at).await?;
        add_event(tx, event).await?;
    }
    Ok(ended)
}

/// Ends all sessions of a connection that are not over, in a transaction of the caller's, and returns how many. Each gets an event with an
/// id and a detail.
///
/// # Errors
///
/// [`Error::Unavailable`].
pub async fn end_all(
    tx: &impl ConnectionTrait,
    connection: ConnectionId,
    now: Timestamp,
    detail: &str,
    new_id: impl Fn() -> Uuid,
) -> Result<usize> {
    use punch_out_sessions::Column;
    let ended = punch_out_sessions::Entity::update_many()
        .set(punch_out_sessions::ActiveModel {
            state: Set(text::name(&SessionState::Ended)?),
            last_activity_at: Set(now.0),
            ..Default::default()
        })
        .filter(Column::ConnectionId.eq(connection.0))
        .filter(is_live(now)?)
        .exec_with_returning(tx)
        .await?;
    for some in ended.chunks(EVENTS_AT_ONCE) {
        let ids: Vec<Uuid> = some.iter().map(|session| session.id).collect();
        hand_overs::void(tx, &ids, now).await?;
    }
    note_all(
        tx,
        &ended,
        (SessionEventKind::Ended, Some(detail)),
        now,
        new_id,
    )
    .await?;
    Ok(ended.len())
}

/// How many events are written in one statement: databases bound the number of values.
const EVENTS_AT_ONCE: usize = 500;

/// Adds the same event, each time with an id of its own, to the timelines of sessions.
pub(super) async fn note_all(
    tx: &impl ConnectionTrait,
    sessions: &[punch_out_sessions::Model],
    (kind, detail): (SessionEventKind, Option<&str>),
    now: Timestamp,
    new_id: impl Fn() -> Uuid,
) -> Result<()> {
    for some in sessions.chunks(EVENTS_AT_ONCE) {
        let events = some
            .iter()
            .map(|session| {
                let event = SessionEvent {
                    id: new_id().into(),
                    session_id: SessionId(session.id),
                    at: now,
                    kind,
                    detail: detail.map(str::to_owned),
                };
                row::event_row(&event).map(IntoActiveModel::into_active_model)
            })
            .collect::<Result<Vec<_>>>()?;
        session_events::Entity::insert_many(events)
            .exec_without_returning(tx)
            .await?;
    }
    Ok(())
}

/// Notes that the store or the buyer did something with a session, if it is open and that was not noted within the last five seconds.
///
/// # Errors
///
/// [`Error::Unavailable`].
pub async fn touch(conn: &impl ConnectionTrait, id: SessionId, now: Timestamp) -> Result<bool> {
    use punch_out_sessions::Column;
    let open = SessionState::ALL
        .iter()
        .filter(|state| state.is_open())
        .map(text::name)
        .collect::<Result<Vec<_>>>()?;
    let touched = punch_out_sessions::Entity::update_many()
        .col_expr(Column::LastActivityAt, Expr::value(now.0))
        .filter(Column::Id.eq(id.0))
        .filter(Column::State.is_in(open))
        .filter(Column::LastActivityAt.lt(now.plus_seconds(-5).0))
        .filter(alive(now))
        .exec(conn)
        .await?;
    Ok(touched.rows_affected > 0)
}
