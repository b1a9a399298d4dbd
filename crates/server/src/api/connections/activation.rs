//! `/connections/{id}/activate` and `/deactivate`.

use actix_web::{post, web};
use api_types::{connection::Connection, problem::Problem};
use punchout::connection::Connection as Record;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::{check, entity, find, save};
use crate::{
    api::{answer::Entity, change::Change, merge::IfMatch},
    auth::permission::{Actor, Require, Write},
    problem::ApiResult,
    state::AppState,
};

pub(super) fn configure(services: &mut ServiceConfig<'_>) {
    services
        .service(activate_connection)
        .service(deactivate_connection);
}

/// Activate a connection
///
/// Refused where a caller could then mean another active connection as well.
#[utoipa::path(
    tag = "connections",
    operation_id = "activate_connection",
    security(("bearer" = ["write"])),
    params(
        ("id" = Uuid, Path, description = "The connection"),
        ("If-Match" = Option<String>, Header, description = "The ETag that the change is made for"),
    ),
    responses(
        (status = 200, description = "Active", body = Connection, headers(("ETag" = String))),
        (status = 404, description = "Not found", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "`credential_conflict`", body = Problem, content_type = "application/problem+json"),
        (status = 412, description = "Changed meanwhile", body = Problem, content_type = "application/problem+json"),
    )
)]
#[post("/connections/{id}/activate")]
async fn activate_connection(
    caller: Require<Write>,
    state: web::Data<AppState>,
    id: web::Path<Uuid>,
    IfMatch(expected): IfMatch,
) -> ApiResult<Entity<Connection>> {
    set_active(&state, &caller.0, *id, expected, true).await
}

/// Deactivate a connection
///
/// Buyers cannot punch out through it any more; sessions under way go on.
#[utoipa::path(
    tag = "connections",
    operation_id = "deactivate_connection",
    security(("bearer" = ["write"])),
    params(
        ("id" = Uuid, Path, description = "The connection"),
        ("If-Match" = Option<String>, Header, description = "The ETag that the change is made for"),
    ),
    responses(
        (status = 200, description = "Inactive", body = Connection, headers(("ETag" = String))),
        (status = 404, description = "Not found", body = Problem, content_type = "application/problem+json"),
        (status = 412, description = "Changed meanwhile", body = Problem, content_type = "application/problem+json"),
    )
)]
#[post("/connections/{id}/deactivate")]
async fn deactivate_connection(
    caller: Require<Write>,
    state: web::Data<AppState>,
    id: web::Path<Uuid>,
    IfMatch(expected): IfMatch,
) -> ApiResult<Entity<Connection>> {
    set_active(&state, &caller.0, *id, expected, false).await
}

async fn set_active(
    state: &AppState,
    actor: &Actor,
    id: Uuid,
    expected: Option<i64>,
    active: bool,
) -> ApiResult<Entity<Connection>> {
    let change = Change::begin(state, actor).await?;
    let before = find(&change, id).await?;
    let wanted = Record {
        active,
        ..before.clone()
    };
    check::unambiguous(&change, &wanted).await?;
    let action = if active { "activate" } else { "deactivate" };
    let after = save(&change, action, &before, &wanted, expected).await?;
    change.commit().await?;
    Ok(entity(&after))
}
