//! The number that grows with each change of settings: what every node looks at to learn that something changed.

use sea_orm_migration::{
    prelude::*,
    schema::{big_integer, integer},
};

use crate::definition::{drop_tables, run, table};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                table("settings_version")
                    .col(integer("id").primary_key())
                    .col(big_integer("version"))
                    .take(),
            )
            .await?;
        run(
            manager,
            &["INSERT INTO settings_version (id, version) VALUES (1, 1)"],
        )
        .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, &["settings_version"]).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
