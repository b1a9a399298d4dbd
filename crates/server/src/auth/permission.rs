//! Permissions as arguments of handlers: a handler that names none is found by a test.

use std::{
    future::{Ready, ready},
    marker::PhantomData,
};

use actix_web::{FromRequest, HttpMessage, HttpRequest, dev::Payload, web};
use api_types::{api_key::Scope, problem::ProblemCode};
use punchout::{
    ids::{SessionId, StoreId},
    session::Session,
    time::Timestamp,
};

use super::principal::Principal;
use crate::{
    problem::{ApiProblem, ApiResult},
    state::AppState,
};

/// What a caller must hold.
pub trait Permission {
    /// The scope.
    const SCOPE: Scope;
}

/// Read all but users, keys and the audit log.
#[derive(Clone, Copy, Debug)]
pub struct Read;

/// Change stores, directory and connections.
#[derive(Clone, Copy, Debug)]
pub struct Write;

/// Everything but the calls for stores.
#[derive(Clone, Copy, Debug)]
pub struct Admin;

impl Permission for Read {
    const SCOPE: Scope = Scope::Read;
}

impl Permission for Write {
    const SCOPE: Scope = Scope::Write;
}

impl Permission for Admin {
    const SCOPE: Scope = Scope::Admin;
}

/// The caller is known; the password may still have to be changed.
#[derive(Clone, Debug)]
pub struct SignedIn(pub Principal);

/// The caller holds a scope, for all stores.
#[derive(Clone, Debug)]
pub struct Require<P>(pub Actor, PhantomData<P>);

/// Who does something, and from where.
#[derive(Clone, Debug)]
pub struct Actor {
    /// Who.
    pub principal: Principal,
    /// From where.
    pub peer: Option<String>,
}

/// The caller holds a scope, perhaps for one store only.
#[derive(Clone, Debug)]
pub struct Limited<P>(pub Option<StoreId>, PhantomData<P>);

/// What a caller sees of punch-out sessions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sight {
    /// All.
    All,
    /// Those of a store.
    Store(StoreId),
    /// One.
    Session(SessionId),
}

impl Sight {
    /// Whether the caller may do something about a session at a time: a session's own token dies with it.
    ///
    /// # Errors
    /// `token_expired`.
    pub fn admits(self, session: &Session, now: Timestamp) -> ApiResult<()> {
        let state = session.state_at(now);
        if matches!(self, Self::Session(_)) && !state.is_open() {
            return Err(ApiProblem::new(
                ProblemCode::TokenExpired,
                format!(
                    "The session is {}: its token is good no more.",
                    state.name()
                ),
            ));
        }
        Ok(())
    }

    /// Whether a session is seen. What is not seen does not exist for the caller.
    #[must_use]
    pub fn sees(self, session: &Session) -> bool {
        match self {
            Self::All => true,
            Self::Store(id) => id == session.store_id,
            Self::Session(id) => id == session.id,
        }
    }
}

/// The caller is a store's server: a key with the scope `store`, perhaps limited to one store.
#[derive(Clone, Debug)]
pub struct StoreServer(pub Option<StoreId>);

/// The caller may do what stores do with a punch-out session: a store's server, or a storefront with the session's token.
#[derive(Clone, Copy, Debug)]
pub struct StoreCall(pub Sight);

/// The caller may read a punch-out session: as a reader, or as a store.
#[derive(Clone, Copy, Debug)]
pub struct SessionReader(pub Sight);

fn principal(request: &HttpRequest) -> ApiResult<Principal> {
    request
        .extensions()
        .get::<Principal>()
        .cloned()
        .ok_or_else(|| {
            ApiProblem::new(
                ProblemCode::Unauthenticated,
                "Send `Authorization: Bearer` with an API key or an access token.",
            )
        })
}

fn ready_principal(request: &HttpRequest) -> ApiResult<Principal> {
    let principal = principal(request)?;
    if principal.must_change_password() {
        return Err(ApiProblem::new(
            ProblemCode::PasswordChangeRequired,
            "Change the password by POST /api/v1/auth/password first.",
        ));
    }
    Ok(principal)
}

fn lacks(scope: &str) -> ApiProblem {
    ApiProblem::new(
        ProblemCode::Forbidden,
        format!("This needs the scope `{scope}`."),
    )
}

fn holder<P: Permission>(request: &HttpRequest) -> ApiResult<Principal> {
    let principal = ready_principal(request)?;
    if principal.holds(P::SCOPE) {
        Ok(principal)
    } else {
        Err(lacks(&format!("{:?}", P::SCOPE).to_lowercase()))
    }
}

fn unlimited_holder<P: Permission>(request: &HttpRequest) -> ApiResult<Principal> {
    let principal = holder::<P>(request)?;
    if principal.store_limit().is_some() {
        return Err(ApiProblem::new(
            ProblemCode::Forbidden,
            "The key is limited to a store, and this is not about one.",
        ));
    }
    Ok(principal)
}

fn store_sight(principal: &Principal) -> Option<Sight> {
    match principal {
        Principal::Session(id) => Some(Sight::Session(*id)),
        principal if principal.holds(Scope::Store) => {
            Some(principal.store_limit().map_or(Sight::All, Sight::Store))
        }
        _ => None,
    }
}

macro_rules! extractor {
    ($type:ty, $from:expr $(, $parameter:ident)?) => {
        impl $(<$parameter: Permission>)? FromRequest for $type {
            type Error = ApiProblem;
            type Future = Ready<ApiResult<Self>>;

            // At once, and not after waiting: the first argument of a handler is then refused before the others are looked at.
            fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
                let from: fn(&HttpRequest) -> ApiResult<Self> = $from;
                ready(from(request))
            }
        }
    };
}

extractor!(SignedIn, |request| principal(request).and_then(
    |principal| {
        match principal {
            Principal::Session(_) => Err(ApiProblem::new(
                ProblemCode::Forbidden,
                "A session's token is for the session's calls only.",
            )),
            principal => Ok(Self(principal)),
        }
    }
));

extractor!(
    Require<P>,
    |request| {
        let principal = unlimited_holder::<P>(request)?;
        let peer = request
            .app_data::<web::Data<AppState>>()
            .and_then(|state| state.peer(request));
        Ok(Self(Actor { principal, peer }, PhantomData))
    },
    P
);

extractor!(
    Limited<P>,
    |request| holder::<P>(request).map(|principal| Self(principal.store_limit(), PhantomData)),
    P
);

extractor!(StoreServer, |request| {
    let principal = ready_principal(request)?;
    if principal.holds(Scope::Store) {
        Ok(Self(principal.store_limit()))
    } else {
        Err(lacks("store"))
    }
});

extractor!(StoreCall, |request| {
    let principal = ready_principal(request)?;
    store_sight(&principal)
        .map(Self)
        .ok_or_else(|| lacks("store"))
});

extractor!(SessionReader, |request| {
    let principal = ready_principal(request)?;
    let reader = principal
        .holds(Scope::Read)
        .then(|| principal.store_limit().map_or(Sight::All, Sight::Store));
    reader
        .or_else(|| store_sight(&principal))
        .map(Self)
        .ok_or_else(|| lacks("read"))
});
