//! Connections, and what belongs to them: stores, credentials, entry points, the return hosts seen.

use sea_orm_migration::{
    prelude::*,
    schema::{big_integer, big_integer_null, blob_null, boolean, text, text_null, uuid, uuid_null},
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
                    table("connections")
                        .col(uuid("id").primary_key())
                        .col(text("name"))
                        .col(text("name_key"))
                        .col(text("connection_type"))
                        .col(text("format"))
                        .col(boolean("active"))
                        .col(text("mode"))
                        .col(uuid("business_unit_id"))
                        .col(text("login_mode"))
                        .col(uuid_null("buyer_id"))
                        .col(uuid_null("default_business_unit_id"))
                        .col(text("cart_encoding"))
                        .col(text("allowed_return_hosts"))
                        .col(text_null("default_return_url"))
                        .col(text("allow_iframe"))
                        .col(text_null("default_supplier_id"))
                        .col(text_null("default_classification"))
                        .col(text_null("notes"))
                        .foreign_key(&mut reference(
                            ("connections", "business_unit_id"),
                            "business_units",
                        ))
                        .foreign_key(&mut reference(("connections", "buyer_id"), "buyers"))
                        .foreign_key(&mut reference(
                            ("connections", "default_business_unit_id"),
                            "business_units",
                        )),
                )
                .take(),
            )
            .await?;
        manager
            .create_table(
                table("connection_stores")
                    .col(uuid("connection_id"))
                    .col(uuid("store_id"))
                    .primary_key(Index::create().col("connection_id").col("store_id"))
                    .foreign_key(
                        &mut reference(("connection_stores", "connection_id"), "connections")
                            .on_delete(ForeignKeyAction::Cascade)
                            .take(),
                    )
                    .foreign_key(&mut reference(("connection_stores", "store_id"), "stores"))
                    .take(),
            )
            .await?;
        manager
            .create_table(
                administered(
                    table("credentials")
                        .col(uuid("id").primary_key())
                        .col(uuid("connection_id"))
                        .col(text("sender_domain"))
                        .col(text("sender_identity"))
                        .col(text("sender_domain_key"))
                        .col(text("sender_identity_key"))
                        .col(text_null("from_domain"))
                        .col(text_null("from_identity"))
                        .col(text_null("to_domain"))
                        .col(text_null("to_identity"))
                        .col(text_null("secret_key_id"))
                        .col(blob_null("secret"))
                        .col(big_integer_null("valid_from"))
                        .col(big_integer_null("valid_to"))
                        .col(big_integer_null("last_used_at"))
                        .foreign_key(&mut reference(
                            ("credentials", "connection_id"),
                            "connections",
                        )),
                )
                .take(),
            )
            .await?;
        manager
            .create_table(
                table("entry_points")
                    .col(uuid("id").primary_key())
                    .col(uuid("connection_id"))
                    .col(uuid("store_id"))
                    .col(text("slug"))
                    .col(big_integer_null("last_used_at"))
                    .col(big_integer("created_at"))
                    .col(big_integer("updated_at"))
                    .col(big_integer("version"))
                    .foreign_key(&mut reference(
                        ("entry_points", "connection_id"),
                        "connections",
                    ))
                    .foreign_key(&mut reference(("entry_points", "store_id"), "stores"))
                    .take(),
            )
            .await?;
        manager
            .create_table(
                table("return_hosts")
                    .col(uuid("connection_id"))
                    .col(text("host"))
                    .col(big_integer("first_seen_at"))
                    .col(big_integer("last_seen_at"))
                    .primary_key(Index::create().col("connection_id").col("host"))
                    .foreign_key(
                        &mut reference(("return_hosts", "connection_id"), "connections")
                            .on_delete(ForeignKeyAction::Cascade)
                            .take(),
                    )
                    .take(),
            )
            .await?;
        run(
            manager,
            &[
                "CREATE INDEX ix_connections_name ON connections (name_key, id)",
                "CREATE INDEX ix_connections_business_unit ON connections (business_unit_id)",
                "CREATE INDEX ix_connection_stores_store ON connection_stores (store_id)",
                "CREATE INDEX ix_credentials_connection ON credentials (connection_id)",
                "CREATE INDEX ix_credentials_sender ON credentials (sender_identity_key, sender_domain_key)",
                "CREATE UNIQUE INDEX uq_entry_points_slug ON entry_points (slug)",
                "CREATE UNIQUE INDEX uq_entry_points_pair ON entry_points (connection_id, store_id)",
                "CREATE INDEX ix_entry_points_store ON entry_points (store_id)",
            ],
        )
        .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(
            manager,
            &[
                "return_hosts",
                "entry_points",
                "credentials",
                "connection_stores",
                "connections",
            ],
        )
        .await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
