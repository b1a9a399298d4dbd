//! Users: the people who administer the gateway.

use punchout::{ids::UserId, time::Timestamp};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, NotSet,
    PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait, Set, sea_query::Expr,
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{
    change,
    connect::WriteTransaction,
    entities::{refresh_tokens, users},
    error::{Error, Result},
    page::{Page, PageRequest},
    text,
};

/// What a user may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UserRole {
    /// Look at everything but users, keys and the audit log.
    Read,
    /// Change stores, directory and connections as well.
    Write,
    /// Everything.
    Admin,
}

/// Somebody who may sign in.
#[derive(Clone, PartialEq, Eq)]
pub struct User {
    /// Their id.
    pub id: UserId,
    /// Their e-mail address; unique without regard to case.
    pub email: String,
    /// What they are called.
    pub name: Option<String>,
    /// What they may do.
    pub role: UserRole,
    /// argon2 hash of the password, in PHC format.
    pub password_hash: String,
    /// Whether nothing works until they have changed the password.
    pub must_change_password: bool,
    /// Whether they may not sign in.
    pub disabled: bool,
    /// Grows when all their sign-ins end: access tokens name it, and those of an earlier one are good no more.
    pub token_generation: i64,
    /// When they last signed in with their password.
    pub last_signed_in_at: Option<Timestamp>,
    /// When they were added.
    pub created_at: Timestamp,
    /// When they were last changed.
    pub updated_at: Timestamp,
    /// Grows with each change.
    pub version: i64,
}

impl std::fmt::Debug for User {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // Not the hash: a weak password can be guessed from it.
        f.debug_struct("User")
            .field("id", &self.id)
            .field("email", &self.email)
            .finish_non_exhaustive()
    }
}

/// Adds a user.
///
/// # Errors
///
/// [`Error::Conflict`], [`Error::Unavailable`].
pub async fn insert(conn: &impl ConnectionTrait, user: &User) -> Result<()> {
    users::Entity::insert(to_row(user)?.into_active_model())
        .exec_without_returning(conn)
        .await?;
    Ok(())
}

/// Changes a user, if they still have the expected version (any where `None`), and returns them with the new version.
///
/// # Errors
///
/// [`Error::StaleVersion`], [`Error::NotFound`], [`Error::Conflict`], [`Error::Unavailable`].
pub async fn update(
    conn: &impl ConnectionTrait,
    user: &User,
    expected: Option<i64>,
    now: Timestamp,
) -> Result<User> {
    let mut row = to_row(user)?.into_active_model().reset_all();
    // Noted by signing in alone, which may happen meanwhile.
    row.last_signed_in_at = NotSet;
    change::update(conn, user.id.0, expected, row, now).await?;
    find(conn, user.id).await?.ok_or(Error::NotFound)
}

/// Sets a user's password.
///
/// # Errors
///
/// [`Error::NotFound`], [`Error::Unavailable`].
pub async fn set_password(
    conn: &impl ConnectionTrait,
    id: UserId,
    password_hash: String,
    must_change_password: bool,
    now: Timestamp,
) -> Result<()> {
    let row = users::ActiveModel {
        password_hash: Set(password_hash),
        must_change_password: Set(must_change_password),
        ..Default::default()
    };
    change::apply(conn, id.0, None, row, now).await
}

/// Notes that a user signed in. That is no change of the user, so the version stays.
///
/// # Errors
///
/// [`Error::Unavailable`].
pub async fn note_sign_in(conn: &impl ConnectionTrait, id: UserId, now: Timestamp) -> Result<()> {
    users::Entity::update_many()
        .col_expr(users::Column::LastSignedInAt, Expr::value(now.0))
        .filter(users::Column::Id.eq(id.0))
        .exec(conn)
        .await?;
    Ok(())
}

/// The administrators who may sign in. Until the transaction ends no other one gets past this call, so that two that take away the
/// last two administrators cannot both happen.
///
/// # Errors
///
/// [`Error::Unavailable`].
pub async fn hold_administrators(conn: &WriteTransaction) -> Result<Vec<UserId>> {
    let rows = users::Entity::find()
        .filter(users::Column::Role.eq(text::name(&UserRole::Admin)?))
        .filter(users::Column::Disabled.eq(false))
        .filter(users::Column::ArchivedAt.is_null())
        // Always in one order, so that two transactions do not wait for each other.
        .order_by_asc(users::Column::Id)
        // On SQLite a transaction that writes is alone anyway.
        .lock_exclusive()
        .all(conn)
        .await?;
    Ok(rows.into_iter().map(|row| UserId(row.id)).collect())
}

