//! `/api-keys`: keys for this API.

use crate::routes::Routes;
use actix_web::{delete, get, post, web};
use api_types::{
    api_key::{ApiKey, CreatedApiKey, NewApiKey, Scope},
    page::{Page, PageQuery},
    problem::Problem,
    secret::SecretText,
};
use database::api_keys::{self, ApiKey as Record};
use punchout::{
    ids::{ApiKeyId, StoreId},
    secret::TokenHash,
    time::Timestamp,
};
use uuid::Uuid;

use super::{
    answer::{Created, Creation, Entity, NoContent},
    change::{self, Change},
    json::JsonBody,
    merge::IfMatch,
    moment,
    once::Once,
    query::{self, QueryParams},
};
use crate::{
    auth::{
        identify::{scope, scope_name},
        key::{random_api_key, shown_prefix},
        permission::{Admin, Require},
    },
    problem::{ApiProblem, ApiResult},
    state::AppState,
    validation::FieldErrors,
};

const RESOURCE: &str = "api_key";

pub(super) fn configure(routes: &mut Routes<'_, '_>) {
    routes
        .service(list_api_keys)
        .service(create_api_key)
        .service(show_api_key)
        .service(revoke_api_key);
}

/// List API keys
#[utoipa::path(
    tag = "administration",
    operation_id = "list_api_keys",
    security(("bearer" = ["admin"])),
    params(PageQuery),
    responses((status = 200, description = "A page of keys that are not revoked, oldest first", body = Page<ApiKey>))
)]
#[get("/api-keys")]
async fn list_api_keys(
    _: Require<Admin>,
    state: web::Data<AppState>,
    QueryParams(query): QueryParams<PageQuery>,
) -> ApiResult<web::Json<Page<ApiKey>>> {
    let page = query::page(query.limit, query.cursor)?;
    let found = api_keys::list(state.database.read(), &page).await?;
    Ok(web::Json(query::present_page(found, |key| present(&key))))
}

/// Create an API key
///
/// The answer shows the key, this once.
#[utoipa::path(
    tag = "administration",
    operation_id = "create_api_key",
    security(("bearer" = ["admin"])),
    params(("Idempotency-Key" = Option<String>, Header, description = "A name for this call; repeated, it does nothing more, and does not show the key again")),
    request_body = NewApiKey,
    responses((status = 201, description = "Created", body = CreatedApiKey, headers(("Location" = String))))
)]
#[post("/api-keys")]
async fn create_api_key(
    caller: Require<Admin>,
    state: web::Data<AppState>,
    once: Once,
    JsonBody(body, digest): JsonBody<NewApiKey>,
) -> ApiResult<Creation<CreatedApiKey>> {
    change::create(&state, &caller.0, &once, digest, async |change| {
        let expires_at = check(change, &body).await?;
        let id = Uuid::now_v7();
        let key = random_api_key();
        let mut scopes = body.scopes;
        scopes.sort();
        scopes.dedup();
        let record = Record {
            id: ApiKeyId(id),
            hash: TokenHash::of(key.expose()),
            prefix: shown_prefix(&key),
            name: body.name,
            scopes: scopes
                .into_iter()
                .map(|scope| scope_name(scope).to_owned())
                .collect(),
            store_id: body.store_id.map(StoreId),
            expires_at,
            last_used_at: None,
            revoked_at: None,
            created_at: change.now,
            updated_at: change.now,
            version: 1,
        };
        api_keys::insert(&change.tx, &record).await?;
        change
            .audit("create", RESOURCE, id, None::<&()>, Some(&present(&record)))
            .await?;
        let repetition =
            serde_json::to_value(present_created(&record, None)).map_err(ApiProblem::internal)?;
        Ok(Created {
            body: present_created(&record, Some(SecretText(key.expose().clone()))),
            version: None,
            location: format!("/api/v1/api-keys/{id}"),
            repetition: Some(repetition),
        })
    })
    .await
}

