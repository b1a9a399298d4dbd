//! `/mapping-profiles`: mappings that connections inherit.

use crate::routes::Routes;
use actix_web::{delete, get, patch, post, web};
use api_types::{
    connection::Format as FormatDto,
    mapping::{MappingProfile, MappingProfilePatch, MappingProfileQuery, NewMappingProfile},
    page::Page,
    problem::Problem,
};
use punchout::{
    connection::{Connection, Format},
    ids::MappingProfileId,
    mapped::Purpose,
    mapping_profile::MappingProfile as Record,
    time::Timestamp,
};
use uuid::Uuid;

use super::{
    answer::{Created, Creation, Entity, NoContent},
    change::{self, Change},
    json::JsonBody,
    mappings::{self, Mapped},
    merge::{IfMatch, merge, unchanged},
    moment,
    once::Once,
    query::{self, QueryParams},
};
use crate::{
    auth::permission::{Read, Require, Write},
    problem::{ApiProblem, ApiResult},
    settings::{Inherited, Mappings},
    state::AppState,
    validation::FieldErrors,
};

pub(super) const RESOURCE: &str = "mapping_profile";

pub(super) fn configure(routes: &mut Routes<'_, '_>) {
    routes
        .service(list_mapping_profiles)
        .service(create_mapping_profile)
        .service(show_mapping_profile)
        .service(update_mapping_profile)
        .service(archive_mapping_profile);
}

/// List mapping profiles
#[utoipa::path(
    tag = "connections",
    operation_id = "list_mapping_profiles",
    security(("bearer" = ["read"])),
    params(MappingProfileQuery),
    responses((status = 200, description = "A page of mapping profiles", body = Page<MappingProfile>))
)]
#[get("/mapping-profiles")]
async fn list_mapping_profiles(
    _: Require<Read>,
    state: web::Data<AppState>,
    QueryParams(query): QueryParams<MappingProfileQuery>,
) -> ApiResult<web::Json<Page<MappingProfile>>> {
    let page = query::page(query.limit, query.cursor)?;
    let listing = query::listing(query.q, query.sort, query.archived);
    let found = database::mapping_profiles::list(state.database.read(), &listing, &page).await?;
    Ok(web::Json(query::present_page(found, |profile| {
        present(&profile)
    })))
}

/// Create a mapping profile
#[utoipa::path(
    tag = "connections",
    operation_id = "create_mapping_profile",
    security(("bearer" = ["write"])),
    params(("Idempotency-Key" = Option<String>, Header, description = "A name for this call; repeated, it does nothing more")),
    request_body = NewMappingProfile,
    responses((status = 201, description = "Created", body = MappingProfile, headers(("Location" = String), ("ETag" = String))))
)]
#[post("/mapping-profiles")]
async fn create_mapping_profile(
    caller: Require<Write>,
    state: web::Data<AppState>,
    once: Once,
    JsonBody(body, digest): JsonBody<NewMappingProfile>,
) -> ApiResult<Creation<MappingProfile>> {
    check(&body, None, state.settings.snapshot().inherited())?;
    change::create(&state, &caller.0, &once, digest, async |change| {
        let id = Uuid::now_v7();
        let profile = accept(body, MappingProfileId(id), change.now);
        database::mapping_profiles::insert(&change.tx, &profile).await?;
        let body = present(&profile);
        change
            .audit("create", RESOURCE, id, None::<&()>, Some(&body))
            .await?;
        Ok(Created {
            body,
            version: Some(profile.version),
            location: format!("/api/v1/mapping-profiles/{id}"),
            repetition: None,
        })
    })
    .await
}

