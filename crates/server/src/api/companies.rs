//! `/companies`: buying organisations.

use crate::routes::Routes;
use actix_web::{delete, get, patch, post, web};
use api_types::{
    company::{Company, CompanyPatch, CompanyQuery, NewCompany},
    page::Page,
    problem::Problem,
};
use punchout::{directory::Company as Record, ids::CompanyId, time::Timestamp};
use uuid::Uuid;

use super::{
    answer::{Created, Creation, Entity, NoContent},
    change::{self, Change},
    json::JsonBody,
    merge::{IfMatch, merge, unchanged},
    moment,
    once::Once,
    query::{self, QueryParams},
};
use crate::{
    auth::permission::{Read, Require, Write},
    problem::{ApiProblem, ApiResult},
    state::AppState,
    validation::FieldErrors,
};

const RESOURCE: &str = "company";

pub(super) fn configure(routes: &mut Routes<'_, '_>) {
    routes
        .service(list_companies)
        .service(create_company)
        .service(show_company)
        .service(update_company)
        .service(archive_company);
}

/// List companies
#[utoipa::path(
    tag = "directory",
    operation_id = "list_companies",
    security(("bearer" = ["read"])),
    params(CompanyQuery),
    responses((status = 200, description = "A page of companies", body = Page<Company>))
)]
#[get("/companies")]
async fn list_companies(
    _: Require<Read>,
    state: web::Data<AppState>,
    QueryParams(query): QueryParams<CompanyQuery>,
) -> ApiResult<web::Json<Page<Company>>> {
    let page = query::page(query.limit, query.cursor)?;
    let listing = query::listing(query.q, query.sort, query.archived);
    let found = database::companies::list(state.database.read(), &listing, &page).await?;
    Ok(web::Json(query::present_page(found, |company| {
        present(&company)
    })))
}

/// Create a company
#[utoipa::path(
    tag = "directory",
    operation_id = "create_company",
    security(("bearer" = ["write"])),
    params(("Idempotency-Key" = Option<String>, Header, description = "A name for this call; repeated, it does nothing more")),
    request_body = NewCompany,
    responses((status = 201, description = "Created", body = Company, headers(("Location" = String), ("ETag" = String))))
)]
#[post("/companies")]
async fn create_company(
    caller: Require<Write>,
    state: web::Data<AppState>,
    once: Once,
    JsonBody(body, digest): JsonBody<NewCompany>,
) -> ApiResult<Creation<Company>> {
    FieldErrors::of(&body).finish()?;
    change::create(&state, &caller.0, &once, digest, async |change| {
        let id = Uuid::now_v7();
        let company = accept(body, CompanyId(id), change.now);
        database::companies::insert(&change.tx, &company).await?;
        let body = present(&company);
        change
            .audit("create", RESOURCE, id, None::<&()>, Some(&body))
            .await?;
        Ok(Created {
            body,
            version: Some(company.version),
            location: format!("/api/v1/companies/{id}"),
            repetition: None,
        })
    })
    .await
}

/// Show a company
#[utoipa::path(
    tag = "directory",
    operation_id = "show_company",
    security(("bearer" = ["read"])),
    params(("id" = Uuid, Path, description = "The company")),
    responses(
        (status = 200, description = "The company", body = Company, headers(("ETag" = String))),
        (status = 404, description = "Not found", body = Problem, content_type = "application/problem+json"),
    )
)]
#[get("/companies/{id}")]
async fn show_company(
    _: Require<Read>,
    state: web::Data<AppState>,
    id: web::Path<Uuid>,
) -> ApiResult<Entity<Company>> {
    let company = database::companies::find(state.database.read(), CompanyId(*id))
        .await?
        .ok_or_else(ApiProblem::not_found)?;
    Ok(entity(&company))
}

/// Change a company
#[utoipa::path(
    tag = "directory",
    operation_id = "update_company",
    security(("bearer" = ["write"])),
    params(
        ("id" = Uuid, Path, description = "The company"),
        ("If-Match" = Option<String>, Header, description = "The ETag that the change is made for"),
    ),
    request_body = CompanyPatch,
    responses(
        (status = 200, description = "Changed", body = Company, headers(("ETag" = String))),
        (status = 404, description = "Not found", body = Problem, content_type = "application/problem+json"),
        (status = 412, description = "Changed meanwhile", body = Problem, content_type = "application/problem+json"),
    )
)]
#[patch("/companies/{id}")]
async fn update_company(
    caller: Require<Write>,
    state: web::Data<AppState>,
    id: web::Path<Uuid>,
    IfMatch(expected): IfMatch,
    JsonBody(patch, _): JsonBody<CompanyPatch>,
) -> ApiResult<Entity<Company>> {
    let change = Change::begin(&state, &caller.0).await?;
    let before = database::companies::find(&change.tx, CompanyId(*id))
        .await?
        .ok_or_else(ApiProblem::not_found)?;
    let input = merge(&fields(&before), &patch)?;
    FieldErrors::of(&input).finish()?;
    let wanted = Record {
        created_at: before.created_at,
        ..accept(input, before.id, change.now)
    };
    if fields(&wanted) == fields(&before) {
        unchanged(expected, before.version)?;
        return Ok(entity(&before));
    }
    let after = database::companies::update(&change.tx, &wanted, expected, change.now).await?;
    change
        .updated(RESOURCE, *id, &present(&before), &present(&after))
        .await?;
    Ok(entity(&after))
}

/// Archive a company
///
/// Its business units must have been archived before.
#[utoipa::path(
    tag = "directory",
    operation_id = "archive_company",
    security(("bearer" = ["write"])),
    params(
        ("id" = Uuid, Path, description = "The company"),
        ("If-Match" = Option<String>, Header, description = "The ETag that the change is made for"),
    ),
    responses(
        (status = 204, description = "Archived"),
        (status = 404, description = "Not found", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "Still in use", body = Problem, content_type = "application/problem+json"),
        (status = 412, description = "Changed meanwhile", body = Problem, content_type = "application/problem+json"),
    )
)]
#[delete("/companies/{id}")]
async fn archive_company(
    caller: Require<Write>,
    state: web::Data<AppState>,
    id: web::Path<Uuid>,
    IfMatch(expected): IfMatch,
) -> ApiResult<NoContent> {
    let change = Change::begin(&state, &caller.0).await?;
    let before = database::companies::find(&change.tx, CompanyId(*id))
        .await?
        .ok_or_else(ApiProblem::not_found)?;
    database::companies::archive(&change.tx, before.id, expected, change.now).await?;
    change.archived(RESOURCE, *id, &present(&before)).await
}

fn accept(input: NewCompany, id: CompanyId, now: Timestamp) -> Record {
    Record {
        id,
        name: input.name,
        external_reference: input.external_reference,
        created_at: now,
        updated_at: now,
        version: 1,
    }
}

fn fields(company: &Record) -> NewCompany {
    NewCompany {
        name: company.name.clone(),
        external_reference: company.external_reference.clone(),
    }
}

pub(super) fn present(company: &Record) -> Company {
    Company {
        id: company.id.0,
        name: company.name.clone(),
        external_reference: company.external_reference.clone(),
        created_at: moment::present(company.created_at),
        updated_at: moment::present(company.updated_at),
    }
}

fn entity(company: &Record) -> Entity<Company> {
    Entity {
        body: present(company),
        version: company.version,
    }
}
