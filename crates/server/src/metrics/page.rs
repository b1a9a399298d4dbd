//! `/metrics`: who may collect, and what they are answered.

use actix_web::{HttpRequest, HttpResponse, get, http::header, web};
use api_types::problem::{Problem, ProblemCode};
use punchout::secret::Secret;

use super::Present;
use crate::{
    config::MetricsConfig,
    peer,
    problem::{ApiProblem, ApiResult},
    state::AppState,
};

/// As the OpenMetrics specification names its text.
const OPEN_METRICS: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

/// Collect metrics
///
/// What this node did since its start, as OpenMetrics text. Answered to loopback and private addresses, or, where
/// `PUNCHGATE_METRICS_TOKEN` is set, to callers with that bearer token.
#[utoipa::path(
    tag = "health",
    operation_id = "show_metrics",
    responses(
        (status = 200, description = "The metrics", body = String, content_type = "application/openmetrics-text"),
        (status = 401, description = "The bearer token is wrong", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "The caller is far away, and there is no bearer token set", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "Metrics are switched off", body = Problem, content_type = "application/problem+json"),
    )
)]
#[get("/metrics")]
pub async fn show_metrics(
    request: HttpRequest,
    state: web::Data<AppState>,
) -> ApiResult<HttpResponse> {
    check(&request, &state)?;
    let writer = state.database.writer();
    let present = Present {
        started_at: state.node.started_at.0.div_euclid(1_000_000),
        writer_waiting: writer.waiting(),
        writer_capacity: writer.capacity(),
        settings_version: state.settings.snapshot().version(),
    };
    let text = state
        .metrics
        .written(&present)
        .map_err(ApiProblem::internal)?;
    Ok(HttpResponse::Ok()
        .content_type(OPEN_METRICS)
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .body(text))
}

fn check(request: &HttpRequest, state: &AppState) -> ApiResult<()> {
    match &state.config.metrics {
        MetricsConfig::Off => Err(ApiProblem::not_found()),
        MetricsConfig::Token(token) => {
            if bearer(request).is_some_and(|given| given.matches(token)) {
                Ok(())
            } else {
                let text = "Metrics take the bearer token of PUNCHGATE_METRICS_TOKEN.";
                Err(ApiProblem::new(ProblemCode::Unauthenticated, text))
            }
        }
        MetricsConfig::Near => {
            if peer::is_near(request, &state.config.http) {
                Ok(())
            } else {
                let text = "Metrics are for loopback and private addresses. Set PUNCHGATE_METRICS_TOKEN for collectors elsewhere.";
                Err(ApiProblem::new(ProblemCode::Forbidden, text))
            }
        }
    }
}

fn bearer(request: &HttpRequest) -> Option<Secret<String>> {
    let given = request
        .headers()
        .get(header::AUTHORIZATION)?
        .to_str()
        .ok()?;
    let (scheme, token) = given.split_once(' ')?;
    scheme
        .eq_ignore_ascii_case("bearer")
        .then(|| Secret::new(token.trim().to_owned()))
}
