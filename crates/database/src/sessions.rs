//! Punch-out sessions.

mod expire;
mod list;
pub(crate) mod row;
mod steps;
mod warn;

use punchout::{
    ids::SessionId,
    secret::TokenHash,
    session::{Session, SessionEvent},
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
    sea_query::Expr,
};

pub use expire::note_expired;
pub use list::{SessionFilter, count_live, count_since, last_return, list};
pub(crate) use steps::{alive, step, step_from};
pub use steps::{end, end_all, start, touch};
pub use warn::note_expiring;

use crate::{
    entities::{punch_out_sessions, session_events},
    error::Result,
};

/// So many characters of a `BuyerCookie` are in the index.
const INDEXED: usize = 100;

/// What is indexed of a `BuyerCookie`, as the index says it.
pub(crate) fn cookie_beginning() -> Expr {
    Expr::cust(format!("substr(buyer_cookie, 1, {INDEXED})"))
}

/// What is indexed of a `BuyerCookie`.
pub(crate) fn beginning(cookie: &str) -> String {
    cookie.chars().take(INDEXED).collect()
}

/// Finds a session.
///
/// # Errors
///
/// [`crate::Error::Unavailable`].
pub async fn find(conn: &impl ConnectionTrait, id: SessionId) -> Result<Option<Session>> {
    punch_out_sessions::Entity::find_by_id(id.0)
        .one(conn)
        .await?
        .map(row::session)
        .transpose()
}

/// Finds the session of a start code, whether or not the code can still be used.
///
/// # Errors
///
/// [`crate::Error::Unavailable`].
pub async fn find_by_start_code(
    conn: &impl ConnectionTrait,
    code: TokenHash,
) -> Result<Option<Session>> {
    punch_out_sessions::Entity::find()
        .filter(punch_out_sessions::Column::StartCodeHash.eq(code.0.to_vec()))
        .one(conn)
        .await?
        .map(row::session)
        .transpose()
}

/// What happened to a session, in order.
///
/// # Errors
///
/// [`crate::Error::Unavailable`].
pub async fn timeline(conn: &impl ConnectionTrait, id: SessionId) -> Result<Vec<SessionEvent>> {
    session_events::Entity::find()
        .filter(session_events::Column::SessionId.eq(id.0))
        .order_by_asc(session_events::Column::At)
        .order_by_asc(session_events::Column::Id)
        .all(conn)
        .await?
        .into_iter()
        .map(row::event)
        .collect()
}

/// Adds an event to a session's timeline.
///
/// # Errors
///
/// [`crate::Error::MissingReference`], [`crate::Error::Unavailable`].
pub async fn add_event(conn: &impl ConnectionTrait, event: &SessionEvent) -> Result<()> {
    session_events::Entity::insert(row::event_row(event)?.into_active_model())
        .exec_without_returning(conn)
        .await?;
    Ok(())
}
