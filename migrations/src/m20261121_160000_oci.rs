//! What OCI needs: a connection's settings for it, the buyer of a credential, and hand-overs of many fields.

use sea_orm_migration::{
    prelude::*,
    schema::{text_null, uuid_null},
};

#[derive(DeriveMigrationName)]
pub struct Migration;

fn columns() -> [(&'static str, ColumnDef); 3] {
    [
        ("connections", text_null("oci")),
        ("credentials", uuid_null("buyer_id")),
        ("hand_overs", text_null("form")),
    ]
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for (table, column) in columns() {
            let mut table = Table::alter().table(table).take();
            manager.alter_table(table.add_column(column).take()).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for (table, column) in columns() {
            let mut table = Table::alter().table(table).take();
            manager
                .alter_table(table.drop_column(column.get_column_name()).take())
                .await?;
        }
        Ok(())
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
