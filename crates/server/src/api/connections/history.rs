//! `/connections/{id}/history`: what was changed, by whom, and the way back. The audit log is where it stands.

use std::collections::BTreeSet;

use crate::routes::Routes;
use actix_web::{get, post, web};
use api_types::{
    connection::{Connection, NewConnection},
    lifecycle::{ConnectionVersion, FieldChange},
    page::{Page, PageQuery},
    problem::Problem,
};
use database::audit::{AuditEntry, AuditFilter};
use punchout::{connection::Connection as Record, ids::ConnectionId};
use serde_json::{Map, Value};
use uuid::Uuid;

use super::{RESOURCE, check, entity, find, present, save};
use crate::{
    api::{
        answer::Entity,
        change::Change,
        json,
        merge::IfMatch,
        moment,
        query::{self, QueryParams},
    },
    auth::permission::{Read, Require, Write},
    problem::{ApiProblem, ApiResult},
    state::AppState,
};

pub(super) fn configure(routes: &mut Routes<'_, '_>) {
    routes
        .service(list_connection_history)
        .service(restore_connection);
}

/// List the changes of a connection
///
/// As far back as the audit log goes.
#[utoipa::path(
    tag = "connections",
    operation_id = "list_connection_history",
    security(("bearer" = ["read"])),
    params(("id" = Uuid, Path, description = "The connection"), PageQuery),
    responses(
        (status = 200, description = "A page of changes, newest first", body = Page<ConnectionVersion>),
        (status = 404, description = "Not found", body = Problem, content_type = "application/problem+json"),
    )
)]
#[get("/connections/{id}/history")]
async fn list_connection_history(
    _: Require<Read>,
    state: web::Data<AppState>,
    id: web::Path<Uuid>,
    QueryParams(query): QueryParams<PageQuery>,
) -> ApiResult<web::Json<Page<ConnectionVersion>>> {
    let page = query::page(query.limit, query.cursor)?;
    let read = state.database.read();
    let known = database::connections::find_any(read, &[ConnectionId(*id)]).await?;
    if known.is_empty() {
        return Err(ApiProblem::not_found());
    }
    let filter = AuditFilter {
        resource_type: Some(RESOURCE.to_owned()),
        resource_id: Some(*id),
        ..AuditFilter::default()
    };
    let found = database::audit::list(read, &filter, &page).await?;
    Ok(web::Json(query::present_page(found, version)))
}

/// Bring a connection back to an earlier state
///
/// To the state that a change led to. Whether it is active stays as it is, and so do its credentials and its buyer map.
#[utoipa::path(
    tag = "connections",
    operation_id = "restore_connection",
    security(("bearer" = ["write"])),
    params(
        ("id" = Uuid, Path, description = "The connection"),
        ("version" = Uuid, Path, description = "The state, as the history names it"),
        ("If-Match" = Option<String>, Header, description = "The ETag that the change is made for"),
    ),
    responses(
        (status = 200, description = "Restored", body = Connection, headers(("ETag" = String))),
        (status = 404, description = "Not found, or no state that can be restored", body = Problem, content_type = "application/problem+json"),
        (status = 412, description = "Changed meanwhile", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "The state refers to what does not exist any more", body = Problem, content_type = "application/problem+json"),
    )
)]
#[post("/connections/{id}/history/{version}/restore")]
async fn restore_connection(
    caller: Require<Write>,
    state: web::Data<AppState>,
    ids: web::Path<(Uuid, Uuid)>,
    IfMatch(expected): IfMatch,
) -> ApiResult<Entity<Connection>> {
    let change = Change::begin(&state, &caller.0).await?;
    let before = find(&change, ids.0).await?;
    let entry = database::audit::find(&change.tx, ids.1)
        .await?
        .filter(|entry| entry.resource_type == RESOURCE && entry.resource_id == Some(ids.0))
        .ok_or_else(ApiProblem::not_found)?;
    let input = input(&entry, &before)?.ok_or_else(ApiProblem::not_found)?;
    check::input(&change, &input).await?;
    let wanted = Record {
        active: before.active,
        created_at: before.created_at,
        ..present::accept(input, before.id, change.now)
    };
    check::return_hosts(&change, &wanted).await?;
    check::unambiguous(&change, &wanted).await?;
    let after = save(&change, "restore", &before, &wanted, expected).await?;
    change.commit().await?;
    Ok(entity(&after))
}

/// What a change led to, as it can be saved. What there was no setting for then stays as it is now.
fn input(entry: &AuditEntry, now: &Record) -> ApiResult<Option<NewConnection>> {
    let Some(Value::Object(then)) = state(entry) else {
        return Ok(None);
    };
    let now = serde_json::to_value(present::fields(now)).map_err(ApiProblem::internal)?;
    let Value::Object(mut fields) = now else {
        return Ok(None);
    };
    for (name, value) in &mut fields {
        if let Some(then) = then.get(name) {
            *value = then.clone();
        }
    }
    json::from_value(Value::Object(fields)).map(Some)
}

/// The whole state that a change led to; none for changes of something beside.
fn state(entry: &AuditEntry) -> Option<&Value> {
    let after = entry.after.as_ref()?;
    after.get("cart_encoding").map(|_| after)
}

fn version(entry: AuditEntry) -> ConnectionVersion {
    ConnectionVersion {
        version: entry.id,
        at: moment::present(entry.at),
        restorable: state(&entry).is_some(),
        changes: changes(entry.before, entry.after),
        actor: entry.actor_name,
        action: entry.action,
    }
}

/// The fields that differ. What was made, and what was archived, has no fields that do.
fn changes(before: Option<Value>, after: Option<Value>) -> Vec<FieldChange> {
    let (Some(Value::Object(mut before)), Some(Value::Object(mut after))) = (before, after) else {
        return Vec::new();
    };
    let names: BTreeSet<String> = before.keys().chain(after.keys()).cloned().collect();
    let take = |from: &mut Map<String, Value>, name: &str| from.remove(name).unwrap_or_default();
    names
        .into_iter()
        .filter(|name| name != "updated_at")
        .map(|field| FieldChange {
            before: take(&mut before, &field),
            after: take(&mut after, &field),
            field,
        })
        .filter(|change| change.before != change.after)
        .collect()
}
