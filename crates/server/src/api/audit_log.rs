//! `/audit-log`: who changed which setting.

use actix_web::{get, web};
use api_types::{
    audit::{AuditEntry, AuditQuery},
    page::Page,
};
use database::audit::{self, ActorKind, AuditEntry as Record, AuditFilter};
use utoipa_actix_web::service_config::ServiceConfig;

use super::{
    moment,
    query::{self, QueryParams},
};
use crate::{
    auth::permission::{Admin, Require},
    problem::ApiResult,
    state::AppState,
};

pub(super) fn configure(services: &mut ServiceConfig<'_>) {
    services.service(list_audit_log);
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
    let filter = AuditFilter {
        resource_type: query.resource,
        resource_id: query.resource_id,
        ..AuditFilter::default()
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
    }
}
