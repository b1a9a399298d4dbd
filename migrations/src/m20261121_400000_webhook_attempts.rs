//! Each attempt to tell a store of an event.

use sea_orm_migration::{
    prelude::*,
    schema::{big_integer, binary, integer_null, text_null, uuid},
};

use crate::definition::{drop_tables, reference, run, table};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                table("webhook_attempts")
                    .col(uuid("id").primary_key())
                    .col(uuid("delivery_id"))
                    .col(big_integer("at"))
                    .col(big_integer("duration_ms"))
                    .col(integer_null("status"))
                    .col(text_null("error"))
                    .col(binary("answer"))
                    .foreign_key(
                        &mut reference(("webhook_attempts", "delivery_id"), "webhook_deliveries")
                            .on_delete(ForeignKeyAction::Cascade)
                            .take(),
                    )
                    .take(),
            )
            .await?;
        run(
            manager,
            &["CREATE INDEX ix_webhook_attempts_delivery ON webhook_attempts (delivery_id, id)"],
        )
        .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, &["webhook_attempts"]).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
