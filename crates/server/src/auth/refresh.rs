//! Staying signed in: a refresh token in a cookie, replaced by a new one each time it is used.

use actix_web::cookie::{Cookie, SameSite, time::Duration};
use api_types::problem::ProblemCode;
use database::{
    WriteTransaction,
    refresh_tokens::{self, RefreshOutcome, RefreshToken},
    users::User,
};
use punchout::{
    ids::UserId,
    secret::{Secret, TokenHash},
    time::Timestamp,
};
use uuid::Uuid;

use super::key::random_token;
use crate::{
    config::HttpConfig,
    problem::{ApiProblem, ApiResult},
    state::AppState,
};

/// The cookie's name.
pub const COOKIE: &str = "punchgate_refresh";

const COOKIE_PATH: &str = "/api/v1/auth";

/// How long a refresh token is good for: two weeks.
const TTL_SECONDS: i64 = 14 * 24 * 3600;

/// Two tabs that wake at the same moment both send the token that they share. Within this time that is no theft.
const RACE_SECONDS: i64 = 10;

/// The first token of a sign-in, or the one that outlives the end of all of the user's.
///
/// # Errors
/// When the database is away.
pub async fn begin(
    tx: &WriteTransaction,
    user: &User,
    sign_in: Uuid,
    now: Timestamp,
) -> ApiResult<Secret<String>> {
    let (token, record) = make(user.id, user.token_generation, sign_in, now);
    refresh_tokens::insert(tx, &record).await?;
    Ok(token)
}

fn make(
    user_id: UserId,
    generation: i64,
    family: Uuid,
    now: Timestamp,
) -> (Secret<String>, RefreshToken) {
    let token = random_token();
    let record = RefreshToken {
        hash: TokenHash::of(token.expose()),
        family,
        user_id,
        generation,
        created_at: now,
        expires_at: now.plus_seconds(TTL_SECONDS),
        used_at: None,
        revoked_at: None,
    };
    (token, record)
}

/// Uses a token up and returns what it was, with the token that takes its place.
///
/// # Errors
/// `unauthenticated` for a token that is not good. One that was used long before is in wrong hands: all of that sign-in are revoked.
pub async fn rotate(state: &AppState, token: &str) -> ApiResult<(RefreshToken, Secret<String>)> {
    let now = state.now();
    let outcome = refresh_tokens::use_up(state.database.write(), TokenHash::of(token), now).await?;
    let record = match outcome {
        RefreshOutcome::Used(record) => record,
        RefreshOutcome::Reused(record) => {
            let race = record
                .used_at
                .is_some_and(|used| now < used.plus_seconds(RACE_SECONDS));
            if !race {
                refresh_tokens::revoke_family(state.database.write(), record.family, now).await?;
                tracing::warn!(user.id = %record.user_id, "a refresh token was used twice; the sign-in is revoked");
                return Err(signed_out());
            }
            record
        }
        RefreshOutcome::Expired | RefreshOutcome::Revoked | RefreshOutcome::Unknown => {
            return Err(signed_out());
        }
    };
    // Of the generation of the one before: where all sign-ins of the user end at this moment, this one does too.
    let (next, successor) = make(record.user_id, record.generation, record.family, now);
    refresh_tokens::insert(state.database.write(), &successor).await?;
    Ok((record, next))
}

/// Finds the sign-in that a token belongs to.
///
/// # Errors
/// When the database is away.
pub async fn find(state: &AppState, token: &str) -> ApiResult<Option<RefreshToken>> {
    let hash = TokenHash::of(token);
    Ok(refresh_tokens::find(state.database.read(), hash).await?)
}

/// The caller is not signed in, or no longer.
#[must_use]
pub fn signed_out() -> ApiProblem {
    ApiProblem::new(
        ProblemCode::Unauthenticated,
        "You are not signed in, or no longer. Sign in again.",
    )
}

/// The cookie that carries a token.
#[must_use]
pub fn cookie(http: &HttpConfig, token: &Secret<String>) -> Cookie<'static> {
    shape(http, token.expose().clone(), Duration::seconds(TTL_SECONDS))
}

/// The cookie that takes the token away.
#[must_use]
pub fn empty_cookie(http: &HttpConfig) -> Cookie<'static> {
    shape(http, String::new(), Duration::ZERO)
}

fn shape(http: &HttpConfig, value: String, age: Duration) -> Cookie<'static> {
    Cookie::build(COOKIE, value)
        .path(COOKIE_PATH)
        .http_only(true)
        .same_site(SameSite::Strict)
        .secure(http.is_https())
        .max_age(age)
        .finish()
}
