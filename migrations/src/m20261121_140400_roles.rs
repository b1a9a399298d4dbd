//! Roles of buyers, and who has them.

use sea_orm_migration::{
    prelude::*,
    schema::{text, uuid, uuid_null},
};

use crate::definition::{administered, drop_tables, run, table};

const HOLDERS: [&str; 3] = ["connections", "business_units", "buyers"];

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                administered(
                    table("roles")
                        .col(uuid("id").primary_key())
                        .col(text("name"))
                        .col(text("name_key"))
                        .col(text("permissions")),
                )
                .take(),
            )
            .await?;
        for holder in HOLDERS {
            let mut table = Table::alter().table(holder).take();
            manager
                .alter_table(table.add_column(uuid_null("role_id")).take())
                .await?;
        }
        run(
            manager,
            &["CREATE UNIQUE INDEX uq_roles_name ON roles (name_key) WHERE archived_at IS NULL"],
        )
        .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for holder in HOLDERS {
            let mut table = Table::alter().table(holder).take();
            manager
                .alter_table(table.drop_column("role_id").take())
                .await?;
        }
        drop_tables(manager, &["roles"]).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
