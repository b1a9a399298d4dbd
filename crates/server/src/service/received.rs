//! Orders and what follows them: taken once, and kept in the log.

use cxml::Document;
use database::{orders::Scope, received::Kept};
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
    state::AppState,
};

/// What becomes of a document.
pub enum Outcome {
    /// It is taken, with this answer; an order with the sessions that it came of.
    New(Arrival, Reply, Option<Box<Ordered>>),
    /// It was taken before, and is answered as it was then.
    Repeated(Reply),
}

/// Decides what becomes of a document of a kind that is taken, and of what is attached to it (its digest). Nothing is written yet.
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
    let said = adapters::hand_on(state, address.store, connection, (document, &*exchange))
        .await
        .map_err(|trouble| Refusal::new(ErrorCode::StoreAway, trouble.text).of(connection))?;
    if let Some(said) = &said {
        exchange.findings.add(acknowledgments::finding(said));
    }
    if let Some(ordered) = &mut ordered {
        ordered.said = said.as_ref().map(acknowledgments::words);
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
