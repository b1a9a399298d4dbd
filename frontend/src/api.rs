//! The REST API: one client, and one file of calls for each resource.
//!
//! Pages call these functions and nothing else; each answers `Result<T, Failure>`.

pub(crate) mod api_keys;
pub(crate) mod audit_log;
pub(crate) mod auth;
pub(crate) mod business_units;
pub(crate) mod buyer_map;
pub(crate) mod buyers;
pub(crate) mod client;
pub(crate) mod collection;
pub(crate) mod companies;
pub(crate) mod connections;
pub(crate) mod credentials;
pub(crate) mod dashboard;
pub(crate) mod entry_points;
pub(crate) mod failure;
pub(crate) mod lifecycle;
pub(crate) mod mapping_profiles;
pub(crate) mod pages;
pub(crate) mod preview;
pub(crate) mod punch_out_sessions;
pub(crate) mod roles;
pub(crate) mod sets;
pub(crate) mod settings;
pub(crate) mod signing_keys;
pub(crate) mod stores;
pub(crate) mod system;
pub(crate) mod tables;
pub(crate) mod transactions;
pub(crate) mod unmapped;
pub(crate) mod users;
pub(crate) mod webhook_deliveries;

pub(crate) use self::client::Client;
pub(crate) use self::failure::Failure;