/// Show an API key
#[utoipa::path(
    tag = "administration",
    operation_id = "show_api_key",
    security(("bearer" = ["admin"])),
    params(("id" = Uuid, Path, description = "The key's id")),
    responses(
        (status = 200, description = "The key, without itself", body = ApiKey, headers(("ETag" = String))),
        (status = 404, description = "Not found", body = Problem, content_type = "application/problem+json"),
    )
)]
#[get("/api-keys/{id}")]
async fn show_api_key(
    _: Require<Admin>,
    state: web::Data<AppState>,
    id: web::Path<Uuid>,
) -> ApiResult<Entity<ApiKey>> {
    let key = api_keys::find(state.database.read(), ApiKeyId(*id))
        .await?
        .ok_or_else(ApiProblem::not_found)?;
    Ok(Entity {
        body: present(&key),
        version: key.version,
    })
}

/// Revoke an API key
#[utoipa::path(
    tag = "administration",
    operation_id = "revoke_api_key",
    security(("bearer" = ["admin"])),
    params(
        ("id" = Uuid, Path, description = "The key's id"),
        ("If-Match" = Option<String>, Header, description = "The ETag that the change is made for"),
    ),
    responses(
        (status = 204, description = "Revoked, for good"),
        (status = 404, description = "Not found", body = Problem, content_type = "application/problem+json"),
        (status = 412, description = "Changed meanwhile", body = Problem, content_type = "application/problem+json"),
    )
)]
#[delete("/api-keys/{id}")]
async fn revoke_api_key(
    caller: Require<Admin>,
    state: web::Data<AppState>,
    id: web::Path<Uuid>,
    IfMatch(expected): IfMatch,
) -> ApiResult<NoContent> {
    let change = Change::begin(&state, &caller.0).await?;
    let before = api_keys::find(&change.tx, ApiKeyId(*id))
        .await?
        .ok_or_else(ApiProblem::not_found)?;
    api_keys::revoke(&change.tx, before.id, expected, change.now).await?;
    change
        .audit(
            "revoke",
            RESOURCE,
            *id,
            Some(&present(&before)),
            None::<&()>,
        )
        .await?;
    change.commit().await?;
    Ok(NoContent)
}

async fn check(change: &Change<'_>, input: &NewApiKey) -> ApiResult<Option<Timestamp>> {
    let mut errors = FieldErrors::of(input);
    if let Some(id) = input.store_id {
        let known = database::stores::find(&change.tx, StoreId(id)).await?;
        errors.check(known.is_some(), "/store_id", "not_found", "names no store");
        for (index, scope) in input.scopes.iter().enumerate() {
            errors.check(
                matches!(scope, Scope::Store | Scope::Read),
                format!("/scopes/{index}"),
                "invalid",
                "is not possible for a key that is limited to a store",
            );
        }
    }
    let expires_at = input.expires_at.as_ref().and_then(moment::accept);
    if input.expires_at.is_some() {
        errors.check(
            expires_at.is_some_and(|at| change.now < at),
            "/expires_at",
            "invalid",
            "must be a time to come, such as 2027-01-01T00:00:00Z",
        );
    }
    errors.finish()?;
    Ok(expires_at)
}

/// A key, without itself.
#[must_use]
pub fn present(key: &Record) -> ApiKey {
    ApiKey {
        id: key.id.0,
        name: key.name.clone(),
        prefix: key.prefix.clone(),
        scopes: key.scopes.iter().filter_map(|name| scope(name)).collect(),
        store_id: key.store_id.map(|id| id.0),
        expires_at: key.expires_at.map(moment::present),
        last_used_at: key.last_used_at.map(moment::present),
        created_at: moment::present(key.created_at),
    }
}

fn present_created(key: &Record, secret: Option<SecretText>) -> CreatedApiKey {
    let shown = present(key);
    CreatedApiKey {
        id: shown.id,
        key: secret,
        name: shown.name,
        prefix: shown.prefix,
        scopes: shown.scopes,
        store_id: shown.store_id,
        expires_at: shown.expires_at,
        created_at: shown.created_at,
    }
}
