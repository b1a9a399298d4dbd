//! `/stores/{id}/webhook-deliveries`: what a store was told of, and what came of it.

use actix_web::{get, post, web};
use api_types::{
    page::Page,
    problem::Problem,
    webhook::{
        WebhookAttempt, WebhookDelivery, WebhookDeliveryDetail, WebhookDeliveryQuery,
        WebhookDeliveryState,
    },
};
use punchout::{
    ids::{StoreId, WebhookDeliveryId},
    webhook::{DeliveryState, WebhookAttempt as Attempt, WebhookDelivery as Record},
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
    routes::Routes,
    state::AppState,
};

pub(super) fn configure(routes: &mut Routes<'_, '_>) {
    routes
        .service(list_webhook_deliveries)
        .service(get_webhook_delivery)
        .service(resend_webhook_delivery);
}

/// List what a store was told of
///
/// What fails is tried again after 10 seconds, 1, 5 and 30 minutes, 2, 6, 12 and 24 hours. Kept for thirty days.
#[utoipa::path(
    tag = "stores",
    operation_id = "list_webhook_deliveries",
    security(("bearer" = ["read"])),
    params(("id" = Uuid, Path, description = "The store"), WebhookDeliveryQuery),
    responses(
        (status = 200, description = "A page of deliveries, newest first", body = Page<WebhookDelivery>),
        (status = 404, description = "Not found", body = Problem, content_type = "application/problem+json"),
    )
)]
#[get("/stores/{id}/webhook-deliveries")]
async fn list_webhook_deliveries(
    caller: Limited<Read>,
    state: web::Data<AppState>,
    id: web::Path<Uuid>,
    QueryParams(query): QueryParams<WebhookDeliveryQuery>,
) -> ApiResult<web::Json<Page<WebhookDelivery>>> {
    let store = StoreId(*id);
    if caller.0.is_some_and(|only| only != store) {
        return Err(ApiProblem::not_found());
    }
    database::stores::find(state.database.read(), store)
        .await?
        .ok_or_else(ApiProblem::not_found)?;
    let page = query::page(query.limit, query.cursor)?;
    let wanted = query.state.map(|state| match state {
        WebhookDeliveryState::Pending => DeliveryState::Pending,
        WebhookDeliveryState::Delivered => DeliveryState::Delivered,
        WebhookDeliveryState::Failed => DeliveryState::Failed,
    });
    let found = database::webhooks::list(state.database.read(), store, wanted, &page).await?;
    Ok(web::Json(query::present_page(found, |delivery| {
        present(&delivery)
    })))
}

/// Show what a store was told of
///
/// With each attempt, when it was, how long it took and what came of it: the last 20, gone with the delivery after thirty days.
#[utoipa::path(
    tag = "stores",
    operation_id = "get_webhook_delivery",
    security(("bearer" = ["read"])),
    params(
        ("id" = Uuid, Path, description = "The store"),
        ("delivery_id" = Uuid, Path, description = "The delivery"),
    ),
    responses(
        (status = 200, description = "The delivery", body = WebhookDeliveryDetail),
        (status = 404, description = "Not found", body = Problem, content_type = "application/problem+json"),
    )
)]
#[get("/stores/{id}/webhook-deliveries/{delivery_id}")]
async fn get_webhook_delivery(
    caller: Limited<Read>,
    state: web::Data<AppState>,
    ids: web::Path<(Uuid, Uuid)>,
) -> ApiResult<web::Json<WebhookDeliveryDetail>> {
    let (store, id) = (StoreId(ids.0), WebhookDeliveryId(ids.1));
    if caller.0.is_some_and(|only| only != store) {
        return Err(ApiProblem::not_found());
    }
    let conn = state.database.read();
    let delivery = database::webhooks::find(conn, store, id)
        .await?
        .ok_or_else(ApiProblem::not_found)?;
    let attempts = database::webhooks::attempts(conn, id).await?;
    Ok(web::Json(WebhookDeliveryDetail {
        delivery: present(&delivery),
        attempt_log: attempts.iter().map(present_attempt).collect(),
    }))
}

/// Tell a store again
///
/// Whatever came of it before: it is tried at once, and again as at first where that fails. It keeps its id. It stands in no line any more:
/// it waits for nothing that happened earlier to its session or order, and nothing that happened later waits for it.
#[utoipa::path(
    tag = "stores",
    operation_id = "resend_webhook_delivery",
    security(("bearer" = ["write"])),
    params(
        ("id" = Uuid, Path, description = "The store"),
        ("delivery_id" = Uuid, Path, description = "The delivery"),
    ),
    responses(
        (status = 200, description = "It is on its way", body = WebhookDelivery),
        (status = 404, description = "Not found", body = Problem, content_type = "application/problem+json"),
    )
)]
#[post("/stores/{id}/webhook-deliveries/{delivery_id}/resend")]
async fn resend_webhook_delivery(
    caller: Require<Write>,
    state: web::Data<AppState>,
    ids: web::Path<(Uuid, Uuid)>,
) -> ApiResult<web::Json<WebhookDelivery>> {
    let (store, id) = (StoreId(ids.0), WebhookDeliveryId(ids.1));
    let change = Change::begin(&state, &caller.0).await?;
    let before = database::webhooks::find(&change.tx, store, id)
        .await?
        .ok_or_else(ApiProblem::not_found)?;
    let after = Record {
        subject: None,
        state: DeliveryState::Pending,
        attempts: 0,
        next_attempt_at: Some(change.now),
        ..before.clone()
    };
    database::webhooks::put(&change.tx, &after).await?;
    change
        .audit(
            "resend",
            "webhook_delivery",
            id.0,
            Some(&present(&before)),
            Some(&present(&after)),
        )
        .await?;
    change.commit().await?;
    Ok(web::Json(present(&after)))
}

fn present_attempt(attempt: &Attempt) -> WebhookAttempt {
    WebhookAttempt {
        at: moment::present(attempt.at),
        duration_ms: u64::try_from(attempt.duration_ms).unwrap_or_default(),
        status: attempt.outcome.as_ref().ok().copied(),
        error: attempt.outcome.as_ref().err().cloned(),
        answer: Some(String::from_utf8_lossy(&attempt.answer).into_owned())
            .filter(|answer| !answer.is_empty()),
    }
}

fn present(delivery: &Record) -> WebhookDelivery {
    WebhookDelivery {
        id: delivery.id.0,
        kind: delivery.event.clone(),
        at: moment::present(delivery.at),
        body: delivery.body.clone(),
        state: match delivery.state {
            DeliveryState::Pending => WebhookDeliveryState::Pending,
            DeliveryState::Delivered => WebhookDeliveryState::Delivered,
            DeliveryState::Failed => WebhookDeliveryState::Failed,
        },
        attempts: u32::try_from(delivery.attempts).unwrap_or_default(),
        next_attempt_at: delivery.next_attempt_at.map(moment::present),
        last_attempt_at: delivery.last_attempt_at.map(moment::present),
        last_status: delivery.last_status,
        last_error: delivery.last_error.clone(),
    }
}
