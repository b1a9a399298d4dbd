//! `/auth`: signing in and out.

use actix_web::{HttpRequest, HttpResponse, get, post, web};
use api_types::{
    api_key::Scope,
    auth::{AccessToken, LoginRequest, Me, PasswordChange, PrincipalKind},
    problem::ProblemCode,
    secret::SecretText,
};
use punchout::{ids::UserId, secret::Secret};
use utoipa_actix_web::service_config::ServiceConfig;

use super::json::JsonBody;
use crate::{
    auth::{
        jwt::USER_TOKEN_SECONDS, origin::OwnOrigin, password, permission::SignedIn,
        principal::Principal, refresh, throttle::Attempt,
    },
    problem::{ApiProblem, ApiResult},
    state::AppState,
    validation::FieldErrors,
};

pub(super) fn configure(services: &mut ServiceConfig<'_>) {
    services
        .service(sign_in)
        .service(refresh_token)
        .service(sign_out)
        .service(show_me)
        .service(change_password);
}

/// Sign in
///
/// Answers a short-lived access token, and sets a cookie that `/auth/refresh` gives a new one for.
#[utoipa::path(
    tag = "auth",
    operation_id = "sign_in",
    request_body = LoginRequest,
    responses(
        (status = 200, description = "Signed in", body = AccessToken),
        (status = 401, description = "E-mail address or password are wrong", body = api_types::problem::Problem, content_type = "application/problem+json"),
        (status = 429, description = "Too many attempts", body = api_types::problem::Problem, content_type = "application/problem+json"),
    )
)]
#[post("/auth/login")]
async fn sign_in(
    _: OwnOrigin,
    request: HttpRequest,
    state: web::Data<AppState>,
    JsonBody(body, _): JsonBody<LoginRequest>,
) -> ApiResult<HttpResponse> {
    FieldErrors::of(&body).finish()?;
    let attempt = Attempt::begin(&state, &body.email, state.peer(&request).as_deref()).await?;
    let user = database::users::find_by_email(state.database.read(), &body.email)
        .await?
        .filter(|user| !user.disabled);
    let hash = user.as_ref().map(|user| user.password_hash.clone());
    let secret = Secret::new(body.password.0);
    let verified = password::verify(&state.config.auth, secret, hash).await?;
    let Some(user) = user.filter(|_| verified) else {
        return Err(ApiProblem::new(
            ProblemCode::InvalidCredentials,
            "No user has this e-mail address and this password.",
        ));
    };
    attempt.succeed().await?;
    let next = refresh::issue(&state, user.id, None).await?;
    signed_in(&state, user.id, user.must_change_password, &next)
}

/// Refresh the access token
///
/// Takes the cookie of a sign-in and replaces it. A cookie that was replaced long before ends the sign-in.
#[utoipa::path(
    tag = "auth",
    operation_id = "refresh_token",
    responses(
        (status = 200, description = "Still signed in", body = AccessToken),
        (status = 401, description = "Not signed in, or no longer", body = api_types::problem::Problem, content_type = "application/problem+json"),
    )
)]
#[post("/auth/refresh")]
async fn refresh_token(
    _: OwnOrigin,
    request: HttpRequest,
    state: web::Data<AppState>,
) -> ApiResult<HttpResponse> {
    let cookie = request
        .cookie(refresh::COOKIE)
        .ok_or_else(refresh::signed_out)?;
    let (user_id, next) = refresh::rotate(&state, cookie.value()).await?;
    let user = database::users::find(state.database.read(), user_id)
        .await?
        .filter(|user| !user.disabled)
        .ok_or_else(refresh::signed_out)?;
    signed_in(&state, user.id, user.must_change_password, &next)
}

