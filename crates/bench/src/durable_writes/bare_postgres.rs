//! PostgreSQL through tokio-postgres: the whole transaction is sent at once, and its answers come back at once.

use anyhow::Context;
use futures_util::future::try_join_all;
use tokio_postgres::{Client, NoTls, Statement, types::ToSql};

use super::{
    Writer,
    rows::{self, Set, Table, Template},
    sqlx_postgres::{Array, arrays, statement},
};

/// Writes through one connection.
pub struct Inserter {
    client: Client,
    tables: Vec<(Table, Statement)>,
}

impl Inserter {
    /// Opens a connection.
    pub async fn open(url: &str, template: &Template) -> anyhow::Result<Self> {
        let (client, connection) = tokio_postgres::connect(url, NoTls).await?;
        tokio::spawn(connection);
        let mut tables = Vec::new();
        for table in &template.tables {
            let prepared = client.prepare(&statement(table)).await?;
            tables.push((table.clone(), prepared));
        }
        Ok(Self { client, tables })
    }
}

impl Writer for Inserter {
    async fn write(&mut self, sets: &[Set]) -> anyhow::Result<()> {
        let mut columns = Vec::with_capacity(self.tables.len());
        for (place, (table, _)) in self.tables.iter().enumerate() {
            columns.push(arrays(table, &rows::of_table(sets, place))?);
        }
        let parameters: Vec<Vec<&(dyn ToSql + Sync)>> = columns
            .iter()
            .map(|arrays| arrays.iter().map(parameter).collect())
            .collect();
        // Requests go out in the order in which they are first polled.
        let inserts = try_join_all(
            self.tables
                .iter()
                .zip(&parameters)
                .map(|((_, statement), parameters)| self.client.execute(statement, parameters)),
        );
        tokio::try_join!(
            biased;
            self.client.batch_execute("BEGIN"),
            inserts,
            self.client.batch_execute("COMMIT"),
        )
        .context("a group")?;
        Ok(())
    }
}

fn parameter<'a>(array: &'a Array<'a>) -> &'a (dyn ToSql + Sync) {
    match array {
        Array::Int(values) => values,
        Array::Small(values) => values,
        Array::Bool(values) => values,
        Array::Text(values) => values,
        Array::Blob(values) => values,
        Array::Uuid(values) => values,
    }
}
