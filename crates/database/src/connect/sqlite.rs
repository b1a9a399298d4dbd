//! SQLite: one connection that writes, a few that read.

use std::{
    fs,
    path::{Path, PathBuf},
    str::FromStr,
    time::Duration,
};

use sea_orm::{
    DatabaseConnection, SqlxSqliteConnector,
    sqlx::{
        ConnectOptions as _, SqlitePool,
        sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
    },
};

use super::ConnectOptions;
use crate::error::{Error, Result};

const READERS: u32 = 4;

/// How long another process (a backup, a command on the same file) may hold the write lock.
const BUSY_TIMEOUT: Duration = Duration::from_secs(5);

pub async fn connect(options: &ConnectOptions) -> Result<(DatabaseConnection, DatabaseConnection)> {
    let base = SqliteConnectOptions::from_str(&options.url)
        .map_err(|error| Error::Internal(format!("the database URL: {error}")))?
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .busy_timeout(BUSY_TIMEOUT)
        .statement_cache_capacity(256)
        .disable_statement_logging();
    make_private(base.get_filename())?;
    // A checkpoint writes each page once, however often it changed: every 16 MB instead of every 4. The indexes on random values want
    // more than the 2 MB of cache that are the default.
    let writer = base
        .clone()
        .create_if_missing(true)
        .pragma("wal_autocheckpoint", "4000")
        .pragma("cache_size", "-32768");
    let write = pool(writer, options, 1).await?;
    let read = pool(base.pragma("query_only", "on"), options, READERS).await?;
    Ok((
        SqlxSqliteConnector::from_sqlx_sqlite_pool(read),
        SqlxSqliteConnector::from_sqlx_sqlite_pool(write),
    ))
}

/// The file of an `sqlite:` URL; `None` for any other.
#[must_use]
pub fn sqlite_file(url: &str) -> Option<PathBuf> {
    let options = SqliteConnectOptions::from_str(url).ok()?;
    url.starts_with("sqlite:")
        .then(|| options.get_filename().to_owned())
}

async fn pool(
    file: SqliteConnectOptions,
    options: &ConnectOptions,
    connections: u32,
) -> Result<SqlitePool> {
    Ok(SqlitePoolOptions::new()
        .min_connections(1)
        .max_connections(connections)
        .acquire_timeout(options.acquire_timeout)
        // A file does not hang up.
        .test_before_acquire(false)
        .idle_timeout(None)
        .max_lifetime(None)
        .connect_with(file)
        .await?)
}

/// Makes the file if there is none, for its owner alone; SQLite gives the files beside it the same mode.
pub fn make_private(path: &Path) -> Result<()> {
    let mut file = fs::OpenOptions::new();
    file.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut file, 0o600);
    match file.open(path) {
        Ok(_) => Ok(()),
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => Ok(()),
        Err(error) => Err(Error::Unavailable(format!("{}: {error}", path.display()))),
    }
}
