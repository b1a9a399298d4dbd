//! The settings of the whole installation: what a new store begins with, and how long the logs are kept.

use punchout::time::Timestamp;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, NotSet,
    QueryFilter,
    sea_query::{Expr, ExprTrait},
};

use crate::{
    entities::installation::{Column, Entity, Model},
    error::{Error, Result},
};

/// The id of the one row.
const ONLY: i32 = 1;

/// The settings of the whole installation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Installation {
    /// How long a new store's access tokens can be redeemed, in seconds.
    pub access_token_ttl_seconds: i32,
    /// How many random bytes a new store's access tokens have.
    pub access_token_bytes: i32,
    /// How long a new store's sessions live, in seconds.
    pub session_ttl_seconds: i32,
    /// How long a new store's sessions live without activity, in seconds.
    pub idle_ttl_seconds: i32,
    /// How long a new store's carts are kept after the hand-over, in seconds.
    pub handoff_ttl_seconds: i32,
    /// How many days entries of the transaction log and ended sessions are kept; for ever where absent.
    pub transaction_retention_days: Option<i32>,
    /// How many days the bodies of the transaction log and handed-over carts are kept; as long as the entries where absent.
    pub body_retention_days: Option<i32>,
    /// How many days entries of the audit log are kept; for ever where absent.
    pub audit_log_retention_days: Option<i32>,
    /// When they were last changed; 1970 where never.
    pub updated_at: Timestamp,
    /// Grows with each change.
    pub version: i64,
}

/// Reads the settings.
///
/// # Errors
///
/// [`Error::Unavailable`].
pub async fn find(conn: &impl ConnectionTrait) -> Result<Installation> {
    Entity::find_by_id(ONLY)
        .one(conn)
        .await?
        .map(from_row)
        .ok_or_else(|| Error::Internal("the table installation is empty".to_owned()))
}

/// Changes the settings, if they still have the expected version (any where `None`), and returns them with the new version.
///
/// # Errors
///
/// [`Error::StaleVersion`], [`Error::Unavailable`].
pub async fn update(
    conn: &impl ConnectionTrait,
    wanted: &Installation,
    expected: Option<i64>,
    now: Timestamp,
) -> Result<Installation> {
    let mut row = to_row(wanted, now).into_active_model().reset_all();
    row.id = NotSet;
    row.version = NotSet;
    let mut statement = Entity::update_many()
        .set(row)
        .col_expr(Column::Version, Expr::col(Column::Version).add(1))
        .filter(Column::Id.eq(ONLY));
    if let Some(version) = expected {
        statement = statement.filter(Column::Version.eq(version));
    }
    if statement.exec(conn).await?.rows_affected == 0 {
        return Err(Error::StaleVersion);
    }
    find(conn).await
}

fn to_row(settings: &Installation, now: Timestamp) -> Model {
    Model {
        id: ONLY,
        access_token_ttl_seconds: settings.access_token_ttl_seconds,
        access_token_bytes: settings.access_token_bytes,
        session_ttl_seconds: settings.session_ttl_seconds,
        idle_ttl_seconds: settings.idle_ttl_seconds,
        handoff_ttl_seconds: settings.handoff_ttl_seconds,
        transaction_retention_days: settings.transaction_retention_days,
        body_retention_days: settings.body_retention_days,
        audit_log_retention_days: settings.audit_log_retention_days,
        updated_at: now.0,
        version: settings.version,
    }
}

fn from_row(row: Model) -> Installation {
    Installation {
        access_token_ttl_seconds: row.access_token_ttl_seconds,
        access_token_bytes: row.access_token_bytes,
        session_ttl_seconds: row.session_ttl_seconds,
        idle_ttl_seconds: row.idle_ttl_seconds,
        handoff_ttl_seconds: row.handoff_ttl_seconds,
        transaction_retention_days: row.transaction_retention_days,
        body_retention_days: row.body_retention_days,
        audit_log_retention_days: row.audit_log_retention_days,
        updated_at: Timestamp(row.updated_at),
        version: row.version,
    }
}
