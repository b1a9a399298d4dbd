//! New passwords for users who lost theirs.

use actix_web::{post, web};
use api_types::{problem::Problem, user::ResetPassword};
use database::users::{self, User};
use punchout::ids::UserId;
use uuid::Uuid;

use super::{RESOURCE, present};
use crate::{
    api::{change::Change, merge::IfMatch},
    auth::{
        key::random_token,
        password,
        permission::{Admin, Require},
    },
    problem::{ApiProblem, ApiResult},
    state::AppState,
};

/// Give a user a new password
///
/// The answer shows it, this once. They are signed out everywhere, and must change it at the next sign-in.
#[utoipa::path(
    tag = "administration",
    operation_id = "reset_user_password",
    security(("bearer" = ["admin"])),
    params(
        ("id" = Uuid, Path, description = "The user"),
        ("If-Match" = Option<String>, Header, description = "The ETag that the change is made for"),
    ),
    responses(
        (status = 200, description = "The new password", body = ResetPassword),
        (status = 404, description = "Not found", body = Problem, content_type = "application/problem+json"),
        (status = 412, description = "Changed meanwhile", body = Problem, content_type = "application/problem+json"),
    )
)]
#[post("/users/{id}/reset-password")]
pub(super) async fn reset_user_password(
    caller: Require<Admin>,
    state: web::Data<AppState>,
    id: web::Path<Uuid>,
    IfMatch(expected): IfMatch,
) -> ApiResult<web::Json<ResetPassword>> {
    let secret = random_token();
    // Takes its time, and the transaction to come should not.
    let password_hash = password::hash(&state.config.auth, secret.clone()).await?;
    let change = Change::begin(&state, &caller.0).await?;
    let before = users::find(&change.tx, UserId(*id))
        .await?
        .ok_or_else(ApiProblem::not_found)?;
    let wanted = User {
        password_hash,
        must_change_password: true,
        token_generation: before.token_generation + 1,
        ..before
    };
    let after = users::update(&change.tx, &wanted, expected, change.now).await?;
    database::refresh_tokens::revoke_user(&change.tx, after.id, change.now).await?;
    change
        .audit("reset_password", RESOURCE, *id, None::<&()>, None::<&()>)
        .await?;
    change.commit().await?;
    Ok(web::Json(ResetPassword {
        one_time_password: present::secret(&secret),
    }))
}
