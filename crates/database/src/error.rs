//! What can go wrong with the database.

use sea_orm::{DbErr, RuntimeErr, SqlxError, SqlxPostgresError};

/// Why something could not be read or written.
#[derive(Clone, Debug, thiserror::Error)]
pub enum Error {
    /// The record does not exist, or is archived.
    #[error("not found")]
    NotFound,
    /// Another record has the same unique value.
    #[error("not unique: {0:?}")]
    Conflict(Unique),
    /// The record is still referred to by others, which must go first.
    #[error("in use by {0}")]
    InUse(&'static str),
    /// A record that is referred to does not exist.
    #[error("a record that is referred to does not exist")]
    MissingReference,
    /// The record was changed meanwhile.
    #[error("changed meanwhile")]
    StaleVersion,
    /// The text is no cursor of this list.
    #[error("no cursor of this list")]
    InvalidCursor,
    /// The database is away or too busy. Trying again later can help.
    #[error("the database is away: {0}")]
    Unavailable(String),
    /// A fault in the program or in the data.
    #[error("{0}")]
    Internal(String),
}

/// A result of this crate.
pub type Result<T> = std::result::Result<T, Error>;

/// What must be unique.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unique {
    /// A store's key.
    StoreKey,
    /// A buyer's e-mail address in the business unit.
    BuyerEmail,
    /// An entry point's slug.
    EntryPointSlug,
    /// The entry point of a connection and a store.
    EntryPoint,
    /// A session's start code.
    StartCode,
    /// An access token.
    AccessToken,
    /// A hand-over's code.
    HandOverCode,
    /// A log entry's support reference.
    SupportReference,
    /// A user's e-mail address.
    UserEmail,
    /// A role's name.
    RoleName,
    /// A refresh token.
    RefreshToken,
    /// An API key.
    ApiKey,
    /// An idempotency key of a principal.
    IdempotencyKey,
    /// An id.
    Id,
}

/// Each uniqueness as PostgreSQL names it (constraint) and as SQLite does (columns).
const UNIQUES: [(Unique, &str, &str); 13] = [
    (Unique::StoreKey, "uq_stores_key", "stores.key"),
    (
        Unique::BuyerEmail,
        "uq_buyers_email",
        "buyers.business_unit_id, buyers.email_key",
    ),
    (
        Unique::EntryPointSlug,
        "uq_entry_points_slug",
        "entry_points.slug",
    ),
    (
        Unique::EntryPoint,
        "uq_entry_points_pair",
        "entry_points.connection_id, entry_points.store_id",
    ),
    (
        Unique::StartCode,
        "uq_punch_out_sessions_start_code",
        "punch_out_sessions.start_code_hash",
    ),
    (
        Unique::AccessToken,
        "access_tokens_pkey",
        "access_tokens.hash",
    ),
    (
        Unique::HandOverCode,
        "uq_hand_overs_code",
        "hand_overs.code_hash",
    ),
    (
        Unique::SupportReference,
        "uq_transactions_support_reference",
        "transactions.support_reference_key",
    ),
    (Unique::RoleName, "uq_roles_name", "roles.name_key"),
    (Unique::UserEmail, "uq_users_email", "users.email_key"),
    (
        Unique::RefreshToken,
        "refresh_tokens_pkey",
        "refresh_tokens.hash",
    ),
    (Unique::ApiKey, "uq_api_keys_hash", "api_keys.hash"),
    (
        Unique::IdempotencyKey,
        "idempotency_keys_pkey",
        "idempotency_keys.principal, idempotency_keys.key",
    ),
];

impl Unique {
    fn of(error: &dyn sea_orm::sqlx::error::DatabaseError) -> Self {
        let found = error.constraint().map_or_else(
            || {
                let columns = error.message().rsplit(": ").next().unwrap_or_default();
                UNIQUES.iter().find(|(_, _, sqlite)| *sqlite == columns)
            },
            |constraint| {
                UNIQUES
                    .iter()
                    .find(|(_, postgres, _)| *postgres == constraint)
            },
        );
        found.map_or(Self::Id, |(unique, _, _)| *unique)
    }
}

impl From<DbErr> for Error {
    fn from(error: DbErr) -> Self {
        match &error {
            DbErr::ConnectionAcquire(_) | DbErr::Conn(_) => Self::Unavailable(error.to_string()),
            DbErr::Exec(RuntimeErr::SqlxError(inner))
            | DbErr::Query(RuntimeErr::SqlxError(inner)) => Self::of_driver(inner),
            _ => Self::Internal(error.to_string()),
        }
    }
}

impl From<SqlxError> for Error {
    fn from(error: SqlxError) -> Self {
        Self::of_driver(&error)
    }
}

impl Error {
    fn of_driver(error: &SqlxError) -> Self {
        match error {
            SqlxError::Database(inner) if inner.is_unique_violation() => {
                Self::Conflict(Unique::of(inner.as_ref()))
            }
            SqlxError::Database(inner) if inner.is_foreign_key_violation() => {
                Self::MissingReference
            }
            SqlxError::Database(inner) => {
                let code = inner.code().unwrap_or_default();
                let passes = if inner.try_downcast_ref::<SqlxPostgresError>().is_some() {
                    passes_on_postgres(&code)
                } else {
                    passes_on_sqlite(&code)
                };
                if passes {
                    Self::Unavailable(error.to_string())
                } else {
                    Self::Internal(error.to_string())
                }
            }
            SqlxError::Io(_)
            | SqlxError::Tls(_)
            | SqlxError::PoolTimedOut
            | SqlxError::PoolClosed
            | SqlxError::WorkerCrashed
            | SqlxError::BeginFailed => Self::Unavailable(error.to_string()),
            _ => Self::Internal(error.to_string()),
        }
    }
}

/// Connection trouble, lost races, lack of resources, shutting down, a server that only reads (after a fail-over), lock time-outs.
fn passes_on_postgres(code: &str) -> bool {
    code.starts_with("08")
        || code.starts_with("40")
        || code.starts_with("53")
        || code.starts_with("57")
        || matches!(code, "25006" | "55P03")
}

/// `SQLITE_BUSY`, `_LOCKED`, `_NOMEM`, `_IOERR`, `_FULL`, `_CANTOPEN`; extended codes have the primary one in the lowest byte.
fn passes_on_sqlite(code: &str) -> bool {
    code.parse::<i32>()
        .is_ok_and(|code| matches!(code & 0xff, 5 | 6 | 7 | 10 | 13 | 14))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn extended_codes_of_sqlite_are_recognised() {
        assert!(passes_on_sqlite("5") && passes_on_sqlite("517"));
        assert!(!passes_on_sqlite("19") && !passes_on_sqlite("x"));
    }
}
