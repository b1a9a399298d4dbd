//! `/connections/{id}/promotion` and `/promote`: what is missing before production, and the step there.

use crate::routes::Routes;
use actix_web::{get, post, web};
use api_types::{
    connection::Connection,
    lifecycle::{Promote, Promotion, PromotionCheck},
    problem::{FieldError, Problem, ProblemCode},
};
use punchout::{
    connection::{Connection as Record, Mode},
    ids::ConnectionId,
};
use uuid::Uuid;

use super::{activity::is_covered, check, entity, find, present, save};
use crate::{
    api::{answer::Entity, change::Change, json::OptionalBody, merge::IfMatch, moment},
    auth::permission::{Read, Require, Write},
    problem::{ApiProblem, ApiResult},
    state::AppState,
    validation::{FieldErrors, is_return_host},
};

const TEST_PUNCH_OUT: &str = "test_punch_out";

pub(super) fn configure(routes: &mut Routes<'_, '_>) {
    routes
        .service(show_connection_promotion)
        .service(promote_connection);
}

/// Show what is missing before a connection goes to production
#[utoipa::path(
    tag = "connections",
    operation_id = "show_connection_promotion",
    security(("bearer" = ["read"])),
    params(("id" = Uuid, Path, description = "The connection")),
    responses(
        (status = 200, description = "What was looked at", body = Promotion),
        (status = 404, description = "Not found", body = Problem, content_type = "application/problem+json"),
    )
)]
#[get("/connections/{id}/promotion")]
async fn show_connection_promotion(
    _: Require<Read>,
    state: web::Data<AppState>,
    id: web::Path<Uuid>,
) -> ApiResult<web::Json<Promotion>> {
    let connection = database::connections::find(state.database.read(), ConnectionId(*id))
        .await?
        .ok_or_else(ApiProblem::not_found)?;
    let checks = checks(&state, &connection).await?;
    Ok(web::Json(Promotion {
        mode: present::mode(connection.mode),
        ready: checks.iter().all(|check| check.passed || !check.required),
        checks,
    }))
}

/// Put a connection into production
///
/// Refused while something that is required is missing. PATCH with `mode` leads back to test.
#[utoipa::path(
    tag = "connections",
    operation_id = "promote_connection",
    security(("bearer" = ["write"])),
    params(
        ("id" = Uuid, Path, description = "The connection"),
        ("If-Match" = Option<String>, Header, description = "The ETag that the change is made for"),
    ),
    request_body(content = Option<Promote>, description = "The hosts to allow, and whether it may go untested"),
    responses(
        (status = 200, description = "In production", body = Connection, headers(("ETag" = String))),
        (status = 404, description = "Not found", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "`not_ready`, with what is missing", body = Problem, content_type = "application/problem+json"),
        (status = 412, description = "Changed meanwhile", body = Problem, content_type = "application/problem+json"),
    )
)]
#[post("/connections/{id}/promote")]
async fn promote_connection(
    caller: Require<Write>,
    state: web::Data<AppState>,
    id: web::Path<Uuid>,
    IfMatch(expected): IfMatch,
    OptionalBody(how): OptionalBody<Promote>,
) -> ApiResult<Entity<Connection>> {
    let mut errors = FieldErrors::of(&how);
    for (index, host) in how.allowed_return_hosts.iter().flatten().enumerate() {
        errors.check(
            is_return_host(host),
            format!("/allowed_return_hosts/{index}"),
            "invalid",
            "must be a host such as erp.example, *.erp.example, or http://erp.example:8080",
        );
    }
    errors.finish()?;
    let change = Change::begin(&state, &caller.0).await?;
    let before = find(&change, *id).await?;
    let wanted = Record {
        mode: Mode::Production,
        allowed_return_hosts: how
            .allowed_return_hosts
            .unwrap_or_else(|| before.allowed_return_hosts.clone()),
        ..before.clone()
    };
    let missing: Vec<_> = checks(&state, &wanted)
        .await?
        .into_iter()
        .filter(|check| check.required && !check.passed)
        .filter(|check| !(how.untested && check.code == TEST_PUNCH_OUT))
        .map(|check| FieldError::new("", check.code, check.text))
        .collect();
    if !missing.is_empty() {
        return Err(ApiProblem::of_fields(ProblemCode::NotReady, missing));
    }
    check::unambiguous(&change, &wanted).await?;
    let after = save(&change, "promote", &before, &wanted, expected).await?;
    change.commit().await?;
    Ok(entity(&after))
}

/// Looks at what a connection in production should have.
async fn checks(state: &AppState, connection: &Record) -> ApiResult<Vec<PromotionCheck>> {
    let (read, now) = (state.database.read(), state.now());
    let listed = &connection.allowed_return_hosts;
    let seen = database::connections::return_hosts(read, connection.id).await?;
    let hosts: Vec<_> = seen.iter().map(|seen| seen.host.as_str()).collect();
    let uncovered: Vec<_> = hosts
        .iter()
        .copied()
        .filter(|host| !is_covered(host, listed))
        .collect();
    let credentials = database::credentials::list(read, connection.id).await?;
    let opens = credentials
        .iter()
        .filter(|credential| credential.shared_secret.is_some() && credential.valid_at(now))
        .count();
    let stores = database::stores::all(read).await?;
    let leads_to = stores
        .iter()
        .filter(|store| store.enabled && connection.serves(store.id))
        .count();
    let returned = database::sessions::last_return(read, connection.id).await?;
    Ok(vec![
        required(
            "return_hosts",
            !listed.is_empty(),
            if listed.is_empty() {
                format!(
                    "allowed_return_hosts names no host that carts may be posted to. Seen so far: {}.",
                    named(&hosts)
                )
            } else {
                format!("Carts may be posted to {}.", listed.join(", "))
            },
        ),
        advised(
            "seen_hosts",
            uncovered.is_empty(),
            format!(
                "Of the hosts that setups named, these are not allowed: {}.",
                named(&uncovered)
            ),
        ),
        required(
            "credential",
            opens > 0,
            format!("{opens} credentials have a secret and are good now."),
        ),
        required(
            "store",
            leads_to > 0,
            format!("The connection leads to {leads_to} enabled stores."),
        ),
        required(
            TEST_PUNCH_OUT,
            returned.is_some(),
            returned.map_or_else(
                || "No cart came back through the connection yet.".to_owned(),
                |at| {
                    format!(
                        "A cart came back from the session of {}.",
                        moment::present(at)
                    )
                },
            ),
        ),
        advised(
            "active",
            connection.active,
            if connection.active {
                "The connection is active.".to_owned()
            } else {
                "The connection is not active: activate it when buyers may come.".to_owned()
            },
        ),
    ])
}

fn named(hosts: &[&str]) -> String {
    if hosts.is_empty() {
        "none".to_owned()
    } else {
        hosts.join(", ")
    }
}

fn required(code: &str, passed: bool, text: String) -> PromotionCheck {
    PromotionCheck {
        code: code.to_owned(),
        passed,
        required: true,
        text,
    }
}

fn advised(code: &str, passed: bool, text: String) -> PromotionCheck {
    PromotionCheck {
        required: false,
        ..required(code, passed, text)
    }
}
