//! `/connections/{id}/onboarding-sheet`: what the people at the procurement system need, as a page to print.

mod sheet;
mod words;

use actix_web::{
    HttpResponse, get,
    http::header::{self, ContentType},
    web,
};
use api_types::{onboarding::SheetQuery, problem::Problem};
use punchout::{connection::Format, ids::ConnectionId};
use uuid::Uuid;

use crate::{
    api::query::QueryParams,
    auth::permission::{Read, Require},
    problem::{ApiProblem, ApiResult},
    state::AppState,
};
use sheet::{Account, Place, Sheet};

/// Show the onboarding sheet
///
/// A page for the people at the procurement system: the addresses, who signs in, what is handed over separately, and the steps in their
/// system. It has no secret in it and no script, and prints well.
#[utoipa::path(
    tag = "connections",
    operation_id = "show_onboarding_sheet",
    security(("bearer" = ["read"])),
    params(("id" = Uuid, Path, description = "The connection"), SheetQuery),
    responses(
        (status = 200, description = "The page", body = String, content_type = "text/html"),
        (status = 404, description = "Not found", body = Problem, content_type = "application/problem+json"),
    )
)]
#[get("/connections/{id}/onboarding-sheet")]
pub(super) async fn show_onboarding_sheet(
    _: Require<Read>,
    state: web::Data<AppState>,
    id: web::Path<Uuid>,
    QueryParams(query): QueryParams<SheetQuery>,
) -> ApiResult<HttpResponse> {
    let connection = database::connections::find(state.database.read(), ConnectionId(*id))
        .await?
        .ok_or_else(ApiProblem::not_found)?;
    let unit =
        database::business_units::find_any(state.database.read(), &[connection.business_unit_id])
            .await?;
    let settings = state.settings.snapshot();
    let stores = settings
        .stores()
        .filter(|store| connection.serves(store.id));
    let places = stores
        .filter_map(|store| {
            let entry = settings.entry_point_of(connection.id, store.id)?;
            let path = format!("/punchout/{}/{}", store.key, entry.slug);
            Some(Place {
                store: store.name.clone(),
                url: state.config.http.url_of(&path),
            })
        })
        .collect();
    let accounts = settings
        .credentials_of(connection.id)
        .map(|candidate| {
            let credential = candidate.credential;
            let (domain, identity) = match connection.format {
                Format::Oci | Format::PunchOut2Go => (String::new(), credential.sender.as_user()),
                Format::Cxml => (
                    credential.sender.domain.clone(),
                    Some(credential.sender.identity.as_str()),
                ),
            };
            Account {
                domain,
                identity: identity.unwrap_or_default().to_owned(),
                to: credential
                    .to
                    .as_ref()
                    .map(|to| format!("{} / {}", to.domain, to.identity)),
            }
        })
        .collect();
    let sheet = Sheet {
        connection: &connection,
        business_unit: unit.first().map(|unit| unit.name.clone()),
        places,
        accounts,
    };
    let words = words::of(query.lang);
    Ok(HttpResponse::Ok()
        .content_type(ContentType::html())
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .insert_header((header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .insert_header((header::REFERRER_POLICY, "no-referrer"))
        .insert_header((header::CONTENT_SECURITY_POLICY, sheet::policy()))
        .body(sheet.html(words)))
}
