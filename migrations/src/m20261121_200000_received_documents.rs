//! Orders and what follows them: what was taken, so that it is taken once.

use sea_orm_migration::{
    prelude::*,
    schema::{big_integer, binary, text},
};

use crate::definition::{drop_tables, run, table};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                table("received_documents")
                    .col(binary("key"))
                    .col(binary("body_hash"))
                    .col(binary("answer"))
                    .col(text("support_reference"))
                    .col(big_integer("received_at"))
                    .primary_key(Index::create().col("key"))
                    .take(),
            )
            .await?;
        run(
            manager,
            &["CREATE INDEX ix_received_documents_received_at ON received_documents (received_at)"],
        )
        .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, &["received_documents"]).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
