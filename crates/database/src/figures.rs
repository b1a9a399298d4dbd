//! Figures of what goes through the gateway: counted in indexes alone, over a bounded time.

use punchout::{ids::ConnectionId, time::Timestamp};
use sea_orm::{ConnectionTrait, FromQueryResult, QueryResult, Statement, Value};
use uuid::Uuid;

use crate::error::Result;

/// So many connections and error codes are answered at most.
const MOST: usize = 20;

/// A time in parts of equal length.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Parts {
    /// Where the first part begins.
    pub from: Timestamp,
    /// Where the last part ends, at the latest.
    pub until: Timestamp,
    /// How long a part is, in microseconds.
    pub step_micros: i64,
}

/// Sessions that were opened in a time, by what has become of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, FromQueryResult)]
pub struct SessionCounts {
    /// How many.
    pub opened: i64,
    /// Those whose cart was handed over, ordered or not.
    pub transferred: i64,
    /// Those whose order came.
    pub ordered: i64,
    /// Those that the buyer left without a cart.
    pub cancelled: i64,
}

/// Requests that did not end well.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, FromQueryResult)]
pub struct FailureCounts {
    /// Those that were refused.
    pub refused: i64,
    /// Those that failed.
    pub failed: i64,
}

/// What went through a connection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConnectionCounts {
    /// Which connection.
    pub id: ConnectionId,
    /// Its name.
    pub name: String,
    /// Its sessions.
    pub sessions: SessionCounts,
    /// Its requests that did not end well.
    pub failures: FailureCounts,
}

/// A connection from which nothing has come for longer than is usual.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Silence {
    /// Which connection.
    pub id: ConnectionId,
    /// Its name.
    pub name: String,
    /// When its last session was opened.
    pub last_at: Timestamp,
    /// The longest time between two of its sessions before, in microseconds.
    pub longest_micros: i64,
}

const SESSIONS: &str = "count(*) AS opened, \
    coalesce(sum(CASE WHEN transferred_at IS NOT NULL OR state = 'ordered' THEN 1 ELSE 0 END), 0) AS transferred, \
    coalesce(sum(CASE WHEN state = 'ordered' THEN 1 ELSE 0 END), 0) AS ordered, \
    coalesce(sum(CASE WHEN state = 'cancelled' THEN 1 ELSE 0 END), 0) AS cancelled";

const STATUSES: &str = "coalesce(sum(CASE WHEN status = 'refused' THEN 1 ELSE 0 END), 0) AS refused, \
    coalesce(sum(CASE WHEN status = 'failed' THEN 1 ELSE 0 END), 0) AS failed";

/// In the words of the index of what did not end well.
const FAILURES: &str = "status <> 'ok' AND at >= $1 AND at < $2";

/// Sessions opened in each part of a time, by the parts' numbers from 0; parts without any are left out.
///
/// # Errors
///
/// [`crate::Error::Unavailable`].
pub async fn sessions(
    conn: &impl ConnectionTrait,
    parts: &Parts,
) -> Result<Vec<(i64, SessionCounts)>> {
    let sql = format!(
        "SELECT (created_at - $1) / $3 AS part, {SESSIONS} FROM punch_out_sessions \
         WHERE created_at >= $1 AND created_at < $2 GROUP BY 1"
    );
    let values = [parts.from.0, parts.until.0, parts.step_micros];
    let rows = ask(conn, sql, values).await?;
    let rows = rows.iter().map(|row| {
        let counts = SessionCounts::from_query_result(row, "")?;
        Ok((row.try_get("", "part")?, counts))
    });
    rows.collect()
}

/// Requests that were refused or failed in each part of a time, by the parts' numbers from 0; parts without any are left out.
///
/// # Errors
///
/// [`crate::Error::Unavailable`].
pub async fn failures(
    conn: &impl ConnectionTrait,
    parts: &Parts,
) -> Result<Vec<(i64, FailureCounts)>> {
    let sql = format!(
        "SELECT (at - $1) / $3 AS part, {STATUSES} FROM transactions \
         WHERE {FAILURES} GROUP BY 1"
    );
    let values = [parts.from.0, parts.until.0, parts.step_micros];
    let rows = ask(conn, sql, values).await?;
    let rows = rows.iter().map(|row| {
        let counts = FailureCounts::from_query_result(row, "")?;
        Ok((row.try_get("", "part")?, counts))
    });
    rows.collect()
}

