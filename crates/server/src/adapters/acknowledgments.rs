//! What shops make of orders, by their connector: in the answer to one, or later by a call of their own. The document is known
//! (PunchOut2Go's acknowledgment of a purchase order); no procurement system is told of it, since none says where it takes such news.

use std::collections::BTreeSet;

use actix_web::{HttpRequest, HttpResponse, ResponseError, web};
use api_types::{api_key::Scope, problem::ProblemCode};
use database::{
    PageRequest,
    orders::{self, Scope as OrderScope},
    transactions::{self, TransactionFilter},
    writer::WriteSet,
};
use punchout::{
    finding::{Finding, Severity},
    ids::{SessionId, StoreId},
    named_error::ErrorCode,
    secret::Secret,
    transaction::{TransactionStatus, TransactionType},
};
use punchout2go::Acknowledgment;

use super::{of, shop_calls::too_many};
use crate::{
    api,
    auth::{identify, principal::Principal},
    gateway::{Ending, Exchange},
    problem::{ApiProblem, ApiResult},
    service::ordered,
    state::AppState,
};

/// The most characters of a word that a shop says.
const MAX_SAID: usize = 200;

/// How many log entries of one id are looked at.
const MOST: u64 = 20;

/// What a shop makes of an order, in words.
#[must_use]
pub fn words(said: &Acknowledgment) -> String {
    let header = &said.header;
    let known = [&header.order_id, &header.status, &header.notice_id];
    let words: Vec<String> = known
        .into_iter()
        .flatten()
        .map(|text| text.chars().take(MAX_SAID).collect())
        .collect();
    words.join(", ")
}

/// The same as a finding of a log entry: a warning, where the shop does not simply accept the order.
#[must_use]
pub fn finding(said: &Acknowledgment) -> Finding {
    let (code, severity, advice) = if said.is_accepted() {
        ("order.accepted", Severity::Notice, "Nothing is to be done.")
    } else {
        (
            "order.not_accepted",
            Severity::Warning,
            "Ask the shop: the procurement system was told that the order was taken, and nothing more.",
        )
    };
    Finding {
        code: code.to_owned(),
        severity,
        line: None,
        path: String::new(),
        text: format!("The shop says: {}.", words(said)),
        advice: advice.to_owned(),
    }
}

/// Takes what a shop says later to an order.
pub(super) async fn take(
    request: HttpRequest,
    payload: web::Payload,
    state: web::Data<AppState>,
) -> HttpResponse {
    if let Some(refused) = too_many(&request, &state) {
        return refused;
    }
    let bytes = match api::read_json(payload.into_inner()).await {
        Ok(bytes) => bytes,
        Err(problem) => return problem.error_response(),
    };
    let mut exchange = Exchange::begin(&request, TransactionType::Other, &state);
    exchange.document = Some("order acknowledgment".to_owned());
    let taken = taken(&mut exchange, &bytes, &state).await;
    let (known, at) = (exchange.store_id.is_some(), exchange.at);
    let (response, error, events) = match taken {
        Ok((sessions, said)) => {
            let events = ordered::acknowledged(&sessions, &said, at);
            (HttpResponse::NoContent().finish(), None, events)
        }
        Err((code, problem)) => {
            let error = (code, problem.to_string());
            (problem.error_response(), Some(error), Vec::new())
        }
    };
    let ending = Ending {
        error,
        protocol_status: None,
        http_status: response.status(),
        headers: Vec::new(),
        body: Vec::new(),
    };
    let away = || ApiProblem::unavailable("the log was not written").error_response();
    let Some(transaction) = exchange.end(ending).await else {
        return away();
    };
    if transaction.status != TransactionStatus::Ok {
        state.log.refusal(&state, transaction, known).await;
        return response;
    }
    let set = WriteSet {
        events,
        transactions: vec![transaction],
        ..WriteSet::default()
    };
    if state.log.write(&state, set).await {
        response
    } else {
        away()
    }
}

