//! What proves the gateway to a shop that it hands orders on to, sealed.

use sea_orm_migration::{
    prelude::*,
    schema::{blob_null, text_null},
};

#[derive(DeriveMigrationName)]
pub struct Migration;

fn columns() -> [ColumnDef; 2] {
    [
        text_null("adapter_order_key_id"),
        blob_null("adapter_order_secret"),
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
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
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
