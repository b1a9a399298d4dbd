//! `/auth`: signing in and out.

use crate::routes::Routes;
use actix_web::{HttpMessage, HttpRequest, HttpResponse, get, post, web};
use api_types::{
    api_key::Scope,
    auth::{AccessToken, LoginRequest, Me, PasswordChange, PrincipalKind},
    problem::ProblemCode,
    secret::SecretText,
};
use database::{WriteTransaction, users::User};
use punchout::{secret::Secret, time::Timestamp};
use uuid::Uuid;

use super::json::JsonBody;
use crate::{
    audit::{self, Deed, Who},
    auth::{
        jwt::USER_TOKEN_SECONDS, origin::OwnOrigin, password, permission::SignedIn,
        principal::Principal, refresh, throttle::Attempt,
    },
    problem::{ApiProblem, ApiResult},
    state::AppState,
    validation::{FieldErrors, is_email},
};

pub(super) fn configure(routes: &mut Routes<'_, '_>) {
    routes
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
        (status = 403, description = "The call comes from a page of another site", body = api_types::problem::Problem, content_type = "application/problem+json"),
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
    let peer = state.peer(&request);
    let attempt = Attempt::begin(&state, &body.email, peer.as_deref()).await?;
    let named = database::users::find_by_email(state.database.read(), &body.email).await?;
    // Of a user who may not sign in no password is right.
    let hash = named
        .as_ref()
        .filter(|user| !user.disabled)
        .map(|user| user.password_hash.clone());
    let secret = Secret::new(body.password.0);
    let verified = password::verify(&state.config.auth, secret, hash).await?;
    let Some(user) = named.as_ref().filter(|_| verified) else {
        note_failure(&state, &body.email, named.as_ref(), peer).await?;
        return Err(ApiProblem::new(
            ProblemCode::InvalidCredentials,
            "No user has this e-mail address and this password.",
        ));
    };
    attempt.succeed().await?;
    let now = state.now();
    let tx = state.database.begin().await?;
    let this = Uuid::now_v7();
    let next = refresh::begin(&tx, user, this, now).await?;
    database::users::note_sign_in(&tx, user.id, now).await?;
    note_own(&tx, user, peer, now, "sign_in").await?;
    tx.commit().await?;
    signed_in(&state, user, (this, &next))
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
        (status = 403, description = "The call comes from a page of another site", body = api_types::problem::Problem, content_type = "application/problem+json"),
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
    let (used, next) = refresh::rotate(&state, cookie.value()).await?;
    let user = database::users::find(state.database.read(), used.user_id)
        .await?
        .filter(|user| !user.disabled && user.token_generation == used.generation)
        .ok_or_else(refresh::signed_out)?;
    signed_in(&state, &user, (used.family, &next))
}

/// Sign out
///
/// The sign-in of the cookie, and that of the access token where one is sent: both are over at once.
#[utoipa::path(
    tag = "auth",
    operation_id = "sign_out",
    responses(
        (status = 204, description = "Signed out"),
        (status = 403, description = "The call comes from a page of another site", body = api_types::problem::Problem, content_type = "application/problem+json"),
    )
)]
#[post("/auth/logout")]
async fn sign_out(
    _: OwnOrigin,
    request: HttpRequest,
    state: web::Data<AppState>,
) -> ApiResult<HttpResponse> {
    let caller = request.extensions().get::<Principal>().cloned();
    let mut over = match caller {
        Some(Principal::User {
            id, sign_in: this, ..
        }) => vec![(this, id)],
        _ => Vec::new(),
    };
    if let Some(cookie) = request.cookie(refresh::COOKIE)
        && let Some(token) = refresh::find(&state, cookie.value()).await?
        && over.iter().all(|(this, _)| *this != token.family)
    {
        over.push((token.family, token.user_id));
    }
    for (this, user) in over {
        let now = state.now();
        let tx = state.database.begin().await?;
        database::refresh_tokens::revoke_family(&tx, this, now).await?;
        if let Some(user) = database::users::find(&tx, user).await? {
            note_own(&tx, &user, state.peer(&request), now, "sign_out").await?;
        }
        tx.commit().await?;
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
/// Ends all other sign-ins of the user at once.
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
    let Principal::User {
        id,
        email,
        sign_in: this,
        ..
    } = caller
    else {
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
    let peer = state.peer(&request);
    let attempt = Attempt::begin(&state, &email, peer.as_deref()).await?;
    let user = database::users::find(state.database.read(), id)
        .await?
        .ok_or_else(refresh::signed_out)?;
    let auth = &state.config.auth;
    let current = Secret::new(body.current_password.0);
    if !password::verify(auth, current, Some(user.password_hash.clone())).await? {
        return Err(ApiProblem::invalid_field(
            "/current_password",
            "wrong",
            "is not the current password",
        ));
    }
    attempt.succeed().await?;
    let hash = password::hash(auth, Secret::new(body.new_password.0)).await?;
    let now = state.now();
    let tx = state.database.begin().await?;
    database::users::set_password(&tx, id, hash, false, now).await?;
    database::refresh_tokens::revoke_user(&tx, id, now).await?;
    let next = refresh::begin(&tx, &user, this, now).await?;
    note_own(&tx, &user, peer, now, "change_password").await?;
    tx.commit().await?;
    Ok(HttpResponse::NoContent()
        .cookie(refresh::cookie(&state.config.http, &next))
        .finish())
}

fn signed_in(
    state: &AppState,
    user: &User,
    (this, next): (Uuid, &Secret<String>),
) -> ApiResult<HttpResponse> {
    let of = (user.token_generation, this);
    let token = state.tokens.issue_user_token(user.id, of, state.now())?;
    Ok(HttpResponse::Ok()
        .cookie(refresh::cookie(&state.config.http, next))
        .json(AccessToken {
            access_token: SecretText(token.expose().clone()),
            expires_in: USER_TOKEN_SECONDS,
            password_change_required: user.must_change_password,
        }))
}

/// Notes what a user did about their own sign-in.
async fn note_own(
    tx: &WriteTransaction,
    user: &User,
    peer: Option<String>,
    now: Timestamp,
    action: &str,
) -> ApiResult<()> {
    let who = Who::user(user, peer);
    let deed = Deed::of(action, "user", user.id.0);
    audit::note(tx, &who, now, deed, None::<&()>, None::<&()>).await
}

/// Notes a sign-in that failed. Too many of them are refused before they come here, so the log is not theirs to fill.
async fn note_failure(
    state: &AppState,
    email: &str,
    named: Option<&User>,
    peer: Option<String>,
) -> ApiResult<()> {
    let (who, deed, reason) = match named {
        Some(user) => (
            Who::user(user, peer),
            Deed::of("sign_in_failed", "user", user.id.0),
            if user.disabled {
                "not_active"
            } else {
                "wrong_password"
            },
        ),
        None => {
            // What is no address may be a password in the wrong field.
            let name = if is_email(email) { email } else { "unknown" };
            (
                Who::stranger(name.to_owned(), peer),
                Deed::at_large("sign_in_failed", "user"),
                "unknown_user",
            )
        }
    };
    let tx = state.database.begin().await?;
    let after = serde_json::json!({ "reason": reason });
    audit::note(&tx, &who, state.now(), deed, None::<&()>, Some(&after)).await?;
    Ok(tx.commit().await?)
}
