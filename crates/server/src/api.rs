//! The REST API `/api/v1`: one file a resource.

pub mod answer;
pub mod json;
pub mod merge;
pub mod moment;
pub mod punch_out_sessions;
pub mod query;
pub mod store_calls;
pub mod transactions;

use utoipa_actix_web::service_config::ServiceConfig;

/// Registers the API's operations.
pub fn configure(services: &mut ServiceConfig<'_>) {
    services
        .configure(store_calls::configure)
        .configure(punch_out_sessions::configure)
        .configure(transactions::configure);
}
