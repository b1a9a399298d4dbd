//! `/settings`: what holds for the whole installation.

mod defaults;
mod present;
pub(super) mod weak;

use crate::routes::Routes;
use actix_web::{get, patch, web};
use api_types::{
    problem::Problem,
    settings::{Settings, SettingsPatch},
};
use database::installation::{self, Installation};

use super::{
    answer::Entity,
    change::Change,
    json::JsonBody,
    merge::{IfMatch, merge},
    stores,
};
use crate::{
    audit::{self, Deed, Who},
    auth::permission::{Admin, Read, Require},
    problem::ApiResult,
    state::AppState,
};

pub(super) use defaults::{for_stores, left_open, still_open};

pub(super) fn configure(routes: &mut Routes<'_, '_>) {
    routes.service(show_settings).service(update_settings);
}

/// Show the settings
#[utoipa::path(
    tag = "administration",
    operation_id = "show_settings",
    security(("bearer" = ["read"])),
    responses((status = 200, description = "The settings", body = Settings, headers(("ETag" = String))))
)]
#[get("/settings")]
async fn show_settings(
    _: Require<Read>,
    state: web::Data<AppState>,
) -> ApiResult<Entity<Settings>> {
    let settings = installation::find(state.database.read()).await?;
    Ok(entity(&settings))
}

/// Change the settings
#[utoipa::path(
    tag = "administration",
    operation_id = "update_settings",
    security(("bearer" = ["admin"])),
    params(("If-Match" = Option<String>, Header, description = "The ETag that the change is made for")),
    request_body = SettingsPatch,
    responses(
        (status = 200, description = "Changed", body = Settings, headers(("ETag" = String))),
        (status = 412, description = "Changed meanwhile", body = Problem, content_type = "application/problem+json"),
    )
)]
#[patch("/settings")]
async fn update_settings(
    caller: Require<Admin>,
    state: web::Data<AppState>,
    IfMatch(expected): IfMatch,
    JsonBody(patch, _): JsonBody<SettingsPatch>,
) -> ApiResult<Entity<Settings>> {
    let change = Change::begin(&state, &caller.0).await?;
    let before = installation::find(&change.tx).await?;
    let input = merge(&present::fields(&before), &patch)?;
    present::check(&input)?;
    let wanted = present::accept(&input, &before);
    let after = installation::update(&change.tx, &wanted, expected, change.now).await?;
    audit::note(
        &change.tx,
        &Who::from(&caller.0),
        change.now,
        Deed::at_large("update", "settings"),
        Some(&present::settings(&before)),
        Some(&present::settings(&after)),
    )
    .await?;
    for store in database::stores::all(&change.tx).await? {
        let mut wanted = store.clone();
        if defaults::follow(&mut wanted, &after) {
            stores::follow(&change, &store, &wanted).await?;
        }
    }
    change.commit().await?;
    Ok(entity(&after))
}

fn entity(settings: &Installation) -> Entity<Settings> {
    Entity {
        body: present::settings(settings),
        version: settings.version,
    }
}
