//! `/stores`: web shops that buyers are sent to.

mod present;
mod warnings;

use crate::routes::Routes;
use actix_web::{delete, get, patch, post, web};
use api_types::{
    page::Page,
    patch::Patch,
    problem::Problem,
    secret::SecretText,
    store::{NewStore, Store, StorePatch, StoreQuery},
};
use database::installation;
use punchout::{
    ids::StoreId,
    secret::{Sealed, Secret},
    store::Store as Record,
};
use serde_json::Value;
use uuid::Uuid;

use super::{
    answer::{Created, Creation, Entity, NoContent},
    change::{self, Change},
    entry_points,
    json::JsonBody,
    merge::{IfMatch, complete, merge_with, unchanged},
    once::Once,
    query::{self, QueryParams},
    settings,
};
use crate::{
    adapters::{order_secret_context, secret_context},
    auth::permission::{Limited, Read, Require, Write},
    problem::{ApiProblem, ApiResult},
    state::AppState,
};

const RESOURCE: &str = "store";

pub(super) fn configure(routes: &mut Routes<'_, '_>) {
    routes
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
    params(StoreQuery),
    responses((status = 200, description = "A page of stores", body = Page<Store>))
)]
#[get("/stores")]
async fn list_stores(
    caller: Limited<Read>,
    state: web::Data<AppState>,
    QueryParams(query): QueryParams<StoreQuery>,
) -> ApiResult<web::Json<Page<Store>>> {
    let page = query::page(query.limit, query.cursor)?;
    let listing = query::listing(query.q, query.sort, query.archived);
    if let Some(id) = caller.0 {
        let only = database::stores::find(state.database.read(), id).await?;
        return Ok(web::Json(Page {
            items: only.iter().map(|store| warned(&state, store)).collect(),
            next_cursor: None,
        }));
    }
    let found = database::stores::list(state.database.read(), &listing, &page).await?;
    Ok(web::Json(query::present_page(found, |store| {
        warned(&state, &store)
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
    JsonBody(mut body, digest): JsonBody<Value>,
) -> ApiResult<Creation<Store>> {
    let inherited = settings::left_open(&mut body);
    let defaults = installation::find(state.database.read()).await?;
    let body: NewStore = complete(body, settings::for_stores(&defaults))?;
    present::check(&body)?;
    change::create(&state, &caller.0, &once, digest, async |change| {
        let id = Uuid::now_v7();
        let (secret, order_secret) = (
            body.adapter_secret.clone(),
            body.adapter_order_secret.clone(),
        );
        let mut store = present::accept(body, StoreId(id), change.now);
        store.inherited = inherited;
        let adapter = &mut store.interface.adapter;
        adapter.secret = secret.map(|secret| seal(&state, secret, &secret_context(store.id)));
        adapter.order_secret =
            order_secret.map(|secret| seal(&state, secret, &order_secret_context(store.id)));
        database::stores::insert(&change.tx, &store)
            .await
            .map_err(key_taken)?;
        entry_points::ensure_for_store(change, &store).await?;
        let body = warned(&state, &store);
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
    Ok(entity(&state, &store))
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
    let defaults = installation::find(&change.tx).await?;
    let defaults = settings::for_stores(&defaults);
    let input = merge_with(&present::fields(&before), &patch, defaults)?;
    present::check(&input)?;
    let mut wanted = Record {
        created_at: before.created_at,
        inherited: settings::still_open(&before.inherited, &patch)?,
        ..present::accept(input, before.id, change.now)
    };
    let keeps_secrets =
        patch.adapter_secret == Patch::Absent && patch.adapter_order_secret == Patch::Absent;
    if keeps_secrets
        && wanted.inherited == before.inherited
        && present::fields(&wanted) == present::fields(&before)
    {
        unchanged(expected, before.version)?;
        return Ok(entity(&state, &before));
    }
    let sealed = |patch, before: Option<&Sealed>, context: &[u8]| match patch {
        Patch::Absent => before.cloned(),
        Patch::Null => None,
        Patch::Value(secret) => Some(seal(&state, secret, context)),
    };
    let (old, new) = (&before.interface.adapter, &mut wanted.interface.adapter);
    new.secret = sealed(
        patch.adapter_secret,
        old.secret.as_ref(),
        &secret_context(before.id),
    );
    new.order_secret = sealed(
        patch.adapter_order_secret,
        old.order_secret.as_ref(),
        &order_secret_context(before.id),
    );
    let after = database::stores::update(&change.tx, &wanted, expected, change.now)
        .await
        .map_err(key_taken)?;
    entry_points::ensure_for_store(&change, &after).await?;
    change
        .updated(
            RESOURCE,
            *id,
            &present::store(&before),
            &present::store(&after),
        )
        .await?;
    Ok(entity(&state, &after))
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
        .archived(RESOURCE, *id, &present::store(&before))
        .await
}

/// Changes a store together with the installation's settings.
pub(super) async fn follow(change: &Change<'_>, before: &Record, wanted: &Record) -> ApiResult<()> {
    let after = database::stores::update(&change.tx, wanted, None, change.now).await?;
    let (old, new) = (present::store(before), present::store(&after));
    change
        .audit("update", RESOURCE, before.id.0, Some(&old), Some(&new))
        .await
}

/// A secret of the adapter's, bound to its store and use.
fn seal(state: &AppState, secret: SecretText, context: &[u8]) -> Sealed {
    state.sealer.seal(&Secret::new(secret.0), context)
}

fn key_taken(error: database::Error) -> ApiProblem {
    match error {
        database::Error::Conflict(database::Unique::StoreKey) => {
            ApiProblem::taken("/key", "another store has this key")
        }
        error => error.into(),
    }
}

/// A store with all that is weak in it, also in what is not its own.
fn warned(state: &AppState, store: &Record) -> Store {
    let mut shown = present::store(store);
    let is_signed = !state.settings.snapshot().signing_keys(store.id).is_empty();
    shown.warnings.extend(warnings::unsigned(&shown, is_signed));
    shown
}

fn entity(state: &AppState, store: &Record) -> Entity<Store> {
    Entity {
        body: warned(state, store),
        version: store.version,
    }
}
