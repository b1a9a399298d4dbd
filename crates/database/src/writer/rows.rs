//! The rows of a set, or of a group of sets.

use sea_orm::{
    ActiveModelTrait, ConnectionTrait, DatabaseConnection, DbBackend, EntityTrait, IntoActiveModel,
    PaginatorTrait,
};

use super::{
    WriteSet, postgres,
    supersession::{self, Superseding},
    uses::Subject,
};
use crate::{
    buyers,
    connect::begin,
    entities::{
        buyers as buyer_table, punch_out_sessions, session_events, transaction_bodies,
        transactions as transaction_table,
    },
    error::{Error, Result},
    sessions, transactions,
};

/// Bodies from this size on are compressed aside, so that the runtime's thread is not held up.
const LARGE: usize = 64 * 1024;

/// Rows, ready to be inserted.
#[derive(Clone, Debug, Default)]
pub struct Rows {
    pub(super) buyers: Vec<buyer_table::Model>,
    pub(super) sessions: Vec<punch_out_sessions::Model>,
    pub(super) superseding: Vec<Superseding>,
    pub(super) events: Vec<session_events::Model>,
    pub(super) transactions: Vec<transaction_table::Model>,
    pub(super) bodies: Vec<transaction_bodies::Model>,
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
            superseding: Superseding::of(set),
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

    /// Inserts the rows as part of a transaction.
    pub async fn insert(&self, conn: &impl ConnectionTrait) -> Result<()> {
        insert(conn, &[self]).await
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

/// Writes the rows of sets in one transaction, durably.
pub(super) async fn write(conn: &DatabaseConnection, sets: &[&Rows]) -> Result<()> {
    if conn.get_database_backend() == DbBackend::Postgres {
        return postgres::write(conn.get_postgres_connection_pool(), sets).await;
    }
    let transaction = begin(conn).await?;
    insert(&transaction, sets).await?;
    transaction.commit().await
}

/// Inserts the rows of sets, as few statements as may be.
async fn insert(conn: &impl ConnectionTrait, sets: &[&Rows]) -> Result<()> {
    insert_all(conn, sets.iter().flat_map(|set| &set.buyers)).await?;
    insert_all(conn, sets.iter().flat_map(|set| &set.sessions)).await?;
    let superseded =
        supersession::apply(conn, sets.iter().flat_map(|set| &set.superseding)).await?;
    insert_all(conn, superseded.iter()).await?;
    insert_all(conn, sets.iter().flat_map(|set| &set.events)).await?;
    insert_all(conn, sets.iter().flat_map(|set| &set.transactions)).await?;
    insert_all(conn, sets.iter().flat_map(|set| &set.bodies)).await
}

/// Inserts rows in statements of [`sizes`].
async fn insert_all<'a, M, A>(
    conn: &impl ConnectionTrait,
    rows: impl Iterator<Item = &'a M> + Clone + Send,
) -> Result<()>
where
    M: IntoActiveModel<A> + Clone + Sync + 'a,
    A: ActiveModelTrait + Send,
{
    let count = rows.clone().count();
    let mut rows = rows.cloned().map(IntoActiveModel::into_active_model);
    for size in sizes(count) {
        A::Entity::insert_many(rows.by_ref().take(size).collect::<Vec<_>>())
            .exec_without_returning(conn)
            .await?;
    }
    Ok(())
}

/// In which parts so many rows go into statements: 64, 32, 16 ... at a time. So there are few different statements, and all stay prepared;
/// 64 rows are far below what a statement may have in parameters.
pub(super) fn sizes(mut left: usize) -> impl Iterator<Item = usize> + Send {
    std::iter::from_fn(move || {
        let size = if left >= 64 {
            64
        } else {
            1 << left.checked_ilog2()?
        };
        left -= size;
        Some(size)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_few_and_make_up_the_whole() {
        assert_eq!(sizes(0).count(), 0);
        assert_eq!(sizes(64).collect::<Vec<_>>(), [64]);
        assert_eq!(sizes(150).collect::<Vec<_>>(), [64, 64, 16, 4, 2]);
    }
}
