//! SQLite through sqlx.

use std::{collections::HashMap, str::FromStr};

use anyhow::Context;
use sea_orm::sqlx::{
    self, AssertSqlSafe, ConnectOptions as _, Connection as _, Executor as _, SqlSafeStr as _,
    SqlStr,
    sqlite::{SqliteConnectOptions, SqliteConnection, SqliteJournalMode, SqliteSynchronous},
};

use super::{
    Writer,
    rows::{self, Cell, Set, Table, Template},
};

/// Writes through one connection.
pub struct Inserter {
    conn: SqliteConnection,
    tables: Vec<Table>,
    statements: HashMap<(usize, usize), SqlStr>,
}

impl Inserter {
    /// Opens the file as the gateway does.
    pub async fn open(url: &str, template: &Template) -> anyhow::Result<Self> {
        let options = SqliteConnectOptions::from_str(url)?
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .statement_cache_capacity(256)
            .disable_statement_logging();
        Ok(Self {
            conn: SqliteConnection::connect_with(&options).await?,
            tables: template.tables.clone(),
            statements: HashMap::new(),
        })
    }
}

impl Writer for Inserter {
    async fn write(&mut self, sets: &[Set]) -> anyhow::Result<()> {
        self.conn.execute("BEGIN IMMEDIATE").await?;
        for (place, table) in self.tables.iter().enumerate() {
            let rows = rows::of_table(sets, place);
            let mut rest = rows.as_slice();
            while !rest.is_empty() {
                // Few different statements, so that all stay prepared.
                let size = (1 << rest.len().ilog2()).min(64);
                let (chunk, tail) = rest.split_at_checked(size).context("a part of the rows")?;
                rest = tail;
                let sql = self
                    .statements
                    .entry((place, size))
                    .or_insert_with(|| AssertSqlSafe(statement(table, size)).into_sql_str());
                let mut query = sqlx::query(sql.clone());
                for cell in chunk.iter().copied().flatten() {
                    query = match cell {
                        Cell::Null => query.bind(None::<i64>),
                        Cell::Int(value) => query.bind(*value),
                        Cell::Small(value) => query.bind(*value),
                        Cell::Bool(value) => query.bind(*value),
                        Cell::Text(value) => query.bind(value.clone()),
                        Cell::Blob(value) => query.bind(value.clone()),
                        Cell::Uuid(value) => query.bind(*value),
                    };
                }
                query.execute(&mut self.conn).await?;
            }
        }
        self.conn.execute("COMMIT").await?;
        Ok(())
    }
}

fn statement(table: &Table, rows: usize) -> String {
    let row = format!("({})", vec!["?"; table.columns.len()].join(", "));
    format!(
        "INSERT INTO {} ({}) VALUES {}",
        table.name,
        rows::column_list(table),
        vec![row; rows].join(", ")
    )
}
