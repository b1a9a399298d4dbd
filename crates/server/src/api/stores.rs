//! `/stores`: web shops that buyers are sent to.

use actix_web::{delete, get, patch, post, web};
use api_types::{
    page::{Page, PageQuery},
    problem::Problem,
    store::{NewStore, Store, StorePatch},
};
use punchout::{ids::StoreId, store::Store as Record};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::{
    answer::{Created, Creation, Entity, NoContent},
    change::{self, Change},
    entry_points,
    json::JsonBody,
    merge::{IfMatch, merge},
    moment,
    once::Once,
    query::{self, QueryParams},
};
use crate::{
    auth::permission::{Limited, Read, Require, Write},
    problem::{ApiProblem, ApiResult},
    state::AppState,
    validation::{FieldErrors, is_currency, is_language_tag, is_store_key},
};

const RESOURCE: &str = "store";

pub(super) fn configure(services: &mut ServiceConfig<'_>) {
    services
        .service(list_stores)
        .service(create_store)
        .service(show_store)
        .service(update_store)
        .service(archive_store);
}

/// List stores
#[utoipa::path(
    tag = "stores",
    operation_id = "list_stores",
    security(("bearer" = ["read"])),
    params(PageQuery),
    responses((status = 200, description = "A page of stores, oldest first", body = Page<Store>))
)]
#[get("/stores")]
async fn list_stores(
    caller: Limited<Read>,
    state: web::Data<AppState>,
    QueryParams(query): QueryParams<PageQuery>,
) -> ApiResult<web::Json<Page<Store>>> {
    let page = query::page(query.limit, query.cursor)?;
    if let Some(id) = caller.0 {
        let only = database::stores::find(state.database.read(), id).await?;
        return Ok(web::Json(Page {
            items: only.iter().map(present).collect(),
            next_cursor: None,
        }));
    }
    let found = database::stores::list(state.database.read(), &page).await?;
    Ok(web::Json(query::present_page(found, |store| {
        present(&store)
    })))
}

/// Create a store
#[utoipa::path(
    tag = "stores",
    operation_id = "create_store",
    security(("bearer" = ["write"])),
    params(("Idempotency-Key" = Option<String>, Header, description = "A name for this call; repeated, it does nothing more")),
    request_body = NewStore,
    responses(
        (status = 201, description = "Created", body = Store, headers(("Location" = String), ("ETag" = String))),
        (status = 409, description = "The key is taken", body = Problem, content_type = "application/problem+json"),
    )
)]
#[post("/stores")]
async fn create_store(
    caller: Require<Write>,
    state: web::Data<AppState>,
    once: Once,
    JsonBody(body, digest): JsonBody<NewStore>,
) -> ApiResult<Creation<Store>> {
    check(&body)?;
    change::create(&state, &caller.0, &once, digest, async |change| {
        let id = Uuid::now_v7();
        let store = accept(body, StoreId(id), change.now);
        database::stores::insert(&change.tx, &store)
            .await
            .map_err(key_taken)?;
        entry_points::ensure_for_store(change, &store).await?;
        let body = present(&store);
        change
            .audit("create", RESOURCE, id, None::<&()>, Some(&body))
            .await?;
        Ok(Created {
            body,
            version: Some(store.version),
            location: format!("/api/v1/stores/{id}"),
            repetition: None,
        })
    })
    .await
}

/// Show a store
#[utoipa::path(
    tag = "stores",
    operation_id = "show_store",
    security(("bearer" = ["read"])),
    params(("id" = Uuid, Path, description = "The store")),
    responses(
        (status = 200, description = "The store", body = Store, headers(("ETag" = String))),
        (status = 404, description = "Not found", body = Problem, content_type = "application/problem+json"),
    )
)]
#[get("/stores/{id}")]
async fn show_store(
    caller: Limited<Read>,
    state: web::Data<AppState>,
    id: web::Path<Uuid>,
) -> ApiResult<Entity<Store>> {
    let id = StoreId(*id);
    if caller.0.is_some_and(|only| only != id) {
        return Err(ApiProblem::not_found());
    }
    let store = database::stores::find(state.database.read(), id)
        .await?
        .ok_or_else(ApiProblem::not_found)?;
    Ok(entity(&store))
}

/// Change a store
#[utoipa::path(
    tag = "stores",
    operation_id = "update_store",
    security(("bearer" = ["write"])),
    params(
        ("id" = Uuid, Path, description = "The store"),
        ("If-Match" = Option<String>, Header, description = "The ETag that the change is made for"),
    ),
    request_body = StorePatch,
    responses(
        (status = 200, description = "Changed", body = Store, headers(("ETag" = String))),
        (status = 404, description = "Not found", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "The key is taken", body = Problem, content_type = "application/problem+json"),
        (status = 412, description = "Changed meanwhile", body = Problem, content_type = "application/problem+json"),
    )
)]
#[patch("/stores/{id}")]
async fn update_store(
    caller: Require<Write>,
    state: web::Data<AppState>,
    id: web::Path<Uuid>,
    IfMatch(expected): IfMatch,
    JsonBody(patch, _): JsonBody<StorePatch>,
) -> ApiResult<Entity<Store>> {
    let change = Change::begin(&state, &caller.0).await?;
    let before = database::stores::find(&change.tx, StoreId(*id))
        .await?
        .ok_or_else(ApiProblem::not_found)?;
    let input = merge(&fields(&before), &patch)?;
    check(&input)?;
    let wanted = Record {
        created_at: before.created_at,
        ..accept(input, before.id, change.now)
    };
    let after = database::stores::update(&change.tx, &wanted, expected, change.now)
        .await
        .map_err(key_taken)?;
    entry_points::ensure_for_store(&change, &after).await?;
    change
        .audit(
            "update",
            RESOURCE,
            *id,
            Some(&present(&before)),
            Some(&present(&after)),
        )
        .await?;
    change.commit().await?;
    Ok(entity(&after))
}

