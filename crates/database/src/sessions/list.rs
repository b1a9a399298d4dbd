//! The list of sessions.

use punchout::{
    ids::{BusinessUnitId, ConnectionId, StoreId},
    session::{Session, SessionState},
    time::Timestamp,
};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect,
    sea_query::{Expr, ExprTrait},
};

use super::{row, steps::alive};
use crate::{
    entities::punch_out_sessions::{Column, Entity},
    error::Result,
    page::{Page, PageRequest},
    text,
};

/// Which sessions to list.
#[derive(Clone, Debug, Default)]
pub struct SessionFilter {
    /// In this state at the present time: an open session whose time has run out counts as expired.
    pub state: Option<SessionState>,
    /// Through this connection.
    pub connection_id: Option<ConnectionId>,
    /// Into this store.
    pub store_id: Option<StoreId>,
    /// Of this business unit.
    pub business_unit_id: Option<BusinessUnitId>,
    /// Opened from this time on.
    pub from: Option<Timestamp>,
    /// Opened before this time.
    pub to: Option<Timestamp>,
    /// Those that are not over, or those that are.
    pub live: Option<bool>,
}

/// Lists sessions, newest first.
///
/// # Errors
///
/// [`crate::Error::InvalidCursor`], [`crate::Error::Unavailable`].
pub async fn list(
    conn: &impl ConnectionTrait,
    filter: &SessionFilter,
    page: &PageRequest,
    now: Timestamp,
) -> Result<Page<Session>> {
    let mut query = Entity::find()
        .order_by_desc(Column::CreatedAt)
        .order_by_desc(Column::Id)
        .limit(page.rows());
    if let Some(state) = filter.state {
        query = query.filter(in_state(state, now)?);
    }
    if let Some(live) = filter.live {
        let lives = is_live(now)?;
        query = query.filter(if live { lives } else { lives.not() });
    }
    if let Some(id) = filter.connection_id {
        query = query.filter(Column::ConnectionId.eq(id.0));
    }
    if let Some(id) = filter.store_id {
        query = query.filter(Column::StoreId.eq(id.0));
    }
    if let Some(id) = filter.business_unit_id {
        query = query.filter(Column::BusinessUnitId.eq(id.0));
    }
    if let Some(from) = filter.from {
        query = query.filter(Column::CreatedAt.gte(from.0));
    }
    if let Some(to) = filter.to {
        query = query.filter(Column::CreatedAt.lt(to.0));
    }
    if let Some((at, id)) = page.place::<i64>()? {
        let here = Expr::tuple([Expr::col(Column::CreatedAt), Expr::col(Column::Id)]);
        query = query.filter(here.lt(Expr::tuple([Expr::value(at), Expr::value(id)])));
    }
    page.page(
        query.all(conn).await?,
        |row| (row.created_at, row.id),
        row::session,
    )
}

/// The longest life of a session that a store can be given, in seconds.
pub(super) const LONGEST_SECONDS: i64 = 604_800;

/// Meets sessions that are not over.
pub(super) fn is_live(now: Timestamp) -> Result<Condition> {
    let open = SessionState::ALL
        .iter()
        .filter(|state| state.is_open())
        .map(text::name)
        .collect::<Result<Vec<_>>>()?;
    Ok(Condition::all()
        // What follows would be enough; this one has an index.
        .add(Column::CreatedAt.gt(now.plus_seconds(-LONGEST_SECONDS).0))
        .add(Column::State.is_in(open))
        .add(alive(now)))
}

/// How many sessions of a connection are not over.
///
/// # Errors
///
/// [`crate::Error::Unavailable`].
pub async fn count_live(
    conn: &impl ConnectionTrait,
    connection: ConnectionId,
    now: Timestamp,
) -> Result<u64> {
    Ok(Entity::find()
        .filter(Column::ConnectionId.eq(connection.0))
        .filter(is_live(now)?)
        .count(conn)
        .await?)
}

/// When the last session of a connection was opened that a cart came back from.
///
/// # Errors
///
/// [`crate::Error::Unavailable`].
pub async fn last_return(
    conn: &impl ConnectionTrait,
    connection: ConnectionId,
) -> Result<Option<Timestamp>> {
    let ordered = text::name(&SessionState::Ordered)?;
    let found = Entity::find()
        .filter(Column::ConnectionId.eq(connection.0))
        .filter(
            Condition::any()
                .add(Column::TransferredAt.is_not_null())
                .add(Column::State.eq(ordered)),
        )
        .order_by_desc(Column::CreatedAt)
        .one(conn)
        .await?;
    Ok(found.map(|row| Timestamp(row.created_at)))
}

/// How many sessions of a connection were opened from a time on.
///
/// # Errors
///
/// [`crate::Error::Unavailable`].
pub async fn count_since(
    conn: &impl ConnectionTrait,
    connection: ConnectionId,
    from: Timestamp,
) -> Result<u64> {
    Ok(Entity::find()
        .filter(Column::ConnectionId.eq(connection.0))
        .filter(Column::CreatedAt.gt(from.0))
        .count(conn)
        .await?)
}

fn in_state(state: SessionState, now: Timestamp) -> Result<Condition> {
    let stored = Column::State.eq(text::name(&state)?);
    Ok(if state == SessionState::Expired {
        let open = SessionState::ALL
            .iter()
            .filter(|state| state.is_open())
            .map(text::name)
            .collect::<Result<Vec<_>>>()?;
        Condition::any().add(stored).add(
            Condition::all()
                .add(Column::State.is_in(open))
                .add(alive(now).not()),
        )
    } else if state.is_open() {
        Condition::all().add(stored).add(alive(now))
    } else {
        // In these words, which are those of the index of ended sessions.
        Condition::all().add(stored).add(Expr::cust(
            "state IN ('ordered', 'cancelled', 'ended', 'superseded', 'failed')",
        ))
    })
}