/// Archives a user: they cannot sign in any more, and the address is free again.
///
/// # Errors
///
/// [`Error::StaleVersion`], [`Error::NotFound`], [`Error::Unavailable`].
pub async fn archive(
    conn: &impl ConnectionTrait,
    id: UserId,
    expected: Option<i64>,
    now: Timestamp,
) -> Result<()> {
    let nothing = users::ActiveModel {
        ..Default::default()
    };
    change::archive(conn, id.0, expected, nothing, now).await
}

/// Finds a user.
///
/// # Errors
///
/// [`Error::Unavailable`].
pub async fn find(conn: &impl ConnectionTrait, id: UserId) -> Result<Option<User>> {
    users::Entity::find()
        .filter(change::live(id.0))
        .one(conn)
        .await?
        .map(from_row)
        .transpose()
}

/// Finds a user whose sign-in is not over: of its refresh tokens there is one that was not revoked.
///
/// # Errors
///
/// [`Error::Unavailable`].
pub async fn find_signed_in(
    conn: &impl ConnectionTrait,
    id: UserId,
    sign_in: Uuid,
) -> Result<Option<User>> {
    let signed_in = refresh_tokens::Entity::find()
        .select_only()
        .column(refresh_tokens::Column::UserId)
        .filter(refresh_tokens::Column::Family.eq(sign_in))
        .filter(refresh_tokens::Column::RevokedAt.is_null())
        .into_query();
    users::Entity::find()
        .filter(change::live(id.0))
        .filter(users::Column::Id.in_subquery(signed_in))
        .one(conn)
        .await?
        .map(from_row)
        .transpose()
}

/// Finds a user by e-mail address, without regard to case.
///
/// # Errors
///
/// [`Error::Unavailable`].
pub async fn find_by_email(conn: &impl ConnectionTrait, email: &str) -> Result<Option<User>> {
    users::Entity::find()
        .filter(users::Column::EmailKey.eq(text::key(email)))
        .filter(users::Column::ArchivedAt.is_null())
        .one(conn)
        .await?
        .map(from_row)
        .transpose()
}

/// How many users there are, disabled ones included; none means a fresh installation.
///
/// # Errors
///
/// [`Error::Unavailable`].
pub async fn count(conn: &impl ConnectionTrait) -> Result<u64> {
    Ok(users::Entity::find()
        .filter(users::Column::ArchivedAt.is_null())
        .count(conn)
        .await?)
}

/// Lists users, oldest first.
///
/// # Errors
///
/// [`Error::InvalidCursor`], [`Error::Unavailable`].
pub async fn list(conn: &impl ConnectionTrait, page: &PageRequest) -> Result<Page<User>> {
    let mut query = users::Entity::find()
        .filter(users::Column::ArchivedAt.is_null())
        .order_by_asc(users::Column::Id)
        .limit(page.rows());
    if let Some(((), id)) = page.place()? {
        query = query.filter(users::Column::Id.gt(id));
    }
    page.page(query.all(conn).await?, |row| ((), row.id), from_row)
}

fn to_row(user: &User) -> Result<users::Model> {
    Ok(users::Model {
        id: user.id.0,
        email: user.email.clone(),
        email_key: text::key(&user.email),
        password_hash: user.password_hash.clone(),
        must_change_password: user.must_change_password,
        disabled: user.disabled,
        created_at: user.created_at.0,
        updated_at: user.updated_at.0,
        version: user.version,
        archived_at: None,
        role: text::name(&user.role)?,
        name: user.name.clone(),
        token_generation: user.token_generation,
        last_signed_in_at: user.last_signed_in_at.map(|time| time.0),
    })
}

fn from_row(row: users::Model) -> Result<User> {
    Ok(User {
        id: UserId(row.id),
        email: row.email,
        name: row.name,
        role: text::variant(row.role)?,
        password_hash: row.password_hash,
        must_change_password: row.must_change_password,
        disabled: row.disabled,
        token_generation: row.token_generation,
        last_signed_in_at: row.last_signed_in_at.map(Timestamp),
        created_at: Timestamp(row.created_at),
        updated_at: Timestamp(row.updated_at),
        version: row.version,
    })
}
