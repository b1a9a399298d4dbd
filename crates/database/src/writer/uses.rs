//! Notes of when something was last used: needed to the second by nobody, so not written each time.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

use sea_orm::{
    ConnectionTrait, DatabaseConnection, DbBackend, EntityTrait, IntoActiveModel,
    sea_query::{Expr, ExprTrait, LockBehavior, LockType, OnConflict, Query},
};
use uuid::Uuid;

use crate::{
    connect::begin,
    entities::{credentials, entry_points, return_hosts},
    error::Result,
};

/// How far apart notes of credentials and entry points are, in microseconds.
const SECOND: i64 = 1_000_000;

/// How far apart notes of return hosts are.
const MINUTE: i64 = 60 * SECOND;

/// What a note is about.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Subject {
    Credential(Uuid),
    EntryPoint(Uuid),
    ReturnHost(Uuid, String),
}

/// The notes that were written, and when.
#[derive(Debug, Default)]
pub struct Uses(Mutex<HashMap<Subject, i64>>);

impl Uses {
    /// Keeps those notes of a group that are due, one for each subject, and remembers them.
    fn note(&self, uses: &mut Vec<(Subject, i64)>) -> Vec<Subject> {
        let mut written = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let mut noted = Vec::new();
        uses.sort_by_key(|(_, at)| std::cmp::Reverse(*at));
        uses.retain(|(subject, at)| {
            let apart = match subject {
                Subject::ReturnHost(..) => MINUTE,
                _ => SECOND,
            };
            // Also when the clock was set back.
            let due = written
                .get(subject)
                .is_none_or(|last| last.abs_diff(*at) >= apart.unsigned_abs());
            if due {
                written.insert(subject.clone(), *at);
                noted.push(subject.clone());
            }
            due
        });
        noted
    }

    /// Writes those notes of a group that are due, after its rows: a note must fail nobody. What fails is noted with the next group.
    pub async fn write(&self, conn: &DatabaseConnection, mut uses: Vec<(Subject, i64)>) {
        let noted = self.note(&mut uses);
        if let Err(error) = write(conn, uses).await {
            tracing::debug!(%error, "cannot note what was used");
            self.forget(noted);
        }
    }

    /// Forgets notes that were not written after all.
    fn forget(&self, noted: Vec<Subject>) {
        let mut written = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        for subject in noted {
            written.remove(&subject);
        }
    }
}

/// Notes what was used, and when.
async fn write(conn: &DatabaseConnection, uses: Vec<(Subject, i64)>) -> Result<()> {
    if uses.is_empty() {
        return Ok(());
    }
    let (mut credential_ids, mut entry_point_ids, mut hosts) = (vec![], vec![], vec![]);
    let mut last = i64::MIN;
    for (subject, at) in uses {
        last = Ord::max(last, at);
        match subject {
            Subject::Credential(id) => credential_ids.push(id),
            Subject::EntryPoint(id) => entry_point_ids.push(id),
            Subject::ReturnHost(id, host) => hosts.push((id, host, at)),
        }
    }
    let transaction = begin(conn).await?;
    note_uses::<credentials::Entity>(&transaction, credential_ids, last).await?;
    note_uses::<entry_points::Entity>(&transaction, entry_point_ids, last).await?;
    note_return_hosts(&transaction, hosts).await?;
    transaction.commit().await
}

/// Notes when records were last used. A record that somebody else holds is left out: they note the same, at about the same time.
async fn note_uses<E>(conn: &impl ConnectionTrait, ids: Vec<Uuid>, at: i64) -> Result<()>
where
    E: EntityTrait + Default,
{
    if ids.is_empty() {
        return Ok(());
    }
    let mut free = Query::select();
    free.column("id")
        .from(E::default())
        .and_where(Expr::col("id").is_in(ids))
        .and_where(
            Expr::col("last_used_at")
                .is_null()
                .or(Expr::col("last_used_at").lt(at)),
        );
    if conn.get_database_backend() == DbBackend::Postgres {
        free.lock_with_behavior(LockType::NoKeyUpdate, LockBehavior::SkipLocked);
    }
    let mut note = Query::update();
    note.table(E::default())
        .value("last_used_at", at)
        .and_where(Expr::col("id").in_subquery(free.take()));
    conn.execute(&note).await?;
    Ok(())
}

async fn note_return_hosts(
    conn: &impl ConnectionTrait,
    mut hosts: Vec<(Uuid, String, i64)>,
) -> Result<()> {
    // In one order, so that two groups never wait for each other in a circle.
    hosts.sort();
    let rows: Vec<_> = hosts
        .into_iter()
        .map(|(connection_id, host, at)| {
            return_hosts::Model {
                connection_id,
                host,
                first_seen_at: at,
                last_seen_at: at,
            }
            .into_active_model()
        })
        .collect();
    if rows.is_empty() {
        return Ok(());
    }
    let mut seen_again = OnConflict::columns([
        return_hosts::Column::ConnectionId,
        return_hosts::Column::Host,
    ]);
    seen_again.update_column(return_hosts::Column::LastSeenAt);
    return_hosts::Entity::insert_many(rows)
        .on_conflict(seen_again)
        .exec_without_returning(conn)
        .await?;
    Ok(())
}
