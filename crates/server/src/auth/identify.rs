//! Finding out who is calling.

use actix_web::{
    Error, HttpMessage,
    body::{BoxBody, MessageBody},
    dev::{ServiceRequest, ServiceResponse},
    http::header,
    middleware::Next,
    web,
};
use api_types::api_key::Scope;
use punchout::secret::TokenHash;

use super::{jwt::Subject, key::API_KEY_PREFIX, principal::Principal};
use crate::{problem::ApiResult, state::AppState};

/// How old the note of an API key's last use may be: a minute.
const TOUCH_AFTER_SECONDS: i64 = 60;

/// Middleware: finds out who is calling, and keeps it for the permissions of the handlers. A token that is not good is the same as
/// none: whether one is needed is for the handler to say.
///
/// # Errors
/// When the database is away.
pub async fn identify(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let state = request.app_data::<web::Data<AppState>>().cloned();
    if let (Some(state), Some(token)) = (state, bearer(&request)) {
        match find(&state, &token).await {
            Ok(Some(principal)) => {
                request.extensions_mut().insert(principal);
            }
            Ok(None) => {}
            Err(problem) => return Ok(request.error_response(problem)),
        }
    }
    Ok(next.call(request).await?.map_into_boxed_body())
}

fn bearer(request: &ServiceRequest) -> Option<String> {
    let value = request.headers().get(header::AUTHORIZATION)?;
    let (scheme, token) = value.to_str().ok()?.split_once(' ')?;
    scheme
        .eq_ignore_ascii_case("bearer")
        .then(|| token.trim().to_owned())
}

async fn find(state: &web::Data<AppState>, token: &str) -> ApiResult<Option<Principal>> {
    if token.starts_with(API_KEY_PREFIX) {
        return find_by_key(state, token).await;
    }
    match state.tokens.verify(token, state.now()) {
        Some(Subject::User(id, generation, sign_in)) => {
            let read = state.database.read();
            let user = database::users::find_signed_in(read, id, sign_in).await?;
            Ok(user
                .filter(|user| !user.disabled && user.token_generation == generation)
                .map(|user| Principal::User {
                    id: user.id,
                    sign_in,
                    email: user.email,
                    role: user.role,
                    must_change_password: user.must_change_password,
                }))
        }
        Some(Subject::Session(id)) => Ok(Some(Principal::Session(id))),
        // It opens entry points, and nothing of the API.
        Some(Subject::Client(..)) | None => Ok(None),
    }
}

/// Who holds an API key that is good.
///
/// # Errors
/// When the database is away.
pub async fn find_by_key(state: &web::Data<AppState>, token: &str) -> ApiResult<Option<Principal>> {
    let now = state.now();
    let key =
        database::api_keys::find_by_hash(state.database.read(), TokenHash::of(token), now).await?;
    let Some(key) = key else {
        return Ok(None);
    };
    let stale = key
        .last_used_at
        .is_none_or(|used| used.plus_seconds(TOUCH_AFTER_SECONDS) <= now);
    if stale {
        let (state, id) = (state.clone(), key.id);
        // Beside the answer: nobody waits for it, and nothing depends on it.
        actix_web::rt::spawn(async move {
            if let Err(error) = database::api_keys::touch(state.database.write(), id, now).await {
                tracing::warn!(%error, "cannot note the use of an API key");
            }
        });
    }
    Ok(Some(Principal::ApiKey {
        id: key.id,
        name: key.name,
        scopes: key.scopes.iter().filter_map(|name| scope(name)).collect(),
        store_id: key.store_id,
    }))
}

/// The scope of a name, as it is stored.
#[must_use]
pub fn scope(name: &str) -> Option<Scope> {
    [Scope::Store, Scope::Read, Scope::Write, Scope::Admin]
        .into_iter()
        .find(|scope| scope_name(*scope) == name)
}

/// The name of a scope, as it is stored and as it stands in the API.
#[must_use]
pub const fn scope_name(scope: Scope) -> &'static str {
    match scope {
        Scope::Store => "store",
        Scope::Read => "read",
        Scope::Write => "write",
        Scope::Admin => "admin",
    }
}
