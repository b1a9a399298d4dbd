//! `/connections`: the configurations for procurement systems.

mod activation;
mod activity;
mod buyer_map;
mod check;
mod clone;
mod credentials;
mod history;
pub mod import;
mod oci_settings;
mod onboarding;
mod present;
mod preview;
mod profiles;
mod promotion;
pub(crate) mod sets;
mod test;
mod unmapped;

use crate::routes::Routes;
use actix_web::{delete, get, patch, post, web};
use api_types::{
    connection::{
        Archiving, Connection, ConnectionEntry, ConnectionPatch, ConnectionQuery, NewConnection,
    },
    page::Page,
    problem::{Problem, ProblemCode},
};
use database::connections::ConnectionFilter;
use punchout::{
    connection::Connection as Record,
    ids::{BusinessUnitId, ConnectionId, StoreId},
};
use serde_json::Value;
use uuid::Uuid;

use super::{
    answer::{Created, Creation, Entity, NoContent},
    change::{self, Change},
    entry_points,
    json::JsonBody,
    merge::{IfMatch, complete, merge, unchanged},
    moment,
    once::Once,
    query::{self, QueryParams},
};
use crate::{
    auth::permission::{Read, Require, Write},
    problem::{ApiProblem, ApiResult},
    state::AppState,
};

const RESOURCE: &str = "connection";

pub(super) fn configure(routes: &mut Routes<'_, '_>) {
    routes
        .service(list_connections)
        .service(create_connection)
        .configure(sets::configure)
        .service(show_connection)
        .service(update_connection)
        .service(archive_connection)
        .configure(activation::configure)
        .service(activity::show_connection_activity)
        .service(profiles::list_profiles)
        .configure(buyer_map::configure)
        .service(clone::clone_connection)
        .configure(history::configure)
        .configure(promotion::configure)
        .service(preview::preview_connection)
        .service(test::test_connection)
        .service(onboarding::show_onboarding_sheet)
        .service(unmapped::list_unmapped_values)
        .configure(credentials::configure)
        .configure(import::configure);
}

/// List connections
#[utoipa::path(
    tag = "connections",
    operation_id = "list_connections",
    security(("bearer" = ["read"])),
    params(ConnectionQuery),
    responses((status = 200, description = "A page of connections", body = Page<ConnectionEntry>))
)]
#[get("/connections")]
async fn list_connections(
    _: Require<Read>,
    state: web::Data<AppState>,
    QueryParams(query): QueryParams<ConnectionQuery>,
) -> ApiResult<web::Json<Page<ConnectionEntry>>> {
    let page = query::page(query.limit, query.cursor)?;
    let filter = ConnectionFilter {
        active: query.active,
        business_unit_id: query.business_unit_id.map(BusinessUnitId),
        store_id: query.store_id.map(StoreId),
        listing: query::listing(query.q, query.sort, query.archived),
    };
    let read = state.database.read();
    let found = database::connections::list(read, &filter, &page).await?;
    Ok(web::Json(query::present_page(found, |connection| {
        present::entry(&connection)
    })))
}

/// Create a connection
///
/// It starts inactive: give it credentials, then activate it.
#[utoipa::path(
    tag = "connections",
    operation_id = "create_connection",
    security(("bearer" = ["write"])),
    params(("Idempotency-Key" = Option<String>, Header, description = "A name for this call; repeated, it does nothing more")),
    request_body = NewConnection,
    responses((status = 201, description = "Created", body = Connection, headers(("Location" = String), ("ETag" = String))))
)]
#[post("/connections")]
async fn create_connection(
    caller: Require<Write>,
    state: web::Data<AppState>,
    once: Once,
    JsonBody(body, digest): JsonBody<Value>,
) -> ApiResult<Creation<Connection>> {
    let defaults = profiles::defaults(&body);
    let body: NewConnection = complete(body, defaults)?;
    change::create(&state, &caller.0, &once, digest, async |change| {
        check::input(change, &body).await?;
        let id = Uuid::now_v7();
        let connection = present::accept(body, ConnectionId(id), change.now);
        check::return_hosts(change, &connection).await?;
        database::connections::insert(&change.tx, &connection).await?;
        entry_points::ensure(change, &connection).await?;
        let body = present::connection(&connection);
        change
            .audit("create", RESOURCE, id, None::<&()>, Some(&body))
            .await?;
        Ok(Created {
            body,
            version: Some(connection.version),
            location: format!("/api/v1/connections/{id}"),
            repetition: None,
        })
    })
    .await
}

/// Show a connection
///
/// An archived one as well, with `archived_at`: the log and sessions refer to it.
#[utoipa::path(
    tag = "connections",
    operation_id = "show_connection",
    security(("bearer" = ["read"])),
    params(("id" = Uuid, Path, description = "The connection")),
    responses(
        (status = 200, description = "The connection", body = Connection, headers(("ETag" = String))),
        (status = 404, description = "Not found", body = Problem, content_type = "application/problem+json"),
    )
)]
#[get("/connections/{id}")]
async fn show_connection(
    _: Require<Read>,
    state: web::Data<AppState>,
    id: web::Path<Uuid>,
) -> ApiResult<Entity<Connection>> {
    let (read, id) = (state.database.read(), ConnectionId(*id));
    if let Some(connection) = database::connections::find(read, id).await? {
        return Ok(entity(&connection));
    }
    let archived = database::connections::find_archived(read, id).await?;
    let (connection, at) = archived.ok_or_else(ApiProblem::not_found)?;
    let mut entity = entity(&connection);
    entity.body.archived_at = Some(moment::present(at));
    Ok(entity)
}

