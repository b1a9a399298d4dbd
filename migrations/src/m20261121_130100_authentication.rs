//! What credentials ask for beside their secret, which of them opened an exchange, and what connections ask of documents.

use sea_orm_migration::{
    prelude::*,
    schema::{blob_null, text, text_null, uuid_null},
};

#[derive(DeriveMigrationName)]
pub struct Migration;

/// The columns, with their tables.
fn columns() -> Vec<(&'static str, ColumnDef)> {
    vec![
        ("credentials", text("conditions").default("{}").take()),
        ("credentials", text_null("basic_key_id")),
        ("credentials", blob_null("basic_password")),
        ("transactions", uuid_null("credential_id")),
        ("connections", text("protocol").default("{}").take()),
    ]
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for (table, mut column) in columns() {
            manager
                .alter_table(Table::alter().table(table).add_column(&mut column).take())
                .await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for (table, column) in columns() {
            manager
                .alter_table(
                    Table::alter()
                        .table(table)
                        .drop_column(column.get_column_name())
                        .take(),
                )
                .await?;
        }
        Ok(())
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
