//! `/roles`: sets of what buyers may do in a store.

use crate::routes::Routes;
use actix_web::{delete, get, patch, post, web};
use api_types::{
    page::Page,
    problem::{Problem, ProblemCode},
    punch_out_session as dto,
    role::{NewRole, Role, RolePatch},
};
use punchout::{
    ids::RoleId,
    role::{BUILT_IN, Role as Record},
    session::Permission,
    time::Timestamp,
};
use uuid::Uuid;

use super::{
    answer::{Created, Creation, Entity, NoContent},
    change::{self, Change},
    json::JsonBody,
    merge::{IfMatch, merge, unchanged},
    moment,
    once::Once,
    punch_out_sessions::present_permission,
};
use crate::{
    auth::permission::{Read, Require, Write},
    problem::{ApiProblem, ApiResult},
    state::AppState,
    validation::FieldErrors,
};

pub(super) const RESOURCE: &str = "role";

pub(super) fn configure(routes: &mut Routes<'_, '_>) {
    routes
        .service(list_roles)
        .service(create_role)
        .service(show_role)
        .service(update_role)
        .service(archive_role);
}

/// List roles
///
/// All on one page, the built-in one first.
#[utoipa::path(
    tag = "directory",
    operation_id = "list_roles",
    security(("bearer" = ["read"])),
    responses((status = 200, description = "The roles, by name", body = Page<Role>))
)]
#[get("/roles")]
async fn list_roles(
    _: Require<Read>,
    state: web::Data<AppState>,
) -> ApiResult<web::Json<Page<Role>>> {
    let roles = database::roles::all(state.database.read()).await?;
    Ok(web::Json(Page {
        items: roles.iter().map(present).collect(),
        next_cursor: None,
    }))
}

/// Create a role
///
/// It acts for whom `role_id` of a buyer, a business unit or a connection names it; the buyer's goes first.
#[utoipa::path(
    tag = "directory",
    operation_id = "create_role",
    security(("bearer" = ["write"])),
    params(("Idempotency-Key" = Option<String>, Header, description = "A name for this call; repeated, it does nothing more")),
    request_body = NewRole,
    responses(
        (status = 201, description = "Created", body = Role, headers(("Location" = String), ("ETag" = String))),
        (status = 409, description = "The name is taken", body = Problem, content_type = "application/problem+json"),
    )
)]
#[post("/roles")]
async fn create_role(
    caller: Require<Write>,
    state: web::Data<AppState>,
    once: Once,
    JsonBody(body, digest): JsonBody<NewRole>,
) -> ApiResult<Creation<Role>> {
    FieldErrors::of(&body).finish()?;
    change::create(&state, &caller.0, &once, digest, async |change| {
        let id = Uuid::now_v7();
        let role = accept(body, RoleId(id), change.now);
        check_name(&role)?;
        database::roles::insert(&change.tx, &role)
            .await
            .map_err(name_taken)?;
        let body = present(&role);
        change
            .audit("create", RESOURCE, id, None::<&()>, Some(&body))
            .await?;
        Ok(Created {
            body,
            version: Some(role.version),
            location: format!("/api/v1/roles/{id}"),
            repetition: None,
        })
    })
    .await
}

/// Show a role
#[utoipa::path(
    tag = "directory",
    operation_id = "show_role",
    security(("bearer" = ["read"])),
    params(("id" = Uuid, Path, description = "The role")),
    responses(
        (status = 200, description = "The role", body = Role, headers(("ETag" = String))),
        (status = 404, description = "Not found", body = Problem, content_type = "application/problem+json"),
    )
)]
#[get("/roles/{id}")]
async fn show_role(
    _: Require<Read>,
    state: web::Data<AppState>,
    id: web::Path<Uuid>,
) -> ApiResult<Entity<Role>> {
    let role = database::roles::find(state.database.read(), RoleId(*id))
        .await?
        .ok_or_else(ApiProblem::not_found)?;
    Ok(entity(&role))
}

/// Change a role
///
/// Acts for sessions that are opened from now on.
#[utoipa::path(
    tag = "directory",
    operation_id = "update_role",
    security(("bearer" = ["write"])),
    params(
        ("id" = Uuid, Path, description = "The role"),
        ("If-Match" = Option<String>, Header, description = "The ETag that the change is made for"),
    ),
    request_body = RolePatch,
    responses(
        (status = 200, description = "Changed", body = Role, headers(("ETag" = String))),
        (status = 404, description = "Not found", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "The built-in role, or the name is taken", body = Problem, content_type = "application/problem+json"),
        (status = 412, description = "Changed meanwhile", body = Problem, content_type = "application/problem+json"),
    )
)]
#[patch("/roles/{id}")]
async fn update_role(
    caller: Require<Write>,
    state: web::Data<AppState>,
    id: web::Path<Uuid>,
    IfMatch(expected): IfMatch,
    JsonBody(patch, _): JsonBody<RolePatch>,
) -> ApiResult<Entity<Role>> {
    let change = Change::begin(&state, &caller.0).await?;
    let before = find(&change, *id).await?;
    let input = merge(&fields(&before), &patch)?;
    FieldErrors::of(&input).finish()?;
    let wanted = Record {
        created_at: before.created_at,
        ..accept(input, before.id, change.now)
    };
    check_name(&wanted)?;
    if fields(&wanted) == fields(&before) {
        unchanged(expected, before.version)?;
        return Ok(entity(&before));
    }
    let after = database::roles::update(&change.tx, &wanted, expected, change.now)
        .await
        .map_err(name_taken)?;
    let (old, new) = (present(&before), present(&after));
    change.updated(RESOURCE, *id, &old, &new).await?;
    Ok(entity(&after))
}

