//! `/users`: the people who administer the gateway.

mod password;
pub mod present;

use crate::routes::Routes;
use actix_web::{delete, get, patch, post, web};
use api_types::{
    page::{Page, PageQuery},
    problem::{Problem, ProblemCode},
    user::{CreatedUser, NewUser, User, UserPatch},
};
use database::users::{self, User as Record, UserRole};
use punchout::ids::UserId;
use uuid::Uuid;

use super::{
    answer::{Created, Creation, Entity, NoContent},
    change::{self, Change},
    json::JsonBody,
    merge::{IfMatch, merge},
    once::Once,
    query::{self, QueryParams},
};
use crate::{
    auth::{
        key::random_token,
        password as passwords,
        permission::{Admin, Require},
    },
    problem::{ApiProblem, ApiResult},
    state::AppState,
};

const RESOURCE: &str = "user";

pub(super) fn configure(routes: &mut Routes<'_, '_>) {
    routes
        .service(list_users)
        .service(create_user)
        .service(show_user)
        .service(update_user)
        .service(archive_user)
        .service(password::reset_user_password);
}

/// List users
#[utoipa::path(
    tag = "administration",
    operation_id = "list_users",
    security(("bearer" = ["admin"])),
    params(PageQuery),
    responses((status = 200, description = "A page of users, oldest first", body = Page<User>))
)]
#[get("/users")]
async fn list_users(
    _: Require<Admin>,
    state: web::Data<AppState>,
    QueryParams(query): QueryParams<PageQuery>,
) -> ApiResult<web::Json<Page<User>>> {
    let page = query::page(query.limit, query.cursor)?;
    let found = users::list(state.database.read(), &page).await?;
    Ok(web::Json(query::present_page(found, |user| {
        present::user(&user)
    })))
}

/// Add a user
///
/// Without a password one is made up, and the answer shows it, this once. Either must be changed at the first sign-in.
#[utoipa::path(
    tag = "administration",
    operation_id = "create_user",
    security(("bearer" = ["admin"])),
    params(("Idempotency-Key" = Option<String>, Header, description = "A name for this call; repeated, it does nothing more, and does not show the password again")),
    request_body = NewUser,
    responses(
        (status = 201, description = "Added", body = CreatedUser, headers(("Location" = String), ("ETag" = String))),
        (status = 409, description = "The e-mail address is taken", body = Problem, content_type = "application/problem+json"),
    )
)]
#[post("/users")]
async fn create_user(
    caller: Require<Admin>,
    state: web::Data<AppState>,
    once: Once,
    JsonBody(body, digest): JsonBody<NewUser>,
) -> ApiResult<Creation<CreatedUser>> {
    let (input, given) = present::accept_new(body)?;
    let made_up = given.is_none().then(random_token);
    let secret = given
        .or_else(|| made_up.clone())
        .unwrap_or_else(random_token);
    // Takes its time, and the transaction to come should not.
    let password_hash = passwords::hash(&state.config.auth, secret).await?;
    change::create(&state, &caller.0, &once, digest, async |change| {
        let user = Record {
            id: UserId(Uuid::now_v7()),
            email: input.email,
            name: input.name,
            role: present::accept_role(input.role),
            password_hash,
            must_change_password: true,
            disabled: !input.active,
            token_generation: 0,
            last_signed_in_at: None,
            created_at: change.now,
            updated_at: change.now,
            version: 1,
        };
        users::insert(&change.tx, &user)
            .await
            .map_err(email_taken)?;
        let shown = present::user(&user);
        change
            .audit("create", RESOURCE, shown.id, None::<&()>, Some(&shown))
            .await?;
        let answer = |one_time_password| CreatedUser {
            user: shown.clone(),
            one_time_password,
        };
        let repetition = serde_json::to_value(answer(None)).map_err(ApiProblem::internal)?;
        Ok(Created {
            location: format!("/api/v1/users/{}", shown.id),
            version: Some(user.version),
            body: answer(made_up.as_ref().map(present::secret)),
            repetition: Some(repetition),
        })
    })
    .await
}

/// Show a user
#[utoipa::path(
    tag = "administration",
    operation_id = "show_user",
    security(("bearer" = ["admin"])),
    params(("id" = Uuid, Path, description = "The user")),
    responses(
        (status = 200, description = "The user", body = User, headers(("ETag" = String))),
        (status = 404, description = "Not found", body = Problem, content_type = "application/problem+json"),
    )
)]
#[get("/users/{id}")]
async fn show_user(
    _: Require<Admin>,
    state: web::Data<AppState>,
    id: web::Path<Uuid>,
) -> ApiResult<Entity<User>> {
    let user = users::find(state.database.read(), UserId(*id))
        .await?
        .ok_or_else(ApiProblem::not_found)?;
    Ok(entity(&user))
}

