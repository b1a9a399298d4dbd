//! The tables as the program knows them: one file a table.

pub mod access_tokens;
pub mod api_keys;
pub mod audit_log;
pub mod business_units;
pub mod buyer_map;
pub mod buyers;
pub mod companies;
pub mod connection_stores;
pub mod connections;
pub mod credentials;
pub mod document_claims;
pub mod entry_points;
pub mod hand_overs;
pub mod handed_lines;
pub mod idempotency_keys;
pub mod installation;
pub mod login_throttle;
pub mod mapping_profiles;
pub mod punch_out_sessions;
pub mod received_documents;
pub mod refresh_tokens;
pub mod refusal_counts;
pub mod return_hosts;
pub mod roles;
pub mod session_events;
pub mod session_orders;
pub mod settings_version;
pub mod signing_keys;
pub mod stores;
pub mod transaction_bodies;
pub mod transactions;
pub mod users;
pub mod value_tables;
pub mod webhook_attempts;
pub mod webhook_deliveries;

use sea_orm::{ConnectionTrait, EntityTrait, QuerySelect};

use crate::error::Result;

/// Asks each table for all columns of its entity.
pub async fn check(conn: &impl ConnectionTrait) -> Result<()> {
    access_tokens::Entity::find().limit(1).all(conn).await?;
    api_keys::Entity::find().limit(1).all(conn).await?;
    audit_log::Entity::find().limit(1).all(conn).await?;
    business_units::Entity::find().limit(1).all(conn).await?;
    buyer_map::Entity::find().limit(1).all(conn).await?;
    buyers::Entity::find().limit(1).all(conn).await?;
    companies::Entity::find().limit(1).all(conn).await?;
    connection_stores::Entity::find().limit(1).all(conn).await?;
    connections::Entity::find().limit(1).all(conn).await?;
    credentials::Entity::find().limit(1).all(conn).await?;
    document_claims::Entity::find().limit(1).all(conn).await?;
    entry_points::Entity::find().limit(1).all(conn).await?;
    hand_overs::Entity::find().limit(1).all(conn).await?;
    handed_lines::Entity::find().limit(1).all(conn).await?;
    idempotency_keys::Entity::find().limit(1).all(conn).await?;
    installation::Entity::find().limit(1).all(conn).await?;
    login_throttle::Entity::find().limit(1).all(conn).await?;
    mapping_profiles::Entity::find().limit(1).all(conn).await?;
    punch_out_sessions::Entity::find()
        .limit(1)
        .all(conn)
        .await?;
    received_documents::Entity::find()
        .limit(1)
        .all(conn)
        .await?;
    refresh_tokens::Entity::find().limit(1).all(conn).await?;
    refusal_counts::Entity::find().limit(1).all(conn).await?;
    return_hosts::Entity::find().limit(1).all(conn).await?;
    roles::Entity::find().limit(1).all(conn).await?;
    session_events::Entity::find().limit(1).all(conn).await?;
    session_orders::Entity::find().limit(1).all(conn).await?;
    settings_version::Entity::find().limit(1).all(conn).await?;
    signing_keys::Entity::find().limit(1).all(conn).await?;
    stores::Entity::find().limit(1).all(conn).await?;
    transaction_bodies::Entity::find()
        .limit(1)
        .all(conn)
        .await?;
    transactions::Entity::find().limit(1).all(conn).await?;
    users::Entity::find().limit(1).all(conn).await?;
    value_tables::Entity::find().limit(1).all(conn).await?;
    webhook_attempts::Entity::find().limit(1).all(conn).await?;
    webhook_deliveries::Entity::find()
        .limit(1)
        .all(conn)
        .await?;
    Ok(())
}
