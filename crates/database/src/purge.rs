//! Removing what is past its time, a bounded number of rows at once, oldest first. Any number of nodes may do so at the same time: each
//! passes over the rows that another one is at.

use punchout::time::Timestamp;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter,
    sea_query::{Expr, ExprTrait, LockBehavior, LockType, Query, SelectStatement},
};
use uuid::Uuid;

use crate::{
    entities::{
        audit_log, document_claims, hand_overs, idempotency_keys, login_throttle,
        punch_out_sessions, received_documents, refresh_tokens, refusal_counts, transaction_bodies,
        transactions, webhook_deliveries,
    },
    error::Result,
};

/// What is removed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stale {
    /// Answers kept for repeated calls.
    IdempotencyKeys,
    /// Refresh tokens whose time is over.
    RefreshTokens,
    /// Failed sign-ins that nobody has to wait for any more.
    SignInFailures,
    /// What stores were told of.
    WebhookDeliveries,
    /// Counts of refusals that were not logged.
    RefusalCounts,
    /// Documents that are answered the same again.
    ReceivedDocuments,
    /// Claims of documents whose time is over.
    DocumentClaims,
    /// Bodies of the transaction log.
    TransactionBodies,
    /// Carts that were handed over, and whose time is over.
    HandOvers,
    /// Entries of the transaction log, with their bodies.
    Transactions,
    /// Punch-out sessions whose time is over, with their events.
    Sessions,
    /// Entries of the audit log.
    AuditLog,
}

impl Stale {
    /// Its name in the program's log.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::IdempotencyKeys => "idempotency keys",
            Self::RefreshTokens => "refresh tokens",
            Self::SignInFailures => "sign-in failures",
            Self::WebhookDeliveries => "webhook deliveries",
            Self::RefusalCounts => "refusal counts",
            Self::ReceivedDocuments => "received documents",
            Self::DocumentClaims => "document claims",
            Self::TransactionBodies => "transaction bodies",
            Self::HandOvers => "hand-overs",
            Self::Transactions => "transactions",
            Self::Sessions => "punch-out sessions",
            Self::AuditLog => "audit log entries",
        }
    }
}

