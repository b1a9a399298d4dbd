//! The rows of a setup request: as the gateway wrote them, with ids of their own.

use std::str::FromStr;

use anyhow::Context;
use sea_orm::sqlx::{
    self, AssertSqlSafe, Column as _, Connection as _, Row as _, TypeInfo as _, ValueRef as _,
    postgres::{PgConnection, PgRow},
    sqlite::{SqliteConnectOptions, SqliteConnection, SqliteRow},
};
use uuid::Uuid;

/// A value of a column.
#[derive(Clone, Debug)]
pub enum Cell {
    Null,
    Int(i64),
    Small(i32),
    Bool(bool),
    Text(String),
    Blob(Vec<u8>),
    Uuid(Uuid),
}

/// A table.
#[derive(Clone, Debug)]
pub struct Table {
    /// Its name.
    pub name: &'static str,
    /// Its columns, and their types where the database tells.
    pub columns: Vec<(String, String)>,
}

/// What a setup request writes.
#[derive(Clone, Debug)]
pub struct Template {
    /// The tables, those that others refer to first.
    pub tables: Vec<Table>,
    /// Rows with the place of their table.
    rows: Vec<(usize, Vec<Cell>)>,
}

/// Rows that are written together, with the place of their table.
pub type Set = Vec<(usize, Vec<Cell>)>;

/// The tables, and what selects the rows of the last setup request that was accepted.
const TABLES: [(&str, &str); 4] = [
    (
        "punch_out_sessions",
        "id = (SELECT session_id FROM transactions WHERE id = $1)",
    ),
    (
        "session_events",
        "kind = 'created' AND session_id = (SELECT session_id FROM transactions WHERE id = $1)",
    ),
    ("transactions", "id = $1"),
    ("transaction_bodies", "transaction_id = $1"),
];

/// The last setup in cXML: OCI calls have no `payloadID`.
const LAST: &str = "SELECT id FROM transactions WHERE transaction_type = 'setup_request' AND status = 'ok' AND payload_id IS NOT NULL ORDER BY at DESC LIMIT 1";

/// Reads the template from SQLite.
pub async fn read_sqlite(url: &str) -> anyhow::Result<Template> {
    let mut conn = SqliteConnection::connect_with(&SqliteConnectOptions::from_str(url)?).await?;
    let last: Uuid = sqlx::query_scalar(LAST).fetch_one(&mut conn).await?;
    let mut template = Template::new();
    for (place, (name, condition)) in TABLES.into_iter().enumerate() {
        let rows = sqlx::query(AssertSqlSafe(select(name, condition)))
            .bind(last)
            .fetch_all(&mut conn)
            .await?;
        for row in rows {
            let cells = (0..row.len())
                .map(|column| sqlite_cell(&row, column))
                .collect::<anyhow::Result<_>>()?;
            let columns = row
                .columns()
                .iter()
                .map(|column| (column.name().to_owned(), String::new()))
                .collect();
            template.add(place, name, columns, cells);
        }
    }
    conn.close().await?;
    template.complete()
}

/// Reads the template from PostgreSQL.
pub async fn read_postgres(url: &str) -> anyhow::Result<Template> {
    let mut conn = PgConnection::connect(url).await?;
    let last: Uuid = sqlx::query_scalar(LAST).fetch_one(&mut conn).await?;
    let mut template = Template::new();
    for (place, (name, condition)) in TABLES.into_iter().enumerate() {
        let rows = sqlx::query(AssertSqlSafe(select(name, condition)))
            .bind(last)
            .fetch_all(&mut conn)
            .await?;
        for row in rows {
            let cells = (0..row.len())
                .map(|column| postgres_cell(&row, column))
                .collect::<anyhow::Result<_>>()?;
            let columns = row
                .columns()
                .iter()
                .map(|column| {
                    let kind = column.type_info().name().to_ascii_lowercase();
                    (column.name().to_owned(), kind)
                })
                .collect();
            template.add(place, name, columns, cells);
        }
    }
    conn.close().await?;
    template.complete()
}

fn select(table: &str, condition: &str) -> String {
    format!("SELECT * FROM {table} WHERE {condition}")
}

fn sqlite_cell(row: &SqliteRow, column: usize) -> anyhow::Result<Cell> {
    let kind = row.try_get_raw(column)?.type_info().name().to_owned();
    Ok(match kind.as_str() {
        "NULL" => Cell::Null,
        "INTEGER" | "BOOLEAN" => Cell::Int(row.try_get_unchecked(column)?),
        "TEXT" => Cell::Text(row.try_get_unchecked(column)?),
        "BLOB" => Cell::Blob(row.try_get_unchecked(column)?),
        other => anyhow::bail!("a column of type {other}"),
    })
}

