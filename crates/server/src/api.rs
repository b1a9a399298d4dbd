//! The REST API `/api/v1`: one file a resource.

pub mod answer;
mod auth;
pub mod change;
pub mod json;
pub mod merge;
pub mod moment;
pub mod once;
pub mod punch_out_sessions;
pub mod query;
pub mod store_calls;
mod stores;
pub mod transactions;

use utoipa_actix_web::service_config::ServiceConfig;

/// Registers the API's operations.
pub fn configure(services: &mut ServiceConfig<'_>) {
    for configure in [
        auth::configure,
        stores::configure,
        transactions::configure,
        // Before the paths with an id, which would take `redeem` for one.
        store_calls::configure,
        punch_out_sessions::configure,
    ] {
        services.configure(configure);
    }
}
