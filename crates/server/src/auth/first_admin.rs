//! The first administrator, without whom nobody could sign in.

use database::users::{self, User, UserRole};
use punchout::{ids::UserId, secret::Secret};
use uuid::Uuid;

use super::{key::random_token, password};
use crate::{
    api::users::present,
    audit::{self, Deed, Who},
    config::FirstAdmin,
    problem::ApiResult,
    state::AppState,
};

/// The address of an administrator that nobody named.
const DEFAULT_EMAIL: &str = "admin@localhost";

/// An administrator that was just made, to be told of once.
#[derive(Debug)]
pub struct Announcement {
    /// E-mail address.
    pub email: String,
    /// The password, which must be changed at the first sign-in.
    pub password: Secret<String>,
}

/// Makes the first administrator where there is no user at all.
///
/// # Errors
/// When the database is away.
pub async fn ensure(state: &AppState) -> ApiResult<Option<Announcement>> {
    if users::count(state.database.read()).await? > 0 {
        return Ok(None);
    }
    let (email, secret, generated) = match &state.config.first_admin {
        FirstAdmin::Given { email, password } => (email.clone(), password.clone(), false),
        FirstAdmin::Generated => (DEFAULT_EMAIL.to_owned(), random_token(), true),
    };
    let who = Who::program("first start");
    let made = add_as(state, &who, &email, secret.clone(), generated).await;
    match made {
        Ok(()) => Ok(generated.then_some(Announcement {
            email,
            password: secret,
        })),
        // Another node was quicker, and tells of it.
        Err(problem) if problem.code() == api_types::problem::ProblemCode::Conflict => Ok(None),
        Err(problem) => Err(problem),
    }
}

/// Adds an administrator, at the command line.
///
/// # Errors
/// `conflict` where the address is taken.
pub async fn add(
    state: &AppState,
    email: &str,
    password: Secret<String>,
    must_change_password: bool,
) -> ApiResult<()> {
    let who = Who::command_line();
    add_as(state, &who, email, password, must_change_password).await
}

async fn add_as(
    state: &AppState,
    who: &Who,
    email: &str,
    password: Secret<String>,
    must_change_password: bool,
) -> ApiResult<()> {
    let now = state.now();
    let user = User {
        id: UserId(Uuid::now_v7()),
        email: email.to_owned(),
        name: None,
        role: UserRole::Admin,
        password_hash: password::hash(&state.config.auth, password).await?,
        must_change_password,
        disabled: false,
        token_generation: 0,
        last_signed_in_at: None,
        created_at: now,
        updated_at: now,
        version: 1,
    };
    let tx = state.database.begin().await?;
    users::insert(&tx, &user).await?;
    let deed = Deed::of("create", "user", user.id.0);
    audit::note(
        &tx,
        who,
        now,
        deed,
        None::<&()>,
        Some(&present::user(&user)),
    )
    .await?;
    Ok(tx.commit().await?)
}