fn postgres_cell(row: &PgRow, column: usize) -> anyhow::Result<Cell> {
    let raw = row.try_get_raw(column)?;
    if raw.is_null() {
        return Ok(Cell::Null);
    }
    Ok(match raw.type_info().name() {
        "INT8" => Cell::Int(row.try_get(column)?),
        "INT4" => Cell::Small(row.try_get(column)?),
        "BOOL" => Cell::Bool(row.try_get(column)?),
        "TEXT" | "VARCHAR" => Cell::Text(row.try_get(column)?),
        "BYTEA" => Cell::Blob(row.try_get(column)?),
        "UUID" => Cell::Uuid(row.try_get(column)?),
        other => anyhow::bail!("a column of type {other}"),
    })
}

impl Template {
    const fn new() -> Self {
        Self {
            tables: Vec::new(),
            rows: Vec::new(),
        }
    }

    fn add(
        &mut self,
        place: usize,
        name: &'static str,
        columns: Vec<(String, String)>,
        cells: Vec<Cell>,
    ) {
        if self.tables.len() == place {
            self.tables.push(Table { name, columns });
        }
        self.rows.push((place, cells));
    }

    fn complete(self) -> anyhow::Result<Self> {
        // Session, event, entry, two bodies.
        anyhow::ensure!(
            self.rows.len() == 5 && self.tables.len() == TABLES.len(),
            "a setup request wrote {} rows, not 5: the limit would not measure what the gateway does",
            self.rows.len()
        );
        Ok(self)
    }

    /// The rows once more, as if they were of another request.
    pub fn next(&self) -> anyhow::Result<Set> {
        let (session, entry) = (Uuid::now_v7(), Uuid::now_v7());
        let unique = format!("{:016x}", rand::random::<u64>());
        self.rows
            .iter()
            .map(|(place, cells)| {
                let table = self.tables.get(*place).context("a table")?;
                let mut cells = cells.clone();
                for ((column, _), cell) in table.columns.iter().zip(&mut cells) {
                    match (table.name, column.as_str()) {
                        ("punch_out_sessions", "id") | (_, "session_id") => set_id(cell, session),
                        ("transactions", "id") | (_, "transaction_id") => set_id(cell, entry),
                        ("session_events", "id") => set_id(cell, Uuid::now_v7()),
                        (_, "start_code_hash") => {
                            *cell = Cell::Blob(rand::random::<[u8; 32]>().to_vec())
                        }
                        (
                            _,
                            "buyer_cookie"
                            | "buyer_cookie_key"
                            | "payload_id"
                            | "payload_id_key"
                            | "support_reference"
                            | "support_reference_key",
                        ) => set_beginning(cell, &unique),
                        _ => {}
                    }
                }
                Ok((*place, cells))
            })
            .collect()
    }
}

fn set_id(cell: &mut Cell, id: Uuid) {
    match cell {
        // SQLite keeps ids as 16 bytes.
        Cell::Blob(bytes) => *bytes = id.as_bytes().to_vec(),
        other => *other = Cell::Uuid(id),
    }
}

/// Makes a text different and keeps its length.
fn set_beginning(cell: &mut Cell, beginning: &str) {
    if let Cell::Text(text) = cell {
        let length = beginning.len().min(text.len());
        if let (Some(new), Some(_)) = (beginning.get(..length), text.get(..length)) {
            text.replace_range(..length, new);
        }
    }
}

/// The rows of one table among those of many sets.
pub fn of_table(sets: &[Set], place: usize) -> Vec<&[Cell]> {
    sets.iter()
        .flatten()
        .filter(|(table, _)| *table == place)
        .map(|(_, cells)| cells.as_slice())
        .collect()
}

/// The names of a table's columns, for a statement.
pub fn column_list(table: &Table) -> String {
    let names: Vec<&str> = table
        .columns
        .iter()
        .map(|(name, _)| name.as_str())
        .collect();
    names.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_differ_and_keep_their_length() {
        let mut cell = Cell::Text("ABCDE-FGHIJ".to_owned());
        set_beginning(&mut cell, "0123456789abcdef");
        assert!(matches!(cell, Cell::Text(text) if text == "0123456789a"));
    }
}
