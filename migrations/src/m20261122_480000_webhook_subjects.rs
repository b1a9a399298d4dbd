//! What an event is about, so that of one session or order is told in order, and stores that are told each for itself.

use sea_orm_migration::{prelude::*, schema::text_null};

use crate::definition::run;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut deliveries = Table::alter().table("webhook_deliveries").take();
        manager
            .alter_table(deliveries.add_column(text_null("subject")).take())
            .await?;
        run(
            manager,
            &[
                "DROP INDEX ix_webhook_deliveries_due",
                "CREATE INDEX ix_webhook_deliveries_due ON webhook_deliveries (store_id, next_attempt_at, id) WHERE next_attempt_at IS NOT NULL",
                "CREATE INDEX ix_webhook_deliveries_subject ON webhook_deliveries (store_id, subject, id) WHERE next_attempt_at IS NOT NULL",
            ],
        )
        .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(
            manager,
            &[
                "DROP INDEX ix_webhook_deliveries_subject",
                "DROP INDEX ix_webhook_deliveries_due",
                "CREATE INDEX ix_webhook_deliveries_due ON webhook_deliveries (next_attempt_at) WHERE next_attempt_at IS NOT NULL",
            ],
        )
        .await?;
        let mut deliveries = Table::alter().table("webhook_deliveries").take();
        manager
            .alter_table(deliveries.drop_column("subject").take())
            .await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
