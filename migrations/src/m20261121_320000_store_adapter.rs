//! How a store is spoken to: the adapter's settings, and its secret beside them, sealed.

use sea_orm_migration::{
    prelude::*,
    schema::{blob_null, text_null},
};

#[derive(DeriveMigrationName)]
pub struct Migration;

fn columns() -> [ColumnDef; 3] {
    [
        text_null("adapter"),
        text_null("adapter_key_id"),
        blob_null("adapter_secret"),
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