/// Sign out
#[utoipa::path(
    tag = "auth",
    operation_id = "sign_out",
    responses((status = 204, description = "Signed out"))
)]
#[post("/auth/logout")]
async fn sign_out(
    _: OwnOrigin,
    request: HttpRequest,
    state: web::Data<AppState>,
) -> ApiResult<HttpResponse> {
    if let Some(cookie) = request.cookie(refresh::COOKIE) {
        refresh::revoke(&state, cookie.value()).await?;
    }
    Ok(HttpResponse::NoContent()
        .cookie(refresh::empty_cookie(&state.config.http))
        .finish())
}

/// Show who is calling
#[utoipa::path(
    tag = "auth",
    operation_id = "show_me",
    security(("bearer" = [])),
    responses((status = 200, description = "The caller", body = Me))
)]
#[get("/auth/me")]
async fn show_me(SignedIn(caller): SignedIn) -> ApiResult<web::Json<Me>> {
    let kind = match caller {
        Principal::User { .. } => PrincipalKind::User,
        Principal::ApiKey { .. } | Principal::Session(_) => PrincipalKind::ApiKey,
    };
    let mut scopes: Vec<Scope> = [Scope::Store, Scope::Read, Scope::Write, Scope::Admin]
        .into_iter()
        .filter(|scope| caller.holds(*scope))
        .collect();
    scopes.sort();
    Ok(web::Json(Me {
        kind,
        id: caller.id(),
        name: caller.name(),
        scopes,
        store_id: caller.store_limit().map(|id| id.0),
        password_change_required: caller.must_change_password(),
    }))
}

/// Change one's password
///
/// Ends all other sign-ins of the user.
#[utoipa::path(
    tag = "auth",
    operation_id = "change_password",
    security(("bearer" = [])),
    request_body = PasswordChange,
    responses(
        (status = 204, description = "Changed"),
        (status = 429, description = "Too many attempts", body = api_types::problem::Problem, content_type = "application/problem+json"),
    )
)]
#[post("/auth/password")]
async fn change_password(
    SignedIn(caller): SignedIn,
    _: OwnOrigin,
    request: HttpRequest,
    state: web::Data<AppState>,
    JsonBody(body, _): JsonBody<PasswordChange>,
) -> ApiResult<HttpResponse> {
    let Principal::User { id, email, .. } = caller else {
        return Err(ApiProblem::new(
            ProblemCode::Forbidden,
            "An API key has no password.",
        ));
    };
    let mut errors = FieldErrors::default();
    if let Err(message) = password::check_strength(&body.new_password.0) {
        errors.add("/new_password", "invalid", message);
    }
    errors.check(
        body.new_password != body.current_password,
        "/new_password",
        "unchanged",
        "must differ from the current password",
    );
    errors.finish()?;
    let attempt = Attempt::begin(&state, &email, state.peer(&request).as_deref()).await?;
    let user = database::users::find(state.database.read(), id)
        .await?
        .ok_or_else(refresh::signed_out)?;
    let auth = &state.config.auth;
    let current = Secret::new(body.current_password.0);
    if !password::verify(auth, current, Some(user.password_hash)).await? {
        return Err(ApiProblem::invalid_field(
            "/current_password",
            "wrong",
            "is not the current password",
        ));
    }
    attempt.succeed().await?;
    let hash = password::hash(auth, Secret::new(body.new_password.0)).await?;
    let now = state.now();
    database::users::set_password(state.database.write(), id, hash, false, now).await?;
    database::refresh_tokens::revoke_user(state.database.write(), id, now).await?;
    let next = refresh::issue(&state, id, None).await?;
    Ok(HttpResponse::NoContent()
        .cookie(refresh::cookie(&state.config.http, &next))
        .finish())
}

fn signed_in(
    state: &AppState,
    user: UserId,
    password_change_required: bool,
    next: &Secret<String>,
) -> ApiResult<HttpResponse> {
    let token = state.tokens.issue_user_token(user, state.now())?;
    Ok(HttpResponse::Ok()
        .cookie(refresh::cookie(&state.config.http, next))
        .json(AccessToken {
            access_token: SecretText(token.expose().clone()),
            expires_in: USER_TOKEN_SECONDS,
            password_change_required,
        }))
}
