//! `/punch-out-sessions/{id}/reissue`: a return that got lost, once more.

use actix_web::{post, web};
use api_types::{
    problem::{Problem, ProblemCode},
    punch_out_session::HandOff,
};
use punchout::{
    finding::Findings,
    ids::HandOverId,
    secret::TokenHash,
    session::{HandOver, SessionEvent, SessionEventKind},
};
use uuid::Uuid;

use super::find;
use crate::{
    api::{change::Change, store_calls::hand_off},
    auth::permission::{Require, Write},
    problem::{ApiProblem, ApiResult},
    random,
    state::AppState,
};

/// Issue a return again
///
/// The last return of the session, with a cart or without one, gets a new link, and its time begins anew; the earlier link is void. For
/// buyers who lost theirs: send them the new one.
#[utoipa::path(
    tag = "punch-out sessions",
    operation_id = "reissue_return",
    security(("bearer" = ["write"])),
    params(("id" = Uuid, Path, description = "The session")),
    responses(
        (status = 200, description = "Where to send the buyer's browser", body = HandOff),
        (status = 404, description = "Not found", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "It has not returned, or its cart is not kept any more", body = Problem, content_type = "application/problem+json"),
    )
)]
#[post("/punch-out-sessions/{id}/reissue")]
pub(super) async fn reissue_return(
    caller: Require<Write>,
    state: web::Data<AppState>,
    id: web::Path<Uuid>,
) -> ApiResult<web::Json<HandOff>> {
    let session = find(&state, *id).await?.ok_or_else(ApiProblem::not_found)?;
    let change = Change::begin(&state, &caller.0).await?;
    let now = change.now;
    let code = random::lower_case_code();
    let ttl = change
        .settings()
        .store(session.store_id)
        .map_or(86_400, |store| store.handoff_ttl_seconds);
    let event = SessionEvent {
        id: random::id().into(),
        session_id: session.id,
        at: now,
        kind: SessionEventKind::HandOverReissued,
        detail: Some(format!("by {}", caller.0.principal.name())),
    };
    let again = database::hand_overs::reissue(&change.tx, &event, |last| HandOver {
        id: HandOverId(random::id()),
        code: TokenHash::of(code.expose()),
        created_at: now,
        expires_at: now.plus_seconds(i64::from(ttl)),
        voided_at: None,
        opened_at: None,
        attempted_at: None,
        ..last
    });
    let Some(again) = again.await? else {
        return Err(ApiProblem::new(
            ProblemCode::SessionState,
            "The session has not returned, or what it returned is not kept any more.",
        ));
    };
    change
        .audit(
            "reissue",
            "punch_out_session",
            *id,
            None::<&()>,
            None::<&()>,
        )
        .await?;
    let answer = hand_off(&state, &again, &code, Findings::default());
    change.commit().await?;
    Ok(web::Json(answer))
}
