//! What figures are counted in: when a session's cart was handed over, the index of sessions by their time with what is counted of them,
//! and one of what did not end well.

use sea_orm_migration::{prelude::*, schema::big_integer_null};

use crate::definition::run;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .alter_table(
                Table::alter()
                    .table("punch_out_sessions")
                    .add_column(big_integer_null("transferred_at"))
                    .take(),
            )
            .await?;
        run(
            manager,
            &[
                "UPDATE punch_out_sessions SET transferred_at = (SELECT max(e.at) FROM session_events e WHERE e.session_id = punch_out_sessions.id AND e.kind = 'transferred')",
                "DROP INDEX ix_punch_out_sessions_created",
                "CREATE INDEX ix_punch_out_sessions_created ON punch_out_sessions (created_at, id, connection_id, state, transferred_at)",
                "CREATE INDEX ix_transactions_failures ON transactions (at, connection_id, status, error_code) WHERE status <> 'ok'",
            ],
        )
        .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(
            manager,
            &[
                "DROP INDEX ix_transactions_failures",
                "DROP INDEX ix_punch_out_sessions_created",
                "CREATE INDEX ix_punch_out_sessions_created ON punch_out_sessions (created_at, id)",
            ],
        )
        .await?;
        manager
            .alter_table(
                Table::alter()
                    .table("punch_out_sessions")
                    .drop_column("transferred_at")
                    .take(),
            )
            .await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
