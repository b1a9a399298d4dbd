//! `/transactions`: the log of exchanges.

mod export;
mod fields;
mod present;

use crate::routes::Routes;
use actix_web::{get, web};
use api_types::{
    page::Page,
    problem::{FieldError, Problem, ProblemCode},
    transaction::{Transaction, TransactionQuery, TransactionSort, TransactionSummary},
};
use database::transactions::{Neighbours, TransactionFilter};
use punchout::ids::{BusinessUnitId, ConnectionId, SessionId, StoreId, TransactionId};
use uuid::Uuid;

use super::query::{self, QueryParams};
use crate::{
    auth::permission::{Limited, Read},
    problem::{ApiProblem, ApiResult},
    state::AppState,
};

/// The longest span of time in which bodies are searched: 24 hours.
const BODY_SEARCH_MICROS: i64 = 24 * 3_600 * 1_000_000;

/// How many entries a search in bodies looks into for one page.
const BODY_SEARCH_ENTRIES: u64 = 2_000;

pub use present::present_finding;

pub(super) fn configure(routes: &mut Routes<'_, '_>) {
    routes
        .service(list_transactions)
        .service(export::export_transactions)
        .service(show_transaction);
}

/// List the transaction log
///
/// One entry per exchange, newest first where `sort` does not say otherwise. `q` finds a payloadID, BuyerCookie, e-mail address, order number or support reference; `body` a text
/// in the bodies, within at most 24 hours.
#[utoipa::path(
    tag = "transactions",
    operation_id = "list_transactions",
    security(("bearer" = ["read"])),
    params(TransactionQuery),
    responses(
        (status = 200, description = "A page of entries", body = Page<TransactionSummary>),
        (status = 400, description = "A filter cannot be used", body = Problem, content_type = "application/problem+json"),
    )
)]
#[get("/transactions")]
async fn list_transactions(
    caller: Limited<Read>,
    state: web::Data<AppState>,
    QueryParams(query): QueryParams<TransactionQuery>,
) -> ApiResult<web::Json<Page<TransactionSummary>>> {
    let page = query::page(query.limit, query.cursor.clone())?;
    let filter = filter(&query, caller.0)?;
    let found = match query.body.as_deref().filter(|text| !text.is_empty()) {
        Some(text) => {
            check_span(&filter)?;
            let conn = state.database.read();
            database::transactions::search_bodies(conn, &filter, text, BODY_SEARCH_ENTRIES, &page)
                .await?
        }
        None => database::transactions::list(state.database.read(), &filter, &page).await?,
    };
    Ok(web::Json(Page {
        items: found.items.iter().map(present::summary).collect(),
        next_cursor: found.next,
    }))
}

/// Show an entry of the transaction log
///
/// Both bodies as they were on the wire, with secrets masked.
#[utoipa::path(
    tag = "transactions",
    operation_id = "show_transaction",
    security(("bearer" = ["read"])),
    params(("id" = Uuid, Path, description = "The entry")),
    responses(
        (status = 200, description = "The entry", body = Transaction),
        (status = 404, description = "Not found", body = Problem, content_type = "application/problem+json"),
    )
)]
#[get("/transactions/{id}")]
async fn show_transaction(
    caller: Limited<Read>,
    state: web::Data<AppState>,
    id: web::Path<Uuid>,
) -> ApiResult<web::Json<Transaction>> {
    let entry = database::transactions::find(state.database.read(), TransactionId(*id))
        .await?
        .filter(|entry| caller.0.is_none_or(|only| entry.store_id == Some(only)))
        .ok_or_else(ApiProblem::not_found)?;
    let beside = match entry.session_id {
        Some(session) => {
            let read = state.database.read();
            database::transactions::neighbours(read, entry.id, entry.at, session).await?
        }
        None => Neighbours::default(),
    };
    Ok(web::Json(present::detail(entry, beside)))
}

fn filter(query: &TransactionQuery, only: Option<StoreId>) -> ApiResult<TransactionFilter> {
    let wanted = query.store_id.map(StoreId);
    Ok(TransactionFilter {
        from: query::moment("from", query.from.as_ref())?,
        to: query::moment("to", query.to.as_ref())?,
        transaction_type: query.transaction_type.map(present::accept_type),
        status: query.status.map(present::accept_status),
        error_code: query.error_code.clone(),
        connection_id: query.connection_id.map(ConnectionId),
        store_id: match (only, wanted) {
            // Another store's entries are asked for: there are none that the caller may see.
            (Some(only), Some(wanted)) if only != wanted => Some(StoreId(Uuid::nil())),
            (only, wanted) => only.or(wanted),
        },
        business_unit_id: query.business_unit_id.map(BusinessUnitId),
        session_id: query.session_id.map(SessionId),
        q: query.q.clone().filter(|text| !text.trim().is_empty()),
        oldest_first: query.sort == Some(TransactionSort::OldestFirst),
    })
}

/// Bodies have no index: their search is bounded in time.
fn check_span(filter: &TransactionFilter) -> ApiResult<()> {
    match (filter.from, filter.to) {
        (Some(from), Some(to)) if to.0.saturating_sub(from.0) <= BODY_SEARCH_MICROS => Ok(()),
        _ => Err(ApiProblem::of_fields(
            ProblemCode::InvalidParameter,
            vec![FieldError::new(
                "/body",
                "range_required",
                "needs from and to, at most 24 hours apart",
            )],
        )),
    }
}