/// Show a mapping profile
#[utoipa::path(
    tag = "connections",
    operation_id = "show_mapping_profile",
    security(("bearer" = ["read"])),
    params(("id" = Uuid, Path, description = "The mapping profile")),
    responses(
        (status = 200, description = "The mapping profile", body = MappingProfile, headers(("ETag" = String))),
        (status = 404, description = "Not found", body = Problem, content_type = "application/problem+json"),
    )
)]
#[get("/mapping-profiles/{id}")]
async fn show_mapping_profile(
    _: Require<Read>,
    state: web::Data<AppState>,
    id: web::Path<Uuid>,
) -> ApiResult<Entity<MappingProfile>> {
    let profile = database::mapping_profiles::find(state.database.read(), MappingProfileId(*id))
        .await?
        .ok_or_else(ApiProblem::not_found)?;
    Ok(entity(&profile))
}

/// Change a mapping profile
///
/// It acts at once on the connections that inherit it.
#[utoipa::path(
    tag = "connections",
    operation_id = "update_mapping_profile",
    security(("bearer" = ["write"])),
    params(
        ("id" = Uuid, Path, description = "The mapping profile"),
        ("If-Match" = Option<String>, Header, description = "The ETag that the change is made for"),
    ),
    request_body = MappingProfilePatch,
    responses(
        (status = 200, description = "Changed", body = MappingProfile, headers(("ETag" = String))),
        (status = 404, description = "Not found", body = Problem, content_type = "application/problem+json"),
        (status = 412, description = "Changed meanwhile", body = Problem, content_type = "application/problem+json"),
    )
)]
#[patch("/mapping-profiles/{id}")]
async fn update_mapping_profile(
    caller: Require<Write>,
    state: web::Data<AppState>,
    id: web::Path<Uuid>,
    IfMatch(expected): IfMatch,
    JsonBody(patch, _): JsonBody<MappingProfilePatch>,
) -> ApiResult<Entity<MappingProfile>> {
    let change = Change::begin(&state, &caller.0).await?;
    let before = database::mapping_profiles::find(&change.tx, MappingProfileId(*id))
        .await?
        .ok_or_else(ApiProblem::not_found)?;
    let settings = change.settings();
    let wanted = changed(&before, &patch, settings.inherited(), change.now)?;
    if fields(&wanted) == fields(&before) {
        unchanged(expected, before.version)?;
        return Ok(entity(&before));
    }
    let mut inherited = settings.inherited().clone();
    inherited.put(wanted.clone());
    heirs(&wanted, &inherited, settings.connections())?;
    let after =
        database::mapping_profiles::update(&change.tx, &wanted, expected, change.now).await?;
    change
        .updated(RESOURCE, *id, &present(&before), &present(&after))
        .await?;
    Ok(entity(&after))
}

/// Archive a mapping profile
///
/// Connections and profiles that inherit it must have been given another one, or archived, before.
#[utoipa::path(
    tag = "connections",
    operation_id = "archive_mapping_profile",
    security(("bearer" = ["write"])),
    params(
        ("id" = Uuid, Path, description = "The mapping profile"),
        ("If-Match" = Option<String>, Header, description = "The ETag that the change is made for"),
    ),
    responses(
        (status = 204, description = "Archived"),
        (status = 404, description = "Not found", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "Still in use", body = Problem, content_type = "application/problem+json"),
        (status = 412, description = "Changed meanwhile", body = Problem, content_type = "application/problem+json"),
    )
)]
#[delete("/mapping-profiles/{id}")]
async fn archive_mapping_profile(
    caller: Require<Write>,
    state: web::Data<AppState>,
    id: web::Path<Uuid>,
    IfMatch(expected): IfMatch,
) -> ApiResult<NoContent> {
    let change = Change::begin(&state, &caller.0).await?;
    let before = database::mapping_profiles::find(&change.tx, MappingProfileId(*id))
        .await?
        .ok_or_else(ApiProblem::not_found)?;
    database::mapping_profiles::archive(&change.tx, before.id, expected, change.now).await?;
    change.archived(RESOURCE, *id, &present(&before)).await
}

