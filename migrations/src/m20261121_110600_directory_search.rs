//! Names in the form that they are searched and sorted by, and what lists are sorted by.

use sea_orm_migration::prelude::*;

use crate::definition::run;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(
            manager,
            &[
                "ALTER TABLE stores ADD COLUMN name_key text NOT NULL DEFAULT ''",
                "ALTER TABLE companies ADD COLUMN name_key text NOT NULL DEFAULT ''",
                "ALTER TABLE business_units ADD COLUMN name_key text NOT NULL DEFAULT ''",
                "ALTER TABLE buyers ADD COLUMN name_key text NOT NULL DEFAULT ''",
                "UPDATE stores SET name_key = lower(trim(name))",
                "UPDATE companies SET name_key = lower(trim(name))",
                "UPDATE business_units SET name_key = lower(trim(name))",
                "UPDATE buyers SET name_key = lower(trim(coalesce(last_name, '') || ' ' || coalesce(first_name, '')))",
                "CREATE INDEX ix_stores_name ON stores (name_key, id)",
                "CREATE INDEX ix_companies_name ON companies (name_key, id)",
                "CREATE INDEX ix_business_units_name ON business_units (name_key, id)",
                "CREATE INDEX ix_buyers_name ON buyers (name_key, id)",
                "CREATE INDEX ix_companies_created ON companies (created_at, id)",
                "CREATE INDEX ix_business_units_created ON business_units (created_at, id)",
                "CREATE INDEX ix_buyers_created ON buyers (created_at, id)",
            ],
        )
        .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(
            manager,
            &[
                "DROP INDEX ix_buyers_created",
                "DROP INDEX ix_business_units_created",
                "DROP INDEX ix_companies_created",
                "DROP INDEX ix_buyers_name",
                "DROP INDEX ix_business_units_name",
                "DROP INDEX ix_companies_name",
                "DROP INDEX ix_stores_name",
                "ALTER TABLE buyers DROP COLUMN name_key",
                "ALTER TABLE business_units DROP COLUMN name_key",
                "ALTER TABLE companies DROP COLUMN name_key",
                "ALTER TABLE stores DROP COLUMN name_key",
            ],
        )
        .await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
