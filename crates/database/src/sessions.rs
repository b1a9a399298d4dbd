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
    transaction::TransactionType,
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, IntoActiveModel, QueryFilter,
    QueryOrder, QuerySelect, sea_query::Expr,
};

pub use expire::note_expired;
pub use list::{SessionFilter, count_live, count_since, last_return, list};
pub(crate) use steps::{alive, step, step_from};
pub use steps::{end, end_all, enter, start, touch};
pub use warn::note_expiring;

use crate::{
    entities::{
        punch_out_sessions::{self, Entity},
        session_events,
    },
    error::Result,
    text, transactions,
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
    Entity::find_by_id(id.0)
        .one(conn)
        .await?
        .map(row::session)
        .transpose()
}

/// A session, and the reference of the log entry that opened it.
#[derive(FromQueryResult)]
struct Opened {
    #[sea_orm(nested)]
    session: punch_out_sessions::Model,
    support_reference: Option<String>,
}

/// Finds the session of a start code, whether or not the code can still be used, and the support reference of the log entry that opened it,
/// where the log still has it.
///
/// # Errors
///
/// [`crate::Error::Unavailable`].
pub async fn find_by_start_code(
    conn: &impl ConnectionTrait,
    code: TokenHash,
) -> Result<Option<(Session, Option<String>)>> {
    use punch_out_sessions::Column;
    let setup = text::name(&TransactionType::SetupRequest)?;
    let reference = transactions::latest_reference((Entity, Column::Id), setup)?;
    Entity::find()
        .expr_as(reference, "support_reference")
        .filter(Column::StartCodeHash.eq(code.0.to_vec()))
        .into_model::<Opened>()
        .one(conn)
        .await?
        .map(|found| Ok((row::session(found.session)?, found.support_reference)))
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