/// The most frequent error codes of a time, the most frequent first.
///
/// # Errors
///
/// [`crate::Error::Unavailable`].
pub async fn errors(conn: &impl ConnectionTrait, parts: &Parts) -> Result<Vec<(String, i64)>> {
    let sql = format!(
        "SELECT error_code, count(*) AS failures FROM transactions \
         WHERE {FAILURES} AND error_code IS NOT NULL GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT {MOST}"
    );
    let rows = ask(conn, sql, [parts.from.0, parts.until.0]).await?;
    let rows = rows
        .iter()
        .map(|row| Ok((row.try_get("", "error_code")?, row.try_get("", "failures")?)));
    rows.collect()
}

/// The connections with the most sessions and failures of a time, the busiest first.
///
/// # Errors
///
/// [`crate::Error::Unavailable`].
pub async fn connections(
    conn: &impl ConnectionTrait,
    parts: &Parts,
) -> Result<Vec<ConnectionCounts>> {
    let sql = format!(
        "SELECT c.id, c.name, coalesce(s.opened, 0) AS opened, coalesce(s.transferred, 0) AS transferred, \
         coalesce(s.ordered, 0) AS ordered, coalesce(s.cancelled, 0) AS cancelled, coalesce(f.refused, 0) AS refused, \
         coalesce(f.failed, 0) AS failed \
         FROM connections c \
         LEFT JOIN (SELECT connection_id, {SESSIONS} FROM punch_out_sessions \
         WHERE created_at >= $1 AND created_at < $2 GROUP BY connection_id) s ON s.connection_id = c.id \
         LEFT JOIN (SELECT connection_id, {STATUSES} FROM transactions \
         WHERE {FAILURES} AND connection_id IS NOT NULL GROUP BY connection_id) f ON f.connection_id = c.id \
         WHERE s.opened IS NOT NULL OR f.refused IS NOT NULL \
         ORDER BY 3 DESC, 7 DESC, 8 DESC, c.name LIMIT {MOST}"
    );
    let rows = ask(conn, sql, [parts.from.0, parts.until.0]).await?;
    let rows = rows.iter().map(|row| {
        Ok(ConnectionCounts {
            id: ConnectionId(row.try_get::<Uuid>("", "id")?),
            name: row.try_get("", "name")?,
            sessions: SessionCounts::from_query_result(row, "")?,
            failures: FailureCounts::from_query_result(row, "")?,
        })
    });
    rows.collect()
}

/// Active connections that have opened no session for longer than ever between two of at least `least` sessions since a time, the one
/// that has been silent for the longest first.
///
/// # Errors
///
/// [`crate::Error::Unavailable`].
pub async fn silences(
    conn: &impl ConnectionTrait,
    since: Timestamp,
    now: Timestamp,
    least: i64,
) -> Result<Vec<Silence>> {
    // Apart, or SQLite reads all sessions there ever were in the order of their connections.
    let sql = format!(
        "WITH recent AS MATERIALIZED \
         (SELECT connection_id, created_at FROM punch_out_sessions WHERE created_at >= $1) \
         SELECT c.id, c.name, g.last_at, g.longest FROM \
         (SELECT connection_id, max(created_at) AS last_at, max(gap) AS longest, count(*) AS opened FROM \
         (SELECT connection_id, created_at, created_at - lag(created_at) \
         OVER (PARTITION BY connection_id ORDER BY created_at) AS gap \
         FROM recent) s GROUP BY connection_id) g \
         JOIN connections c ON c.id = g.connection_id \
         WHERE c.active AND c.archived_at IS NULL AND g.opened >= $3 AND $2 - g.last_at > g.longest \
         ORDER BY g.last_at, c.name LIMIT {MOST}"
    );
    let rows = ask(conn, sql, [since.0, now.0, least]).await?;
    let rows = rows.iter().map(|row| {
        Ok(Silence {
            id: ConnectionId(row.try_get::<Uuid>("", "id")?),
            name: row.try_get("", "name")?,
            last_at: Timestamp(row.try_get("", "last_at")?),
            longest_micros: row.try_get("", "longest")?,
        })
    });
    rows.collect()
}

async fn ask<const N: usize>(
    conn: &impl ConnectionTrait,
    sql: String,
    values: [i64; N],
) -> Result<Vec<QueryResult>> {
    let values = values.map(Value::from);
    let statement = Statement::from_sql_and_values(conn.get_database_backend(), sql, values);
    Ok(conn.query_all_raw(statement).await?)
}
