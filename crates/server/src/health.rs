//! Whether the program runs.

use std::time::Duration;

use actix_web::{get, web};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    problem::{ApiProblem, ApiResult},
    state::AppState,
};

/// How long the database has to answer.
const PATIENCE: Duration = Duration::from_secs(2);

/// The program runs.
#[derive(Debug, Serialize, ToSchema)]
pub struct Health {
    /// `ok`.
    status: &'static str,
}

const OK: Health = Health { status: "ok" };

/// Tell whether the program runs
///
/// Answers without asking anything else; for deciding about a restart.
#[utoipa::path(tag = "health", operation_id = "show_live", responses((status = 200, description = "The program runs", body = Health)))]
#[get("/healthz/live")]
pub async fn show_live() -> web::Json<Health> {
    web::Json(OK)
}

/// Tell whether the program can work
///
/// Asks the database; for deciding about sending requests here.
#[utoipa::path(tag = "health", operation_id = "show_ready", responses((status = 200, description = "The database answers", body = Health)))]
#[get("/healthz/ready")]
pub async fn show_ready(state: web::Data<AppState>) -> ApiResult<web::Json<Health>> {
    match tokio::time::timeout(PATIENCE, state.database.ping()).await {
        Ok(answer) => answer?,
        Err(_) => {
            return Err(ApiProblem::unavailable(
                "the database did not answer in time",
            ));
        }
    }
    Ok(web::Json(OK))
}