/// A profile with a change, checked as it is to be saved.
pub(super) fn changed(
    before: &Record,
    patch: &MappingProfilePatch,
    inherited: &Inherited,
    now: Timestamp,
) -> ApiResult<Record> {
    let input = merge(&fields(before), patch)?;
    check(&input, Some(before.id), inherited)?;
    Ok(Record {
        created_at: before.created_at,
        ..accept(input, before.id, now)
    })
}

/// Checks a profile as it is to be saved.
pub(super) fn check(
    input: &NewMappingProfile,
    id: Option<MappingProfileId>,
    inherited: &Inherited,
) -> ApiResult<()> {
    let mut errors = FieldErrors::of(input);
    errors.check_name("/name", &input.name);
    let lineage = inherited.lineage(input.based_on.map(MappingProfileId));
    errors.check(
        !lineage.iter().any(|profile| Some(profile.id) == id),
        "/based_on",
        "circular",
        "is based on this profile itself",
    );
    errors.check(
        input.format != FormatDto::PunchOut2Go || input.cart_mapping.is_none(),
        "/cart_mapping",
        "not_supported",
        "is not supported with the format punchout2go",
    );
    mappings::check(&mut errors, &Mapped::from(input), inherited);
    errors.finish()
}

/// Checks that the mappings of connections that inherit a profile still go with it.
pub(super) fn heirs<'a>(
    profile: &Record,
    inherited: &Inherited,
    connections: impl Iterator<Item = &'a Connection>,
) -> ApiResult<()> {
    for connection in connections {
        let lineage = inherited.lineage(connection.mapping_profile_id);
        if !lineage.iter().any(|heir| heir.id == profile.id) {
            continue;
        }
        let Some(mappings) = Mappings::new(connection, inherited) else {
            continue;
        };
        for (pointer, purpose) in [
            ("/request_mapping", Purpose::Request),
            ("/cart_mapping", Purpose::Cart),
        ] {
            if let Err(fault) = mappings.get(purpose) {
                let name = &connection.name;
                return Err(ApiProblem::invalid_field(
                    pointer,
                    "invalid_mapping",
                    format!("does not go with the connection {name:?}: {}", fault.text),
                ));
            }
        }
    }
    Ok(())
}

pub(super) fn accept(input: NewMappingProfile, id: MappingProfileId, now: Timestamp) -> Record {
    Record {
        id,
        name: input.name,
        format: match input.format {
            FormatDto::Cxml => Format::Cxml,
            FormatDto::Oci => Format::Oci,
            FormatDto::PunchOut2Go => Format::PunchOut2Go,
        },
        based_on: input.based_on.map(MappingProfileId),
        request_mapping: input.request_mapping.as_ref().map(mappings::text),
        cart_mapping: input.cart_mapping.as_ref().map(mappings::text),
        created_at: now,
        updated_at: now,
        version: 1,
    }
}

pub(super) fn fields(profile: &Record) -> NewMappingProfile {
    NewMappingProfile {
        name: profile.name.clone(),
        format: match profile.format {
            Format::Cxml => FormatDto::Cxml,
            Format::Oci => FormatDto::Oci,
            Format::PunchOut2Go => FormatDto::PunchOut2Go,
        },
        based_on: profile.based_on.map(|id| id.0),
        request_mapping: profile.request_mapping.as_deref().and_then(mappings::json),
        cart_mapping: profile.cart_mapping.as_deref().and_then(mappings::json),
    }
}

pub(super) fn present(profile: &Record) -> MappingProfile {
    let fields = fields(profile);
    MappingProfile {
        id: profile.id.0,
        name: fields.name,
        format: fields.format,
        based_on: fields.based_on,
        request_mapping: fields.request_mapping,
        cart_mapping: fields.cart_mapping,
        created_at: moment::present(profile.created_at),
        updated_at: moment::present(profile.updated_at),
    }
}

fn entity(profile: &Record) -> Entity<MappingProfile> {
    Entity {
        body: present(profile),
        version: profile.version,
    }
}
