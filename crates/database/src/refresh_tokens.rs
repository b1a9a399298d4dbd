//! Refresh tokens: what keeps a user signed in. Each is used once and replaced by the next of its family.

use punchout::{ids::UserId, secret::TokenHash, time::Timestamp};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, sea_query::Expr,
};
use uuid::Uuid;

use crate::{
    entities::refresh_tokens,
    error::{Error, Result},
    text,
};

/// A refresh token, without itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RefreshToken {
    /// Its hash.
    pub hash: TokenHash,
    /// What all tokens of one sign-in have in common.
    pub family: Uuid,
    /// Whose it is.
    pub user_id: UserId,
    /// [`crate::users::User::token_generation`] at the sign-in. Where the user's is another one by now, the sign-in is over.
    pub generation: i64,
    /// When it was made.
    pub created_at: Timestamp,
    /// Until when it is good (exclusive).
    pub expires_at: Timestamp,
    /// When it was used.
    pub used_at: Option<Timestamp>,
    /// When it was revoked.
    pub revoked_at: Option<Timestamp>,
}

/// What came of using a refresh token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RefreshOutcome {
    /// It was good and is used up now.
    Used(RefreshToken),
    /// It had been used before: it, or its successor, is in wrong hands. The family should be revoked, unless [`RefreshToken::used_at`]
    /// is so near that a browser's two tabs explain it.
    Reused(RefreshToken),
    /// Its time is over.
    Expired,
    /// It was revoked.
    Revoked,
    /// There is none with this hash.
    Unknown,
}

/// Adds a refresh token.
///
/// # Errors
///
/// [`Error::MissingReference`], [`Error::Unavailable`].
pub async fn insert(conn: &impl ConnectionTrait, token: &RefreshToken) -> Result<()> {
    let row = refresh_tokens::Model {
        hash: token.hash.0.to_vec(),
        family: token.family,
        user_id: token.user_id.0,
        created_at: token.created_at.0,
        expires_at: token.expires_at.0,
        used_at: token.used_at.map(|time| time.0),
        revoked_at: token.revoked_at.map(|time| time.0),
        token_generation: token.generation,
    };
    refresh_tokens::Entity::insert(row.into_active_model())
        .exec_without_returning(conn)
        .await?;
    Ok(())
}

/// Uses a refresh token up. Of several calls at once, one gets [`RefreshOutcome::Used`].
///
/// # Errors
///
/// [`Error::Unavailable`].
pub async fn use_up(
    conn: &impl ConnectionTrait,
    hash: TokenHash,
    now: Timestamp,
) -> Result<RefreshOutcome> {
    let used = refresh_tokens::Entity::update_many()
        .col_expr(refresh_tokens::Column::UsedAt, Expr::value(now.0))
        .filter(refresh_tokens::Column::Hash.eq(hash.0.to_vec()))
        .filter(refresh_tokens::Column::UsedAt.is_null())
        .filter(refresh_tokens::Column::RevokedAt.is_null())
        .filter(refresh_tokens::Column::ExpiresAt.gt(now.0))
        .exec(conn)
        .await?
        .rows_affected
        > 0;
    let Some(row) = refresh_tokens::Entity::find_by_id(hash.0.to_vec())
        .one(conn)
        .await?
    else {
        return Ok(RefreshOutcome::Unknown);
    };
    let token = from_row(row)?;
    Ok(if used {
        RefreshOutcome::Used(token)
    } else if token.revoked_at.is_some() {
        RefreshOutcome::Revoked
    } else if token.used_at.is_some() {
        RefreshOutcome::Reused(token)
    } else {
        RefreshOutcome::Expired
    })
}

/// Finds a refresh token, whatever became of it.
///
/// # Errors
///
/// [`Error::Unavailable`].
pub async fn find(conn: &impl ConnectionTrait, hash: TokenHash) -> Result<Option<RefreshToken>> {
    refresh_tokens::Entity::find_by_id(hash.0.to_vec())
        .one(conn)
        .await?
        .map(from_row)
        .transpose()
}

/// Revokes all tokens of a sign-in.
///
/// # Errors
///
/// [`Error::Unavailable`].
pub async fn revoke_family(
    conn: &impl ConnectionTrait,
    family: Uuid,
    now: Timestamp,
) -> Result<()> {
    revoke(conn, refresh_tokens::Column::Family.eq(family), now).await
}

/// Revokes all tokens of a user.
///
/// # Errors
///
/// [`Error::Unavailable`].
pub async fn revoke_user(conn: &impl ConnectionTrait, user: UserId, now: Timestamp) -> Result<()> {
    revoke(conn, refresh_tokens::Column::UserId.eq(user.0), now).await
}

async fn revoke(conn: &impl ConnectionTrait, which: Expr, now: Timestamp) -> Result<()> {
    refresh_tokens::Entity::update_many()
        .col_expr(refresh_tokens::Column::RevokedAt, Expr::value(now.0))
        .filter(which)
        .filter(refresh_tokens::Column::RevokedAt.is_null())
        .exec(conn)
        .await
        .map(|_| ())
        .map_err(Error::from)
}

fn from_row(row: refresh_tokens::Model) -> Result<RefreshToken> {
    Ok(RefreshToken {
        hash: text::hash(row.hash)?,
        family: row.family,
        user_id: UserId(row.user_id),
        generation: row.token_generation,
        created_at: Timestamp(row.created_at),
        expires_at: Timestamp(row.expires_at),
        used_at: row.used_at.map(Timestamp),
        revoked_at: row.revoked_at.map(Timestamp),
    })
}