/// Change a user
///
/// Who may not sign in any more is signed out everywhere at once. The last active administrator stays one.
#[utoipa::path(
    tag = "administration",
    operation_id = "update_user",
    security(("bearer" = ["admin"])),
    params(
        ("id" = Uuid, Path, description = "The user"),
        ("If-Match" = Option<String>, Header, description = "The ETag that the change is made for"),
    ),
    request_body = UserPatch,
    responses(
        (status = 200, description = "Changed", body = User, headers(("ETag" = String))),
        (status = 404, description = "Not found", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "The e-mail address is taken, or nobody else could administer", body = Problem, content_type = "application/problem+json"),
        (status = 412, description = "Changed meanwhile", body = Problem, content_type = "application/problem+json"),
    )
)]
#[patch("/users/{id}")]
async fn update_user(
    caller: Require<Admin>,
    state: web::Data<AppState>,
    id: web::Path<Uuid>,
    IfMatch(expected): IfMatch,
    JsonBody(patch, _): JsonBody<UserPatch>,
) -> ApiResult<Entity<User>> {
    let change = Change::begin(&state, &caller.0).await?;
    let (before, only_administrator) = find(&change, *id).await?;
    let input = merge(&present::fields(&before), &patch)?;
    present::check(&input)?;
    let role = present::accept_role(input.role);
    if only_administrator && (role != UserRole::Admin || !input.active) {
        return Err(last_administrator());
    }
    let signs_out = !input.active && !before.disabled;
    let wanted = Record {
        email: input.email,
        name: input.name,
        role,
        disabled: !input.active,
        token_generation: before.token_generation + i64::from(signs_out),
        ..before.clone()
    };
    let after = users::update(&change.tx, &wanted, expected, change.now)
        .await
        .map_err(email_taken)?;
    if signs_out {
        database::refresh_tokens::revoke_user(&change.tx, after.id, change.now).await?;
    }
    change
        .updated(
            RESOURCE,
            *id,
            &present::user(&before),
            &present::user(&after),
        )
        .await?;
    Ok(entity(&after))
}

/// Archive a user
///
/// They are signed out everywhere and can sign in no more; their e-mail address is free again, and the audit log still names them.
#[utoipa::path(
    tag = "administration",
    operation_id = "archive_user",
    security(("bearer" = ["admin"])),
    params(
        ("id" = Uuid, Path, description = "The user"),
        ("If-Match" = Option<String>, Header, description = "The ETag that the change is made for"),
    ),
    responses(
        (status = 204, description = "Archived"),
        (status = 404, description = "Not found", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "Nobody else could administer", body = Problem, content_type = "application/problem+json"),
        (status = 412, description = "Changed meanwhile", body = Problem, content_type = "application/problem+json"),
    )
)]
#[delete("/users/{id}")]
async fn archive_user(
    caller: Require<Admin>,
    state: web::Data<AppState>,
    id: web::Path<Uuid>,
    IfMatch(expected): IfMatch,
) -> ApiResult<NoContent> {
    let change = Change::begin(&state, &caller.0).await?;
    let (before, only_administrator) = find(&change, *id).await?;
    if only_administrator {
        return Err(last_administrator());
    }
    users::archive(&change.tx, before.id, expected, change.now).await?;
    database::refresh_tokens::revoke_user(&change.tx, before.id, change.now).await?;
    change
        .archived(RESOURCE, *id, &present::user(&before))
        .await
}

/// The user, and whether nobody else can administer the gateway. What is found holds until the change ends.
async fn find(change: &Change<'_>, id: Uuid) -> ApiResult<(Record, bool)> {
    let administrators = users::hold_administrators(&change.tx).await?;
    let user = users::find(&change.tx, UserId(id))
        .await?
        .ok_or_else(ApiProblem::not_found)?;
    let only = administrators == [user.id];
    Ok((user, only))
}

/// Nobody else could administer the gateway.
#[must_use]
pub fn last_administrator() -> ApiProblem {
    ApiProblem::new(
        ProblemCode::LastAdministrator,
        "Nobody else could administer the gateway. Make another user an administrator first.",
    )
}

fn email_taken(error: database::Error) -> ApiProblem {
    match error {
        database::Error::Conflict(database::Unique::UserEmail) => {
            ApiProblem::taken("/email", "another user has this e-mail address")
        }
        error => error.into(),
    }
}

fn entity(user: &Record) -> Entity<User> {
    Entity {
        body: present::user(user),
        version: user.version,
    }
}
