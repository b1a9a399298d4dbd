//! Tables of units and classifications, of connections and of mapping profiles.

use sea_orm_migration::{
    prelude::*,
    schema::{big_integer, text, uuid},
};

use crate::definition::{drop_tables, table};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                table("value_tables")
                    .col(uuid("owner_id"))
                    .col(text("kind"))
                    .col(text("entries"))
                    .col(big_integer("updated_at"))
                    .col(big_integer("version"))
                    .primary_key(Index::create().col("owner_id").col("kind"))
                    .take(),
            )
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, &["value_tables"]).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