/// Change a connection
#[utoipa::path(
    tag = "connections",
    operation_id = "update_connection",
    security(("bearer" = ["write"])),
    params(
        ("id" = Uuid, Path, description = "The connection"),
        ("If-Match" = Option<String>, Header, description = "The ETag that the change is made for"),
    ),
    request_body = ConnectionPatch,
    responses(
        (status = 200, description = "Changed", body = Connection, headers(("ETag" = String))),
        (status = 404, description = "Not found", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "A credential would be ambiguous", body = Problem, content_type = "application/problem+json"),
        (status = 412, description = "Changed meanwhile", body = Problem, content_type = "application/problem+json"),
    )
)]
#[patch("/connections/{id}")]
async fn update_connection(
    caller: Require<Write>,
    state: web::Data<AppState>,
    id: web::Path<Uuid>,
    IfMatch(expected): IfMatch,
    JsonBody(patch, _): JsonBody<ConnectionPatch>,
) -> ApiResult<Entity<Connection>> {
    let change = Change::begin(&state, &caller.0).await?;
    let before = find(&change, *id).await?;
    let input = merge(&present::fields(&before), &patch)?;
    check::input(&change, &input).await?;
    let wanted = Record {
        active: before.active,
        created_at: before.created_at,
        ..present::accept(input, before.id, change.now)
    };
    if present::fields(&wanted) == present::fields(&before) {
        unchanged(expected, before.version)?;
        return Ok(entity(&before));
    }
    check::return_hosts(&change, &wanted).await?;
    check::unambiguous(&change, &wanted).await?;
    let after = save(&change, "update", &before, &wanted, expected).await?;
    change.commit().await?;
    Ok(entity(&after))
}

/// Archive a connection
///
/// Its entry points and credentials lead nowhere any more; the log stays. Where sessions are under way it has to be said what becomes of
/// them: with `end_sessions=true` they end, with `end_sessions=false` they go on and return by its settings as they are now.
#[utoipa::path(
    tag = "connections",
    operation_id = "archive_connection",
    security(("bearer" = ["write"])),
    params(
        ("id" = Uuid, Path, description = "The connection"),
        Archiving,
        ("If-Match" = Option<String>, Header, description = "The ETag that the change is made for"),
    ),
    responses(
        (status = 204, description = "Archived"),
        (status = 404, description = "Not found", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "Sessions are under way, or it was archived before", body = Problem, content_type = "application/problem+json"),
        (status = 412, description = "Changed meanwhile", body = Problem, content_type = "application/problem+json"),
    )
)]
#[delete("/connections/{id}")]
async fn archive_connection(
    caller: Require<Write>,
    state: web::Data<AppState>,
    id: web::Path<Uuid>,
    QueryParams(how): QueryParams<Archiving>,
    IfMatch(expected): IfMatch,
) -> ApiResult<NoContent> {
    let change = Change::begin(&state, &caller.0).await?;
    let before = find(&change, *id).await?;
    let live = database::sessions::count_live(&change.tx, before.id, change.now).await?;
    if how.end_sessions.is_none() && live > 0 {
        return Err(ApiProblem::new(
            ProblemCode::Conflict,
            format!(
                "Sessions of the connection that are under way: {live}. Deactivate it together with them first; or archive it with end_sessions=true, which ends them, or end_sessions=false, which lets them return."
            ),
        ));
    }
    database::connections::archive(&change.tx, before.id, expected, change.now).await?;
    if how.end_sessions == Some(true) {
        activation::end_sessions(&change, &caller.0, before.id, "archiving").await?;
    }
    let before = present::connection(&before);
    change.archived(RESOURCE, *id, &before).await
}

async fn find(change: &Change<'_>, id: Uuid) -> ApiResult<Record> {
    let id = ConnectionId(id);
    if let Some(connection) = database::connections::find(&change.tx, id).await? {
        return Ok(connection);
    }
    match database::connections::find_archived(&change.tx, id).await? {
        Some((connection, _)) => Err(ApiProblem::new(
            ProblemCode::Conflict,
            format!(
                "The connection “{}” was archived, and stays as it is.",
                connection.name
            ),
        )),
        None => Err(ApiProblem::not_found()),
    }
}

async fn save(
    change: &Change<'_>,
    action: &str,
    before: &Record,
    wanted: &Record,
    expected: Option<i64>,
) -> ApiResult<Record> {
    let after = database::connections::update(&change.tx, wanted, expected, change.now).await?;
    entry_points::ensure(change, &after).await?;
    let (old, new) = (present::connection(before), present::connection(&after));
    change
        .audit(action, RESOURCE, before.id.0, Some(&old), Some(&new))
        .await?;
    Ok(after)
}

fn entity(connection: &Record) -> Entity<Connection> {
    Entity {
        body: present::connection(connection),
        version: connection.version,
    }
}
