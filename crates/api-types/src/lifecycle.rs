//! What is done with a connection as a whole: copies, history, the way to production.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;
#[cfg(feature = "validate")]
use validator::Validate;

use crate::{
    connection::{Connection, Mode},
    credential::Credential,
    scalar::Timestamp,
    secret::SecretText,
};

/// How a connection is copied.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "validate", derive(Validate))]
#[serde(deny_unknown_fields)]
pub struct Cloning {
    /// The copy's name.
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 200))]
    #[cfg_attr(feature = "validate", validate(length(min = 1, max = 200)))]
    pub name: String,
    /// Whether the copy has the same credentials, each with a new secret.
    #[serde(default)]
    pub with_credentials: bool,
}

/// A credential with a secret that is shown this once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct IssuedCredential {
    /// The credential.
    pub credential: Credential,
    /// Its secret, where it was made by the gateway.
    pub shared_secret: Option<SecretText>,
}

/// A copy of a connection: inactive, in test mode.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ClonedConnection {
    /// The copy.
    pub connection: Connection,
    /// Its credentials.
    pub credentials: Vec<IssuedCredential>,
}

/// How a secret is changed without a gap.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "validate", derive(Validate))]
#[serde(deny_unknown_fields)]
pub struct Rotation {
    /// The new secret; made by the gateway, and shown once, where absent.
    #[serde(default)]
    pub shared_secret: Option<SecretText>,
    /// How long the old secret stays good, in seconds: up to 90 days, a week where absent.
    #[serde(default = "one_week")]
    #[cfg_attr(feature = "openapi", schema(maximum = 7_776_000))]
    #[cfg_attr(feature = "validate", validate(range(max = 7_776_000)))]
    pub overlap_seconds: u32,
}

const fn one_week() -> u32 {
    604_800
}

impl Default for Rotation {
    fn default() -> Self {
        Self {
            shared_secret: None,
            overlap_seconds: one_week(),
        }
    }
}

/// A change of a connection, and the state that it led to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ConnectionVersion {
    /// Names the state, to restore it.
    pub version: Uuid,
    /// When.
    pub at: Timestamp,
    /// Who, for people: an e-mail address, a key's name, or `command line`.
    pub actor: String,
    /// What was done, such as `create`, `update`, `activate`, `promote` or `restore`.
    pub action: String,
    /// What it changed.
    pub changes: Vec<FieldChange>,
    /// Whether the connection can be brought back to the state that this led to.
    pub restorable: bool,
}

/// A field that was changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FieldChange {
    /// The field, such as `cart_encoding`.
    pub field: String,
    /// Its value before.
    pub before: Value,
    /// Its value since.
    pub after: Value,
}

/// How far a connection is on its way to production.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Promotion {
    /// Where it stands.
    pub mode: Mode,
    /// Whether nothing that is required is missing.
    pub ready: bool,
    /// What was looked at.
    pub checks: Vec<PromotionCheck>,
}

/// Something that a connection in production should have.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PromotionCheck {
    /// What, for programs: `return_hosts`, `seen_hosts`, `credential`, `store`, `test_punch_out` or `active`.
    pub code: String,
    /// Whether it has it.
    pub passed: bool,
    /// Whether it must.
    pub required: bool,
    /// What was found, for people.
    pub text: String,
}

/// How a connection goes to production.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "validate", derive(Validate))]
#[serde(deny_unknown_fields)]
pub struct Promote {
    /// The hosts that carts may be posted to from now on; as they are where absent.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_items = 100))]
    #[cfg_attr(feature = "validate", validate(length(max = 100)))]
    pub allowed_return_hosts: Option<Vec<String>>,
    /// Whether it may go though no cart came back through it yet.
    #[serde(default)]
    pub untested: bool,
}
