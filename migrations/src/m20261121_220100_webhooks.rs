//! What stores are told of: each event that is on its way, and what came of it.

use sea_orm_migration::{
    prelude::*,
    schema::{big_integer, big_integer_null, integer, integer_null, text, text_null, uuid},
};

use crate::definition::{drop_tables, reference, run, table};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                table("webhook_deliveries")
                    .col(uuid("id").primary_key())
                    .col(uuid("store_id"))
                    .col(text("event"))
                    .col(big_integer("at"))
                    .col(text("body"))
                    .col(text("state"))
                    .col(integer("attempts"))
                    .col(big_integer_null("next_attempt_at"))
                    .col(big_integer_null("last_attempt_at"))
                    .col(integer_null("last_status"))
                    .col(text_null("last_error"))
                    .foreign_key(&mut reference(("webhook_deliveries", "store_id"), "stores"))
                    .take(),
            )
            .await?;
        run(
            manager,
            &[
                "CREATE INDEX ix_webhook_deliveries_store ON webhook_deliveries (store_id, id)",
                "CREATE INDEX ix_webhook_deliveries_due ON webhook_deliveries (next_attempt_at) WHERE next_attempt_at IS NOT NULL",
            ],
        )
        .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, &["webhook_deliveries"]).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
