//! The transaction log. Entries refer to the rest by id alone, so that they outlive it and cost no look-up when written.

use sea_orm_migration::{
    prelude::*,
    schema::{big_integer, blob, boolean, integer, text, text_null, uuid, uuid_null},
};

use crate::definition::{drop_tables, reference, run, table};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                table("transactions")
                    .col(uuid("id").primary_key())
                    .col(big_integer("at"))
                    .col(text("transaction_type"))
                    .col(text("status"))
                    .col(text_null("error_code"))
                    .col(text_null("error_text"))
                    .col(uuid_null("store_id"))
                    .col(uuid_null("connection_id"))
                    .col(uuid_null("entry_point_id"))
                    .col(uuid_null("business_unit_id"))
                    .col(uuid_null("session_id"))
                    .col(text_null("payload_id"))
                    .col(text_null("payload_id_key"))
                    .col(text_null("buyer_cookie"))
                    .col(text_null("buyer_cookie_key"))
                    .col(text_null("email"))
                    .col(text_null("email_key"))
                    .col(text_null("order_id"))
                    .col(text_null("order_id_key"))
                    .col(text("support_reference"))
                    .col(text("support_reference_key"))
                    .col(text("method"))
                    .col(text("path"))
                    .col(text_null("peer"))
                    .col(integer("http_status"))
                    .col(text_null("protocol_status"))
                    .col(big_integer("duration_micros"))
                    .col(text("request_headers"))
                    .col(text("response_headers"))
                    .take(),
            )
            .await?;
        manager
            .create_table(
                table("transaction_bodies")
                    .col(uuid("transaction_id"))
                    .col(text("side"))
                    .col(blob("bytes"))
                    .col(text_null("content_type"))
                    .col(big_integer("full_size"))
                    .col(boolean("truncated"))
                    .primary_key(Index::create().col("transaction_id").col("side"))
                    .foreign_key(
                        &mut reference(("transaction_bodies", "transaction_id"), "transactions")
                            .on_delete(ForeignKeyAction::Cascade)
                            .take(),
                    )
                    .take(),
            )
            .await?;
        manager
            .create_table(
                table("refusal_counts")
                    .col(uuid("scope"))
                    .col(big_integer("hour"))
                    .col(big_integer("logged"))
                    .col(big_integer("suppressed"))
                    .primary_key(Index::create().col("scope").col("hour"))
                    .take(),
            )
            .await?;
        run(
            manager,
            &[
                "CREATE INDEX ix_transactions_at ON transactions (at, id)",
                "CREATE INDEX ix_transactions_type ON transactions (transaction_type, at, id) WHERE transaction_type NOT IN ('setup_request', 'transfer_to_requisition')",
                "CREATE INDEX ix_transactions_status ON transactions (status, at, id) WHERE status <> 'ok'",
                "CREATE INDEX ix_transactions_error_code ON transactions (error_code, at, id) WHERE error_code IS NOT NULL",
                "CREATE INDEX ix_transactions_store ON transactions (store_id, at, id) WHERE store_id IS NOT NULL",
                "CREATE INDEX ix_transactions_connection ON transactions (connection_id, at, id) WHERE connection_id IS NOT NULL",
                "CREATE INDEX ix_transactions_business_unit ON transactions (business_unit_id, at, id) WHERE business_unit_id IS NOT NULL",
                "CREATE INDEX ix_transactions_session ON transactions (session_id, at, id) WHERE session_id IS NOT NULL",
                "CREATE INDEX ix_transactions_payload_id ON transactions (payload_id_key) WHERE payload_id_key IS NOT NULL",
                "CREATE INDEX ix_transactions_buyer_cookie ON transactions (buyer_cookie_key) WHERE buyer_cookie_key IS NOT NULL",
                "CREATE INDEX ix_transactions_email ON transactions (email_key) WHERE email_key IS NOT NULL",
                "CREATE INDEX ix_transactions_order_id ON transactions (order_id_key) WHERE order_id_key IS NOT NULL",
                "CREATE UNIQUE INDEX uq_transactions_support_reference ON transactions (support_reference_key)",
            ],
        )
        .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(
            manager,
            &["refusal_counts", "transaction_bodies", "transactions"],
        )
        .await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
