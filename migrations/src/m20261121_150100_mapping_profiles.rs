//! Mapping profiles, and which one a connection inherits.

use sea_orm_migration::{
    prelude::*,
    schema::{text, text_null, uuid, uuid_null},
};

use crate::definition::{administered, drop_tables, run, table};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                administered(
                    table("mapping_profiles")
                        .col(uuid("id").primary_key())
                        .col(text("name"))
                        .col(text("name_key"))
                        .col(text("format"))
                        .col(uuid_null("based_on"))
                        .col(text_null("request_mapping"))
                        .col(text_null("cart_mapping")),
                )
                .take(),
            )
            .await?;
        let mut connections = Table::alter().table("connections").take();
        manager
            .alter_table(
                connections
                    .add_column(uuid_null("mapping_profile_id"))
                    .take(),
            )
            .await?;
        run(
            manager,
            &[
                "CREATE INDEX ix_mapping_profiles_name ON mapping_profiles (name_key, id)",
                "CREATE INDEX ix_mapping_profiles_created ON mapping_profiles (created_at, id)",
            ],
        )
        .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut connections = Table::alter().table("connections").take();
        manager
            .alter_table(connections.drop_column("mapping_profile_id").take())
            .await?;
        drop_tables(manager, &["mapping_profiles"]).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