/// The sessions of the order that is acknowledged, and what is said to it.
async fn taken(
    exchange: &mut Exchange,
    bytes: &[u8],
    state: &web::Data<AppState>,
) -> Result<(Vec<SessionId>, String), (ErrorCode, ApiProblem)> {
    // What cannot be read is not logged either: nobody knows where the key stands in it.
    let said = Acknowledgment::read(bytes).map_err(|fault| {
        let text = format!("{} {}", fault.text, fault.remedy);
        let problem = ApiProblem::invalid_field(fault.field, fault.kind.code(), text);
        (ErrorCode::InvalidJson, problem)
    })?;
    let key = said.api_key.clone().unwrap_or_default();
    if !key.is_empty() {
        exchange.hide(Secret::new(key.clone()));
    }
    let size = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    exchange.request_body(bytes.to_vec(), size);
    let away = |problem| (ErrorCode::DatabaseAway, problem);
    let refuse = |code, problem, text| (code, ApiProblem::new(problem, text));
    let store = store_of(state, &key).await.map_err(away)?.ok_or_else(|| {
        refuse(
            ErrorCode::UnknownClient,
            ProblemCode::Unauthenticated,
            "apikey is no API key of the scope store, of a store that acknowledges orders.",
        )
    })?;
    exchange.store_id = Some(store);
    exchange.order_id.clone_from(&said.header.order_id);
    let sessions = find(exchange, state, store, &said).await.map_err(away)?;
    let sessions = sessions.ok_or_else(|| {
        refuse(
            ErrorCode::UnsupportedDocument,
            ProblemCode::NotFound,
            "No order with this order_request_id went to the store, or those of several connections did.",
        )
    })?;
    exchange.findings.add(finding(&said));
    Ok((sessions, words(&said)))
}

/// The store of an API key, if it is one that acknowledges orders so.
async fn store_of(state: &web::Data<AppState>, key: &str) -> ApiResult<Option<StoreId>> {
    if key.is_empty() {
        return Ok(None);
    }
    let Some(Principal::ApiKey {
        scopes,
        store_id: Some(store),
        ..
    }) = identify::find_by_key(state, key).await?
    else {
        return Ok(None);
    };
    let settings = state.settings.snapshot();
    let acknowledges = settings
        .store(store)
        .is_some_and(|store| of(store.interface.adapter.kind).acknowledges());
    Ok((acknowledges && scopes.contains(&Scope::Store)).then_some(store))
}

/// The sessions of the order that went to the store under an id; `None` where there is no such order, or not exactly one connection's.
async fn find(
    exchange: &mut Exchange,
    state: &AppState,
    store: StoreId,
    said: &Acknowledgment,
) -> ApiResult<Option<Vec<SessionId>>> {
    let id = said.order_request_id.as_ref();
    let Some(id) = id.or(said.header.payload_id.as_ref()) else {
        return Ok(None);
    };
    let filter = TransactionFilter {
        transaction_type: Some(TransactionType::OrderRequest),
        status: Some(TransactionStatus::Ok),
        store_id: Some(store),
        q: Some(id.clone()),
        oldest_first: true,
        ..TransactionFilter::default()
    };
    let conn = state.database.read();
    let page = PageRequest::first(MOST);
    let mut found = transactions::list(conn, &filter, &page).await?.items;
    found.retain(|entry| entry.payload_id.as_ref() == Some(id));
    let connections: BTreeSet<_> = found
        .iter()
        .filter_map(|entry| entry.connection_id.map(|id| id.0))
        .collect();
    let Some(order) = found.first().filter(|_| connections.len() == 1) else {
        return Ok(None);
    };
    exchange.connection_id = order.connection_id;
    exchange.business_unit_id = order.business_unit_id;
    exchange.session_id = order.session_id;
    exchange.payload_id.clone_from(&order.payload_id);
    exchange.order_id.clone_from(&order.order_id);
    let (Some(connection), Some(number)) = (order.connection_id, &order.order_id) else {
        return Ok(Some(Vec::new()));
    };
    let scope = OrderScope { connection, store };
    Ok(Some(orders::of_number(conn, scope, number).await?))
}
