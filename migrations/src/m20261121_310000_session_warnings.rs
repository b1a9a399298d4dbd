//! When stores are told that a session is about to end, and what they are not to show its buyer.

use sea_orm_migration::{
    prelude::*,
    schema::{big_integer_null, integer, text_null},
};

use crate::definition::run;

#[derive(DeriveMigrationName)]
pub struct Migration;

fn columns() -> [(&'static str, ColumnDef); 3] {
    [
        (
            "stores",
            integer("session_warning_seconds").default(300).take(),
        ),
        ("stores", text_null("features_to_hide")),
        ("punch_out_sessions", big_integer_null("warned_of")),
    ]
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for (table, column) in columns() {
            let mut altered = Table::alter().table(table).take();
            manager
                .alter_table(altered.add_column(column).take())
                .await?;
        }
        // Those that a store may be told of are few, and looked for every few seconds.
        run(
            manager,
            &[
                "CREATE INDEX ix_punch_out_sessions_shopping ON punch_out_sessions (store_id) WHERE state = 'shopping'",
            ],
        )
        .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, &["DROP INDEX ix_punch_out_sessions_shopping"]).await?;
        for (table, column) in columns() {
            let mut altered = Table::alter().table(table).take();
            manager
                .alter_table(altered.drop_column(column.get_column_name()).take())
                .await?;
        }
        Ok(())
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
