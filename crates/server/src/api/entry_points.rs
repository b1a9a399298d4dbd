//! `/entry-points`: the gateway URLs given to buyers.

mod call_structure;

use std::collections::HashMap;

use crate::routes::Routes;
use actix_web::{get, post, web};
use api_types::{
    connection::Format,
    entry_point::{ConnectionReference, EntryPoint, EntryPointQuery, StoreReference},
    page::{Page, PageQuery},
    problem::Problem,
};
use database::{Database, PageRequest};
use punchout::{
    connection::{Connection, Format as Protocol},
    entry_point::EntryPoint as Record,
    ids::{ConnectionId, EntryPointId, StoreId},
    store::Store,
};
use uuid::Uuid;

use super::{
    change::Change,
    moment,
    query::{self, QueryParams},
};
use crate::{
    auth::permission::{Limited, Read, Require, Write},
    problem::{ApiProblem, ApiResult},
    random,
    state::AppState,
};

/// How many random bytes the last part of an entry point's URL has.
const SLUG_BYTES: usize = 16;

pub(super) fn configure(routes: &mut Routes<'_, '_>) {
    routes
        .service(list_entry_points)
        .service(show_entry_point)
        .service(renew_entry_point)
        .service(list_connection_entry_points);
}

/// List entry points
#[utoipa::path(
    tag = "connections",
    operation_id = "list_entry_points",
    security(("bearer" = ["read"])),
    params(EntryPointQuery),
    responses((status = 200, description = "A page of entry points, oldest first", body = Page<EntryPoint>))
)]
#[get("/entry-points")]
async fn list_entry_points(
    caller: Limited<Read>,
    state: web::Data<AppState>,
    QueryParams(query): QueryParams<EntryPointQuery>,
) -> ApiResult<web::Json<Page<EntryPoint>>> {
    let page = query::page(query.limit, query.cursor)?;
    let wanted = query.store_id.map(StoreId);
    if let (Some(only), Some(wanted)) = (caller.0, wanted)
        && only != wanted
    {
        return Ok(web::Json(Page {
            items: Vec::new(),
            next_cursor: None,
        }));
    }
    let connection = query.connection_id.map(ConnectionId);
    list(&state, connection, caller.0.or(wanted), &page).await
}

/// List a connection's entry points
#[utoipa::path(
    tag = "connections",
    operation_id = "list_connection_entry_points",
    security(("bearer" = ["read"])),
    params(("id" = Uuid, Path, description = "The connection"), PageQuery),
    responses(
        (status = 200, description = "A page of its entry points, oldest first", body = Page<EntryPoint>),
        (status = 404, description = "Not found", body = Problem, content_type = "application/problem+json"),
    )
)]
#[get("/connections/{id}/entry-points")]
async fn list_connection_entry_points(
    _: Require<Read>,
    state: web::Data<AppState>,
    id: web::Path<Uuid>,
    QueryParams(query): QueryParams<PageQuery>,
) -> ApiResult<web::Json<Page<EntryPoint>>> {
    let page = query::page(query.limit, query.cursor)?;
    let connection = database::connections::find(state.database.read(), ConnectionId(*id))
        .await?
        .ok_or_else(ApiProblem::not_found)?;
    list(&state, Some(connection.id), None, &page).await
}

/// Show an entry point
#[utoipa::path(
    tag = "connections",
    operation_id = "show_entry_point",
    security(("bearer" = ["read"])),
    params(("id" = Uuid, Path, description = "The entry point")),
    responses(
        (status = 200, description = "The entry point", body = EntryPoint),
        (status = 404, description = "Not found", body = Problem, content_type = "application/problem+json"),
    )
)]
#[get("/entry-points/{id}")]
async fn show_entry_point(
    caller: Limited<Read>,
    state: web::Data<AppState>,
    id: web::Path<Uuid>,
) -> ApiResult<web::Json<EntryPoint>> {
    let entry = database::entry_points::find(state.database.read(), EntryPointId(*id))
        .await?
        .filter(|entry| caller.0.is_none_or(|only| only == entry.store_id))
        .ok_or_else(ApiProblem::not_found)?;
    one(&state, entry).await
}

