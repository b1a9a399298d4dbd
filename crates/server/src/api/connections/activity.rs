//! `/connections/{id}/activity`: what happens at a connection.

use actix_web::{get, web};
use api_types::{
    connection::{ConnectionActivity, SeenReturnHost},
    problem::Problem,
};
use punchout::{connection::Mode, ids::ConnectionId, return_url};
use uuid::Uuid;

use super::profiles;
use crate::{
    api::moment,
    auth::permission::{Read, Require},
    problem::{ApiProblem, ApiResult},
    state::AppState,
};

/// Show what happens at a connection
///
/// How many sessions are under way, when it was last used, and where its buyers return to.
#[utoipa::path(
    tag = "connections",
    operation_id = "show_connection_activity",
    security(("bearer" = ["read"])),
    params(("id" = Uuid, Path, description = "The connection")),
    responses(
        (status = 200, description = "What happens", body = ConnectionActivity),
        (status = 404, description = "Not found", body = Problem, content_type = "application/problem+json"),
    )
)]
#[get("/connections/{id}/activity")]
pub(super) async fn show_connection_activity(
    _: Require<Read>,
    state: web::Data<AppState>,
    id: web::Path<Uuid>,
) -> ApiResult<web::Json<ConnectionActivity>> {
    let (read, now) = (state.database.read(), state.now());
    let found = database::connections::find_any(read, &[ConnectionId(*id)]).await?;
    let connection = found.into_iter().next().ok_or_else(ApiProblem::not_found)?;
    let hosts = database::connections::return_hosts(read, connection.id).await?;
    let last_used_at = database::entry_points::last_use(read, connection.id).await?;
    Ok(web::Json(ConnectionActivity {
        live_sessions: database::sessions::count_live(read, connection.id, now).await?,
        last_used_at: last_used_at.map(moment::present),
        return_hosts: hosts
            .into_iter()
            .map(|seen| SeenReturnHost {
                allowed: is_covered(&seen.host, &connection.allowed_return_hosts),
                first_seen_at: moment::present(seen.first_seen_at),
                last_seen_at: moment::present(seen.last_seen_at),
                host: seen.host,
            })
            .collect(),
        proposed_profile: profiles::proposed(&state, &connection).await?,
    }))
}

/// Whether a list of hosts covers one, in the form that hosts are recorded in.
pub(super) fn is_covered(host: &str, listed: &[String]) -> bool {
    let url = if host.starts_with("http://") {
        host.to_owned()
    } else {
        format!("https://{host}")
    };
    return_url::check(&url, Mode::Production, listed).is_ok()
}
