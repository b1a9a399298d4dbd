//! What each user may do, their name, when they last signed in, and the number that ends their sign-ins.

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
                // Until now every user was an administrator.
                "ALTER TABLE users ADD COLUMN role text NOT NULL DEFAULT 'admin'",
                "ALTER TABLE users ADD COLUMN name text",
                "ALTER TABLE users ADD COLUMN token_generation bigint NOT NULL DEFAULT 0",
                "ALTER TABLE refresh_tokens ADD COLUMN token_generation bigint NOT NULL DEFAULT 0",
                "ALTER TABLE users ADD COLUMN last_signed_in_at bigint",
                "CREATE INDEX ix_audit_log_action ON audit_log (action, at, id)",
                "CREATE INDEX ix_audit_log_actor_name ON audit_log (actor_name, at, id)",
                "CREATE INDEX ix_audit_log_resource_type ON audit_log (resource_type, at, id)",
            ],
        )
        .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(
            manager,
            &[
                "DROP INDEX ix_audit_log_resource_type",
                "DROP INDEX ix_audit_log_actor_name",
                "DROP INDEX ix_audit_log_action",
                "ALTER TABLE users DROP COLUMN last_signed_in_at",
                "ALTER TABLE refresh_tokens DROP COLUMN token_generation",
                "ALTER TABLE users DROP COLUMN token_generation",
                "ALTER TABLE users DROP COLUMN name",
                "ALTER TABLE users DROP COLUMN role",
            ],
        )
        .await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
