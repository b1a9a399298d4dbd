//! Punch-out sessions, their timeline, access tokens and hand-overs.

use sea_orm_migration::{
    prelude::*,
    schema::{big_integer, big_integer_null, blob, boolean, integer, text, text_null, uuid},
};

use crate::definition::{drop_tables, reference, run, table};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                table("punch_out_sessions")
                    .col(uuid("id").primary_key())
                    .col(uuid("store_id"))
                    .col(uuid("connection_id"))
                    .col(uuid("business_unit_id"))
                    .col(uuid("buyer_id"))
                    .col(boolean("buyer_is_new"))
                    .col(text("format"))
                    .col(text("operation"))
                    .col(text("state"))
                    .col(text("buyer_cookie"))
                    .col(text_null("return_url"))
                    .col(text("return_context"))
                    .col(text("permissions"))
                    .col(text_null("selected_item"))
                    .col(text("items"))
                    .col(text_null("ship_to"))
                    .col(text("extrinsics"))
                    .col(text_null("currency"))
                    .col(text_null("locale"))
                    .col(blob("start_code_hash"))
                    .col(big_integer("start_code_expires_at"))
                    .col(big_integer("created_at"))
                    .col(big_integer("last_activity_at"))
                    .col(big_integer("expires_at"))
                    .col(integer("idle_ttl_seconds"))
                    .foreign_key(&mut reference(("punch_out_sessions", "store_id"), "stores"))
                    .foreign_key(&mut reference(
                        ("punch_out_sessions", "connection_id"),
                        "connections",
                    ))
                    .foreign_key(&mut reference(
                        ("punch_out_sessions", "business_unit_id"),
                        "business_units",
                    ))
                    .foreign_key(&mut reference(("punch_out_sessions", "buyer_id"), "buyers"))
                    .take(),
            )
            .await?;
        manager
            .create_table(
                table("session_events")
                    .col(uuid("id").primary_key())
                    .col(uuid("session_id"))
                    .col(big_integer("at"))
                    .col(text("kind"))
                    .col(text_null("detail"))
                    .foreign_key(
                        &mut reference(("session_events", "session_id"), "punch_out_sessions")
                            .on_delete(ForeignKeyAction::Cascade)
                            .take(),
                    )
                    .take(),
            )
            .await?;
        manager
            .create_table(
                table("access_tokens")
                    .col(blob("hash").primary_key())
                    .col(uuid("session_id"))
                    .col(big_integer("created_at"))
                    .col(big_integer("expires_at"))
                    .col(big_integer_null("revoked_at"))
                    .col(big_integer_null("spent_at"))
                    .foreign_key(
                        &mut reference(("access_tokens", "session_id"), "punch_out_sessions")
                            .on_delete(ForeignKeyAction::Cascade)
                            .take(),
                    )
                    .take(),
            )
            .await?;
        manager
            .create_table(
                table("hand_overs")
                    .col(uuid("id").primary_key())
                    .col(uuid("session_id"))
                    .col(text("kind"))
                    .col(blob("code_hash"))
                    .col(text("action"))
                    .col(text("target"))
                    .col(text("field_name"))
                    .col(blob("field_value"))
                    .col(big_integer("created_at"))
                    .col(big_integer("expires_at"))
                    .col(big_integer_null("voided_at"))
                    .col(big_integer_null("opened_at"))
                    .col(big_integer_null("attempted_at"))
                    .foreign_key(
                        &mut reference(("hand_overs", "session_id"), "punch_out_sessions")
                            .on_delete(ForeignKeyAction::Cascade)
                            .take(),
                    )
                    .take(),
            )
            .await?;
        run(
            manager,
            &[
                "CREATE UNIQUE INDEX uq_punch_out_sessions_start_code ON punch_out_sessions (start_code_hash)",
                "CREATE INDEX ix_punch_out_sessions_created ON punch_out_sessions (created_at, id)",
                "CREATE INDEX ix_punch_out_sessions_connection ON punch_out_sessions (connection_id, created_at, id)",
                "CREATE INDEX ix_punch_out_sessions_store ON punch_out_sessions (store_id, created_at, id)",
                "CREATE INDEX ix_punch_out_sessions_business_unit ON punch_out_sessions (business_unit_id, created_at, id)",
                "CREATE INDEX ix_punch_out_sessions_ended ON punch_out_sessions (state, created_at, id) WHERE state IN ('ordered', 'cancelled', 'ended', 'superseded', 'failed')",
                "CREATE INDEX ix_session_events_session ON session_events (session_id, id)",
                "CREATE INDEX ix_access_tokens_session ON access_tokens (session_id)",
                "CREATE UNIQUE INDEX uq_hand_overs_code ON hand_overs (code_hash)",
                "CREATE INDEX ix_hand_overs_session ON hand_overs (session_id)",
            ],
        )
        .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(
            manager,
            &[
                "hand_overs",
                "access_tokens",
                "session_events",
                "punch_out_sessions",
            ],
        )
        .await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
