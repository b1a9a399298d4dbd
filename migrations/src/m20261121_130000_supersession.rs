//! Finding the sessions of a BuyerCookie, connection and buyer; and the contacts that a setup names.

use sea_orm_migration::{prelude::*, schema::text_null};

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
                    .add_column(text_null("contacts"))
                    .take(),
            )
            .await?;
        // The cookie's beginning is enough to find it by, where an index could not hold all of it.
        run(
            manager,
            &[
                "CREATE INDEX ix_punch_out_sessions_cookie ON punch_out_sessions (substr(buyer_cookie, 1, 100), connection_id, buyer_id)",
            ],
        )
        .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, &["DROP INDEX ix_punch_out_sessions_cookie"]).await?;
        manager
            .alter_table(
                Table::alter()
                    .table("punch_out_sessions")
                    .drop_column("contacts")
                    .take(),
            )
            .await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
