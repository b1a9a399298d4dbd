//! `/stores/{id}/signing-keys`: what the gateway's calls to a store are signed with.

use actix_web::{delete, get, post, web};
use api_types::{
    problem::{Problem, ProblemCode},
    secret::SecretText,
    signing_key::{CreatedSigningKey, SigningKey, SigningKeys},
};
use punchout::{
    ids::{SigningKeyId, StoreId},
    signing_key::{MAX_LIVE, SigningKey as Record},
};
use uuid::Uuid;

use super::{
    answer::{Created, Creation, NoContent},
    change::{self, Change},
    json::BodyDigest,
    moment,
    once::Once,
};
use crate::{
    auth::permission::{Limited, Read, Require, Write},
    outbound,
    problem::{ApiProblem, ApiResult},
    routes::Routes,
    state::AppState,
};

const RESOURCE: &str = "signing_key";

/// How many characters at a key's end are shown.
const HINT_CHARACTERS: usize = 4;

pub(super) fn configure(routes: &mut Routes<'_, '_>) {
    routes
        .service(list_signing_keys)
        .service(create_signing_key)
        .service(delete_signing_key);
}

/// List a store's signing keys
#[utoipa::path(
    tag = "stores",
    operation_id = "list_signing_keys",
    security(("bearer" = ["read"])),
    params(("id" = Uuid, Path, description = "The store")),
    responses(
        (status = 200, description = "The keys that are live, without themselves", body = SigningKeys),
        (status = 404, description = "Not found", body = Problem, content_type = "application/problem+json"),
    )
)]
#[get("/stores/{id}/signing-keys")]
async fn list_signing_keys(
    caller: Limited<Read>,
    state: web::Data<AppState>,
    id: web::Path<Uuid>,
) -> ApiResult<web::Json<SigningKeys>> {
    let store = StoreId(*id);
    if caller.0.is_some_and(|only| only != store) {
        return Err(ApiProblem::not_found());
    }
    database::stores::find(state.database.read(), store)
        .await?
        .ok_or_else(ApiProblem::not_found)?;
    let keys = database::signing_keys::of_store(state.database.read(), store).await?;
    Ok(web::Json(SigningKeys {
        items: keys.iter().map(present).collect(),
    }))
}

/// Make a signing key for a store
///
/// The answer shows the key, this once. A store has two at most: to change over, make the second one, give it to the store, and delete the
/// first. As long as there are two, each call has two signatures.
#[utoipa::path(
    tag = "stores",
    operation_id = "create_signing_key",
    security(("bearer" = ["write"])),
    params(
        ("id" = Uuid, Path, description = "The store"),
        ("Idempotency-Key" = Option<String>, Header, description = "A name for this call; repeated, it does nothing more, and does not show the key again"),
    ),
    responses(
        (status = 201, description = "Created", body = CreatedSigningKey, headers(("Location" = String))),
        (status = 404, description = "Not found", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "There are two already", body = Problem, content_type = "application/problem+json"),
    )
)]
#[post("/stores/{id}/signing-keys")]
async fn create_signing_key(
    caller: Require<Write>,
    state: web::Data<AppState>,
    id: web::Path<Uuid>,
    once: Once,
) -> ApiResult<Creation<CreatedSigningKey>> {
    let store = StoreId(*id);
    change::create(
        &state,
        &caller.0,
        &once,
        BodyDigest([0; 32]),
        async |change| {
            find(change, store).await?;
            let live = database::signing_keys::of_store(&change.tx, store).await?;
            if live.len() >= MAX_LIVE {
                return Err(ApiProblem::new(
                    ProblemCode::Conflict,
                    "The store has two signing keys. Delete the one that it does not check any more.",
                ));
            }
            let id = Uuid::now_v7();
            let secret = outbound::random_key();
            let length = secret.expose().chars().count();
            let record = Record {
                id: SigningKeyId(id),
                store_id: store,
                secret: state.sealer.seal(&secret, id.as_bytes()),
                hint: secret
                    .expose()
                    .chars()
                    .skip(length.saturating_sub(HINT_CHARACTERS))
                    .collect(),
                created_at: change.now,
            };
            database::signing_keys::insert(&change.tx, &record).await?;
            change
                .audit("create", RESOURCE, id, None::<&()>, Some(&present(&record)))
                .await?;
            let shown = |secret| CreatedSigningKey {
                id,
                secret,
                hint: record.hint.clone(),
                created_at: moment::present(record.created_at),
            };
            let repetition = serde_json::to_value(shown(None)).map_err(ApiProblem::internal)?;
            Ok(Created {
                body: shown(Some(SecretText(secret.expose().clone()))),
                version: None,
                location: format!("/api/v1/stores/{store}/signing-keys"),
                repetition: Some(repetition),
            })
        },
    )
    .await
}

/// Delete a signing key
///
/// Nothing is signed with it any more.
#[utoipa::path(
    tag = "stores",
    operation_id = "delete_signing_key",
    security(("bearer" = ["write"])),
    params(
        ("id" = Uuid, Path, description = "The store"),
        ("key_id" = Uuid, Path, description = "The key's id"),
    ),
    responses(
        (status = 204, description = "Deleted"),
        (status = 404, description = "Not found", body = Problem, content_type = "application/problem+json"),
    )
)]
#[delete("/stores/{id}/signing-keys/{key_id}")]
async fn delete_signing_key(
    caller: Require<Write>,
    state: web::Data<AppState>,
    ids: web::Path<(Uuid, Uuid)>,
) -> ApiResult<NoContent> {
    let (store, key) = (StoreId(ids.0), SigningKeyId(ids.1));
    let change = Change::begin(&state, &caller.0).await?;
    find(&change, store).await?;
    let live = database::signing_keys::of_store(&change.tx, store).await?;
    let before = live
        .iter()
        .find(|record| record.id == key)
        .ok_or_else(ApiProblem::not_found)?;
    database::signing_keys::remove(&change.tx, store, key).await?;
    change
        .audit(
            "delete",
            RESOURCE,
            key.0,
            Some(&present(before)),
            None::<&()>,
        )
        .await?;
    change.commit().await?;
    Ok(NoContent)
}

async fn find(change: &Change<'_>, store: StoreId) -> ApiResult<()> {
    database::stores::find(&change.tx, store)
        .await?
        .map(|_| ())
        .ok_or_else(ApiProblem::not_found)
}

fn present(key: &Record) -> SigningKey {
    SigningKey {
        id: key.id.0,
        hint: key.hint.clone(),
        created_at: moment::present(key.created_at),
    }
}
