//! `/connections/export` and `/connections/import`: sets of connections as files.

mod export;
mod import;

use crate::routes::Routes;
use actix_web::{get, post, web};
use api_types::{
    connection_set::{ConnectionSet, ImportQuery, SetReport},
    problem::Problem,
};

pub(crate) use export::export;
pub(crate) use import::import;

use crate::{
    api::{change::Change, json::LargeBody, query::QueryParams},
    auth::permission::{Read, Require, Write},
    problem::ApiResult,
    state::AppState,
};

/// What a connection refers to by id, and a set by name.
const REFERENCES: [&str; 6] = [
    "business_unit_id",
    "default_business_unit_id",
    "store_ids",
    "buyer_id",
    "role_id",
    "mapping_profile_id",
];

pub(super) fn configure(routes: &mut Routes<'_, '_>) {
    routes
        .service(export_connections)
        .service(import_connections);
}

/// Export all connections
///
/// As a set that can be kept, compared and imported elsewhere: with the roles and mapping profiles that they use, and all tables. Without
/// secrets.
#[utoipa::path(
    tag = "connections",
    operation_id = "export_connections",
    security(("bearer" = ["read"])),
    responses((status = 200, description = "The set", body = ConnectionSet))
)]
#[get("/connections/export")]
async fn export_connections(
    _: Require<Read>,
    state: web::Data<AppState>,
) -> ApiResult<web::Json<ConnectionSet>> {
    Ok(web::Json(export(&state).await?))
}

/// Import connections
///
/// Roles are found by name, mapping profiles and connections by `key` and, where there is none with it, by name: those that there are not are
/// made, connections inactive; those that differ are changed. Business units, stores and buyers must be there. Credentials that are missing
/// are added without secrets, none is removed. All or nothing: while anything is refused, nothing is changed.
#[utoipa::path(
    tag = "connections",
    operation_id = "import_connections",
    security(("bearer" = ["write"])),
    params(ImportQuery),
    request_body = ConnectionSet,
    responses(
        (status = 200, description = "What was done, or would be", body = SetReport),
        (status = 422, description = "The body is no set", body = Problem, content_type = "application/problem+json"),
    )
)]
#[post("/connections/import")]
async fn import_connections(
    caller: Require<Write>,
    state: web::Data<AppState>,
    QueryParams(query): QueryParams<ImportQuery>,
    LargeBody(set): LargeBody<ConnectionSet>,
) -> ApiResult<web::Json<SetReport>> {
    let change = Change::begin(&state, &caller.0).await?;
    let report = import(change, set, query.dry_run.unwrap_or(false)).await?;
    Ok(web::Json(report))
}
