//! The REST API `/api/v1`: one file a resource.

pub mod answer;
pub mod api_keys;
mod audit_log;
mod auth;
mod business_units;
mod buyers;
pub mod change;
mod comma_separated;
mod companies;
pub mod connections;
pub mod cors;
mod dashboard;
mod decimal;
mod directory_sets;
mod entry_points;
pub mod json;
mod mapping_profiles;
pub mod mappings;
pub mod merge;
pub mod moment;
pub mod once;
pub mod punch_out_sessions;
pub mod query;
mod roles;
mod settings;
mod signing_keys;
pub mod store_calls;
mod stores;
mod system;
pub mod transactions;
pub mod users;
mod value_tables;
mod webhook_deliveries;

pub(crate) use json::read_large as read_json;
pub(crate) use store_calls::{ReturnedCart, error_of, return_session as return_cart};

use crate::routes::Routes;

/// Registers the API's operations.
pub fn configure(routes: &mut Routes<'_, '_>) {
    for configure in [
        auth::configure,
        stores::configure,
        signing_keys::configure,
        webhook_deliveries::configure,
        companies::configure,
        roles::configure,
        business_units::configure,
        buyers::configure,
        directory_sets::configure,
        connections::configure,
        mapping_profiles::configure,
        value_tables::configure,
        entry_points::configure,
        api_keys::configure,
        audit_log::configure,
        users::configure,
        settings::configure,
        system::configure,
        dashboard::configure,
        transactions::configure,
        // Before the paths with an id, which would take `redeem` for one.
        store_calls::configure,
        punch_out_sessions::configure,
    ] {
        routes.configure(configure);
    }
}
