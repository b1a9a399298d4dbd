//! Users: the people who administer the gateway.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{api_key::Scope, patch::merge_patch, scalar::Timestamp, secret::SecretText};

/// What a user may do: the same steps as the scopes of API keys, each including the one before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum UserRole {
    /// Look at everything but users, keys and the audit log.
    Read,
    /// Change stores, directory and connections as well.
    Write,
    /// Everything.
    Admin,
}

impl UserRole {
    /// All roles, the least first.
    pub const ALL: [Self; 3] = [Self::Read, Self::Write, Self::Admin];

    /// The scope that a user of this role holds.
    #[must_use]
    pub const fn scope(self) -> Scope {
        match self {
            Self::Read => Scope::Read,
            Self::Write => Scope::Write,
            Self::Admin => Scope::Admin,
        }
    }
}

/// A person who may sign in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct User {
    /// Their id.
    pub id: Uuid,
    /// Their e-mail address, which they sign in with.
    pub email: String,
    /// What they are called.
    pub name: Option<String>,
    /// What they may do.
    pub role: UserRole,
    /// Whether they may sign in.
    pub active: bool,
    /// Whether they must change their password before anything else.
    pub password_change_required: bool,
    /// When they last signed in with their password.
    pub last_signed_in_at: Option<Timestamp>,
    /// When they were added.
    pub created_at: Timestamp,
    /// When they were last changed.
    pub updated_at: Timestamp,
}

/// What can be changed of a user.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "validate", derive(validator::Validate))]
#[serde(deny_unknown_fields)]
pub struct UserInput {
    /// Their e-mail address, which they sign in with: unique.
    #[cfg_attr(feature = "validate", validate(length(min = 1, max = 254)))]
    pub email: String,
    /// What they are called.
    #[serde(default)]
    #[cfg_attr(feature = "validate", validate(length(min = 1, max = 200)))]
    pub name: Option<String>,
    /// What they may do.
    pub role: UserRole,
    /// Whether they may sign in.
    #[serde(default = "yes")]
    pub active: bool,
}

/// A user to be added.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({"email": "jane@shop.example", "name": "Jane Doe", "role": "write"})))]
#[serde(deny_unknown_fields)]
pub struct NewUser {
    /// Their e-mail address, which they sign in with: unique.
    #[cfg_attr(
        feature = "openapi",
        schema(format = "email", min_length = 1, max_length = 254)
    )]
    pub email: String,
    /// What they are called.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 200))]
    pub name: Option<String>,
    /// What they may do.
    pub role: UserRole,
    /// Whether they may sign in.
    #[serde(default = "yes")]
    #[cfg_attr(feature = "openapi", schema(default = true))]
    pub active: bool,
    /// The first password, 8 to 256 characters; made up and answered once where absent. It must be changed at the first sign-in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, format = Password, min_length = 8, max_length = 256))]
    pub password: Option<SecretText>,
}

/// A user who was just added: the only answer that shows the password.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CreatedUser {
    /// The user.
    #[serde(flatten)]
    pub user: User,
    /// The password that was made up. Null when one was given, or when the call was a repetition of an earlier one.
    pub one_time_password: Option<SecretText>,
}

/// A new password, shown this once; it must be changed at the next sign-in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ResetPassword {
    /// The password that was made up.
    pub one_time_password: SecretText,
}

const fn yes() -> bool {
    true
}

merge_patch! {
    /// A change of a user.
    pub struct UserPatch {
        /// Their e-mail address, which they sign in with.
        pub email: String,
        /// What they are called.
        pub name: String,
        /// What they may do. The last active administrator stays one.
        pub role: UserRole,
        /// Whether they may sign in. Who may not any more is signed out everywhere at once.
        pub active: bool,
    }
}
