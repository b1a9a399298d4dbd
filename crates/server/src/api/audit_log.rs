//! `/audit-log`: who changed which setting.

use crate::routes::Routes;
use actix_web::{get, web};
use api_types::{
    audit::{AuditEntry, AuditQuery},
    page::Page,
};
use database::audit::{self, ActorKind, AuditEntry as Record, AuditFilter};
use uuid::Uuid;

use super::{
    moment,
    query::{self, QueryParams},
};
use crate::{
    auth::permission::{Admin, Require},
    problem::ApiResult,
    state::AppState,
};

pub(super) fn configure(routes: &mut Routes<'_, '_>) {
    routes.service(list_audit_log);
}

/// List the audit log
#[utoipa::path(
    tag = "administration",
    operation_id = "list_audit_log",
    security(("bearer" = ["admin"])),
    params(AuditQuery),
    responses((status = 200, description = "A page of entries, newest first", body = Page<AuditEntry>))
)]
#[get("/audit-log")]
async fn list_audit_log(
    _: Require<Admin>,
    state: web::Data<AppState>,
    QueryParams(query): QueryParams<AuditQuery>,
) -> ApiResult<web::Json<Page<AuditEntry>>> {
    let page = query::page(query.limit, query.cursor)?;
    let actor = query.actor.filter(|text| !text.is_empty());
    let actor_id = actor.as_deref().and_then(|text| text.parse::<Uuid>().ok());
    let filter = AuditFilter {
        resource_type: query.resource.filter(|text| !text.is_empty()),
        resource_id: query.resource_id,
        actor_id,
        actor_name: actor.filter(|_| actor_id.is_none()),
        action: query.action.filter(|text| !text.is_empty()),
        from: query::moment("from", query.from.as_ref())?,
        to: query::moment("to", query.to.as_ref())?,
    };
    let found = audit::list(state.database.read(), &filter, &page).await?;
    Ok(web::Json(query::present_page(found, present)))
}

fn present(entry: Record) -> AuditEntry {
    let kind = match entry.actor_kind {
        ActorKind::User => "user",
        ActorKind::ApiKey => "api_key",
        ActorKind::System => "system",
    };
    AuditEntry {
        id: entry.id,
        at: moment::present(entry.at),
        actor: entry.actor_name,
        actor_kind: kind.to_owned(),
        actor_id: entry.actor_id,
        action: entry.action,
        resource: entry.resource_type,
        resource_id: entry.resource_id,
        before: entry.before,
        after: entry.after,
        peer: entry.peer,
    }
}
