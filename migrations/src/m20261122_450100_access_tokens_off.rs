//! Whether a store's buyers bring access tokens, as they did before.

use sea_orm_migration::{prelude::*, schema::boolean};

#[derive(DeriveMigrationName)]
pub struct Migration;

const COLUMN: &str = "access_token_enabled";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut stores = Table::alter().table("stores").take();
        let column = boolean(COLUMN).default(true).take();
        manager.alter_table(stores.add_column(column).take()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut stores = Table::alter().table("stores").take();
        manager.alter_table(stores.drop_column(COLUMN).take()).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
