//! The group writer: what punch-outs change is written in groups, one durable transaction for all that waits.
//!
//! A commit to disk takes about as long for a hundred punch-outs as for one. Each caller is answered after the commit that its set is
//! part of. Nothing is delayed on purpose: a group is what came in while the one before was written.

mod group;
mod postgres;
mod rows;
mod supersession;
mod uses;

use std::{sync::Arc, time::Duration};

use punchout::{
    directory::Buyer,
    ids::{ConnectionId, CredentialId, EntryPointId, SessionEventId, SessionId},
    session::{Session, SessionEvent},
    time::Timestamp,
    transaction::Transaction,
};
use sea_orm::{DatabaseConnection, DbBackend};
use tokio::sync::{Mutex, mpsc, oneshot};

pub(crate) use rows::Rows;

use crate::error::{Error, Result};
use group::{Group, Waiting};
use uses::Uses;

/// What belongs together: all of it is written, or nothing.
#[derive(Clone, Debug, Default)]
pub struct WriteSet {
    /// Buyers to add. Where another node may add the same one, [`crate::buyers::find_or_create`] comes before.
    pub buyers: Vec<Buyer>,
    /// Sessions to open.
    pub sessions: Vec<Session>,
    /// Those of these sessions that take the place of older ones: of open sessions before their transfer, with the same BuyerCookie (not an
    /// empty one), connection and buyer. With the id of the event that this is for the older one; where there are several, ids count up
    /// from it.
    pub superseding: Vec<(SessionId, SessionEventId)>,
    /// Events of these or of other sessions.
    pub events: Vec<SessionEvent>,
    /// Log entries.
    pub transactions: Vec<Transaction>,
    /// Credentials that were used, and when. Noted about once a second.
    pub credential_uses: Vec<(CredentialId, Timestamp)>,
    /// Entry points that were used, and when. Noted about once a second.
    pub entry_point_uses: Vec<(EntryPointId, Timestamp)>,
    /// Hosts that carts are to return to (an entry as in a connection's `allowed_return_hosts`), and when that was said. Noted about once a
    /// minute.
    pub return_hosts: Vec<(ConnectionId, String, Timestamp)>,
}

/// How many sets may wait.
const QUEUE: usize = 1024;

/// How long a set may wait for its place in the queue, and then for its commit.
const PATIENCE: Duration = Duration::from_secs(10);

/// How many groups are written at once. SQLite has one writer. On PostgreSQL a second group is filled while the first is committed.
const fn groups(backend: DbBackend) -> usize {
    match backend {
        DbBackend::Postgres => 2,
        _ => 1,
    }
}

/// Writes in groups. Clones write to the same groups.
#[derive(Clone, Debug)]
pub struct Writer {
    queue: mpsc::Sender<Waiting>,
}

impl Writer {
    /// Starts writing, on the present runtime, for as long as there are clones.
    pub(crate) fn start(conn: &DatabaseConnection) -> Self {
        let (queue, waiting) = mpsc::channel(QUEUE);
        let waiting = Arc::new(Mutex::new(waiting));
        let uses = Arc::new(Uses::default());
        for _ in 0..groups(conn.get_database_backend()) {
            let (conn, waiting, uses) = (conn.clone(), Arc::clone(&waiting), Arc::clone(&uses));
            tokio::spawn(async move {
                // While one group is written, the next writer takes what waits.
                while let Some(group) = Group::take(&mut *waiting.lock().await).await {
                    group.write(&conn, &uses).await;
                }
            });
        }
        Self { queue }
    }

    /// How many sets wait for their place in a group.
    #[must_use]
    pub fn waiting(&self) -> usize {
        self.queue.max_capacity() - self.queue.capacity()
    }

    /// How many sets may wait.
    #[must_use]
    pub fn capacity(&self) -> usize {
        self.queue.max_capacity()
    }

    /// Writes a set and returns after it is durable.
    ///
    /// # Errors
    ///
    /// [`Error::Conflict`] and [`Error::MissingReference`] for what is wrong with this set; the others of its group are written.
    /// [`Error::Unavailable`] when the database is away or does not keep up; where that happens during a commit, the set may have been
    /// written all the same.
    pub async fn commit(&self, set: WriteSet) -> Result<()> {
        let rows = Rows::prepare(set).await?;
        let (answer, answered) = oneshot::channel();
        let deadline = tokio::time::Instant::now() + PATIENCE;
        let away = |what: &str| Error::Unavailable(format!("the writer {what}"));
        match tokio::time::timeout_at(deadline, self.queue.send(Waiting { rows, answer })).await {
            Ok(Ok(())) => {}
            Ok(Err(_)) => return Err(away("has stopped")),
            Err(_) => return Err(away("does not keep up")),
        }
        match tokio::time::timeout_at(deadline, answered).await {
            Ok(Ok(answer)) => answer,
            Ok(Err(_)) => Err(away("has stopped")),
            Err(_) => Err(away("does not answer")),
        }
    }
}