/// Archive a store
///
/// Buyers cannot punch out into it any more; the log stays.
#[utoipa::path(
    tag = "stores",
    operation_id = "archive_store",
    security(("bearer" = ["write"])),
    params(
        ("id" = Uuid, Path, description = "The store"),
        ("If-Match" = Option<String>, Header, description = "The ETag that the change is made for"),
    ),
    responses(
        (status = 204, description = "Archived"),
        (status = 404, description = "Not found", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "Still in use", body = Problem, content_type = "application/problem+json"),
        (status = 412, description = "Changed meanwhile", body = Problem, content_type = "application/problem+json"),
    )
)]
#[delete("/stores/{id}")]
async fn archive_store(
    caller: Require<Write>,
    state: web::Data<AppState>,
    id: web::Path<Uuid>,
    IfMatch(expected): IfMatch,
) -> ApiResult<NoContent> {
    let change = Change::begin(&state, &caller.0).await?;
    let before = database::stores::find(&change.tx, StoreId(*id))
        .await?
        .ok_or_else(ApiProblem::not_found)?;
    database::stores::archive(&change.tx, before.id, expected, change.now).await?;
    change
        .audit(
            "archive",
            RESOURCE,
            *id,
            Some(&present(&before)),
            None::<&()>,
        )
        .await?;
    change.commit().await?;
    Ok(NoContent)
}

fn key_taken(error: database::Error) -> ApiProblem {
    match error {
        database::Error::Conflict(database::Unique::StoreKey) => {
            ApiProblem::taken("/key", "another store has this key")
        }
        error => error.into(),
    }
}

fn check(input: &NewStore) -> ApiResult<()> {
    let mut errors = FieldErrors::of(input);
    errors.check(
        is_store_key(&input.key),
        "/key",
        "invalid",
        "must have lower-case letters, digits and hyphens only, and be neither start nor return",
    );
    errors.check_url("/punch_out_start_url", Some(&input.punch_out_start_url));
    errors.check_url("/start_url_edit", input.start_url_edit.as_deref());
    // The placeholder is nothing that a URL may hold as it stands.
    let item = input
        .start_url_item
        .as_ref()
        .map(|url| url.replace("{item_id}", "0"));
    errors.check_url("/start_url_item", item.as_deref());
    errors.check_origins("/storefront_origins", &input.storefront_origins);
    errors.check(
        input.default_currency.as_deref().is_none_or(is_currency),
        "/default_currency",
        "invalid",
        "must be an ISO 4217 code such as EUR",
    );
    errors.check(
        input.default_locale.as_deref().is_none_or(is_language_tag),
        "/default_locale",
        "invalid",
        "must be a language tag such as de-DE",
    );
    errors.finish()
}

fn accept(input: NewStore, id: StoreId, now: punchout::time::Timestamp) -> Record {
    let seconds = |value: u32| i32::try_from(value).unwrap_or(i32::MAX);
    Record {
        id,
        key: input.key,
        name: input.name,
        enabled: input.enabled,
        punch_out_start_url: input.punch_out_start_url,
        start_url_edit: input.start_url_edit,
        start_url_item: input.start_url_item,
        access_token_ttl_seconds: seconds(input.access_token_ttl_seconds),
        access_token_bytes: seconds(input.access_token_bytes),
        session_ttl_seconds: seconds(input.session_ttl_seconds),
        idle_ttl_seconds: seconds(input.idle_ttl_seconds),
        handoff_ttl_seconds: seconds(input.handoff_ttl_seconds),
        storefront_origins: input.storefront_origins,
        default_currency: input.default_currency,
        default_locale: input.default_locale,
        created_at: now,
        updated_at: now,
        version: 1,
    }
}

fn fields(store: &Record) -> NewStore {
    let seconds = |value: i32| u32::try_from(value).unwrap_or_default();
    NewStore {
        key: store.key.clone(),
        name: store.name.clone(),
        enabled: store.enabled,
        punch_out_start_url: store.punch_out_start_url.clone(),
        start_url_edit: store.start_url_edit.clone(),
        start_url_item: store.start_url_item.clone(),
        access_token_ttl_seconds: seconds(store.access_token_ttl_seconds),
        access_token_bytes: seconds(store.access_token_bytes),
        session_ttl_seconds: seconds(store.session_ttl_seconds),
        idle_ttl_seconds: seconds(store.idle_ttl_seconds),
        handoff_ttl_seconds: seconds(store.handoff_ttl_seconds),
        storefront_origins: store.storefront_origins.clone(),
        default_currency: store.default_currency.clone(),
        default_locale: store.default_locale.clone(),
    }
}

fn present(store: &Record) -> Store {
    let input = fields(store);
    Store {
        id: store.id.0,
        key: input.key,
        name: input.name,
        enabled: input.enabled,
        punch_out_start_url: input.punch_out_start_url,
        start_url_edit: input.start_url_edit,
        start_url_item: input.start_url_item,
        access_token_ttl_seconds: input.access_token_ttl_seconds,
        access_token_bytes: input.access_token_bytes,
        session_ttl_seconds: input.session_ttl_seconds,
        idle_ttl_seconds: input.idle_ttl_seconds,
        handoff_ttl_seconds: input.handoff_ttl_seconds,
        storefront_origins: input.storefront_origins,
        default_currency: input.default_currency,
        default_locale: input.default_locale,
        created_at: moment::present(store.created_at),
        updated_at: moment::present(store.updated_at),
    }
}

fn entity(store: &Record) -> Entity<Store> {
    Entity {
        body: present(store),
        version: store.version,
    }
}
