//! Mappings of connections, and what they take out of setups.

use sea_orm_migration::{prelude::*, schema::text_null};

const COLUMNS: [(&str, &str); 3] = [
    ("connections", "request_mapping"),
    ("connections", "cart_mapping"),
    ("punch_out_sessions", "custom_fields"),
];

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for (table, column) in COLUMNS {
            let mut table = Table::alter().table(table).take();
            manager
                .alter_table(table.add_column(text_null(column)).take())
                .await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for (table, column) in COLUMNS {
            let mut table = Table::alter().table(table).take();
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
