//! `/buyers`: the people who punch out.

use crate::routes::Routes;
use actix_web::{delete, get, patch, post, web};
use api_types::{
    buyer::{Buyer, BuyerPatch, BuyerQuery, NewBuyer},
    page::Page,
    problem::Problem,
};
use punchout::{
    directory::Buyer as Record,
    ids::{BusinessUnitId, BuyerId, RoleId},
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
    validation::{FieldErrors, is_email},
};

const RESOURCE: &str = "buyer";

pub(super) fn configure(routes: &mut Routes<'_, '_>) {
    routes
        .service(list_buyers)
        .service(create_buyer)
        .service(show_buyer)
        .service(update_buyer)
        .service(archive_buyer);
}

/// List buyers
#[utoipa::path(
    tag = "directory",
    operation_id = "list_buyers",
    security(("bearer" = ["read"])),
    params(BuyerQuery),
    responses((status = 200, description = "A page of buyers", body = Page<Buyer>))
)]
#[get("/buyers")]
async fn list_buyers(
    _: Require<Read>,
    state: web::Data<AppState>,
    QueryParams(query): QueryParams<BuyerQuery>,
) -> ApiResult<web::Json<Page<Buyer>>> {
    let page = query::page(query.limit, query.cursor)?;
    let filter = database::buyers::BuyerFilter {
        business_unit_id: query.business_unit_id.map(BusinessUnitId),
        email: query.email,
        listing: query::listing(query.q, query.sort, query.archived),
    };
    let found = database::buyers::list(state.database.read(), &filter, &page).await?;
    Ok(web::Json(query::present_page(found, |buyer| {
        present(&buyer)
    })))
}

/// Create a buyer
#[utoipa::path(
    tag = "directory",
    operation_id = "create_buyer",
    security(("bearer" = ["write"])),
    params(("Idempotency-Key" = Option<String>, Header, description = "A name for this call; repeated, it does nothing more")),
    request_body = NewBuyer,
    responses((status = 201, description = "Created", body = Buyer, headers(("Location" = String), ("ETag" = String))), (status = 409, description = "The address is taken", body = Problem, content_type = "application/problem+json"))
)]
#[post("/buyers")]
async fn create_buyer(
    caller: Require<Write>,
    state: web::Data<AppState>,
    once: Once,
    JsonBody(body, digest): JsonBody<NewBuyer>,
) -> ApiResult<Creation<Buyer>> {
    change::create(&state, &caller.0, &once, digest, async |change| {
        check(change, &body).await?;
        roles::settle(change, None, body.role_id.map(RoleId)).await?;
        let id = Uuid::now_v7();
        let buyer = accept(body, BuyerId(id), change.now);
        database::buyers::insert(&change.tx, &buyer)
            .await
            .map_err(address_taken)?;
        let body = present(&buyer);
        change
            .audit("create", RESOURCE, id, None::<&()>, Some(&body))
            .await?;
        Ok(Created {
            body,
            version: Some(buyer.version),
            location: format!("/api/v1/buyers/{id}"),
            repetition: None,
        })
    })
    .await
}

/// Show a buyer
#[utoipa::path(
    tag = "directory",
    operation_id = "show_buyer",
    security(("bearer" = ["read"])),
    params(("id" = Uuid, Path, description = "The buyer")),
    responses(
        (status = 200, description = "The buyer", body = Buyer, headers(("ETag" = String))),
        (status = 404, description = "Not found", body = Problem, content_type = "application/problem+json"),
    )
)]
#[get("/buyers/{id}")]
async fn show_buyer(
    _: Require<Read>,
    state: web::Data<AppState>,
    id: web::Path<Uuid>,
) -> ApiResult<Entity<Buyer>> {
    let buyer = database::buyers::find(state.database.read(), BuyerId(*id))
        .await?
        .ok_or_else(ApiProblem::not_found)?;
    Ok(entity(&buyer))
}

