//! The store's own interface: where the gateway asks it and tells it, the keys that this is signed with, and what it calls the token.

use sea_orm_migration::{
    prelude::*,
    schema::{big_integer, blob, integer, text, text_null, uuid},
};

use crate::definition::{drop_tables, reference, run, table};

#[derive(DeriveMigrationName)]
pub struct Migration;

fn columns() -> [ColumnDef; 6] {
    [
        text_null("service_url"),
        integer("service_timeout_ms").default(5_000).take(),
        integer("service_max_hits").default(100).take(),
        text_null("access_token_parameter"),
        text_null("webhook_url"),
        text_null("webhook_events"),
    ]
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for column in columns() {
            let mut stores = Table::alter().table("stores").take();
            manager
                .alter_table(stores.add_column(column).take())
                .await?;
        }
        manager
            .create_table(
                table("signing_keys")
                    .col(uuid("id").primary_key())
                    .col(uuid("store_id"))
                    .col(text("secret_key_id"))
                    .col(blob("secret"))
                    .col(text("hint"))
                    .col(big_integer("created_at"))
                    .foreign_key(&mut reference(("signing_keys", "store_id"), "stores"))
                    .take(),
            )
            .await?;
        run(
            manager,
            &["CREATE INDEX ix_signing_keys_store_id ON signing_keys (store_id)"],
        )
        .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, &["signing_keys"]).await?;
        for column in columns() {
            let mut stores = Table::alter().table("stores").take();
            manager
                .alter_table(stores.drop_column(column.get_column_name()).take())
                .await?;
        }
        Ok(())
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
