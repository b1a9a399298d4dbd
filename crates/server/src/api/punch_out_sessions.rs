//! `/punch-out-sessions`: sessions as administrators and stores see them.

mod present;
mod reissue;

use crate::routes::Routes;
use actix_web::{get, post, web};
use api_types::{
    page::Page,
    problem::{Problem, ProblemCode},
    punch_out_session::{PunchOutSession, PunchOutSessionEntry, PunchOutSessionQuery, Timeline},
};
use database::sessions::SessionFilter;
use punchout::{
    ids::{ConnectionId, SessionId, StoreId},
    session::{Session, SessionEvent, SessionEventKind, SessionState},
};
use serde_json::json;
use uuid::Uuid;

use super::{
    change::Change,
    query::{self, QueryParams},
};
use crate::{
    auth::permission::{Limited, Read, Require, SessionReader, Sight, Write},
    problem::{ApiProblem, ApiResult},
    random,
    state::AppState,
};

pub use present::present_session;
pub(crate) use present::{present_event_kind, present_operation, present_ship_to};
pub(in crate::api) use present::{
    present_extrinsic, present_item, present_permission, present_selected,
};

pub(super) fn configure(routes: &mut Routes<'_, '_>) {
    routes
        .service(list_punch_out_sessions)
        .service(show_punch_out_session)
        .service(show_punch_out_session_timeline)
        .service(end_punch_out_session)
        .service(reissue::reissue_return);
}

/// List punch-out sessions
#[utoipa::path(
    tag = "punch-out sessions",
    operation_id = "list_punch_out_sessions",
    security(("bearer" = ["read"])),
    params(PunchOutSessionQuery),
    responses((status = 200, description = "A page of sessions, newest first", body = Page<PunchOutSessionEntry>))
)]
#[get("/punch-out-sessions")]
async fn list_punch_out_sessions(
    caller: Limited<Read>,
    state: web::Data<AppState>,
    QueryParams(query): QueryParams<PunchOutSessionQuery>,
) -> ApiResult<web::Json<Page<PunchOutSessionEntry>>> {
    let page = query::page(query.limit, query.cursor)?;
    let now = state.now();
    let filter = SessionFilter {
        state: query.state.map(present::accept_state),
        connection_id: query.connection_id.map(ConnectionId),
        store_id: match (caller.0, query.store_id.map(StoreId)) {
            // Another store's sessions are asked for: there are none that the caller may see.
            (Some(only), Some(wanted)) if only != wanted => Some(StoreId(Uuid::nil())),
            (only, wanted) => only.or(wanted),
        },
        live: query.live,
        from: query::moment("from", query.from.as_ref())?,
        to: query::moment("to", query.to.as_ref())?,
        ..SessionFilter::default()
    };
    let found = database::sessions::list(state.database.read(), &filter, &page, now).await?;
    Ok(web::Json(Page {
        items: present::entries(&state, &found.items, now).await?,
        next_cursor: found.next,
    }))
}

/// Show a punch-out session
///
/// For administrators, and for the store that it leads to: with a key of the store, or with the session's own token. A store's call lets the
/// idle time begin anew.
#[utoipa::path(
    tag = "punch-out sessions",
    operation_id = "show_punch_out_session",
    security(("bearer" = ["read"]), ("bearer" = ["store"]), ("session" = [])),
    params(("id" = Uuid, Path, description = "The session")),
    responses(
        (status = 200, description = "The session", body = PunchOutSession),
        (status = 410, description = "`token_expired`: the session's own token, after its end", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "Not found", body = Problem, content_type = "application/problem+json"),
    )
)]
#[get("/punch-out-sessions/{id}")]
async fn show_punch_out_session(
    caller: SessionReader,
    state: web::Data<AppState>,
    id: web::Path<Uuid>,
) -> ApiResult<web::Json<PunchOutSession>> {
    let now = state.now();
    let mut session = database::sessions::find(state.database.read(), SessionId(*id))
        .await?
        .filter(|session| caller.0.sees(session))
        .ok_or_else(ApiProblem::not_found)?;
    caller.0.admits(&session, now)?;
    // A store's call is a sign of life; an administrator's look is none.
    let is_alive = matches!(caller.0, Sight::Store(_) | Sight::Session(_));
    if is_alive && database::sessions::touch(state.database.write(), session.id, now).await? {
        session.last_activity_at = now;
    }
    present_session(&state, &session).await.map(web::Json)
}

/// Show what happened to a punch-out session
#[utoipa::path(
    tag = "punch-out sessions",
    operation_id = "show_punch_out_session_timeline",
    security(("bearer" = ["read"])),
    params(("id" = Uuid, Path, description = "The session")),
    responses(
        (status = 200, description = "Its events, oldest first", body = Timeline),
        (status = 404, description = "Not found", body = Problem, content_type = "application/problem+json"),
    )
)]
#[get("/punch-out-sessions/{id}/timeline")]
async fn show_punch_out_session_timeline(
    caller: Limited<Read>,
    state: web::Data<AppState>,
    id: web::Path<Uuid>,
) -> ApiResult<web::Json<Timeline>> {
    let session = find(&state, *id)
        .await?
        .filter(|session| caller.0.is_none_or(|only| only == session.store_id))
        .ok_or_else(ApiProblem::not_found)?;
    let events = database::sessions::timeline(state.database.read(), session.id).await?;
    Ok(web::Json(Timeline {
        items: events.into_iter().map(present::event).collect(),
    }))
}

/// End a punch-out session
///
/// The buyer can no longer return with a cart from it.
#[utoipa::path(
    tag = "punch-out sessions",
    operation_id = "end_punch_out_session",
    security(("bearer" = ["write"])),
    params(("id" = Uuid, Path, description = "The session")),
    responses(
        (status = 200, description = "The session, ended", body = PunchOutSession),
        (status = 404, description = "Not found", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "It is over already", body = Problem, content_type = "application/problem+json"),
    )
)]
#[post("/punch-out-sessions/{id}/end")]
async fn end_punch_out_session(
    caller: Require<Write>,
    state: web::Data<AppState>,
    id: web::Path<Uuid>,
) -> ApiResult<web::Json<PunchOutSession>> {
    let session = find(&state, *id).await?.ok_or_else(ApiProblem::not_found)?;
    let change = Change::begin(&state, &caller.0).await?;
    let now = change.now;
    let event = SessionEvent {
        id: random::id().into(),
        session_id: session.id,
        at: now,
        kind: SessionEventKind::Ended,
        detail: Some(format!("by {}", caller.0.principal.name())),
    };
    if !database::sessions::end(&change.tx, &event).await? {
        return Err(ApiProblem::new(
            ProblemCode::SessionState,
            format!("The session is {}.", session.state_at(now).name()),
        ));
    }
    let stood = json!({ "state": session.state_at(now).name() });
    let stands = json!({ "state": SessionState::Ended.name() });
    change
        .audit("end", "punch_out_session", *id, Some(&stood), Some(&stands))
        .await?;
    change.commit().await?;
    let ended = find(&state, *id).await?.ok_or_else(ApiProblem::not_found)?;
    present_session(&state, &ended).await.map(web::Json)
}

async fn find(state: &AppState, id: Uuid) -> ApiResult<Option<Session>> {
    Ok(database::sessions::find(state.database.read(), SessionId(id)).await?)
}
