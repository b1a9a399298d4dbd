//! Signing in.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{api_key::Scope, secret::SecretText};

/// A person's e-mail address and password.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({"email": "admin@shop.example", "password": "correct horse battery staple"})))]
#[cfg_attr(feature = "validate", derive(validator::Validate))]
#[serde(deny_unknown_fields)]
pub struct LoginRequest {
    /// E-mail address.
    #[cfg_attr(feature = "openapi", schema(format = "email", max_length = 254))]
    #[cfg_attr(feature = "validate", validate(length(min = 1, max = 254)))]
    pub email: String,
    /// Password.
    pub password: SecretText,
}

/// A short-lived token, for `Authorization: Bearer …`. A refresh cookie comes with it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AccessToken {
    /// The token.
    pub access_token: SecretText,
    /// How many seconds it is good for.
    pub expires_in: u32,
    /// Whether the password must be changed before anything else.
    pub password_change_required: bool,
}

/// How the caller is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum PrincipalKind {
    /// A person who signed in.
    User,
    /// An API key.
    ApiKey,
}

/// The caller.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Me {
    /// How the caller is known.
    pub kind: PrincipalKind,
    /// The id of the user or the key.
    pub id: Uuid,
    /// The user's e-mail address, or the key's name.
    pub name: String,
    /// What the caller may do.
    pub scopes: Vec<Scope>,
    /// The only store that the caller sees; all where null.
    pub store_id: Option<Uuid>,
    /// Whether the password must be changed before anything else.
    pub password_change_required: bool,
}

/// A new password.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({"current_password": "correct horse battery staple", "new_password": "staple battery horse correct"})))]
#[serde(deny_unknown_fields)]
pub struct PasswordChange {
    /// The password until now.
    pub current_password: SecretText,
    /// The password from now on: 8 to 256 characters.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = Password, min_length = 8, max_length = 256))]
    pub new_password: SecretText,
}
