//! How the database does. Everything here costs next to nothing, however much there is in the database.

use migrations::{Migrator, MigratorTrait};
use punchout::time::Timestamp;
use sea_orm::{ConnectionTrait, DbBackend, Statement};

use crate::{
    Database,
    error::{Error, Result},
};

/// How the database does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Status {
    /// Whether it is PostgreSQL; SQLite otherwise.
    pub postgres: bool,
    /// Its version.
    pub version: String,
    /// How many bytes it takes.
    pub size_bytes: i64,
    /// How many steps the schema lacks.
    pub pending_migrations: usize,
    /// How many entries the transaction log has, about.
    pub log_entries: i64,
    /// When the oldest of them was written.
    pub log_oldest_at: Option<Timestamp>,
    /// When the newest of them was written.
    pub log_newest_at: Option<Timestamp>,
}

/// Sizes come from the catalogue; entries of the log are never changed and only the oldest removed, so that on SQLite the span of their
/// row numbers is their number.
const SQLITE: &str = "SELECT sqlite_version() AS version, \
    (SELECT p.page_count * s.page_size FROM pragma_page_count() p, pragma_page_size() s) AS size, \
    (SELECT coalesce((SELECT max(rowid) FROM transactions) - (SELECT min(rowid) FROM transactions) + 1, 0)) AS entries, \
    (SELECT min(at) FROM transactions) AS oldest, (SELECT max(at) FROM transactions) AS newest";

/// As the last analysis of the table found it; PostgreSQL does that by itself.
const POSTGRES: &str = "SELECT current_setting('server_version') AS version, \
    pg_database_size(current_database()) AS size, \
    (SELECT greatest(reltuples, 0)::bigint FROM pg_class WHERE oid = 'transactions'::regclass) AS entries, \
    (SELECT min(at) FROM transactions) AS oldest, (SELECT max(at) FROM transactions) AS newest";

/// Looks how the database does.
///
/// # Errors
///
/// [`Error::Unavailable`].
pub async fn status(database: &Database) -> Result<Status> {
    let postgres = database.backend() == DbBackend::Postgres;
    let query = if postgres { POSTGRES } else { SQLITE };
    let row = database
        .read()
        .query_one_raw(Statement::from_string(database.backend(), query))
        .await?
        .ok_or_else(|| Error::Internal("the status query answered nothing".to_owned()))?;
    let moment = |name| -> Result<Option<Timestamp>> {
        Ok(row.try_get::<Option<i64>>("", name)?.map(Timestamp))
    };
    Ok(Status {
        postgres,
        version: row.try_get("", "version")?,
        size_bytes: row.try_get("", "size")?,
        pending_migrations: Migrator::get_pending_migrations(database.read())
            .await?
            .len(),
        log_entries: row.try_get("", "entries")?,
        log_oldest_at: moment("oldest")?,
        log_newest_at: moment("newest")?,
    })
}
