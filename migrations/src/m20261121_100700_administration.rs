//! What administration leaves behind: the audit log, and answers kept for repeated calls.

use sea_orm_migration::{
    prelude::*,
    schema::{big_integer, blob, blob_null, integer_null, text, text_null, uuid, uuid_null},
};

use crate::definition::{drop_tables, run, table};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                table("audit_log")
                    .col(uuid("id").primary_key())
                    .col(big_integer("at"))
                    .col(text("actor_kind"))
                    .col(uuid_null("actor_id"))
                    .col(text("actor_name"))
                    .col(text("action"))
                    .col(text("resource_type"))
                    .col(uuid_null("resource_id"))
                    .col(text_null("before"))
                    .col(text_null("after"))
                    .col(text_null("peer"))
                    .take(),
            )
            .await?;
        manager
            .create_table(
                table("idempotency_keys")
                    .col(text("principal"))
                    .col(text("key"))
                    .col(text("operation"))
                    .col(blob("request_hash"))
                    .col(integer_null("status"))
                    .col(text_null("headers"))
                    .col(blob_null("body"))
                    .col(big_integer("created_at"))
                    .primary_key(Index::create().col("principal").col("key"))
                    .take(),
            )
            .await?;
        run(
            manager,
            &[
                "CREATE INDEX ix_audit_log_at ON audit_log (at, id)",
                "CREATE INDEX ix_audit_log_resource ON audit_log (resource_id, at, id) WHERE resource_id IS NOT NULL",
                "CREATE INDEX ix_audit_log_actor ON audit_log (actor_id, at, id) WHERE actor_id IS NOT NULL",
                "CREATE INDEX ix_idempotency_keys_created ON idempotency_keys (created_at)",
            ],
        )
        .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, &["idempotency_keys", "audit_log"]).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
