//! `/connections/{id}/activate` and `/deactivate`.

use crate::routes::Routes;
use actix_web::{post, web};
use api_types::{
    connection::{Connection, Deactivation},
    problem::Problem,
};
use punchout::{connection::Connection as Record, ids::ConnectionId};
use serde_json::json;
use uuid::Uuid;

use super::{RESOURCE, check, entity, find, save};
use crate::{
    api::{
        answer::Entity,
        change::Change,
        json::OptionalBody,
        merge::{IfMatch, unchanged},
    },
    auth::permission::{Actor, Require, Write},
    problem::ApiResult,
    random,
    state::AppState,
};

pub(super) fn configure(routes: &mut Routes<'_, '_>) {
    routes
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
    let change = Change::begin(&state, &caller.0).await?;
    let after = set_active(&change, *id, expected, true).await?;
    change.commit().await?;
    Ok(entity(&after))
}

/// Deactivate a connection
///
/// Buyers cannot punch out through it any more. Sessions under way go on, or end with it.
#[utoipa::path(
    tag = "connections",
    operation_id = "deactivate_connection",
    security(("bearer" = ["write"])),
    params(
        ("id" = Uuid, Path, description = "The connection"),
        ("If-Match" = Option<String>, Header, description = "The ETag that the change is made for"),
    ),
    request_body(content = Option<Deactivation>, description = "What becomes of sessions under way; they go on without a body"),
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
    OptionalBody(how): OptionalBody<Deactivation>,
) -> ApiResult<Entity<Connection>> {
    let change = Change::begin(&state, &caller.0).await?;
    let after = set_active(&change, *id, expected, false).await?;
    if how.end_live_sessions {
        end_sessions(&change, &caller.0, after.id, "deactivation").await?;
    }
    change.commit().await?;
    Ok(entity(&after))
}

pub(super) async fn set_active(
    change: &Change<'_>,
    id: Uuid,
    expected: Option<i64>,
    active: bool,
) -> ApiResult<Record> {
    let before = find(change, id).await?;
    if before.active == active {
        unchanged(expected, before.version)?;
        return Ok(before);
    }
    let wanted = Record {
        active,
        ..before.clone()
    };
    if active {
        check::return_hosts(change, &wanted).await?;
    }
    check::unambiguous(change, &wanted).await?;
    let action = if active { "activate" } else { "deactivate" };
    save(change, action, &before, &wanted, expected).await
}

/// Ends the sessions under way, after the connection was deactivated in the same transaction: none can be opened meanwhile and be missed.
pub(super) async fn end_sessions(
    change: &Change<'_>,
    actor: &Actor,
    id: ConnectionId,
    deed: &str,
) -> ApiResult<()> {
    let detail = format!(
        "by {}, with the connection's {deed}",
        actor.principal.name()
    );
    let ended =
        database::sessions::end_all(&change.tx, id, change.now, &detail, random::id).await?;
    let after = json!({ "ended_sessions": ended });
    change
        .audit(
            "end_live_sessions",
            RESOURCE,
            id.0,
            None::<&()>,
            Some(&after),
        )
        .await
}
