//! Changes of settings: one transaction with the entry of the audit log, and what the node keeps of settings brought up to date.

use std::sync::Arc;

use api_types::problem::ProblemCode;
use database::{
    WriteTransaction,
    idempotency::{self, Call, Kept},
};
use punchout::time::Timestamp;
use serde::Serialize;
use serde_json::Value;
use uuid::Uuid;

use super::{
    answer::{Created, Creation, NoContent},
    json::BodyDigest,
    once::Once,
};
use crate::{
    audit::{self, Deed, Who},
    auth::permission::Actor,
    problem::{ApiProblem, ApiResult},
    settings::Snapshot,
    state::AppState,
};

/// A change under way. Dropped without a commit, it leaves nothing behind.
pub struct Change<'a> {
    state: &'a AppState,
    who: Who,
    /// What the change reads and writes through.
    pub tx: WriteTransaction,
    /// When it happens.
    pub now: Timestamp,
}

impl<'a> Change<'a> {
    /// Begins a change.
    ///
    /// # Errors
    /// When the database is away.
    pub async fn begin(state: &'a AppState, actor: &Actor) -> ApiResult<Self> {
        Self::by(state, Who::from(actor)).await
    }

    /// The settings of this node, as they were before the change.
    #[must_use]
    pub fn settings(&self) -> Arc<Snapshot> {
        self.state.settings.snapshot()
    }

    /// Begins a change of somebody who need not have signed in.
    ///
    /// # Errors
    /// When the database is away.
    pub async fn by(state: &'a AppState, who: Who) -> ApiResult<Self> {
        Ok(Self {
            tx: state.database.begin().await?,
            now: state.now(),
            state,
            who,
        })
    }

    /// Adds an entry to the audit log: what was done to which record, as it was before and as it is since. Never a secret.
    ///
    /// # Errors
    /// When the database is away.
    pub async fn audit(
        &self,
        action: &str,
        resource: &str,
        id: Uuid,
        before: Option<&impl Serialize>,
        after: Option<&impl Serialize>,
    ) -> ApiResult<()> {
        let deed = Deed::of(action, resource, id);
        audit::note(&self.tx, &self.who, self.now, deed, before, after).await
    }

    /// Adds entries to the audit log for many records at once, as [`Change::audit`] does for one.
    ///
    /// # Errors
    /// When the database is away.
    pub async fn audit_all(&self, action: &str, all: Vec<Told>) -> ApiResult<()> {
        let entry = |told: Told| {
            let deed = Deed::of(action, told.resource, told.id);
            audit::entry(&self.who, self.now, deed, (told.before, Some(told.after)))
        };
        let entries: Vec<_> = all.into_iter().map(entry).collect();
        Ok(database::audit::insert_many(&self.tx, &entries).await?)
    }

    /// Ends the change of a record: notes it as it was and as it is, and makes it last.
    ///
    /// # Errors
    /// When the database is away.
    pub async fn updated<T: Serialize>(
        self,
        resource: &str,
        id: Uuid,
        before: &T,
        after: &T,
    ) -> ApiResult<()> {
        self.audit("update", resource, id, Some(before), Some(after))
            .await?;
        self.commit().await
    }

    /// Ends the archiving of a record: notes it as it was, and makes that last.
    ///
    /// # Errors
    /// When the database is away.
    pub async fn archived(
        self,
        resource: &str,
        id: Uuid,
        before: &impl Serialize,
    ) -> ApiResult<NoContent> {
        self.audit("archive", resource, id, Some(before), None::<&()>)
            .await?;
        self.commit().await?;
        Ok(NoContent)
    }

    /// Makes the change last.
    ///
    /// # Errors
    /// When the database is away.
    pub async fn commit(self) -> ApiResult<()> {
        self.tx.commit().await?;
        self.state.settings_changed().await;
        Ok(())
    }
}

/// What became of one of many records.
pub struct Told {
    /// What kind of record it is.
    pub resource: &'static str,
    /// Its id.
    pub id: Uuid,
    /// It as it was.
    pub before: Option<Value>,
    /// It as it is.
    pub after: Value,
}

/// Creates something, once per `Idempotency-Key`: a repetition is answered as at first, and does nothing.
///
/// # Errors
/// What the work says, and `idempotency_key_reused` where the key was used for another call.
pub async fn create<T: Serialize>(
    state: &AppState,
    actor: &Actor,
    once: &Once,
    digest: BodyDigest,
    work: impl AsyncFnOnce(&Change<'_>) -> ApiResult<Created<T>>,
) -> ApiResult<Creation<T>> {
    let principal = format!("{}:{}", actor.principal.kind(), actor.principal.id());
    let call = once.key.as_deref().map(|key| Call {
        principal: &principal,
        key,
        operation: &once.operation,
        request_hash: digest.0,
    });
    if let Some(call) = &call
        && let Some(repeated) = repetition(state, call).await?
    {
        return Ok(repeated);
    }
    let change = Change::begin(state, actor).await?;
    if let Some(call) = &call {
        match idempotency::claim(&change.tx, call, change.now).await {
            Ok(()) => {}
            Err(database::Error::Conflict(_)) => {
                // The first call finished between the look and the claim.
                change.tx.rollback().await?;
                return repetition(state, call).await?.ok_or_else(|| {
                    ApiProblem::new(
                        ProblemCode::IdempotencyInProgress,
                        "The first call with this Idempotency-Key is still under way.",
                    )
                });
            }
            Err(error) => return Err(error.into()),
        }
    }
    let created = work(&change).await?;
    if let Some(call) = &call {
        idempotency::answer(&change.tx, call, &created.to_kept()?).await?;
    }
    change.commit().await?;
    Ok(Creation::First(created))
}

async fn repetition<T>(state: &AppState, call: &Call<'_>) -> ApiResult<Option<Creation<T>>> {
    match idempotency::find(state.database.read(), call).await? {
        Some(Kept::Answer(answer)) => Ok(Some(Creation::Repeated(answer))),
        Some(Kept::OtherCall) => Err(ApiProblem::new(
            ProblemCode::IdempotencyKeyReused,
            "The Idempotency-Key was used for another call before. Use a new one for each call.",
        )),
        None => Ok(None),
    }
}
