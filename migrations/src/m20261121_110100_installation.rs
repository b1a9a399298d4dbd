//! The settings of the whole installation: one row.

use sea_orm_migration::{
    prelude::*,
    schema::{big_integer, integer, integer_null},
};

use crate::definition::{drop_tables, run, table};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                table("installation")
                    .col(integer("id").primary_key())
                    .col(integer("access_token_ttl_seconds"))
                    .col(integer("access_token_bytes"))
                    .col(integer("session_ttl_seconds"))
                    .col(integer("idle_ttl_seconds"))
                    .col(integer("handoff_ttl_seconds"))
                    .col(integer_null("transaction_retention_days"))
                    .col(integer_null("body_retention_days"))
                    .col(integer_null("audit_log_retention_days"))
                    .col(big_integer("updated_at"))
                    .col(big_integer("version"))
                    .take(),
            )
            .await?;
        run(
            manager,
            &[
                "INSERT INTO installation (id, access_token_ttl_seconds, access_token_bytes, session_ttl_seconds, idle_ttl_seconds, handoff_ttl_seconds, transaction_retention_days, body_retention_days, audit_log_retention_days, updated_at, version) VALUES (1, 300, 32, 28800, 7200, 86400, 400, 90, NULL, 0, 1)",
            ],
        )
        .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, &["installation"]).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