/// Change a buyer
#[utoipa::path(
    tag = "directory",
    operation_id = "update_buyer",
    security(("bearer" = ["write"])),
    params(
        ("id" = Uuid, Path, description = "The buyer"),
        ("If-Match" = Option<String>, Header, description = "The ETag that the change is made for"),
    ),
    request_body = BuyerPatch,
    responses(
        (status = 200, description = "Changed", body = Buyer, headers(("ETag" = String))),
        (status = 404, description = "Not found", body = Problem, content_type = "application/problem+json"),
        (status = 412, description = "Changed meanwhile", body = Problem, content_type = "application/problem+json"),
    )
)]
#[patch("/buyers/{id}")]
async fn update_buyer(
    caller: Require<Write>,
    state: web::Data<AppState>,
    id: web::Path<Uuid>,
    IfMatch(expected): IfMatch,
    JsonBody(patch, _): JsonBody<BuyerPatch>,
) -> ApiResult<Entity<Buyer>> {
    let change = Change::begin(&state, &caller.0).await?;
    let before = database::buyers::find(&change.tx, BuyerId(*id))
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
    let after = database::buyers::update(&change.tx, &wanted, expected, change.now)
        .await
        .map_err(address_taken)?;
    change
        .updated(RESOURCE, *id, &present(&before), &present(&after))
        .await?;
    Ok(entity(&after))
}

/// Archive a buyer
///
/// Connections that log everybody in as this buyer must have been changed before.
#[utoipa::path(
    tag = "directory",
    operation_id = "archive_buyer",
    security(("bearer" = ["write"])),
    params(
        ("id" = Uuid, Path, description = "The buyer"),
        ("If-Match" = Option<String>, Header, description = "The ETag that the change is made for"),
    ),
    responses(
        (status = 204, description = "Archived"),
        (status = 404, description = "Not found", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "Still in use", body = Problem, content_type = "application/problem+json"),
        (status = 412, description = "Changed meanwhile", body = Problem, content_type = "application/problem+json"),
    )
)]
#[delete("/buyers/{id}")]
async fn archive_buyer(
    caller: Require<Write>,
    state: web::Data<AppState>,
    id: web::Path<Uuid>,
    IfMatch(expected): IfMatch,
) -> ApiResult<NoContent> {
    let change = Change::begin(&state, &caller.0).await?;
    let before = database::buyers::find(&change.tx, BuyerId(*id))
        .await?
        .ok_or_else(ApiProblem::not_found)?;
    database::buyers::archive(&change.tx, before.id, expected, change.now).await?;
    change.archived(RESOURCE, *id, &present(&before)).await
}

async fn check(change: &Change<'_>, input: &NewBuyer) -> ApiResult<()> {
    let mut errors = FieldErrors::of(input);
    errors.check(
        is_email(&input.email),
        "/email",
        "invalid",
        "must be an e-mail address",
    );
    let unit = BusinessUnitId(input.business_unit_id);
    let known = database::business_units::find(&change.tx, unit).await?;
    errors.check(
        known.is_some(),
        "/business_unit_id",
        "not_found",
        "names no business unit",
    );
    roles::check(change, &mut errors, input.role_id).await?;
    errors.finish()
}

pub(super) fn address_taken(error: database::Error) -> ApiProblem {
    match error {
        database::Error::Conflict(database::Unique::BuyerEmail) => ApiProblem::taken(
            "/email",
            "another buyer of the business unit has this address",
        ),
        error => error.into(),
    }
}

fn accept(input: NewBuyer, id: BuyerId, now: Timestamp) -> Record {
    Record {
        id,
        business_unit_id: BusinessUnitId(input.business_unit_id),
        email: input.email,
        first_name: input.first_name,
        last_name: input.last_name,
        external_reference: input.external_reference,
        role_id: input.role_id.map(RoleId),
        created_at: now,
        updated_at: now,
        version: 1,
    }
}

fn fields(buyer: &Record) -> NewBuyer {
    NewBuyer {
        business_unit_id: buyer.business_unit_id.0,
        email: buyer.email.clone(),
        first_name: buyer.first_name.clone(),
        last_name: buyer.last_name.clone(),
        external_reference: buyer.external_reference.clone(),
        role_id: buyer.role_id.map(|id| id.0),
    }
}

pub(super) fn present(buyer: &Record) -> Buyer {
    Buyer {
        id: buyer.id.0,
        business_unit_id: buyer.business_unit_id.0,
        email: buyer.email.clone(),
        first_name: buyer.first_name.clone(),
        last_name: buyer.last_name.clone(),
        external_reference: buyer.external_reference.clone(),
        role_id: buyer.role_id.map(|id| id.0),
        created_at: moment::present(buyer.created_at),
        updated_at: moment::present(buyer.updated_at),
    }
}

fn entity(buyer: &Record) -> Entity<Buyer> {
    Entity {
        body: present(buyer),
        version: buyer.version,
    }
}
