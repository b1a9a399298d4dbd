//! SQLite through rusqlite: one thread, one prepared statement a table, nothing in between.

use anyhow::Context;
use rusqlite::{Connection, ToSql, TransactionBehavior, params_from_iter, types::ToSqlOutput};
use tokio::sync::mpsc;

use super::{
    Waiting, answer, complete,
    rows::{self, Cell, Set, Template},
};

/// Writes in a thread of its own until there are no callers any more.
pub fn serve(
    url: &str,
    template: &Template,
    mut waiting: mpsc::Receiver<Waiting>,
) -> anyhow::Result<()> {
    let path = url.strip_prefix("sqlite:").unwrap_or(url);
    let path = path.split_once('?').map_or(path, |(path, _)| path);
    let mut conn = Connection::open(path)?;
    conn.pragma_update(None, "journal_mode", "wal")?;
    conn.pragma_update(None, "synchronous", "full")?;
    conn.pragma_update(None, "foreign_keys", "on")?;
    let statements: Vec<String> = template
        .tables
        .iter()
        .map(|table| {
            format!(
                "INSERT INTO {} ({}) VALUES ({})",
                table.name,
                rows::column_list(table),
                vec!["?"; table.columns.len()].join(", ")
            )
        })
        .collect();
    std::thread::spawn(move || {
        while let Some(first) = waiting.blocking_recv() {
            let group = complete(first, &mut waiting);
            let (sets, answers): (Vec<_>, Vec<_>) = group
                .into_iter()
                .map(|waiting| (waiting.set, waiting.answer))
                .unzip();
            answer(answers, write(&mut conn, &statements, &sets));
        }
    });
    Ok(())
}

fn write(conn: &mut Connection, statements: &[String], sets: &[Set]) -> anyhow::Result<()> {
    let transaction = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
    for (place, cells) in sets.iter().flatten() {
        let sql = statements.get(*place).context("a table")?;
        transaction
            .prepare_cached(sql)?
            .execute(params_from_iter(cells))?;
    }
    transaction.commit()?;
    Ok(())
}

impl ToSql for Cell {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        match self {
            Self::Null => Ok(ToSqlOutput::Owned(rusqlite::types::Value::Null)),
            Self::Int(value) => value.to_sql(),
            Self::Small(value) => value.to_sql(),
            Self::Bool(value) => value.to_sql(),
            Self::Text(value) => value.to_sql(),
            Self::Blob(value) => value.to_sql(),
            Self::Uuid(value) => Ok(ToSqlOutput::from(value.as_bytes().to_vec())),
        }
    }
}
