//! A group of sets that is written at once.

use std::time::Duration;

use sea_orm::DatabaseConnection;
use tokio::{
    sync::{mpsc, oneshot},
    time::Instant,
};

use super::{Rows, Uses, rows};
use crate::error::{Error, Result};

/// The most sets in a group.
const MAX_SETS: usize = 256;

/// The most bytes of bodies in a group, about: after which no more sets are taken.
const MAX_BYTES: usize = 4 * 1024 * 1024;

/// A failure that came faster than this was no waiting in vain.
const QUICK: Duration = Duration::from_secs(1);

/// A set whose caller waits.
#[derive(Debug)]
pub struct Waiting {
    pub rows: Rows,
    pub answer: oneshot::Sender<Result<()>>,
}

/// Sets that are written in one transaction.
pub struct Group(Vec<Waiting>);

impl Group {
    /// Takes what waits, after waiting for something. `None` when nothing will come any more.
    pub async fn take(queue: &mut mpsc::Receiver<Waiting>) -> Option<Self> {
        let mut sets = vec![queue.recv().await?];
        let mut bytes = 0;
        while let Some(last) = sets.last() {
            bytes += last.rows.bytes();
            if sets.len() >= MAX_SETS || bytes >= MAX_BYTES {
                break;
            }
            let Ok(next) = queue.try_recv() else { break };
            sets.push(next);
        }
        Some(Self(sets))
    }

    /// Writes all sets and answers their callers.
    pub async fn write(self, conn: &DatabaseConnection, uses: &Uses) {
        let began = Instant::now();
        let sets: Vec<_> = self.0.iter().map(|set| &set.rows).collect();
        let result = write(conn, &sets, uses).await;
        let again = match &result {
            Ok(()) => false,
            // A connection that broke unnoticed fails at once, and another one may be good. What took long will take long again.
            Err(Error::Unavailable(_)) => began.elapsed() < QUICK,
            Err(_) => self.0.len() > 1,
        };
        match &result {
            Err(error) if again => {
                tracing::debug!(%error, sets = self.0.len(), "a group failed and is written set by set");
                self.write_one_by_one(conn, uses, error).await;
            }
            _ => self.answer(&result),
        }
    }

    /// One bad set must not fail the others.
    async fn write_one_by_one(self, conn: &DatabaseConnection, uses: &Uses, first: &Error) {
        // When a connection is lost during a commit, nobody knows whether that was heard.
        let uncertain = matches!(first, Error::Unavailable(_));
        let mut sets = self.0.into_iter();
        while let Some(set) = sets.next() {
            let result = if uncertain && matches!(set.rows.are_there(conn).await, Ok(true)) {
                Ok(())
            } else {
                write(conn, &[&set.rows], uses).await
            };
            let mut answered = vec![set];
            if matches!(result, Err(Error::Unavailable(_))) {
                // Each of the others would wait just as long.
                answered.extend(sets.by_ref());
            }
            Self(answered).answer(&result);
        }
    }

    fn answer(self, result: &Result<()>) {
        for set in self.0 {
            // Whoever does not wait any more needs no answer.
            let _gone = set.answer.send(result.clone());
        }
    }
}

async fn write(conn: &DatabaseConnection, sets: &[&Rows], uses: &Uses) -> Result<()> {
    rows::write(conn, sets).await?;
    let used = sets.iter().flat_map(|set| &set.uses).cloned().collect();
    uses.write(conn, used).await;
    Ok(())
}
