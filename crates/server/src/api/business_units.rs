//! `/business-units`: the parts of companies that sessions belong to.

use crate::routes::Routes;
use actix_web::{delete, get, patch, post, web};
use api_types::{
    business_unit::{BusinessUnit, BusinessUnitPatch, BusinessUnitQuery, NewBusinessUnit},
    page::Page,
    problem::Problem,
};
use punchout::{
    directory::BusinessUnit as Record,
    ids::{BusinessUnitId, CompanyId, RoleId},
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
    query::{self, QueryParams},
    roles,
};
use crate::{
    auth::permission::{Read, Require, Write},
    problem::{ApiProblem, ApiResult},
    state::AppState,
    validation::FieldErrors,
};

const RESOURCE: &str = "business_unit";

pub(super) fn configure(routes: &mut Routes<'_, '_>) {
    routes
        .service(list_business_units)
        .service(create_business_unit)
        .service(show_business_unit)
        .service(update_business_unit)
        .service(archive_business_unit);
}

/// List business units
#[utoipa::path(
    tag = "directory",
    operation_id = "list_business_units",
    security(("bearer" = ["read"])),
    params(BusinessUnitQuery),
    responses((status = 200, description = "A page of business units", body = Page<BusinessUnit>))
)]
#[get("/business-units")]
async fn list_business_units(
    _: Require<Read>,
    state: web::Data<AppState>,
    QueryParams(query): QueryParams<BusinessUnitQuery>,
) -> ApiResult<web::Json<Page<BusinessUnit>>> {
    let page = query::page(query.limit, query.cursor)?;
    let listing = query::listing(query.q, query.sort, query.archived);
    let found = database::business_units::list(
        state.database.read(),
        query.company_id.map(CompanyId),
        &listing,
        &page,
    )
    .await?;
    Ok(web::Json(query::present_page(found, |unit| present(&unit))))
}

/// Create a business unit
#[utoipa::path(
    tag = "directory",
    operation_id = "create_business_unit",
    security(("bearer" = ["write"])),
    params(("Idempotency-Key" = Option<String>, Header, description = "A name for this call; repeated, it does nothing more")),
    request_body = NewBusinessUnit,
    responses((status = 201, description = "Created", body = BusinessUnit, headers(("Location" = String), ("ETag" = String))))
)]
#[post("/business-units")]
async fn create_business_unit(
    caller: Require<Write>,
    state: web::Data<AppState>,
    once: Once,
    JsonBody(body, digest): JsonBody<NewBusinessUnit>,
) -> ApiResult<Creation<BusinessUnit>> {
    change::create(&state, &caller.0, &once, digest, async |change| {
        check(change, &body).await?;
        roles::settle(change, None, body.role_id.map(RoleId)).await?;
        let id = Uuid::now_v7();
        let unit = accept(body, BusinessUnitId(id), change.now);
        database::business_units::insert(&change.tx, &unit).await?;
        let body = present(&unit);
        change
            .audit("create", RESOURCE, id, None::<&()>, Some(&body))
            .await?;
        Ok(Created {
            body,
            version: Some(unit.version),
            location: format!("/api/v1/business-units/{id}"),
            repetition: None,
        })
    })
    .await
}

/// Show a business unit
#[utoipa::path(
    tag = "directory",
    operation_id = "show_business_unit",
    security(("bearer" = ["read"])),
    params(("id" = Uuid, Path, description = "The business unit")),
    responses(
        (status = 200, description = "The business unit", body = BusinessUnit, headers(("ETag" = String))),
        (status = 404, description = "Not found", body = Problem, content_type = "application/problem+json"),
    )
)]
#[get("/business-units/{id}")]
async fn show_business_unit(
    _: Require<Read>,
    state: web::Data<AppState>,
    id: web::Path<Uuid>,
) -> ApiResult<Entity<BusinessUnit>> {
    let unit = database::business_units::find(state.database.read(), BusinessUnitId(*id))
        .await?
        .ok_or_else(ApiProblem::not_found)?;
    Ok(entity(&unit))
}

