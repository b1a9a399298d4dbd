//! Access tokens: each logs a buyer in at a store, once.

use punchout::{
    ids::{SessionEventId, StoreId},
    secret::TokenHash,
    session::{Session, SessionEvent, SessionEventKind, SessionState, Transition},
    time::Timestamp,
};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, FromQueryResult, JoinType, QueryFilter,
    QuerySelect, sea_query::Expr,
};

use crate::{
    Database,
    entities::{access_tokens, punch_out_sessions, stores},
    error::{Error, Result},
    sessions,
};

/// What came of redeeming an access token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RedeemOutcome {
    /// It was good and is spent now; the session as it is afterwards.
    Redeemed(Box<Session>),
    /// It was spent before.
    Spent,
    /// Its time is over.
    Expired,
    /// A later one took its place.
    Revoked,
    /// There is none with this hash.
    Unknown,
    /// It is for another store. It is still good.
    WrongStore,
    /// It is still good, but its store takes nobody in.
    StoreDisabled,
    /// It is still good, but its session is over.
    SessionOver(SessionState),
}

/// Redeems an access token. Of any number of calls at the same moment, on any number of nodes, exactly one gets
/// [`RedeemOutcome::Redeemed`]. With a `store` given, tokens for other stores stay as they are.
///
/// # Errors
///
/// [`Error::Unavailable`].
pub async fn redeem(
    database: &Database,
    hash: TokenHash,
    store: Option<StoreId>,
    now: Timestamp,
    event_id: SessionEventId,
) -> Result<RedeemOutcome> {
    // Most repeated calls are answered without a transaction, and without waiting for who writes.
    let session = match look(database.read(), hash, store, now).await? {
        Ok(session) => session,
        Err(outcome) => return Ok(outcome),
    };
    let transaction = database.begin().await?;
    // The session first, as in all steps: transactions that take locks in one order never wait for each other in a circle.
    let stepped = sessions::step(&transaction, session.id, Transition::Redeem, now).await?;
    if !stepped || !spend(&transaction, hash, now).await? {
        transaction.rollback().await?;
        return look(database.read(), hash, store, now)
            .await?
            .err()
            .ok_or_else(|| {
                Error::Unavailable("the token changed while it was redeemed".to_owned())
            });
    }
    let event = SessionEvent {
        id: event_id,
        session_id: session.id,
        at: now,
        kind: SessionEventKind::Redeemed,
        detail: None,
    };
    sessions::add_event(&transaction, &event).await?;
    transaction.commit().await?;
    Ok(RedeemOutcome::Redeemed(Box::new(Session {
        state: SessionState::Shopping,
        last_activity_at: now,
        ..session
    })))
}

/// The session of a token, spent or not, that no later one took the place of. Of effect with stores whose token is an address to come
/// back to.
///
/// # Errors
///
/// [`Error::Unavailable`].
pub async fn session_of(conn: &impl ConnectionTrait, hash: TokenHash) -> Result<Option<Session>> {
    let good = access_tokens::Column::RevokedAt.is_null();
    find_session(conn, hash, Condition::all().add(good)).await
}

/// The session that a token was made for, whatever became of it since.
///
/// # Errors
///
/// [`Error::Unavailable`].
pub async fn issued_for(conn: &impl ConnectionTrait, hash: TokenHash) -> Result<Option<Session>> {
    find_session(conn, hash, Condition::all()).await
}

async fn find_session(
    conn: &impl ConnectionTrait,
    hash: TokenHash,
    tokens: Condition,
) -> Result<Option<Session>> {
    let its_session = access_tokens::Entity::belongs_to(punch_out_sessions::Entity)
        .from(access_tokens::Column::SessionId)
        .to(punch_out_sessions::Column::Id);
    let found = access_tokens::Entity::find_by_id(hash.0.to_vec())
        .filter(tokens)
        .join(JoinType::InnerJoin, its_session.into())
        .select_also(punch_out_sessions::Entity)
        .one(conn)
        .await?;
    found
        .and_then(|(_, session)| session)
        .map(sessions::row::session)
        .transpose()
}

/// A token, and what says whether its store takes buyers in at this moment.
#[derive(FromQueryResult)]
struct Looked {
    #[sea_orm(nested)]
    token: access_tokens::Model,
    store_enabled: bool,
    store_archived_at: Option<i64>,
}

/// Looks at a token without changing anything: its session if it could be redeemed, else why not.
async fn look(
    conn: &impl ConnectionTrait,
    hash: TokenHash,
    store: Option<StoreId>,
    now: Timestamp,
) -> Result<std::result::Result<Session, RedeemOutcome>> {
    // Both at one moment, or a token would be seen from before and its session from after somebody else's redemption.
    let its_session = access_tokens::Entity::belongs_to(punch_out_sessions::Entity)
        .from(access_tokens::Column::SessionId)
        .to(punch_out_sessions::Column::Id);
    let its_store = punch_out_sessions::Entity::belongs_to(stores::Entity)
        .from(punch_out_sessions::Column::StoreId)
        .to(stores::Column::Id);
    let found = access_tokens::Entity::find_by_id(hash.0.to_vec())
        .join(JoinType::InnerJoin, its_session.into())
        .join(JoinType::InnerJoin, its_store.into())
        .column_as(stores::Column::Enabled, "store_enabled")
        .column_as(stores::Column::ArchivedAt, "store_archived_at")
        .select_also(punch_out_sessions::Entity)
        .into_model::<Looked, punch_out_sessions::Model>()
        .one(conn)
        .await?;
    let Some((looked, Some(session))) = found else {
        return Ok(Err(RedeemOutcome::Unknown));
    };
    let token = looked.token;
    let takes_in = looked.store_enabled && looked.store_archived_at.is_none();
    let session = sessions::row::session(session)?;
    let state = session.state_at(now);
    Ok(if store.is_some_and(|store| store != session.store_id) {
        Err(RedeemOutcome::WrongStore)
    } else if token.spent_at.is_some() {
        Err(RedeemOutcome::Spent)
    } else if token.revoked_at.is_some() {
        Err(RedeemOutcome::Revoked)
    } else if token.expires_at <= now.0 {
        Err(RedeemOutcome::Expired)
    } else if state.after(Transition::Redeem).is_none() {
        Err(RedeemOutcome::SessionOver(state))
    } else if !takes_in {
        Err(RedeemOutcome::StoreDisabled)
    } else {
        Ok(session)
    })
}

async fn spend(conn: &impl ConnectionTrait, hash: TokenHash, now: Timestamp) -> Result<bool> {
    let spent = access_tokens::Entity::update_many()
        .col_expr(access_tokens::Column::SpentAt, Expr::value(now.0))
        .filter(access_tokens::Column::Hash.eq(hash.0.to_vec()))
        .filter(access_tokens::Column::SpentAt.is_null())
        .filter(access_tokens::Column::RevokedAt.is_null())
        .filter(access_tokens::Column::ExpiresAt.gt(now.0))
        .exec(conn)
        .await?;
    Ok(spent.rows_affected > 0)
}