/// Archive a role
///
/// Nobody must have it any more.
#[utoipa::path(
    tag = "directory",
    operation_id = "archive_role",
    security(("bearer" = ["write"])),
    params(
        ("id" = Uuid, Path, description = "The role"),
        ("If-Match" = Option<String>, Header, description = "The ETag that the change is made for"),
    ),
    responses(
        (status = 204, description = "Archived"),
        (status = 404, description = "Not found", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "The built-in role, or still in use", body = Problem, content_type = "application/problem+json"),
        (status = 412, description = "Changed meanwhile", body = Problem, content_type = "application/problem+json"),
    )
)]
#[delete("/roles/{id}")]
async fn archive_role(
    caller: Require<Write>,
    state: web::Data<AppState>,
    id: web::Path<Uuid>,
    IfMatch(expected): IfMatch,
) -> ApiResult<NoContent> {
    let change = Change::begin(&state, &caller.0).await?;
    let before = find(&change, *id).await?;
    database::roles::archive(&change.tx, before.id, expected, change.now).await?;
    change.archived(RESOURCE, *id, &present(&before)).await
}

/// Notes where a role is named that there is not.
pub(super) async fn check(
    change: &Change<'_>,
    errors: &mut FieldErrors,
    id: Option<Uuid>,
) -> ApiResult<()> {
    if let Some(id) = id {
        let known = database::roles::find(&change.tx, RoleId(id)).await?;
        errors.check(known.is_some(), "/role_id", "not_found", "names no role");
    }
    Ok(())
}

/// Notes that who has a role changes: nodes keep that in memory.
pub(super) async fn settle(
    change: &Change<'_>,
    before: Option<RoleId>,
    after: Option<RoleId>,
) -> ApiResult<()> {
    if before != after {
        database::settings::bump(&change.tx).await?;
    }
    Ok(())
}

/// Finds a role that can be changed.
async fn find(change: &Change<'_>, id: Uuid) -> ApiResult<Record> {
    if RoleId(id) == BUILT_IN {
        return Err(ApiProblem::new(
            ProblemCode::Conflict,
            "The built-in role stays as it is. Make another one, and give it to whom it is for.",
        ));
    }
    database::roles::find(&change.tx, RoleId(id))
        .await?
        .ok_or_else(ApiProblem::not_found)
}

pub(super) fn check_name(role: &Record) -> ApiResult<()> {
    let built_in = database::roles::built_in();
    if role.name.trim().eq_ignore_ascii_case(&built_in.name) {
        return Err(name_taken(database::Error::Conflict(
            database::Unique::RoleName,
        )));
    }
    Ok(())
}

pub(super) fn name_taken(error: database::Error) -> ApiProblem {
    match error {
        database::Error::Conflict(database::Unique::RoleName) => {
            ApiProblem::taken("/name", "another role has this name")
        }
        error => error.into(),
    }
}

pub(super) fn accept(input: NewRole, id: RoleId, now: Timestamp) -> Record {
    let mut permissions: Vec<_> = Vec::new();
    for permission in input.permissions {
        let permission = match permission {
            dto::Permission::ViewOpenOrders => Permission::ViewOpenOrders,
            dto::Permission::CheckOutOpenOrders => Permission::CheckOutOpenOrders,
        };
        if !permissions.contains(&permission) {
            permissions.push(permission);
        }
    }
    Record {
        id,
        name: input.name,
        permissions,
        created_at: now,
        updated_at: now,
        version: 1,
    }
}

pub(super) fn fields(role: &Record) -> NewRole {
    NewRole {
        name: role.name.clone(),
        permissions: role
            .permissions
            .iter()
            .copied()
            .map(present_permission)
            .collect(),
    }
}

pub(super) fn present(role: &Record) -> Role {
    let fields = fields(role);
    Role {
        id: role.id.0,
        name: fields.name,
        permissions: fields.permissions,
        built_in: role.id == BUILT_IN,
        created_at: moment::present(role.created_at),
        updated_at: moment::present(role.updated_at),
    }
}

fn entity(role: &Record) -> Entity<Role> {
    Entity {
        body: present(role),
        version: role.version,
    }
}
