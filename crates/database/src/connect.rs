//! The way to the database.

mod postgres;
mod sqlite;

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use migrations::{Migrator, MigratorTrait};
use sea_orm::{
    ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbBackend, DbErr, ExecResult,
    QueryResult, SqliteTransactionMode, Statement, TransactionOptions, TransactionTrait,
};

pub(crate) use sqlite::make_private;
pub use sqlite::sqlite_file;

use crate::{
    entities,
    error::{Error, Result},
    writer::Writer,
};

/// Where the database is and how it is reached.
#[derive(Clone, Debug)]
pub struct ConnectOptions {
    /// `sqlite:path/to/file` or `postgres://user:password@host/name?sslmode=verify-full`.
    pub url: String,
    /// The most connections to PostgreSQL. SQLite has one for writing and four for reading.
    pub max_connections: u32,
    /// How long to wait for a connection before the database counts as away.
    pub acquire_timeout: Duration,
}

impl ConnectOptions {
    /// The defaults: 16 connections, waited for up to 5 seconds.
    #[must_use]
    pub fn new(url: impl Into<String>) -> Self {
        Self {
            url: url.into(),
            max_connections: 16,
            acquire_timeout: Duration::from_secs(5),
        }
    }
}

/// The database. Clones share its connections.
#[derive(Clone, Debug)]
pub struct Database {
    read: DatabaseConnection,
    write: DatabaseConnection,
    writer: Writer,
    closed: Arc<AtomicBool>,
}

impl Database {
    /// Opens the database and starts its writer on the present runtime; an SQLite file is made where there is none, readable for its owner alone.
    ///
    /// # Errors
    ///
    /// [`Error::Internal`] for a URL that is none of a database, [`Error::Unavailable`] when the database does not answer.
    pub async fn connect(options: &ConnectOptions) -> Result<Self> {
        if options.url.starts_with("sqlite:") {
            let (read, write) = sqlite::connect(options).await?;
            Ok(Self::new(read, write))
        } else if options.url.starts_with("postgres:") || options.url.starts_with("postgresql:") {
            let pool = postgres::connect(options).await?;
            Ok(Self::new(pool.clone(), pool))
        } else {
            // The URL may hold a password.
            Err(Error::Internal(
                "the database URL begins with neither sqlite: nor postgres:".to_owned(),
            ))
        }
    }

    fn new(read: DatabaseConnection, write: DatabaseConnection) -> Self {
        let writer = Writer::start(&write);
        Self {
            read,
            write,
            writer,
            closed: Arc::default(),
        }
    }

    /// For reading. What was committed before is seen.
    #[must_use]
    pub const fn read(&self) -> &DatabaseConnection {
        &self.read
    }

    /// For single statements that write. For several that belong together see [`Database::begin`].
    #[must_use]
    pub const fn write(&self) -> &DatabaseConnection {
        &self.write
    }

    /// Which database it is.
    #[must_use]
    pub fn backend(&self) -> DbBackend {
        self.write.get_database_backend()
    }

    /// Begins a transaction that writes. On SQLite it takes the write lock at once, so that it never fails for having read first.
    ///
    /// # Errors
    ///
    /// [`Error::Unavailable`].
    pub async fn begin(&self) -> Result<WriteTransaction> {
        begin(&self.write).await
    }

    /// Where what a punch-out changes is written, grouped with what others write at the moment.
    #[must_use]
    pub const fn writer(&self) -> &Writer {
        &self.writer
    }

    /// Brings the schema up to date, all steps or none. Any number of nodes may do so at once.
    ///
    /// # Errors
    ///
    /// [`Error::Unavailable`], or [`Error::Internal`] for a step that fails or a database made by a newer program.
    pub async fn migrate(&self) -> Result<()> {
        let transaction = self.begin().await?;
        if self.backend() == DbBackend::Postgres {
            transaction
                .execute_unprepared(&format!("SELECT pg_advisory_xact_lock({MIGRATION_LOCK})"))
                .await?;
        }
        Migrator::up(&transaction.0, None).await?;
        transaction.commit().await
    }

    /// Whether the schema fits the program: asks each table for the columns that the program knows.
    ///
    /// # Errors
    ///
    /// [`Error::Internal`] that names what is missing, [`Error::Unavailable`].
    pub async fn check_schema(&self) -> Result<()> {
        entities::check(&self.read).await
    }

    /// Answers when the database does.
    ///
    /// # Errors
    ///
    /// [`Error::Unavailable`].
    pub async fn ping(&self) -> Result<()> {
        Ok(self.read.ping().await?)
    }

    /// Closes all connections after what is under way.
    ///
    /// # Errors
    ///
    /// [`Error::Unavailable`].
    pub async fn close(&self) -> Result<()> {
        self.closed.store(true, Ordering::Release);
        self.read.close_by_ref().await?;
        self.write.close_by_ref().await?;
        Ok(())
    }

    /// Whether it was closed, here and not by any failure.
    #[must_use]
    pub fn is_closed(&self) -> bool {
        self.closed.load(Ordering::Acquire)
    }
}

/// Begins a transaction that writes, see [`Database::begin`].
pub(crate) async fn begin(conn: &DatabaseConnection) -> Result<WriteTransaction> {
    let options = TransactionOptions {
        sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
        ..TransactionOptions::default()
    };
    Ok(WriteTransaction(conn.begin_with_options(options).await?))
}

/// An arbitrary number that means "Punchgate's migrations" among a PostgreSQL database's advisory locks.
const MIGRATION_LOCK: i64 = 0x70_75_6e_63_68_67_61_74;

/// A transaction that writes. Dropped without [`WriteTransaction::commit`], it leaves nothing behind.
#[derive(Debug)]
pub struct WriteTransaction(DatabaseTransaction);

impl WriteTransaction {
    /// Makes it last.
    ///
    /// # Errors
    ///
    /// [`Error::Unavailable`]; then it is not known whether it lasts.
    pub async fn commit(self) -> Result<()> {
        Ok(self.0.commit().await?)
    }

    /// Takes it back.
    ///
    /// # Errors
    ///
    /// [`Error::Unavailable`]; then the database takes it back by itself.
    pub async fn rollback(self) -> Result<()> {
        Ok(self.0.rollback().await?)
    }
}

#[sea_orm_migration::async_trait::async_trait]
impl ConnectionTrait for WriteTransaction {
    fn get_database_backend(&self) -> DbBackend {
        self.0.get_database_backend()
    }

    async fn execute_raw(&self, stmt: Statement) -> std::result::Result<ExecResult, DbErr> {
        self.0.execute_raw(stmt).await
    }

    async fn execute_unprepared(&self, sql: &str) -> std::result::Result<ExecResult, DbErr> {
        self.0.execute_unprepared(sql).await
    }

    async fn query_one_raw(
        &self,
        stmt: Statement,
    ) -> std::result::Result<Option<QueryResult>, DbErr> {
        self.0.query_one_raw(stmt).await
    }

    async fn query_all_raw(&self, stmt: Statement) -> std::result::Result<Vec<QueryResult>, DbErr> {
        self.0.query_all_raw(stmt).await
    }
}
