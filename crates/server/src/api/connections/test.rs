//! `/connections/{id}/test`: trying a connection out.

use actix_web::{post, web};
use api_types::{connection_test::ConnectionTest, problem::Problem};
use punchout::ids::ConnectionId;
use serde_json::json;
use uuid::Uuid;

use super::RESOURCE;
use crate::{
    api::change::Change,
    auth::permission::{Require, Write},
    problem::{ApiProblem, ApiResult},
    service::connection_test,
    state::AppState,
};

/// Test a connection
///
/// Runs it as its procurement system would: a setup or a call with one of its credentials, the start page, a cart with one article; with
/// OCI its functions too, for which the store's service is asked. A store with another adapter than `rest` is asked as for a buyer: for a
/// token, for a session (marked as a test where its language can), and whether it asks back; its start URL is not opened. Tells which step fails, why, and what to do. The exchanges stand in the log
/// (`UserAgent` and `BuyerCookie` say that they are a test); the sessions are ended, and nothing is sent to the procurement system.
#[utoipa::path(
    tag = "connections",
    operation_id = "test_connection",
    security(("bearer" = ["write"])),
    params(("id" = Uuid, Path, description = "The connection")),
    responses(
        (status = 200, description = "What came of it", body = ConnectionTest),
        (status = 404, description = "Not found", body = Problem, content_type = "application/problem+json"),
    )
)]
#[post("/connections/{id}/test")]
pub(super) async fn test_connection(
    caller: Require<Write>,
    state: web::Data<AppState>,
    id: web::Path<Uuid>,
) -> ApiResult<web::Json<ConnectionTest>> {
    let connection = database::connections::find(state.database.read(), ConnectionId(*id))
        .await?
        .ok_or_else(ApiProblem::not_found)?;
    let test = connection_test::run(&state, &connection).await?;
    let change = Change::begin(&state, &caller.0).await?;
    let told = json!({ "passed": test.passed, "session_id": test.session_id });
    change
        .audit("test", RESOURCE, *id, None::<&()>, Some(&told))
        .await?;
    change.commit().await?;
    Ok(web::Json(test))
}
