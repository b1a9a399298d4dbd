#![doc = include_str!("../README.md")]

mod definition;
mod m20261121_100000_settings_version;
mod m20261121_100100_stores;
mod m20261121_100200_directory;
mod m20261121_100300_connections;
mod m20261121_100400_sessions;
mod m20261121_100500_transactions;
mod m20261121_100600_users;
mod m20261121_100700_administration;
mod m20261121_110000_user_roles;
mod m20261121_110100_installation;
mod m20261121_110500_findings;
mod m20261121_110600_directory_search;
mod m20261121_130000_supersession;
mod m20261121_130100_authentication;
mod m20261121_140000_cart_settings;
mod m20261121_140100_limits;
mod m20261121_140200_buyer_settings;
mod m20261121_140300_contacts;
mod m20261121_140400_roles;
mod m20261121_150000_mappings;
mod m20261121_150100_mapping_profiles;
mod m20261121_150200_value_tables;
mod m20261121_160000_oci;
mod m20261121_200000_received_documents;
mod m20261121_220000_store_interface;
mod m20261121_220100_webhooks;
mod m20261121_310000_session_warnings;
mod m20261121_320000_store_adapter;
mod m20261121_320100_store_orders;
mod m20261121_400000_webhook_attempts;
mod m20261121_400100_session_orders;
mod m20261121_430000_figures;
mod m20261121_440000_store_inheritance;
mod m20261122_450000_store_entry;
mod m20261122_450100_access_tokens_off;
mod m20261122_480000_document_claims;
mod m20261122_480000_webhook_subjects;

pub use sea_orm_migration::{MigrationName, MigratorTrait};
use sea_orm_migration::{MigrationTrait, async_trait};

/// All steps, oldest first.
#[derive(Clone, Copy, Debug)]
pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m20261121_100000_settings_version::Migration),
            Box::new(m20261121_100100_stores::Migration),
            Box::new(m20261121_100200_directory::Migration),
            Box::new(m20261121_100300_connections::Migration),
            Box::new(m20261121_100400_sessions::Migration),
            Box::new(m20261121_100500_transactions::Migration),
            Box::new(m20261121_100600_users::Migration),
            Box::new(m20261121_100700_administration::Migration),
            Box::new(m20261121_110000_user_roles::Migration),
            Box::new(m20261121_110100_installation::Migration),
            Box::new(m20261121_110500_findings::Migration),
            Box::new(m20261121_110600_directory_search::Migration),
            Box::new(m20261121_130000_supersession::Migration),
            Box::new(m20261121_130100_authentication::Migration),
            Box::new(m20261121_140000_cart_settings::Migration),
            Box::new(m20261121_140100_limits::Migration),
            Box::new(m20261121_140200_buyer_settings::Migration),
            Box::new(m20261121_140300_contacts::Migration),
            Box::new(m20261121_140400_roles::Migration),
            Box::new(m20261121_150000_mappings::Migration),
            Box::new(m20261121_150100_mapping_profiles::Migration),
            Box::new(m20261121_150200_value_tables::Migration),
            Box::new(m20261121_160000_oci::Migration),
            Box::new(m20261121_200000_received_documents::Migration),
            Box::new(m20261121_220000_store_interface::Migration),
            Box::new(m20261121_220100_webhooks::Migration),
            Box::new(m20261121_310000_session_warnings::Migration),
            Box::new(m20261121_320000_store_adapter::Migration),
            Box::new(m20261121_320100_store_orders::Migration),
            Box::new(m20261121_400000_webhook_attempts::Migration),
            Box::new(m20261121_400100_session_orders::Migration),
            Box::new(m20261121_430000_figures::Migration),
            Box::new(m20261121_440000_store_inheritance::Migration),
            Box::new(m20261122_450000_store_entry::Migration),
            Box::new(m20261122_450100_access_tokens_off::Migration),
            Box::new(m20261122_480000_document_claims::Migration),
            Box::new(m20261122_480000_webhook_subjects::Migration),
        ]
    }
}
