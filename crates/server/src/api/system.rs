//! `/system`: how the program does.

use std::time::Instant;

use crate::routes::Routes;
use actix_web::{get, web};
use api_types::system::{
    DatabaseKind, DatabaseStatus, LogStatus, NodeStatus, SettingsStatus, System, WriterStatus,
};

use super::moment;
use crate::{
    auth::permission::{Read, Require},
    problem::ApiResult,
    state::AppState,
};

pub(super) fn configure(routes: &mut Routes<'_, '_>) {
    routes.service(show_system);
}

/// Show how the program does
///
/// Of the node that answers and of the database. Costs little, however long the log is.
#[utoipa::path(
    tag = "administration",
    operation_id = "show_system",
    security(("bearer" = ["read"])),
    responses((status = 200, description = "How it does", body = System))
)]
#[get("/system")]
async fn show_system(_: Require<Read>, state: web::Data<AppState>) -> ApiResult<web::Json<System>> {
    let asked = Instant::now();
    state.database.ping().await?;
    let response_micros = u64::try_from(asked.elapsed().as_micros()).unwrap_or(u64::MAX);
    let found = database::status::status(&state.database).await?;
    let stored = database::settings::version(state.database.read()).await?;
    let held = state.settings.snapshot().version();
    let writer = state.database.writer();
    let count = |value: i64| u64::try_from(value).unwrap_or_default();
    let small = |value: usize| u32::try_from(value).unwrap_or(u32::MAX);
    let started_at = state.node.started_at;
    let micros = state.now().0.saturating_sub(started_at.0);
    Ok(web::Json(System {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        node: NodeStatus {
            id: state.node.id.clone(),
            started_at: moment::present(started_at),
            uptime_seconds: count(micros.div_euclid(1_000_000)),
        },
        database: DatabaseStatus {
            kind: if found.postgres {
                DatabaseKind::Postgresql
            } else {
                DatabaseKind::Sqlite
            },
            version: found.version,
            response_micros,
            size_bytes: count(found.size_bytes),
            pending_migrations: small(found.pending_migrations),
        },
        writer: WriterStatus {
            waiting: small(writer.waiting()),
            capacity: small(writer.capacity()),
        },
        log: LogStatus {
            entries: count(found.log_entries),
            oldest_at: found.log_oldest_at.map(moment::present),
            newest_at: found.log_newest_at.map(moment::present),
        },
        settings: SettingsStatus {
            version: held,
            current: held == stored,
        },
    }))
}
