//! What the shop says that the buyer would come to, as its adapter asks it.

use api_types::connection_test::{TestOutcome, TestStep, TestStepKind};
use database::{
    PageRequest,
    transactions::{TransactionFilter, TransactionSummary},
};
use punchout::{
    session::Session,
    store::{AdapterKind, AdapterStart, Store},
    transaction::TransactionType,
};
use url::Url;

use super::{Failed, passed};
use crate::{
    adapters::{self, Step},
    gateway::trial::Stopped,
    problem::ApiResult,
    state::AppState,
};

/// The most calls that one way into a shop has.
const MOST_CALLS: u64 = 20;

/// Which steps the way into a store has, after the start page.
pub(super) fn steps(store: &Store) -> Vec<TestStepKind> {
    let steps = adapters::of(store.interface.adapter.kind).steps().iter();
    steps.map(|step| kind(*step)).collect()
}

const fn kind(step: Step) -> TestStepKind {
    match step {
        Step::Token => TestStepKind::ShopToken,
        Step::Session => TestStepKind::ShopSession,
        Step::Validation => TestStepKind::ShopValidation,
    }
}

/// The steps from the start page to the shop: those that went well, and why the next one did not.
pub(super) async fn told(
    state: &AppState,
    (store, session): (&Store, &Session),
    started: Result<String, Stopped>,
) -> ApiResult<(Vec<TestStep>, Result<(), Failed>)> {
    let adapter = adapters::of(store.interface.adapter.kind);
    if adapter.steps().is_empty() {
        return Ok(match started {
            Ok(location) => {
                let end = location.find('?').unwrap_or(location.len());
                let shop = location.get(..end).unwrap_or_default();
                let brought = if adapter.knows_by_id(store) {
                    "the session's id, and without an access token: the shop signs the buyer in"
                } else {
                    "an access token"
                };
                let text = format!("The buyer's browser is sent to {shop}, with {brought}.");
                let step = passed(TestStepKind::Start, text, None);
                (vec![step], Ok(()))
            }
            Err(stopped) => (Vec::new(), Err(failed(stopped, None))),
        });
    }
    let calls = calls(state, session).await?;
    let entry_of = |step: Step| {
        let found = calls.iter().rev().find(|call| {
            let document = call.document.as_deref();
            document.is_some_and(|document| step.documents().contains(&document))
        });
        found.map(|call| call.id.0)
    };
    let begun = || {
        let text = "The start page lets the buyer in.".to_owned();
        passed(TestStepKind::Start, text, None)
    };
    let location = match started {
        Ok(location) => location,
        Err(Stopped::Shop(trouble)) => {
            let at = trouble.step;
            let before = adapter.steps().iter();
            let before = before.take_while(|step| at.is_some_and(|at| at != **step));
            let mut steps = vec![begun()];
            for step in before {
                let text = "The shop gave a token.".to_owned();
                steps.push(passed(kind(*step), text, entry_of(*step)));
            }
            let entry = at.and_then(entry_of);
            return Ok((steps, Err(failed(Stopped::Shop(trouble), entry))));
        }
        Err(stopped) => return Ok((Vec::new(), Err(failed(stopped, None)))),
    };
    let mut steps = vec![begun()];
    for step in adapter.steps() {
        let entry = entry_of(*step);
        let text = match step {
            Step::Token => "The shop gave a token.".to_owned(),
            Step::Session => entered(store, &location),
            Step::Validation if entry.is_none() => {
                steps.push(not_asked(store));
                continue;
            }
            Step::Validation => {
                "The shop asked whether the session is real, and was told that it is.".to_owned()
            }
        };
        steps.push(passed(kind(*step), text, entry));
    }
    Ok((steps, Ok(())))
}

/// Where a buyer would be now. The start URL is nobody else's: it is not opened, and told without what lets a buyer in.
fn entered(store: &Store, location: &str) -> String {
    let shop = Url::parse(location).map(|url| url.origin().ascii_serialization());
    let shop = shop.unwrap_or_default();
    let adapter = &store.interface.adapter;
    if adapter.kind == AdapterKind::Tradecentric && adapter.start == AdapterStart::Browser {
        format!("The shop at {shop} took the form that the buyer's browser would bring.")
    } else {
        format!("The shop answered with a start URL at {shop}, which is not opened.")
    }
}

fn not_asked(store: &Store) -> TestStep {
    let by_browser = store.interface.adapter.start == AdapterStart::Browser;
    let advice =
        "Set “Validate Session” in the connector, so that nobody gets in with a form of their own.";
    TestStep {
        step: TestStepKind::ShopValidation,
        outcome: TestOutcome::Skipped,
        text: "The shop did not ask whether the session is real.".to_owned(),
        advice: by_browser.then(|| advice.to_owned()),
        transaction_id: None,
    }
}

fn failed(stopped: Stopped, entry: Option<uuid::Uuid>) -> Failed {
    let (text, advice) = match stopped {
        Stopped::Here(text, advice) => (text, advice),
        Stopped::Shop(trouble) => {
            let advice = trouble.advice();
            (trouble.text, advice)
        }
    };
    Failed {
        entry,
        ..Failed::new(text, advice)
    }
}

/// The session's calls to the shop and back, in order.
async fn calls(state: &AppState, session: &Session) -> ApiResult<Vec<TransactionSummary>> {
    let filter = TransactionFilter {
        transaction_type: Some(TransactionType::Other),
        session_id: Some(session.id),
        oldest_first: true,
        ..TransactionFilter::default()
    };
    let read = state.database.read();
    let first = PageRequest::first(MOST_CALLS);
    let found = database::transactions::list(read, &filter, &first).await?;
    Ok(found.items)
}
