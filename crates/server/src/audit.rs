//! The audit log as the program writes it: who did what, in the transaction that does it.

use database::{
    WriteTransaction,
    audit::{ActorKind, AuditEntry, insert},
    users::User,
};
use punchout::time::Timestamp;
use serde::Serialize;
use serde_json::Value;
use uuid::Uuid;

use crate::{
    auth::{permission::Actor, principal::Principal},
    problem::{ApiProblem, ApiResult},
};

/// Who does something, as it stands in the audit log.
#[derive(Clone, Debug)]
pub struct Who {
    kind: ActorKind,
    id: Option<Uuid>,
    name: String,
    peer: Option<String>,
}

/// What is done, and to what.
#[derive(Clone, Copy, Debug)]
pub struct Deed<'a> {
    action: &'a str,
    resource: &'a str,
    id: Option<Uuid>,
}

impl Who {
    /// Somebody at the command line, who needs no sign-in.
    #[must_use]
    pub fn command_line() -> Self {
        Self::program("command line")
    }

    /// The program itself, on some occasion.
    #[must_use]
    pub fn program(occasion: &str) -> Self {
        Self {
            kind: ActorKind::System,
            id: None,
            name: occasion.to_owned(),
            peer: None,
        }
    }

    /// A user who signs in or out.
    #[must_use]
    pub fn user(user: &User, peer: Option<String>) -> Self {
        Self {
            kind: ActorKind::User,
            id: Some(user.id.0),
            name: user.email.clone(),
            peer,
        }
    }

    /// Somebody who calls themselves by an address that no user has.
    #[must_use]
    pub fn stranger(name: String, peer: Option<String>) -> Self {
        Self {
            kind: ActorKind::User,
            id: None,
            name,
            peer,
        }
    }
}

impl From<&Actor> for Who {
    fn from(actor: &Actor) -> Self {
        let principal = &actor.principal;
        Self {
            kind: match principal {
                Principal::User { .. } => ActorKind::User,
                Principal::ApiKey { .. } => ActorKind::ApiKey,
                Principal::Session(_) => ActorKind::System,
            },
            id: Some(principal.id()),
            name: principal.name(),
            peer: actor.peer.clone(),
        }
    }
}

impl<'a> Deed<'a> {
    /// Something done to one record.
    #[must_use]
    pub const fn of(action: &'a str, resource: &'a str, id: Uuid) -> Self {
        Self {
            action,
            resource,
            id: Some(id),
        }
    }

    /// Something done to what there is only one of, or to what is not known.
    #[must_use]
    pub const fn at_large(action: &'a str, resource: &'a str) -> Self {
        Self {
            action,
            resource,
            id: None,
        }
    }
}

/// Adds an entry: what was done, how it was before and how it is since. Never a secret.
///
/// # Errors
/// When the database is away.
pub async fn note(
    tx: &WriteTransaction,
    who: &Who,
    now: Timestamp,
    deed: Deed<'_>,
    before: Option<&impl Serialize>,
    after: Option<&impl Serialize>,
) -> ApiResult<()> {
    let entry = entry(who, now, deed, (json(before)?, json(after)?));
    Ok(insert(tx, &entry).await?)
}

/// An entry, to be added with others.
#[must_use]
pub fn entry(
    who: &Who,
    now: Timestamp,
    deed: Deed<'_>,
    (before, after): (Option<Value>, Option<Value>),
) -> AuditEntry {
    AuditEntry {
        id: Uuid::now_v7(),
        at: now,
        actor_kind: who.kind,
        actor_id: who.id,
        actor_name: who.name.clone(),
        action: deed.action.to_owned(),
        resource_type: deed.resource.to_owned(),
        resource_id: deed.id,
        before,
        after,
        peer: who.peer.clone(),
    }
}

fn json(value: Option<&impl Serialize>) -> ApiResult<Option<Value>> {
    value
        .map(serde_json::to_value)
        .transpose()
        .map_err(ApiProblem::internal)
}
