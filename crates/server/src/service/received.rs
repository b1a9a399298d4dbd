//! Orders and what follows them: taken once, and kept in the log.

use std::time::Duration;

use cxml::Document;
use database::{
    orders::Scope,
    received::{
        Kept,
        claims::{self, Claim},
    },
};
use punchout::{
    finding::{Finding, Severity},
    named_error::ErrorCode,
    protocol::cxml as protocol,
    received::{self, Arrival},
    setup::{Candidate, Refusal},
};

use super::{
    ordered::{self, Ordered},
    setup::{authenticate, envelope},
};
use crate::{
    adapters::{self, acknowledgments},
    gateway::{Address, Exchange, Reply},
    random,
    state::AppState,
};

/// How much longer an order stays claimed than the shop's answer may take: for what is written before and after, and clocks that differ.
const CLAIM_SPARE: Duration = Duration::from_secs(30);

/// What becomes of a document.
pub enum Outcome {
    /// It is taken, with this answer; an order with the sessions that it came of.
    New(Arrival, Reply, Option<Box<Ordered>>),
    /// It was taken before, and is answered as it was then.
    Repeated(Reply),
}

/// Decides what becomes of a document of a kind that is taken, and of what is attached to it (its digest). Nothing is
/// written yet, but that an order is claimed while it is handed on to a shop.
///
/// # Errors
///
/// The refusal of the caller, of an order that is incomplete, and of a document that came before and said something else.
pub async fn take(
    exchange: &mut Exchange,
    (document, attached): (&Document, Option<[u8; 32]>),
    address: Address<'_>,
    state: &AppState,
) -> Result<Outcome, Refusal> {
    let now = state.now();
    let settings = state.settings.snapshot();
    let Candidate { connection, .. } = authenticate(exchange, document, address, &settings, now)?;
    let arrival = received::arrival(connection.id, document, attached)
        .map_err(|refusal| refusal.of(connection))?;
    if let Some(reply) = repeated(exchange, &arrival, state)
        .await
        .map_err(|refusal| refusal.of(connection))?
    {
        return Ok(Outcome::Repeated(reply));
    }
    let scope = Scope {
        connection: connection.id,
        store: address.store.id,
    };
    let mut ordered = ordered::recognise(exchange, document, scope, state)
        .await
        .map_err(|refusal| refusal.of(connection))?;
    if let (Some(ordered), Some(time)) = (&mut ordered, adapters::hands_on(address.store)) {
        let claim = claim(&arrival, time, state)
            .await
            .map_err(|refusal| refusal.of(connection))?;
        // Whoever had it before may have taken it since.
        let before = repeated(exchange, &arrival, state).await;
        if !matches!(before, Ok(None)) {
            give_up(&arrival, claim, state).await;
        }
        if let Some(reply) = before.map_err(|refusal| refusal.of(connection))? {
            return Ok(Outcome::Repeated(reply));
        }
        match adapters::hand_on(state, address.store, connection, (document, &*exchange)).await {
            Ok(None) => {}
            Ok(Some(said)) => {
                exchange.findings.add(acknowledgments::finding(&said));
                ordered.said = Some(acknowledgments::words(&said));
            }
            Err(trouble) => {
                give_up(&arrival, claim, state).await;
                return Err(Refusal::new(ErrorCode::StoreAway, trouble.text).of(connection));
            }
        }
    }
    let text = format!("The {} was taken.", document.kind());
    let reply = Reply::ok(
        &protocol::status(200, &text, &envelope(state, now)),
        connection
            .protocol
            .response_version(document.version.as_ref()),
    );
    Ok(Outcome::New(arrival, reply, ordered))
}

/// Claims an order for as long as it takes to hand it on.
async fn claim(arrival: &Arrival, time: Duration, state: &AppState) -> Result<Claim, Refusal> {
    let now = state.now();
    let time = time.saturating_add(CLAIM_SPARE).as_secs();
    let claim = Claim {
        id: random::id(),
        ends_at: now.plus_seconds(i64::try_from(time).unwrap_or(i64::MAX)),
    };
    match claims::claim(state.database.write(), arrival, claim, now).await {
        Ok(true) => Ok(claim),
        Ok(false) => Err(Refusal::new(
            ErrorCode::BeingReceived,
            "The same order, or one with the same number, is being handed on to the shop.",
        )),
        Err(error) => {
            tracing::error!(%error, "cannot claim an order");
            Err(Refusal::new(
                ErrorCode::DatabaseAway,
                "The order could not be claimed.",
            ))
        }
    }
}

/// Gives a claim up. Where that fails, it ends by its time.
async fn give_up(arrival: &Arrival, claim: Claim, state: &AppState) {
    if let Err(error) = claims::give_up(state.database.write(), arrival, claim).await {
        tracing::error!(%error, "cannot give up the claim of an order");
    }
}

/// The answer to a document that came before, if it did.
async fn repeated(
    exchange: &mut Exchange,
    arrival: &Arrival,
    state: &AppState,
) -> Result<Option<Reply>, Refusal> {
    let found = database::received::find(state.database.read(), arrival)
        .await
        .map_err(|error| {
            tracing::error!(%error, "cannot look for an earlier document");
            Refusal::new(
                ErrorCode::DatabaseAway,
                "It could not be looked up whether the document came before.",
            )
        })?;
    let Some(kept) = found else { return Ok(None) };
    if !kept.is_same {
        let text = format!(
            "It came before with another content: see {}.",
            kept.support_reference
        );
        return Err(Refusal::new(ErrorCode::AlreadyReceived, text));
    }
    exchange.findings.add(repetition(&kept));
    Ok(Some(Reply::again(kept.answer)))
}

/// That a document came again, for its log entry.
fn repetition(kept: &Kept) -> Finding {
    Finding {
        code: "document.repeated".to_owned(),
        severity: Severity::Notice,
        line: None,
        path: String::new(),
        text: format!(
            "The document came before and was answered as it was then: see {}.",
            kept.support_reference
        ),
        advice: "Nothing is to be done: the sender had no answer, or sent it twice.".to_owned(),
    }
}
