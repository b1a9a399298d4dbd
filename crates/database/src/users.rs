//! Users: the people who administer the gateway.

use punchout::{ids::UserId, time::Timestamp};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, PaginatorTrait,
    QueryFilter, QueryOrder, QuerySelect, Set,
};

use crate::{
    change,
    entities::users,
    error::{Error, Result},
    page::{Page, PageRequest},
    text,
};

/// Somebody who may sign in.
#[derive(Clone, PartialEq, Eq)]
pub struct User {
    /// Their id.
    pub id: UserId,
    /// Their e-mail address; unique without regard to case.
    pub email: String,
    /// argon2 hash of the password, in PHC format.
    pub password_hash: String,
    /// Whether nothing works until they have changed the password.
    pub must_change_password: bool,
    /// Whether they may not sign in.
    pub disabled: bool,
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
    users::Entity::insert(to_row(user).into_active_model())
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
    let row = to_row(user).into_active_model().reset_all();
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
    Ok(users::Entity::find()
        .filter(change::live(id.0))
        .one(conn)
        .await?
        .map(from_row))
}

/// Finds a user by e-mail address, without regard to case.
///
/// # Errors
///
/// [`Error::Unavailable`].
pub async fn find_by_email(conn: &impl ConnectionTrait, email: &str) -> Result<Option<User>> {
    Ok(users::Entity::find()
        .filter(users::Column::EmailKey.eq(text::key(email)))
        .filter(users::Column::ArchivedAt.is_null())
        .one(conn)
        .await?
        .map(from_row))
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
    page.page(
        query.all(conn).await?,
        |row| ((), row.id),
        |row| Ok(from_row(row)),
    )
}

fn to_row(user: &User) -> users::Model {
    users::Model {
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
    }
}

fn from_row(row: users::Model) -> User {
    User {
        id: UserId(row.id),
        email: row.email,
        password_hash: row.password_hash,
        must_change_password: row.must_change_password,
        disabled: row.disabled,
        created_at: Timestamp(row.created_at),
        updated_at: Timestamp(row.updated_at),
        version: row.version,
    }
}
