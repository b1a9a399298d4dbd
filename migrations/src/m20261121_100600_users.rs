//! People and programs that administer the gateway: users, their refresh tokens, API keys, the throttle on signing in.

use sea_orm_migration::{
    prelude::*,
    schema::{big_integer, big_integer_null, blob, boolean, integer, text, uuid, uuid_null},
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
                    table("users")
                        .col(uuid("id").primary_key())
                        .col(text("email"))
                        .col(text("email_key"))
                        .col(text("password_hash"))
                        .col(boolean("must_change_password"))
                        .col(boolean("disabled")),
                )
                .take(),
            )
            .await?;
        manager
            .create_table(
                table("refresh_tokens")
                    .col(blob("hash").primary_key())
                    .col(uuid("family"))
                    .col(uuid("user_id"))
                    .col(big_integer("created_at"))
                    .col(big_integer("expires_at"))
                    .col(big_integer_null("used_at"))
                    .col(big_integer_null("revoked_at"))
                    .foreign_key(&mut reference(("refresh_tokens", "user_id"), "users"))
                    .take(),
            )
            .await?;
        manager
            .create_table(
                table("api_keys")
                    .col(uuid("id").primary_key())
                    .col(blob("hash"))
                    .col(text("prefix"))
                    .col(text("name"))
                    .col(text("scopes"))
                    .col(uuid_null("store_id"))
                    .col(big_integer_null("expires_at"))
                    .col(big_integer_null("last_used_at"))
                    .col(big_integer_null("revoked_at"))
                    .col(big_integer("created_at"))
                    .col(big_integer("updated_at"))
                    .col(big_integer("version"))
                    .foreign_key(&mut reference(("api_keys", "store_id"), "stores"))
                    .take(),
            )
            .await?;
        manager
            .create_table(
                table("login_throttle")
                    .col(blob("key_hash").primary_key())
                    .col(integer("failures"))
                    .col(big_integer("window_started_at"))
                    .col(big_integer_null("blocked_until"))
                    .take(),
            )
            .await?;
        run(
            manager,
            &[
                "CREATE UNIQUE INDEX uq_users_email ON users (email_key) WHERE archived_at IS NULL",
                "CREATE INDEX ix_refresh_tokens_family ON refresh_tokens (family)",
                "CREATE INDEX ix_refresh_tokens_user ON refresh_tokens (user_id)",
                "CREATE UNIQUE INDEX uq_api_keys_hash ON api_keys (hash)",
            ],
        )
        .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(
            manager,
            &["login_throttle", "api_keys", "refresh_tokens", "users"],
        )
        .await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
