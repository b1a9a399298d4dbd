//! Who a connection's buyers are: its settings, and the map from the procurement system's ids to buyers.

use sea_orm_migration::{
    prelude::*,
    schema::{text, uuid},
};

use crate::definition::{drop_tables, reference, run, table};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut connections = Table::alter().table("connections").take();
        manager
            .alter_table(connections.add_column(text("buyers").default("{}")).take())
            .await?;
        manager
            .create_table(
                table("buyer_map")
                    .col(uuid("connection_id"))
                    .col(text("external_key"))
                    .col(text("external_id"))
                    .col(uuid("buyer_id"))
                    .primary_key(Index::create().col("connection_id").col("external_key"))
                    .foreign_key(&mut reference(
                        ("buyer_map", "connection_id"),
                        "connections",
                    ))
                    .foreign_key(&mut reference(("buyer_map", "buyer_id"), "buyers"))
                    .take(),
            )
            .await?;
        run(
            manager,
            &["CREATE INDEX ix_buyer_map_buyer ON buyer_map (buyer_id)"],
        )
        .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, &["buyer_map"]).await?;
        let mut connections = Table::alter().table("connections").take();
        manager
            .alter_table(connections.drop_column("buyers").take())
            .await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
