//! How the program does.

use serde::{Deserialize, Serialize};

use crate::scalar::Timestamp;

/// How the node that answers does.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct System {
    /// The program's version.
    pub version: String,
    /// The node that answers.
    pub node: NodeStatus,
    /// The database.
    pub database: DatabaseStatus,
    /// What waits to be written.
    pub writer: WriterStatus,
    /// The transaction log.
    pub log: LogStatus,
    /// The settings that the node keeps in memory.
    pub settings: SettingsStatus,
}

/// The node that answers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NodeStatus {
    /// Its name: made up at each start.
    pub id: String,
    /// When it was started.
    pub started_at: Timestamp,
    /// How many seconds it has run.
    pub uptime_seconds: u64,
}

/// Which database it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum DatabaseKind {
    /// A file of SQLite.
    Sqlite,
    /// A PostgreSQL server.
    Postgresql,
}

/// The database.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DatabaseStatus {
    /// Which it is.
    pub kind: DatabaseKind,
    /// Its version.
    pub version: String,
    /// How long it took to answer, in microseconds. While it does not answer at all, neither does this operation: 503.
    pub response_micros: u64,
    /// How many bytes it takes.
    pub size_bytes: u64,
    /// How many steps its schema lacks; more than none while a newer program waits to be started everywhere.
    pub pending_migrations: u32,
}

/// What waits to be written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WriterStatus {
    /// How many punch-outs wait to be written on this node; near none where all is well.
    pub waiting: u32,
    /// How many may wait before calls are refused.
    pub capacity: u32,
}

/// The transaction log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LogStatus {
    /// How many entries there are, about.
    pub entries: u64,
    /// When the oldest was written.
    pub oldest_at: Option<Timestamp>,
    /// When the newest was written.
    pub newest_at: Option<Timestamp>,
}

/// The settings that the node keeps in memory.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SettingsStatus {
    /// Their version, which each change moves.
    pub version: i64,
    /// Whether they are those of the database at this moment. A node needs up to two seconds to notice a change on another one.
    pub current: bool,
}
