//! `/connections/{id}/buyer-map`: which id in the procurement system is which buyer.

use std::collections::{HashMap, HashSet};

use crate::routes::Routes;
use actix_web::{get, put, web};
use api_types::{
    buyer_map::{BuyerMap, MappedBuyer},
    problem::Problem,
};
use database::buyer_map::MappedBuyer as Record;
use punchout::{
    ids::{BuyerId, ConnectionId},
    setup::map_key,
};
use serde_json::json;
use uuid::Uuid;

use super::{RESOURCE, find};
use crate::{
    api::{change::Change, json::JsonBody},
    auth::permission::{Read, Require, Write},
    problem::{ApiProblem, ApiResult},
    state::AppState,
    validation::FieldErrors,
};

pub(super) fn configure(routes: &mut Routes<'_, '_>) {
    routes.service(show_buyer_map).service(replace_buyer_map);
}

/// Show a connection's buyer map
#[utoipa::path(
    tag = "connections",
    operation_id = "show_buyer_map",
    security(("bearer" = ["read"])),
    params(("id" = Uuid, Path, description = "The connection")),
    responses(
        (status = 200, description = "The map", body = BuyerMap),
        (status = 404, description = "Not found", body = Problem, content_type = "application/problem+json"),
    )
)]
#[get("/connections/{id}/buyer-map")]
async fn show_buyer_map(
    _: Require<Read>,
    state: web::Data<AppState>,
    id: web::Path<Uuid>,
) -> ApiResult<web::Json<BuyerMap>> {
    let read = state.database.read();
    let connection = database::connections::find(read, ConnectionId(*id))
        .await?
        .ok_or_else(ApiProblem::not_found)?;
    let entries = database::buyer_map::of_connection(read, connection.id).await?;
    Ok(web::Json(present(entries)))
}

/// Replace a connection's buyer map
///
/// Buyers whom the map names need no e-mail address in the document. Acts with `dynamic_user_creation`.
#[utoipa::path(
    tag = "connections",
    operation_id = "replace_buyer_map",
    security(("bearer" = ["write"])),
    params(("id" = Uuid, Path, description = "The connection")),
    request_body = BuyerMap,
    responses(
        (status = 200, description = "Replaced", body = BuyerMap),
        (status = 404, description = "Not found", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "An id is named twice, or a buyer does not exist", body = Problem, content_type = "application/problem+json"),
    )
)]
#[put("/connections/{id}/buyer-map")]
async fn replace_buyer_map(
    caller: Require<Write>,
    state: web::Data<AppState>,
    id: web::Path<Uuid>,
    JsonBody(body, _): JsonBody<BuyerMap>,
) -> ApiResult<web::Json<BuyerMap>> {
    let change = Change::begin(&state, &caller.0).await?;
    let connection = find(&change, *id).await?;
    check(&change, &body).await?;
    let before = database::buyer_map::of_connection(&change.tx, connection.id).await?;
    let entries: Vec<_> = body
        .items
        .into_iter()
        .map(|entry| Record {
            connection_id: connection.id,
            external_id: entry.external_id,
            buyer_id: BuyerId(entry.buyer_id),
        })
        .collect();
    database::buyer_map::replace(&change.tx, connection.id, &entries).await?;
    let after = database::buyer_map::of_connection(&change.tx, connection.id).await?;
    let (old, new) = changed(&before, &after);
    change
        .audit(
            "update_buyer_map",
            RESOURCE,
            *id,
            Some(&json!({ "buyer_map": old })),
            Some(&json!({ "buyer_map": new })),
        )
        .await?;
    change.commit().await?;
    Ok(web::Json(present(after)))
}

/// Checks that each id is named once, and that buyers exist.
async fn check(change: &Change<'_>, map: &BuyerMap) -> ApiResult<()> {
    let mut errors = FieldErrors::of(map);
    let mut seen = HashSet::new();
    let mut ids: Vec<_> = map
        .items
        .iter()
        .map(|item| BuyerId(item.buyer_id))
        .collect();
    ids.sort_unstable();
    ids.dedup();
    let mut known = HashSet::new();
    for some in ids.chunks(500) {
        let found = database::buyers::find_live(&change.tx, some).await?;
        known.extend(found.into_iter().map(|buyer| buyer.id));
    }
    for (index, entry) in map.items.iter().enumerate() {
        let key = map_key(&entry.external_id);
        errors.check(
            !key.is_empty(),
            format!("/items/{index}/external_id"),
            "too_short",
            "must not be blank",
        );
        errors.check(
            seen.insert(key),
            format!("/items/{index}/external_id"),
            "duplicate",
            "is named twice",
        );
        errors.check(
            known.contains(&BuyerId(entry.buyer_id)),
            format!("/items/{index}/buyer_id"),
            "not_found",
            "names no buyer",
        );
    }
    errors.finish()
}

fn present(entries: Vec<Record>) -> BuyerMap {
    BuyerMap {
        items: entries
            .into_iter()
            .map(|entry| MappedBuyer {
                external_id: entry.external_id,
                buyer_id: entry.buyer_id.0,
            })
            .collect(),
    }
}

type Entries<'a> = HashMap<&'a str, Uuid>;

/// What of two maps is only in one of them: maps are long, and changes short.
fn changed<'a>(before: &'a [Record], after: &'a [Record]) -> (Entries<'a>, Entries<'a>) {
    let entries = |map: &'a [Record]| -> Entries<'a> {
        map.iter()
            .map(|entry| (entry.external_id.as_str(), entry.buyer_id.0))
            .collect()
    };
    let (mut old, mut new) = (entries(before), entries(after));
    let same: Vec<_> = old
        .iter()
        .filter(|(id, buyer)| new.get(*id) == Some(*buyer))
        .map(|(id, _)| *id)
        .collect();
    for id in same {
        old.remove(id);
        new.remove(id);
    }
    (old, new)
}
