//! Carts that an order may have come of, always those of its own connection and store.

use std::collections::{BTreeSet, HashMap};

use punchout::{
    ids::{ConnectionId, SessionId, StoreId},
    ordered::{HandedCart, HandedReference, remembered},
    session::SessionState,
};
use rust_decimal::Decimal;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, JoinType, QueryFilter, QueryOrder,
    QuerySelect, RelationDef,
};
use uuid::Uuid;

use crate::{
    entities::{handed_lines, punch_out_sessions, session_orders},
    error::{Error, Result},
    sessions::row,
    text,
};

/// With more sessions than these nothing is exact any more.
const MOST: usize = 20;

/// How many references are looked up at once: databases bound the number of values.
const AT_ONCE: usize = 500;

/// Where an order came from, and where to.
#[derive(Clone, Copy, Debug)]
pub struct Scope {
    /// Its connection.
    pub connection: ConnectionId,
    /// Its store.
    pub store: StoreId,
}

/// The carts with one of some references. `None` where there are too many to tell them apart.
///
/// # Errors
///
/// [`Error::Unavailable`].
pub async fn by_references(
    conn: &impl ConnectionTrait,
    scope: Scope,
    references: &[&str],
) -> Result<Option<Vec<HandedCart>>> {
    let mut found = BTreeSet::new();
    for some in references.chunks(AT_ONCE) {
        let named =
            Condition::all().add(handed_lines::Column::Reference.is_in(some.iter().copied()));
        found.extend(sessions_with(conn, scope, named).await?);
    }
    carts(conn, found).await
}

/// The carts with an article in a quantity. `None` where there are too many to tell them apart.
///
/// # Errors
///
/// [`Error::Unavailable`].
pub async fn by_articles(
    conn: &impl ConnectionTrait,
    scope: Scope,
    (sku, quantity): (&str, Decimal),
) -> Result<Option<Vec<HandedCart>>> {
    let line = Condition::all()
        .add(handed_lines::Column::Sku.eq(remembered(sku)))
        .add(handed_lines::Column::Quantity.eq(quantity.normalize().to_string()));
    let found = sessions_with(conn, scope, line).await?;
    carts(conn, found.into_iter().collect()).await
}

/// The sessions that noted an order of a number.
///
/// # Errors
///
/// [`Error::Unavailable`].
pub async fn of_number(
    conn: &impl ConnectionTrait,
    scope: Scope,
    number: &str,
) -> Result<Vec<SessionId>> {
    use session_orders::Column;
    let found: Vec<Uuid> = session_orders::Entity::find()
        .select_only()
        .column(Column::SessionId)
        .distinct()
        .join(JoinType::InnerJoin, session_of_order())
        .filter(Column::ConnectionId.eq(scope.connection.0))
        .filter(Column::OrderId.eq(remembered(number)))
        .filter(punch_out_sessions::Column::StoreId.eq(scope.store.0))
        .order_by_asc(Column::SessionId)
        .into_tuple()
        .all(conn)
        .await?;
    Ok(found.into_iter().map(SessionId).collect())
}

/// The sessions with a line of a kind whose cart was handed over and neither cancelled nor ended since, and one more than can be told apart
/// at most.
async fn sessions_with(
    conn: &impl ConnectionTrait,
    scope: Scope,
    line: Condition,
) -> Result<Vec<Uuid>> {
    use punch_out_sessions::Column;
    let handed_over = [
        SessionState::Transferred,
        SessionState::Expired,
        SessionState::Ordered,
    ];
    let handed_over = handed_over
        .iter()
        .map(text::name)
        .collect::<Result<Vec<_>>>()?;
    Ok(handed_lines::Entity::find()
        .select_only()
        .column(handed_lines::Column::SessionId)
        .distinct()
        .join(JoinType::InnerJoin, session_of_line())
        .filter(handed_lines::Column::ConnectionId.eq(scope.connection.0))
        .filter(line)
        .filter(Column::StoreId.eq(scope.store.0))
        .filter(Column::State.is_in(handed_over))
        .limit(u64::try_from(MOST).unwrap_or_default() + 1)
        .into_tuple()
        .all(conn)
        .await?)
}

async fn carts(
    conn: &impl ConnectionTrait,
    ids: BTreeSet<Uuid>,
) -> Result<Option<Vec<HandedCart>>> {
    if ids.len() > MOST {
        return Ok(None);
    }
    if ids.is_empty() {
        return Ok(Some(Vec::new()));
    }
    let mut lines: HashMap<Uuid, Vec<HandedReference>> = HashMap::new();
    let rows = handed_lines::Entity::find()
        .filter(handed_lines::Column::SessionId.is_in(ids.iter().copied()))
        .order_by_asc(handed_lines::Column::SessionId)
        .order_by_asc(handed_lines::Column::Place)
        .all(conn)
        .await?;
    for row in rows {
        let quantity = row.quantity.map(|quantity| quantity.parse::<Decimal>());
        let quantity = quantity
            .transpose()
            .map_err(|_| Error::Internal("a quantity that is no number".to_owned()))?;
        let line = HandedReference {
            internal_id: row.reference,
            sku: row.sku,
            quantity,
        };
        lines.entry(row.session_id).or_default().push(line);
    }
    let sessions = punch_out_sessions::Entity::find()
        .filter(punch_out_sessions::Column::Id.is_in(ids))
        .all(conn)
        .await?;
    let cart = |session: punch_out_sessions::Model| {
        Ok(HandedCart {
            lines: lines.remove(&session.id).unwrap_or_default(),
            session: row::session(session)?,
        })
    };
    sessions
        .into_iter()
        .map(cart)
        .collect::<Result<_>>()
        .map(Some)
}

fn session_of_line() -> RelationDef {
    handed_lines::Entity::belongs_to(punch_out_sessions::Entity)
        .from(handed_lines::Column::SessionId)
        .to(punch_out_sessions::Column::Id)
        .into()
}

fn session_of_order() -> RelationDef {
    session_orders::Entity::belongs_to(punch_out_sessions::Entity)
        .from(session_orders::Column::SessionId)
        .to(punch_out_sessions::Column::Id)
        .into()
}