/// Removes at most so many rows of a kind that are from before a time, and returns how many went. Sessions and hand-overs of before stay
/// while they can still be used.
///
/// # Errors
///
/// [`crate::Error::Unavailable`].
pub async fn remove(
    conn: &impl ConnectionTrait,
    stale: Stale,
    before: Timestamp,
    now: Timestamp,
    most: u64,
) -> Result<u64> {
    match stale {
        Stale::IdempotencyKeys => {
            use idempotency_keys::{Column, Entity};
            let old = Condition::all().add(Column::CreatedAt.lt(before.0));
            let mut rows = pick(Entity, &[Column::Principal, Column::Key], old, most);
            rows.order_by(Column::CreatedAt, sea_orm::Order::Asc);
            let key = Expr::tuple([Expr::col(Column::Principal), Expr::col(Column::Key)]);
            delete::<Entity>(conn, key.in_subquery(rows)).await
        }
        Stale::RefreshTokens => {
            use refresh_tokens::{Column, Entity};
            let old = Condition::all().add(Column::ExpiresAt.lt(before.0));
            let rows = pick(Entity, &[Column::Hash], old, most);
            delete::<Entity>(conn, Column::Hash.in_subquery(rows)).await
        }
        Stale::SignInFailures => {
            use login_throttle::{Column, Entity};
            let old = Condition::all()
                .add(Column::WindowStartedAt.lt(before.0))
                .add(
                    Condition::any()
                        .add(Column::BlockedUntil.is_null())
                        .add(Column::BlockedUntil.lt(now.0)),
                );
            let rows = pick(Entity, &[Column::KeyHash], old, most);
            delete::<Entity>(conn, Column::KeyHash.in_subquery(rows)).await
        }
        Stale::WebhookDeliveries => {
            use webhook_deliveries::{Column, Entity};
            let old = Condition::all().add(Column::Id.lt(first_id(before)));
            let mut rows = pick(Entity, &[Column::Id], old, most);
            rows.order_by(Column::Id, sea_orm::Order::Asc);
            delete::<Entity>(conn, Column::Id.in_subquery(rows)).await
        }
        Stale::RefusalCounts => {
            use refusal_counts::{Column, Entity};
            let hour = before.0.div_euclid(3_600 * 1_000_000);
            let old = Condition::all().add(Column::Hour.lt(hour));
            let rows = pick(Entity, &[Column::Scope, Column::Hour], old, most);
            let key = Expr::tuple([Expr::col(Column::Scope), Expr::col(Column::Hour)]);
            delete::<Entity>(conn, key.in_subquery(rows)).await
        }
        Stale::ReceivedDocuments => {
            use received_documents::{Column, Entity};
            let old = Condition::all().add(Column::ReceivedAt.lt(before.0));
            let rows = pick(Entity, &[Column::Key], old, most);
            delete::<Entity>(conn, Column::Key.in_subquery(rows)).await
        }
        Stale::DocumentClaims => {
            use document_claims::{Column, Entity};
            let old = Condition::all().add(Column::EndsAt.lt(before.0));
            let rows = pick(Entity, &[Column::Key], old, most);
            delete::<Entity>(conn, Column::Key.in_subquery(rows)).await
        }
        Stale::TransactionBodies => {
            use transaction_bodies::{Column, Entity};
            let old = Condition::all().add(Column::TransactionId.lt(first_id(before)));
            let mut rows = pick(Entity, &[Column::TransactionId, Column::Side], old, most);
            rows.order_by(Column::TransactionId, sea_orm::Order::Asc);
            let key = Expr::tuple([Expr::col(Column::TransactionId), Expr::col(Column::Side)]);
            delete::<Entity>(conn, key.in_subquery(rows)).await
        }
        Stale::HandOvers => {
            use hand_overs::{Column, Entity};
            let old = Condition::all()
                .add(Column::Id.lt(first_id(before)))
                .add(Column::ExpiresAt.lt(now.0));
            let mut rows = pick(Entity, &[Column::Id], old, most);
            rows.order_by(Column::Id, sea_orm::Order::Asc);
            delete::<Entity>(conn, Column::Id.in_subquery(rows)).await
        }
        Stale::Transactions => {
            use transactions::{Column, Entity};
            let old = Condition::all().add(Column::At.lt(before.0));
            let mut rows = pick(Entity, &[Column::Id], old, most);
            rows.order_by(Column::At, sea_orm::Order::Asc);
            delete::<Entity>(conn, Column::Id.in_subquery(rows)).await
        }
        Stale::Sessions => {
            use punch_out_sessions::{Column, Entity};
            let mut carts = Query::select();
            carts
                .column(hand_overs::Column::SessionId)
                .from(hand_overs::Entity)
                .and_where(hand_overs::Column::ExpiresAt.gte(now.0));
            let old = Condition::all()
                .add(Column::CreatedAt.lt(before.0))
                .add(Column::ExpiresAt.lt(now.0))
                .add(Column::Id.not_in_subquery(carts));
            let mut rows = pick(Entity, &[Column::Id], old, most);
            rows.order_by(Column::CreatedAt, sea_orm::Order::Asc);
            delete::<Entity>(conn, Column::Id.in_subquery(rows)).await
        }
        Stale::AuditLog => {
            use audit_log::{Column, Entity};
            let old = Condition::all().add(Column::At.lt(before.0));
            let mut rows = pick(Entity, &[Column::Id], old, most);
            rows.order_by(Column::At, sea_orm::Order::Asc);
            delete::<Entity>(conn, Column::Id.in_subquery(rows)).await
        }
    }
}

/// The keys of at most so many rows that nobody else is at.
fn pick<E: EntityTrait>(
    table: E,
    keys: &[E::Column],
    which: Condition,
    most: u64,
) -> SelectStatement {
    let mut query = Query::select();
    query
        .columns(keys.iter().copied())
        .from(table)
        .cond_where(which)
        .limit(most)
        // On SQLite, which has one writer, this says nothing.
        .lock_with_behavior(LockType::Update, LockBehavior::SkipLocked);
    query
}

async fn delete<E: EntityTrait>(conn: &impl ConnectionTrait, which: Expr) -> Result<u64> {
    Ok(E::delete_many()
        .filter(which)
        .exec(conn)
        .await?
        .rows_affected)
}

/// The least id that can have been made at a time: ids begin with the milliseconds since 1970 (RFC 9562, version 7).
fn first_id(at: Timestamp) -> Uuid {
    let millis = u128::try_from(at.0.div_euclid(1_000)).unwrap_or_default();
    Uuid::from_u128(millis << 80)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_divided_by_their_time() {
        let (seconds, nanos) = (1_800_000_000, 5_000_000);
        let id = Uuid::new_v7(uuid::Timestamp::from_unix(uuid::NoContext, seconds, nanos));
        let at = Timestamp(1_800_000_000_005_000);
        assert!(first_id(at) <= id);
        assert!(id < first_id(at.plus_seconds(1)));
    }
}
