//! What carts handed over, by which their orders are recognised, and the orders of sessions.

use sea_orm_migration::{
    prelude::*,
    schema::{big_integer, integer, text, text_null, uuid},
};

use crate::definition::{drop_tables, reference, run, table};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut lines = table("handed_lines");
        lines
            .col(uuid("session_id"))
            .col(integer("place"))
            .col(uuid("connection_id"))
            .col(text("reference"))
            .col(text("sku"))
            .col(text_null("quantity"))
            .primary_key(Index::create().col("session_id").col("place"))
            .foreign_key(&mut of_session("handed_lines"));
        manager.create_table(lines).await?;
        let mut orders = table("session_orders");
        orders
            .col(uuid("session_id"))
            .col(uuid("transaction_id"))
            .col(uuid("connection_id"))
            .col(text("support_reference"))
            .col(text("order_id"))
            .col(text("kind"))
            .col(big_integer("at"))
            .primary_key(Index::create().col("session_id").col("transaction_id"))
            .foreign_key(&mut of_session("session_orders"));
        manager.create_table(orders).await?;
        run(
            manager,
            &[
                "CREATE INDEX ix_handed_lines_reference ON handed_lines (connection_id, reference)",
                "CREATE INDEX ix_handed_lines_sku ON handed_lines (connection_id, sku)",
                "CREATE INDEX ix_session_orders_number ON session_orders (connection_id, order_id)",
            ],
        )
        .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, &["session_orders", "handed_lines"]).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

/// Both go with their session.
fn of_session(table: &'static str) -> ForeignKeyCreateStatement {
    reference((table, "session_id"), "punch_out_sessions")
        .on_delete(ForeignKeyAction::Cascade)
        .take()
}
