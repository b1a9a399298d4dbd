//! The application: all routes, the same for the program, its OpenAPI document and the tests.

use std::sync::OnceLock;

use actix_web::{Error, HttpRequest, HttpResponse, dev::ResourceDef, http::Method, web};

use crate::{
    adapters, api, console, docs, gateway, health, metrics, openapi, problem::ApiProblem,
    routes::Routes, state::AppState,
};

/// Registers everything that the OpenAPI document describes.
pub fn configure_documented(routes: &mut Routes<'_, '_>) {
    routes
        .service(health::show_live)
        .service(health::show_ready)
        .service(metrics::show_metrics)
        .identified("/api/v1", api::configure);
}

/// Registers everything, with the last resort for paths that nothing has. Needs `web::Data<AppState>`.
pub fn configure(services: &mut web::ServiceConfig) {
    services
        .app_data(web::PathConfig::default().error_handler(|_, _| ApiProblem::not_found().into()))
        .service(web::resource("/openapi.json").route(web::get().to(docs::show_openapi)))
        .configure(|services| configure_documented(&mut Routes::Served(services)))
        .service(web::redirect("/docs", "/docs/"))
        .service(docs::pages())
        .configure(gateway::configure)
        .configure(adapters::configure)
        .default_service(web::to(last_resort));
}

/// Answers for paths and methods that nothing has. A procurement system that posts cXML to a wrong address is answered in cXML.
async fn last_resort(
    request: HttpRequest,
    payload: web::Payload,
    state: web::Data<AppState>,
) -> Result<HttpResponse, Error> {
    if let Some(response) = gateway::stray(&request, payload, &state).await {
        return Ok(response);
    }
    let page = state
        .config
        .http
        .console
        .then(|| console::answer(&request))
        .flatten();
    page.ok_or_else(|| missing(request.path()).into())
}

/// What a path that nothing answers is told: that the method is wrong, where another one would be right.
#[must_use]
pub fn missing(path: &str) -> ApiProblem {
    let matching = || {
        routes()
            .iter()
            .filter(|(definition, _)| definition.is_match(path))
    };
    // `/redeem` is no id, although it could be one.
    let literal = matching().any(|(definition, _)| definition.pattern() == Some(path));
    let methods: Vec<&str> = matching()
        .filter(|(definition, _)| !literal || definition.pattern() == Some(path))
        .flat_map(|(_, methods)| methods)
        .flat_map(|method| match *method {
            Method::GET => vec!["GET", "HEAD"],
            _ => vec![method.as_str()],
        })
        .collect();
    if methods.is_empty() {
        ApiProblem::not_found()
    } else {
        ApiProblem::method_not_allowed(methods.join(", "))
    }
}

/// The paths of the OpenAPI document with their methods.
fn routes() -> &'static [(ResourceDef, Vec<Method>)] {
    static ROUTES: OnceLock<Vec<(ResourceDef, Vec<Method>)>> = OnceLock::new();
    ROUTES.get_or_init(|| {
        openapi::document()
            .paths
            .paths
            .iter()
            .map(|(path, item)| {
                let methods = openapi::operations(item)
                    .map(|(method, _)| method)
                    .collect();
                (ResourceDef::new(path.as_str()), methods)
            })
            .collect()
    })
}
