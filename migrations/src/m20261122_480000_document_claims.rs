//! Who takes which document at the moment, so that of two at once one alone is handed on.

use sea_orm_migration::{
    prelude::*,
    schema::{big_integer, binary, uuid},
};

use crate::definition::{drop_tables, table};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                table("document_claims")
                    .col(binary("key"))
                    .col(uuid("claim"))
                    .col(big_integer("ends_at"))
                    .primary_key(Index::create().col("key"))
                    .take(),
            )
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, &["document_claims"]).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
