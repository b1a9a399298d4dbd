//! The rows of a set, or of a group of sets.

use sea_orm::{
    ActiveModelTrait, ConnectionTrait, DbBackend, EntityTrait, IntoActiveModel, PaginatorTrait,
    sea_query::{Expr, ExprTrait, LockBehavior, LockType, OnConflict, Query},
};
use uuid::Uuid;

use super::{WriteSet, uses::Subject};
use crate::{
    buyers,
    entities::{
        buyers as buyer_table, credentials, entry_points, punch_out_sessions, return_hosts,
        session_events, transaction_bodies, transactions as transaction_table,
    },
    error::{Error, Result},
    sessions, transactions,
};

/// Bodies from this size on are compressed aside, so that the runtime's thread is not held up.
const LARGE: usize = 64 * 1024;

/// Rows, ready to be inserted.
#[derive(Clone, Debug, Default)]
pub struct Rows {
    buyers: Vec<buyer_table::Model>,
    sessions: Vec<punch_out_sessions::Model>,
    events: Vec<session_events::Model>,
    transactions: Vec<transaction_table::Model>,
    bodies: Vec<transaction_bodies::Model>,
    pub(super) uses: Vec<(Subject, i64)>,
}

impl Rows {
    /// Makes the rows of a set. This is done by the caller, and not by the one task that writes.
    pub async fn prepare(set: WriteSet) -> Result<Self> {
        let size: usize = set
            .transactions
            .iter()
            .map(|entry| entry.request_body.bytes.len() + entry.response_body.bytes.len())
            .sum();
        if size < LARGE {
            return Self::of(&set);
        }
        tokio::task::spawn_blocking(move || Self::of(&set))
            .await
            .map_err(|error| Error::Internal(error.to_string()))?
    }

    fn of(set: &WriteSet) -> Result<Self> {
        let mut bodies = Vec::new();
        for entry in &set.transactions {
            bodies.extend(transactions::body_rows(entry)?);
        }
        let credentials = set
            .credential_uses
            .iter()
            .map(|(id, at)| (Subject::Credential(id.0), at.0));
        let entry_points = set
            .entry_point_uses
            .iter()
            .map(|(id, at)| (Subject::EntryPoint(id.0), at.0));
        let return_hosts = set
            .return_hosts
            .iter()
            .map(|(id, host, at)| (Subject::ReturnHost(id.0, host.clone()), at.0));
        Ok(Self {
            buyers: set.buyers.iter().map(buyers::to_row).collect(),
            sessions: set
                .sessions
                .iter()
                .map(sessions::row::session_row)
                .collect::<Result<_>>()?,
            events: set
                .events
                .iter()
                .map(sessions::row::event_row)
                .collect::<Result<_>>()?,
            transactions: set
                .transactions
                .iter()
                .map(transactions::entry_row)
                .collect::<Result<_>>()?,
            bodies,
            uses: credentials
                .chain(entry_points)
                .chain(return_hosts)
                .collect(),
        })
    }

    /// How many bytes the bodies have.
    pub fn bytes(&self) -> usize {
        self.bodies.iter().map(|body| body.bytes.len()).sum()
    }

    /// Adds another set's rows.
    pub fn append(&mut self, other: &Self) {
        self.buyers.extend_from_slice(&other.buyers);
        self.sessions.extend_from_slice(&other.sessions);
        self.events.extend_from_slice(&other.events);
        self.transactions.extend_from_slice(&other.transactions);
        self.bodies.extend_from_slice(&other.bodies);
        self.uses.extend_from_slice(&other.uses);
    }

    /// Inserts everything, as few statements as may be.
    pub async fn insert(self, conn: &impl ConnectionTrait) -> Result<()> {
        insert_all(conn, self.buyers).await?;
        insert_all(conn, self.sessions).await?;
        insert_all(conn, self.events).await?;
        insert_all(conn, self.transactions).await?;
        insert_all(conn, self.bodies).await?;
        let (mut credential_ids, mut entry_point_ids, mut hosts) = (vec![], vec![], vec![]);
        let mut last = i64::MIN;
        for (subject, at) in self.uses {
            last = Ord::max(last, at);
            match subject {
                Subject::Credential(id) => credential_ids.push(id),
                Subject::EntryPoint(id) => entry_point_ids.push(id),
                Subject::ReturnHost(id, host) => hosts.push((id, host, at)),
            }
        }
        note_uses::<credentials::Entity>(conn, credential_ids, last).await?;
        note_uses::<entry_points::Entity>(conn, entry_point_ids, last).await?;
        note_return_hosts(conn, hosts).await
    }

    /// Whether the rows are in the database. What is written together is there together, so one row tells.
    pub async fn are_there(&self, conn: &impl ConnectionTrait) -> Result<bool> {
        let count = if let Some(entry) = self.transactions.first() {
            transaction_table::Entity::find_by_id(entry.id)
                .count(conn)
                .await?
        } else if let Some(session) = self.sessions.first() {
            punch_out_sessions::Entity::find_by_id(session.id)
                .count(conn)
                .await?
        } else if let Some(event) = self.events.first() {
            session_events::Entity::find_by_id(event.id)
                .count(conn)
                .await?
        } else {
            0
        };
        Ok(count > 0)
    }
}

/// Inserts rows in statements of 64, 32, 16 ... rows: so there are few different statements, and all stay prepared. 64 rows are far below
/// what a statement may have in parameters.
async fn insert_all<M, A>(conn: &impl ConnectionTrait, rows: Vec<M>) -> Result<()>
where
    M: IntoActiveModel<A> + Send,
    A: ActiveModelTrait + Send,
{
    let mut left = rows.len();
    let mut rows = rows.into_iter().map(IntoActiveModel::into_active_model);
    while left > 0 {
        let size = if left >= 64 { 64 } else { 1 << left.ilog2() };
        A::Entity::insert_many(rows.by_ref().take(size).collect::<Vec<_>>())
            .exec_without_returning(conn)
            .await?;
        left -= size;
    }
    Ok(())
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
