//! PostgreSQL through sqlx: one statement a table, which takes columns as arrays.

use std::str::FromStr;

use sea_orm::sqlx::{
    self, AssertSqlSafe, ConnectOptions as _, Connection as _, Executor as _, SqlSafeStr as _,
    SqlStr,
    postgres::{PgConnectOptions, PgConnection},
};
use uuid::Uuid;

use super::{
    Writer,
    rows::{self, Cell, Set, Table, Template},
};

/// Writes through one connection.
pub struct Inserter {
    conn: PgConnection,
    tables: Vec<(Table, SqlStr)>,
}

/// A column of many rows.
pub enum Array<'a> {
    Int(Vec<Option<i64>>),
    Small(Vec<Option<i32>>),
    Bool(Vec<Option<bool>>),
    Text(Vec<Option<&'a str>>),
    Blob(Vec<Option<&'a [u8]>>),
    Uuid(Vec<Option<Uuid>>),
}

impl Inserter {
    /// Opens a connection.
    pub async fn open(url: &str, template: &Template) -> anyhow::Result<Self> {
        let options = PgConnectOptions::from_str(url)?.disable_statement_logging();
        Ok(Self {
            conn: PgConnection::connect_with(&options).await?,
            tables: template
                .tables
                .iter()
                .map(|table| {
                    let sql = AssertSqlSafe(statement(table)).into_sql_str();
                    (table.clone(), sql)
                })
                .collect(),
        })
    }
}

impl Writer for Inserter {
    async fn write(&mut self, sets: &[Set]) -> anyhow::Result<()> {
        self.conn.execute("BEGIN").await?;
        for (place, (table, sql)) in self.tables.iter().enumerate() {
            let mut query = sqlx::query(sql.clone());
            for array in arrays(table, &rows::of_table(sets, place))? {
                query = match array {
                    Array::Int(values) => query.bind(values),
                    Array::Small(values) => query.bind(values),
                    Array::Bool(values) => query.bind(values),
                    Array::Text(values) => query.bind(values),
                    Array::Blob(values) => query.bind(values),
                    Array::Uuid(values) => query.bind(values),
                };
            }
            query.execute(&mut self.conn).await?;
        }
        self.conn.execute("COMMIT").await?;
        Ok(())
    }
}

/// Inserts any number of rows.
pub fn statement(table: &Table) -> String {
    let arrays: Vec<String> = table
        .columns
        .iter()
        .enumerate()
        .map(|(place, (_, kind))| format!("${}::{kind}[]", place + 1))
        .collect();
    format!(
        "INSERT INTO {} ({}) SELECT * FROM unnest({})",
        table.name,
        rows::column_list(table),
        arrays.join(", ")
    )
}

/// Rows as columns.
pub fn arrays<'a>(table: &Table, rows: &[&'a [Cell]]) -> anyhow::Result<Vec<Array<'a>>> {
    table
        .columns
        .iter()
        .enumerate()
        .map(|(place, (name, kind))| {
            let cells = rows.iter().map(|row| row.get(place).unwrap_or(&Cell::Null));
            let array = match kind.as_str() {
                "int8" => Array::Int(column(cells, |cell| match cell {
                    Cell::Int(value) => Some(*value),
                    _ => None,
                })),
                "int4" => Array::Small(column(cells, |cell| match cell {
                    Cell::Small(value) => Some(*value),
                    _ => None,
                })),
                "bool" => Array::Bool(column(cells, |cell| match cell {
                    Cell::Bool(value) => Some(*value),
                    _ => None,
                })),
                "text" | "varchar" => Array::Text(column(cells, |cell| match cell {
                    Cell::Text(value) => Some(value.as_str()),
                    _ => None,
                })),
                "bytea" => Array::Blob(column(cells, |cell| match cell {
                    Cell::Blob(value) => Some(value.as_slice()),
                    _ => None,
                })),
                "uuid" => Array::Uuid(column(cells, |cell| match cell {
                    Cell::Uuid(value) => Some(*value),
                    _ => None,
                })),
                other => anyhow::bail!("{name} is of type {other}"),
            };
            Ok(array)
        })
        .collect()
}

fn column<'a, T>(
    cells: impl Iterator<Item = &'a Cell>,
    value: impl Fn(&'a Cell) -> Option<T>,
) -> Vec<Option<T>> {
    cells.map(value).collect()
}
