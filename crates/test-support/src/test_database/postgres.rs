//! Databases on a PostgreSQL server, copied from a template.

use std::hash::{DefaultHasher, Hash, Hasher};

use database::{ConnectOptions, Database};
use migrations::{Migrator, MigratorTrait};
use sea_orm::sqlx::{AssertSqlSafe, Connection, Executor, PgConnection, query_scalar};
use url::Url;
use uuid::Uuid;

/// An arbitrary number that means "making the template" among the server's advisory locks.
const TEMPLATE_LOCK: i64 = 0x74_65_6d_70_6c_61_74_65;

/// A database of its own; dropped with this value.
#[derive(Debug)]
pub struct Copy {
    server: Url,
    name: String,
}

impl Copy {
    pub async fn make(server: &str) -> Self {
        let server = Url::parse(server).expect("PUNCHGATE_TEST_POSTGRES_URL is a URL");
        let mut connection = PgConnection::connect(server.as_str())
            .await
            .expect("the PostgreSQL server for tests can be reached");
        let template = template(&server, &mut connection).await;
        let name = format!("punchgate_test_{}", Uuid::new_v4().simple());
        run(
            &mut connection,
            format!("CREATE DATABASE {name} TEMPLATE {template}"),
        )
        .await;
        connection
            .close()
            .await
            .expect("a connection can be closed");
        Self { server, name }
    }

    pub fn url(&self) -> String {
        at(&self.server, &self.name)
    }
}

impl Copy {
    /// The rows of all tables as text, and their binary columns as bytes.
    pub async fn dump(&self) -> Vec<u8> {
        let mut connection = PgConnection::connect(&self.url())
            .await
            .expect("the database can be reached");
        let tables = "SELECT format('%I', tablename) FROM pg_tables WHERE schemaname = 'public'";
        let tables: Vec<String> = query_scalar(tables)
            .fetch_all(&mut connection)
            .await
            .expect("the tables can be listed");
        let mut dump = Vec::new();
        for table in tables {
            let rows = format!("SELECT t::text FROM {table} t");
            let rows: Vec<String> = query_scalar(AssertSqlSafe(rows))
                .fetch_all(&mut connection)
                .await
                .expect("a table can be read");
            for row in rows {
                dump.extend_from_slice(row.as_bytes());
                // A binary column is written as hexadecimal digits after `\\x`.
                for column in row.split("\\\\x").skip(1) {
                    let digits = column
                        .bytes()
                        .map_while(|digit| char::from(digit).to_digit(16))
                        .filter_map(|digit| u8::try_from(digit).ok());
                    let mut high = None;
                    for digit in digits {
                        match high.take() {
                            None => high = Some(digit),
                            Some(high) => dump.push(high * 16 + digit),
                        }
                    }
                }
            }
        }
        dump
    }

    /// Lets everybody reach the database, or nobody.
    pub async fn allow_connections(&self, allow: bool) {
        let mut connection = PgConnection::connect(self.server.as_str())
            .await
            .expect("the PostgreSQL server for tests can be reached");
        let name = &self.name;
        let allowed = format!("ALTER DATABASE {name} ALLOW_CONNECTIONS {allow}");
        run(&mut connection, allowed).await;
        if !allow {
            let cut = format!(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'"
            );
            run(&mut connection, cut).await;
        }
    }
}

impl Drop for Copy {
    fn drop(&mut self) {
        let (server, name) = (self.server.to_string(), self.name.clone());
        // A runtime of its own: the test's may be busy dropping this.
        let dropped = std::thread::spawn(move || {
            crate::run(async move {
                if let Ok(mut connection) = PgConnection::connect(&server).await {
                    let statement = format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)");
                    let _left_behind = connection.execute(AssertSqlSafe(statement)).await;
                }
            });
        });
        let _best_effort = dropped.join();
    }
}

/// The template for this schema, made by whoever comes first.
async fn template(server: &Url, connection: &mut PgConnection) -> String {
    let mut hasher = DefaultHasher::new();
    for step in Migrator::migrations() {
        step.name().hash(&mut hasher);
    }
    let name = format!("punchgate_template_{:016x}", hasher.finish());
    run(
        connection,
        format!("SELECT pg_advisory_lock({TEMPLATE_LOCK})"),
    )
    .await;
    let there = format!("SELECT 1 FROM pg_database WHERE datname = '{name}'");
    let there = connection
        .fetch_optional(AssertSqlSafe(there))
        .await
        .expect("the server's databases can be listed")
        .is_some();
    if !there {
        // Under another name until it is complete.
        let draft = format!("{name}_draft");
        run(connection, format!("DROP DATABASE IF EXISTS {draft}")).await;
        run(connection, format!("CREATE DATABASE {draft}")).await;
        let database = Database::connect(&ConnectOptions::new(at(server, &draft)))
            .await
            .expect("the template can be reached");
        database.migrate().await.expect("the schema can be made");
        database.close().await.expect("the template can be left");
        run(
            connection,
            format!("ALTER DATABASE {draft} RENAME TO {name}"),
        )
        .await;
    }
    run(
        connection,
        format!("SELECT pg_advisory_unlock({TEMPLATE_LOCK})"),
    )
    .await;
    name
}

/// The URL of another database on a server.
fn at(server: &Url, name: &str) -> String {
    let mut url = server.clone();
    url.set_path(name);
    url.into()
}

async fn run(connection: &mut PgConnection, statement: String) {
    if let Err(error) = connection.execute(AssertSqlSafe(statement.clone())).await {
        panic!("{statement}: {error}");
    }
}