/// Change a business unit
#[utoipa::path(
    tag = "directory",
    operation_id = "update_business_unit",
    security(("bearer" = ["write"])),
    params(
        ("id" = Uuid, Path, description = "The business unit"),
        ("If-Match" = Option<String>, Header, description = "The ETag that the change is made for"),
    ),
    request_body = BusinessUnitPatch,
    responses(
        (status = 200, description = "Changed", body = BusinessUnit, headers(("ETag" = String))),
        (status = 404, description = "Not found", body = Problem, content_type = "application/problem+json"),
        (status = 412, description = "Changed meanwhile", body = Problem, content_type = "application/problem+json"),
    )
)]
#[patch("/business-units/{id}")]
async fn update_business_unit(
    caller: Require<Write>,
    state: web::Data<AppState>,
    id: web::Path<Uuid>,
    IfMatch(expected): IfMatch,
    JsonBody(patch, _): JsonBody<BusinessUnitPatch>,
) -> ApiResult<Entity<BusinessUnit>> {
    let change = Change::begin(&state, &caller.0).await?;
    let before = database::business_units::find(&change.tx, BusinessUnitId(*id))
        .await?
        .ok_or_else(ApiProblem::not_found)?;
    let input = merge(&fields(&before), &patch)?;
    check(&change, &input).await?;
    roles::settle(&change, before.role_id, input.role_id.map(RoleId)).await?;
    let wanted = Record {
        created_at: before.created_at,
        ..accept(input, before.id, change.now)
    };
    if fields(&wanted) == fields(&before) {
        unchanged(expected, before.version)?;
        return Ok(entity(&before));
    }
    let after = database::business_units::update(&change.tx, &wanted, expected, change.now).await?;
    change
        .updated(RESOURCE, *id, &present(&before), &present(&after))
        .await?;
    Ok(entity(&after))
}

/// Archive a business unit
///
/// Connections and buyers that belong to it must have been archived before.
#[utoipa::path(
    tag = "directory",
    operation_id = "archive_business_unit",
    security(("bearer" = ["write"])),
    params(
        ("id" = Uuid, Path, description = "The business unit"),
        ("If-Match" = Option<String>, Header, description = "The ETag that the change is made for"),
    ),
    responses(
        (status = 204, description = "Archived"),
        (status = 404, description = "Not found", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "Still in use", body = Problem, content_type = "application/problem+json"),
        (status = 412, description = "Changed meanwhile", body = Problem, content_type = "application/problem+json"),
    )
)]
#[delete("/business-units/{id}")]
async fn archive_business_unit(
    caller: Require<Write>,
    state: web::Data<AppState>,
    id: web::Path<Uuid>,
    IfMatch(expected): IfMatch,
) -> ApiResult<NoContent> {
    let change = Change::begin(&state, &caller.0).await?;
    let before = database::business_units::find(&change.tx, BusinessUnitId(*id))
        .await?
        .ok_or_else(ApiProblem::not_found)?;
    database::business_units::archive(&change.tx, before.id, expected, change.now).await?;
    change.archived(RESOURCE, *id, &present(&before)).await
}

async fn check(change: &Change<'_>, input: &NewBusinessUnit) -> ApiResult<()> {
    let mut errors = FieldErrors::of(input);
    let company = database::companies::find(&change.tx, CompanyId(input.company_id)).await?;
    errors.check(
        company.is_some(),
        "/company_id",
        "not_found",
        "names no company",
    );
    roles::check(change, &mut errors, input.role_id).await?;
    errors.finish()
}

fn accept(input: NewBusinessUnit, id: BusinessUnitId, now: Timestamp) -> Record {
    Record {
        id,
        company_id: CompanyId(input.company_id),
        name: input.name,
        external_reference: input.external_reference,
        role_id: input.role_id.map(RoleId),
        created_at: now,
        updated_at: now,
        version: 1,
    }
}

fn fields(unit: &Record) -> NewBusinessUnit {
    NewBusinessUnit {
        company_id: unit.company_id.0,
        name: unit.name.clone(),
        external_reference: unit.external_reference.clone(),
        role_id: unit.role_id.map(|id| id.0),
    }
}

pub(super) fn present(unit: &Record) -> BusinessUnit {
    BusinessUnit {
        id: unit.id.0,
        company_id: unit.company_id.0,
        name: unit.name.clone(),
        external_reference: unit.external_reference.clone(),
        role_id: unit.role_id.map(|id| id.0),
        created_at: moment::present(unit.created_at),
        updated_at: moment::present(unit.updated_at),
    }
}

fn entity(unit: &Record) -> Entity<BusinessUnit> {
    Entity {
        body: present(unit),
        version: unit.version,
    }
}
