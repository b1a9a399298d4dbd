//! Where operations are registered: to be served, or to be described.

use actix_web::{dev::HttpServiceFactory, middleware::from_fn, web};
use utoipa_actix_web::{OpenApiFactory, scope::scope, service_config::ServiceConfig};

use crate::{api, auth::identify::identify};

/// Takes operations: either to serve them, or to describe them in the OpenAPI document.
///
/// Each worker registers all operations when it starts. Were they described on that way as well, each would keep the memory of a
/// document (about 10 MB) that nobody reads.
pub enum Routes<'a, 's> {
    /// Operations are served.
    Served(&'a mut web::ServiceConfig),
    /// Operations are described.
    Described(&'a mut ServiceConfig<'s>),
}

impl Routes<'_, '_> {
    /// Registers an operation.
    pub fn service<F>(&mut self, operation: F) -> &mut Self
    where
        F: HttpServiceFactory + OpenApiFactory + 'static,
    {
        match self {
            Self::Served(services) => {
                services.service(operation);
            }
            Self::Described(services) => {
                services.service(operation);
            }
        }
        self
    }

    /// Registers what a function registers.
    pub fn configure(&mut self, configure: impl FnOnce(&mut Routes<'_, '_>)) -> &mut Self {
        configure(self);
        self
    }

    /// Registers operations below a path, for callers who are identified first.
    pub fn identified(
        &mut self,
        path: &str,
        configure: impl FnOnce(&mut Routes<'_, '_>),
    ) -> &mut Self {
        match self {
            Self::Served(services) => {
                services.service(
                    web::scope(path)
                        .wrap(from_fn(api::query::known))
                        .wrap(from_fn(identify))
                        .wrap(from_fn(api::store_calls::log))
                        .wrap(from_fn(api::cors::share))
                        .configure(|services| configure(&mut Routes::Served(services))),
                );
            }
            Self::Described(services) => {
                services.service(
                    scope(path).configure(|services| configure(&mut Routes::Described(services))),
                );
            }
        }
        self
    }
}
