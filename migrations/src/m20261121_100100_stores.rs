//! Stores.

use sea_orm_migration::{
    prelude::*,
    schema::{boolean, integer, text, text_null, uuid},
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
                    table("stores")
                        .col(uuid("id").primary_key())
                        .col(text("key"))
                        .col(text("name"))
                        .col(boolean("enabled"))
                        .col(text("punch_out_start_url"))
                        .col(text_null("start_url_edit"))
                        .col(text_null("start_url_item"))
                        .col(integer("access_token_ttl_seconds"))
                        .col(integer("access_token_bytes"))
                        .col(integer("session_ttl_seconds"))
                        .col(integer("idle_ttl_seconds"))
                        .col(integer("handoff_ttl_seconds"))
                        .col(text("storefront_origins"))
                        .col(text_null("default_currency"))
                        .col(text_null("default_locale")),
                )
                .take(),
            )
            .await?;
        run(
            manager,
            &["CREATE UNIQUE INDEX uq_stores_key ON stores (key) WHERE archived_at IS NULL"],
        )
        .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, &["stores"]).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
