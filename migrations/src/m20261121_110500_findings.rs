//! What kind of document a log entry is about, and what was found about it.

use sea_orm_migration::{prelude::*, schema::text_null};

const COLUMNS: [&str; 2] = ["document", "findings"];

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for column in COLUMNS {
            let mut table = Table::alter().table("transactions").take();
            manager
                .alter_table(table.add_column(text_null(column)).take())
                .await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for column in COLUMNS {
            let mut table = Table::alter().table("transactions").take();
            manager
                .alter_table(table.drop_column(column).take())
                .await?;
        }
        Ok(())
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