/// Renew an entry point
///
/// It gets a new address; the old one leads nowhere from now on.
#[utoipa::path(
    tag = "connections",
    operation_id = "renew_entry_point",
    security(("bearer" = ["write"])),
    params(("id" = Uuid, Path, description = "The entry point")),
    responses(
        (status = 200, description = "The entry point with its new address", body = EntryPoint),
        (status = 404, description = "Not found", body = Problem, content_type = "application/problem+json"),
    )
)]
#[post("/entry-points/{id}/renew")]
async fn renew_entry_point(
    caller: Require<Write>,
    state: web::Data<AppState>,
    id: web::Path<Uuid>,
) -> ApiResult<web::Json<EntryPoint>> {
    let change = Change::begin(&state, &caller.0).await?;
    database::entry_points::find(&change.tx, EntryPointId(*id))
        .await?
        .ok_or_else(ApiProblem::not_found)?;
    let renewed =
        database::entry_points::renew(&change.tx, EntryPointId(*id), slug(), change.now).await?;
    // The address itself is a secret of sorts, and no part of the audit log.
    change
        .audit("renew", "entry_point", *id, None::<&()>, None::<&()>)
        .await?;
    change.commit().await?;
    one(&state, renewed).await
}

/// Makes the entry points that a connection lacks.
///
/// # Errors
/// When the database is away.
pub(super) async fn ensure(change: &Change<'_>, connection: &Connection) -> ApiResult<()> {
    let stores = database::stores::all(&change.tx).await?;
    ensure_into(change, connection, &stores).await
}

/// Makes the entry points into a store that connections lack.
///
/// # Errors
/// When the database is away.
pub(super) async fn ensure_for_store(change: &Change<'_>, store: &Store) -> ApiResult<()> {
    if store.enabled {
        for connection in database::connections::all(&change.tx).await? {
            ensure_into(change, &connection, std::slice::from_ref(store)).await?;
        }
    }
    Ok(())
}

async fn ensure_into(
    change: &Change<'_>,
    connection: &Connection,
    stores: &[Store],
) -> ApiResult<()> {
    let fresh = || (EntryPointId(Uuid::now_v7()), slug());
    Ok(database::entry_points::ensure(&change.tx, connection, stores, fresh, change.now).await?)
}

fn slug() -> String {
    random::code(SLUG_BYTES).expose().clone()
}

async fn list(
    state: &AppState,
    connection: Option<ConnectionId>,
    store: Option<StoreId>,
    page: &PageRequest,
) -> ApiResult<web::Json<Page<EntryPoint>>> {
    let read = state.database.read();
    let found = database::entry_points::list(read, connection, store, page).await?;
    Ok(web::Json(Page {
        items: present(state, found.items).await?,
        next_cursor: found.next,
    }))
}

async fn one(state: &AppState, entry: Record) -> ApiResult<web::Json<EntryPoint>> {
    let presented = present(state, vec![entry]).await?;
    presented
        .into_iter()
        .next()
        .map(web::Json)
        .ok_or_else(ApiProblem::not_found)
}

/// Entry points with the names of their stores and connections.
async fn present(state: &AppState, entries: Vec<Record>) -> ApiResult<Vec<EntryPoint>> {
    let (stores, connections) = names(&state.database, &entries).await?;
    let settings = state.settings.snapshot();
    Ok(entries
        .into_iter()
        .filter_map(|entry| {
            let store = stores.get(&entry.store_id)?;
            let connection = connections.get(&entry.connection_id)?;
            let path = format!("/punchout/{}/{}", store.key, entry.slug);
            let url = state.config.http.url_of(&path);
            let username = settings.oci_username(connection.id);
            Some(EntryPoint {
                id: entry.id.0,
                call_structure: call_structure::of(connection, username, &url),
                token_url: (connection.format == Protocol::PunchOut2Go)
                    .then(|| format!("{url}/oauth2/token")),
                example: call_structure::example(connection, &url),
                url,
                store: StoreReference {
                    id: store.id.0,
                    key: store.key.clone(),
                    name: store.name.clone(),
                },
                connection: ConnectionReference {
                    id: connection.id.0,
                    name: connection.name.clone(),
                },
                format: match connection.format {
                    Protocol::Cxml => Format::Cxml,
                    Protocol::Oci => Format::Oci,
                    Protocol::PunchOut2Go => Format::PunchOut2Go,
                },
                active: connection.active && store.enabled && connection.serves(store.id),
                last_used_at: entry.last_used_at.map(moment::present),
            })
        })
        .collect())
}

async fn names(
    database: &Database,
    entries: &[Record],
) -> ApiResult<(HashMap<StoreId, Store>, HashMap<ConnectionId, Connection>)> {
    let store_ids: Vec<_> = entries.iter().map(|entry| entry.store_id).collect();
    let connection_ids: Vec<_> = entries.iter().map(|entry| entry.connection_id).collect();
    let stores = database::stores::find_any(database.read(), &store_ids).await?;
    let connections = database::connections::find_any(database.read(), &connection_ids).await?;
    Ok((
        stores.into_iter().map(|store| (store.id, store)).collect(),
        connections
            .into_iter()
            .map(|connection| (connection.id, connection))
            .collect(),
    ))
}
