//! The directory: companies, business units, buyers.

use sea_orm_migration::{
    prelude::*,
    schema::{text, text_null, uuid},
};

use crate::definition::{administered, drop_tables, reference, run, table};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                administered(
                    table("companies")
                        .col(uuid("id").primary_key())
                        .col(text("name"))
                        .col(text_null("external_reference")),
                )
                .take(),
            )
            .await?;
        manager
            .create_table(
                administered(
                    table("business_units")
                        .col(uuid("id").primary_key())
                        .col(uuid("company_id"))
                        .col(text("name"))
                        .col(text_null("external_reference"))
                        .foreign_key(&mut reference(
                            ("business_units", "company_id"),
                            "companies",
                        )),
                )
                .take(),
            )
            .await?;
        manager
            .create_table(
                administered(
                    table("buyers")
                        .col(uuid("id").primary_key())
                        .col(uuid("business_unit_id"))
                        .col(text("email"))
                        .col(text("email_key"))
                        .col(text_null("first_name"))
                        .col(text_null("last_name"))
                        .col(text_null("external_reference"))
                        .foreign_key(&mut reference(
                            ("buyers", "business_unit_id"),
                            "business_units",
                        )),
                )
                .take(),
            )
            .await?;
        run(
            manager,
            &[
                "CREATE INDEX ix_business_units_company ON business_units (company_id)",
                "CREATE UNIQUE INDEX uq_buyers_email ON buyers (business_unit_id, email_key) WHERE archived_at IS NULL",
                "CREATE INDEX ix_buyers_email ON buyers (email_key)",
            ],
        )
        .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, &["buyers", "business_units", "companies"]).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
