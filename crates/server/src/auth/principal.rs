//! The caller.

use api_types::api_key::Scope;
use database::users::UserRole;
use punchout::ids::{ApiKeyId, SessionId, StoreId, UserId};
use uuid::Uuid;

/// The caller, once known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Principal {
    /// A person who signed in. May do what their role says, and never what stores do.
    User {
        /// Who.
        id: UserId,
        /// Which of their sign-ins it is.
        sign_in: Uuid,
        /// E-mail address.
        email: String,
        /// What they may do.
        role: UserRole,
        /// Whether the password must be changed before anything else.
        must_change_password: bool,
    },
    /// An API key.
    ApiKey {
        /// Which.
        id: ApiKeyId,
        /// Its name.
        name: String,
        /// What it may do.
        scopes: Vec<Scope>,
        /// The only store that it sees.
        store_id: Option<StoreId>,
    },
    /// A storefront, within a punch-out session.
    Session(SessionId),
}

impl Principal {
    /// What the caller may do.
    #[must_use]
    pub fn scopes(&self) -> &[Scope] {
        match self {
            Self::User { role, .. } => match role {
                UserRole::Read => &[Scope::Read],
                UserRole::Write => &[Scope::Write],
                UserRole::Admin => &[Scope::Admin],
            },
            Self::ApiKey { scopes, .. } => scopes,
            Self::Session(_) => &[],
        }
    }

    /// Whether the caller holds a scope.
    #[must_use]
    pub fn holds(&self, scope: Scope) -> bool {
        self.scopes().iter().any(|held| held.includes(scope))
    }

    /// The only store that the caller sees.
    #[must_use]
    pub const fn store_limit(&self) -> Option<StoreId> {
        match self {
            Self::ApiKey { store_id, .. } => *store_id,
            Self::User { .. } | Self::Session(_) => None,
        }
    }

    /// Whether nothing but a change of the password is allowed.
    #[must_use]
    pub const fn must_change_password(&self) -> bool {
        matches!(
            self,
            Self::User {
                must_change_password: true,
                ..
            }
        )
    }

    /// The kind of caller, as it stands in the audit log.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::User { .. } => "user",
            Self::ApiKey { .. } => "api_key",
            Self::Session(_) => "session",
        }
    }

    /// The caller's id.
    #[must_use]
    pub const fn id(&self) -> Uuid {
        match self {
            Self::User { id, .. } => id.0,
            Self::ApiKey { id, .. } => id.0,
            Self::Session(id) => id.0,
        }
    }

    /// The caller's name for people.
    #[must_use]
    pub fn name(&self) -> String {
        match self {
            Self::User { email, .. } => email.clone(),
            Self::ApiKey { name, .. } => name.clone(),
            Self::Session(id) => id.to_string(),
        }
    }
}
