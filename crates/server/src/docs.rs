//! The OpenAPI document and pages to browse it with. They load nothing from elsewhere.

use std::sync::OnceLock;

use actix_web::{HttpResponse, http::header::ContentType};
use utoipa_swagger_ui::{Config, SwaggerUi};

use crate::{
    openapi,
    problem::{ApiProblem, ApiResult},
};

/// Answers the OpenAPI document.
///
/// # Errors
/// When it cannot be written as JSON.
pub async fn show_openapi() -> ApiResult<HttpResponse> {
    static TEXT: OnceLock<String> = OnceLock::new();
    let text = match TEXT.get() {
        Some(text) => text,
        None => {
            let text = openapi::pretty().map_err(ApiProblem::internal)?;
            TEXT.get_or_init(|| text)
        }
    };
    Ok(HttpResponse::Ok()
        .content_type(ContentType::json())
        .body(text.as_str()))
}

/// The pages at `/docs/`.
#[must_use]
pub fn pages() -> SwaggerUi {
    SwaggerUi::new("/docs/{_:.*}").config(Config::from("/openapi.json").try_it_out_enabled(true))
}
