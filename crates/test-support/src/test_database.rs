//! A database for each test.

mod postgres;

use std::ops::Deref;

use database::{ConnectOptions, Database};
use tempfile::TempDir;

/// A migrated, empty database, of which nothing stays when the test is over.
#[derive(Debug)]
pub struct TestDatabase {
    database: Database,
    url: String,
    leftovers: Leftovers,
}

/// What is removed when a test is over.
#[derive(Debug)]
enum Leftovers {
    Folder { folder: TempDir },
    Postgres { database: postgres::Copy },
}

impl TestDatabase {
    /// A database in a file.
    ///
    /// # Panics
    ///
    /// When it cannot be made.
    pub async fn sqlite() -> Self {
        let folder = TempDir::new().expect("a temporary folder can be made");
        let url = format!("sqlite:{}", folder.path().join("punchgate.db").display());
        let database = connect(&url).await;
        database.migrate().await.expect("the schema can be made");
        Self {
            database,
            url,
            leftovers: Leftovers::Folder { folder },
        }
    }

    /// A database on the server that `PUNCHGATE_TEST_POSTGRES_URL` names. Says so and answers `None` where the variable is not set.
    ///
    /// # Panics
    ///
    /// When the database cannot be made, or the variable is not set although `PUNCHGATE_REQUIRE_ALL` is.
    pub async fn postgres() -> Option<Self> {
        let Ok(server) = std::env::var("PUNCHGATE_TEST_POSTGRES_URL") else {
            assert!(
                std::env::var_os("PUNCHGATE_REQUIRE_ALL").is_none(),
                "PUNCHGATE_TEST_POSTGRES_URL is not set: run the tests with `make test`, or under `.ci/with-postgres`"
            );
            eprintln!("SKIPPED on PostgreSQL: PUNCHGATE_TEST_POSTGRES_URL is not set");
            return None;
        };
        let copy = postgres::Copy::make(&server).await;
        let url = copy.url();
        Some(Self {
            database: connect(&url).await,
            url,
            leftovers: Leftovers::Postgres { database: copy },
        })
    }

    /// Its URL, for a program under test.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The same database as another node has it: with its own connections.
    ///
    /// # Panics
    ///
    /// When it cannot be reached.
    pub async fn another_node(&self) -> Database {
        connect(&self.url).await
    }
}

/// What only some tests need: a look at all that is stored, and a database that goes away.
impl TestDatabase {
    /// All that is stored, as bytes: the file with its journal, or the rows of all tables, binary columns as they are.
    ///
    /// # Panics
    ///
    /// When it cannot be read.
    pub async fn dump(&self) -> Vec<u8> {
        match &self.leftovers {
            Leftovers::Folder { folder } => {
                let files = std::fs::read_dir(folder.path()).expect("the folder can be read");
                let files = files.map(|file| file.expect("the folder can be read").path());
                let read = |file| std::fs::read(file).expect("the file can be read");
                files.flat_map(read).collect()
            }
            Leftovers::Postgres { database } => database.dump().await,
        }
    }

    /// Lets nobody reach the database and cuts off who does, until [`TestDatabase::give_back`]. On PostgreSQL only.
    ///
    /// # Panics
    ///
    /// On SQLite, where a file is always there.
    pub async fn take_away(&self) {
        self.postgres_copy().allow_connections(false).await;
    }

    /// Lets everybody reach the database again.
    ///
    /// # Panics
    ///
    /// On SQLite.
    pub async fn give_back(&self) {
        self.postgres_copy().allow_connections(true).await;
    }

    fn postgres_copy(&self) -> &postgres::Copy {
        match &self.leftovers {
            Leftovers::Postgres { database } => database,
            Leftovers::Folder { .. } => panic!("a file cannot go away"),
        }
    }
}

impl Deref for TestDatabase {
    type Target = Database;

    fn deref(&self) -> &Database {
        &self.database
    }
}

async fn connect(url: &str) -> Database {
    match Database::connect(&ConnectOptions::new(url)).await {
        Ok(database) => database,
        Err(error) => panic!("the test's database cannot be reached: {error}"),
    }
}
