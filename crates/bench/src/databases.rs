//! The databases that are measured with: new ones, gone afterwards.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::Context;
use reqwest::Url;
use sea_orm::sqlx::{self, AssertSqlSafe, Connection, PgConnection};

/// Where the URL of a PostgreSQL server stands, as `.ci/with-postgres` sets it.
pub const POSTGRES_URL: &str = "PUNCHGATE_TEST_POSTGRES_URL";

/// A database and a data folder.
#[derive(Clone, Debug)]
pub struct Place {
    /// `sqlite` or `postgres`.
    pub name: &'static str,
    /// Its URL.
    pub url: String,
    /// The gateway's data folder.
    pub folder: PathBuf,
    /// What the database says about its durability.
    pub durability: String,
    server: Option<String>,
}

impl Place {
    /// A new SQLite file.
    pub fn sqlite(base: &Path) -> anyhow::Result<Self> {
        let folder = base.join("sqlite");
        fs::create_dir(&folder)?;
        Ok(Self {
            name: "sqlite",
            url: format!("sqlite:{}?mode=rwc", folder.join("punchgate.db").display()),
            folder,
            durability: "WAL, synchronous=FULL".to_owned(),
            server: None,
        })
    }

    /// A new database on a PostgreSQL server.
    pub async fn postgres(base: &Path, server: &str) -> anyhow::Result<Self> {
        let folder = base.join("postgres");
        fs::create_dir(&folder)?;
        let mut conn = PgConnection::connect(server).await?;
        let (version, fsync, commit): (String, String, String) = sqlx::query_as(
            "SELECT current_setting('server_version'), current_setting('fsync'), current_setting('synchronous_commit')",
        )
        .fetch_one(&mut conn)
        .await?;
        let name = database_name();
        sqlx::query(AssertSqlSafe(format!("CREATE DATABASE {name}")))
            .execute(&mut conn)
            .await?;
        conn.close().await?;
        let mut url = Url::parse(server).context(POSTGRES_URL)?;
        url.set_path(&name);
        Ok(Self {
            name: "postgres",
            url: url.into(),
            folder,
            durability: format!("PostgreSQL {version}, fsync={fsync}, synchronous_commit={commit}"),
            server: Some(server.to_owned()),
        })
    }

    /// Removes what was made on a server; files go with their folder.
    pub async fn remove(self) -> anyhow::Result<()> {
        if let Some(server) = self.server {
            let mut conn = PgConnection::connect(&server).await?;
            let drop = format!("DROP DATABASE {} WITH (FORCE)", database_name());
            sqlx::query(AssertSqlSafe(drop)).execute(&mut conn).await?;
        }
        Ok(())
    }
}

fn database_name() -> String {
    format!("punchgate_bench_{}", std::process::id())
}
