//! The REST API `/api/v1`: one file a resource.

pub mod answer;
pub mod json;
pub mod merge;
pub mod moment;
pub mod query;

use utoipa_actix_web::service_config::ServiceConfig;

/// Registers the API's operations.
pub fn configure(_services: &mut ServiceConfig<'_>) {}
