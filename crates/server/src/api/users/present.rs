//! Users between JSON and the database.

use api_types::{
    secret::SecretText,
    user::{NewUser, User, UserInput, UserRole},
};
use database::users::{User as Record, UserRole as Role};
use punchout::secret::Secret;

use crate::{
    api::moment,
    auth::password::check_strength,
    problem::ApiResult,
    validation::{FieldErrors, is_email},
};

/// Checks a user as they are to be saved.
pub(super) fn check(input: &UserInput) -> ApiResult<()> {
    faults(input).finish()
}

/// Checks a user to be added, and takes the password apart.
pub(super) fn accept_new(input: NewUser) -> ApiResult<(UserInput, Option<Secret<String>>)> {
    let user = UserInput {
        email: input.email,
        name: input.name,
        role: input.role,
        active: input.active,
    };
    let mut errors = faults(&user);
    if let Some(Err(message)) = input
        .password
        .as_ref()
        .map(|password| check_strength(&password.0))
    {
        errors.add("/password", "invalid", message);
    }
    errors.finish()?;
    Ok((user, input.password.map(|password| Secret::new(password.0))))
}

fn faults(input: &UserInput) -> FieldErrors {
    let mut errors = FieldErrors::of(input);
    errors.check(
        is_email(&input.email),
        "/email",
        "invalid",
        "must be an e-mail address",
    );
    errors
}

/// What can be changed of a user.
pub(super) fn fields(user: &Record) -> UserInput {
    UserInput {
        email: user.email.clone(),
        name: user.name.clone(),
        role: role(user.role),
        active: !user.disabled,
    }
}

/// A user, whole.
#[must_use]
pub fn user(user: &Record) -> User {
    let input = fields(user);
    User {
        id: user.id.0,
        email: input.email,
        name: input.name,
        role: input.role,
        active: input.active,
        password_change_required: user.must_change_password,
        last_signed_in_at: user.last_signed_in_at.map(moment::present),
        created_at: moment::present(user.created_at),
        updated_at: moment::present(user.updated_at),
    }
}

/// A password that was made up, on its way to the caller.
pub(super) fn secret(password: &Secret<String>) -> SecretText {
    SecretText(password.expose().clone())
}

/// What a user may do, from JSON.
pub(super) const fn accept_role(role: UserRole) -> Role {
    match role {
        UserRole::Read => Role::Read,
        UserRole::Write => Role::Write,
        UserRole::Admin => Role::Admin,
    }
}

const fn role(role: Role) -> UserRole {
    match role {
        Role::Read => UserRole::Read,
        Role::Write => UserRole::Write,
        Role::Admin => UserRole::Admin,
    }
}
