//! Which values a store takes over from the installation, as these are at any time.

use sea_orm_migration::{prelude::*, schema::text_null};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut stores = Table::alter().table("stores").take();
        let column = text_null("inherited_fields");
        manager.alter_table(stores.add_column(column).take()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut stores = Table::alter().table("stores").take();
        manager
            .alter_table(stores.drop_column("inherited_fields").take())
            .await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
