//! API keys: how programs sign in.

use punchout::{
    ids::{ApiKeyId, StoreId},
    secret::TokenHash,
    time::Timestamp,
};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
    QuerySelect,
    sea_query::{Expr, ExprTrait},
};

use crate::{
    entities::api_keys,
    error::{Error, Result},
    page::{Page, PageRequest},
    text,
};

/// An API key, without itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApiKey {
    /// Its id.
    pub id: ApiKeyId,
    /// Its hash.
    pub hash: TokenHash,
    /// How it begins, for people to know it by.
    pub prefix: String,
    /// Its name for people.
    pub name: String,
    /// What it may do: names of scopes.
    pub scopes: Vec<String>,
    /// The one store that it is for; all where absent.
    pub store_id: Option<StoreId>,
    /// Until when it is good (exclusive); for ever where absent.
    pub expires_at: Option<Timestamp>,
    /// When it was last used, within a minute.
    pub last_used_at: Option<Timestamp>,
    /// When it was revoked.
    pub revoked_at: Option<Timestamp>,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it was last changed.
    pub updated_at: Timestamp,
    /// Grows with each change.
    pub version: i64,
}

/// Adds an API key.
///
/// # Errors
///
/// [`Error::Conflict`], [`Error::MissingReference`], [`Error::Unavailable`].
pub async fn insert(conn: &impl ConnectionTrait, key: &ApiKey) -> Result<()> {
    let row = api_keys::Model {
        id: key.id.0,
        hash: key.hash.0.to_vec(),
        prefix: key.prefix.clone(),
        name: key.name.clone(),
        scopes: text::json(&key.scopes)?,
        store_id: key.store_id.map(|id| id.0),
        expires_at: key.expires_at.map(|time| time.0),
        last_used_at: key.last_used_at.map(|time| time.0),
        revoked_at: key.revoked_at.map(|time| time.0),
        created_at: key.created_at.0,
        updated_at: key.updated_at.0,
        version: key.version,
    };
    api_keys::Entity::insert(row.into_active_model())
        .exec_without_returning(conn)
        .await?;
    Ok(())
}

/// Revokes an API key, for good.
///
/// # Errors
///
/// [`Error::StaleVersion`], [`Error::NotFound`] also for one that is revoked already, [`Error::Unavailable`].
pub async fn revoke(
    conn: &impl ConnectionTrait,
    id: ApiKeyId,
    expected: Option<i64>,
    now: Timestamp,
) -> Result<()> {
    let mut statement = api_keys::Entity::update_many()
        .col_expr(api_keys::Column::RevokedAt, Expr::value(now.0))
        .col_expr(api_keys::Column::UpdatedAt, Expr::value(now.0))
        .col_expr(
            api_keys::Column::Version,
            Expr::col(api_keys::Column::Version).add(1),
        )
        .filter(api_keys::Column::Id.eq(id.0))
        .filter(api_keys::Column::RevokedAt.is_null());
    if let Some(version) = expected {
        statement = statement.filter(api_keys::Column::Version.eq(version));
    }
    if statement.exec(conn).await?.rows_affected > 0 {
        return Ok(());
    }
    Err(match find(conn, id).await? {
        Some(_) => Error::StaleVersion,
        None => Error::NotFound,
    })
}

/// Finds an API key that is not revoked.
///
/// # Errors
///
/// [`Error::Unavailable`].
pub async fn find(conn: &impl ConnectionTrait, id: ApiKeyId) -> Result<Option<ApiKey>> {
    api_keys::Entity::find_by_id(id.0)
        .filter(api_keys::Column::RevokedAt.is_null())
        .one(conn)
        .await?
        .map(from_row)
        .transpose()
}

/// Finds the API key of a hash that is good at this moment.
///
/// # Errors
///
/// [`Error::Unavailable`].
pub async fn find_by_hash(
    conn: &impl ConnectionTrait,
    hash: TokenHash,
    now: Timestamp,
) -> Result<Option<ApiKey>> {
    api_keys::Entity::find()
        .filter(api_keys::Column::Hash.eq(hash.0.to_vec()))
        .filter(api_keys::Column::RevokedAt.is_null())
        .filter(
            Condition::any()
                .add(api_keys::Column::ExpiresAt.is_null())
                .add(api_keys::Column::ExpiresAt.gt(now.0)),
        )
        .one(conn)
        .await?
        .map(from_row)
        .transpose()
}

/// Notes that an API key was used, if that was not noted within the last minute.
///
/// # Errors
///
/// [`Error::Unavailable`].
pub async fn touch(conn: &impl ConnectionTrait, id: ApiKeyId, now: Timestamp) -> Result<()> {
    let a_minute_ago = now.plus_seconds(-60);
    api_keys::Entity::update_many()
        .col_expr(api_keys::Column::LastUsedAt, Expr::value(now.0))
        .filter(api_keys::Column::Id.eq(id.0))
        .filter(
            Condition::any()
                .add(api_keys::Column::LastUsedAt.is_null())
                .add(api_keys::Column::LastUsedAt.lt(a_minute_ago.0)),
        )
        .exec(conn)
        .await?;
    Ok(())
}

/// Lists API keys that are not revoked, oldest first.
///
/// # Errors
///
/// [`Error::InvalidCursor`], [`Error::Unavailable`].
pub async fn list(conn: &impl ConnectionTrait, page: &PageRequest) -> Result<Page<ApiKey>> {
    let mut query = api_keys::Entity::find()
        .filter(api_keys::Column::RevokedAt.is_null())
        .order_by_asc(api_keys::Column::Id)
        .limit(page.rows());
    if let Some(((), id)) = page.place()? {
        query = query.filter(api_keys::Column::Id.gt(id));
    }
    page.page(query.all(conn).await?, |row| ((), row.id), from_row)
}

fn from_row(row: api_keys::Model) -> Result<ApiKey> {
    Ok(ApiKey {
        id: ApiKeyId(row.id),
        hash: text::hash(row.hash)?,
        prefix: row.prefix,
        name: row.name,
        scopes: text::parse(&row.scopes)?,
        store_id: row.store_id.map(StoreId),
        expires_at: row.expires_at.map(Timestamp),
        last_used_at: row.last_used_at.map(Timestamp),
        revoked_at: row.revoked_at.map(Timestamp),
        created_at: Timestamp(row.created_at),
        updated_at: Timestamp(row.updated_at),
        version: row.version,
    })
}
