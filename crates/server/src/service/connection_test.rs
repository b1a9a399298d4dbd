//! Trying a connection out, as its procurement system would use it: step by step, up to a cart with one article.

mod cart;
mod functions;
mod opening;
mod shop;

use api_types::connection_test::{ConnectionTest, TestOutcome, TestStep, TestStepKind};
use punchout::{
    connection::{Connection, Format},
    entry_point::EntryPoint,
    named_error::ErrorCode,
    secret::{Secret, TokenHash},
    session::{Session, SessionEvent, SessionEventKind},
    store::Store,
    transaction::Transaction,
};
use punchout2go::StartReply;
use simulator::{Answer, Buyer};

use crate::{
    gateway::trial::{self, Answered},
    problem::ApiResult,
    random,
    settings::Snapshot,
    state::AppState,
};

/// Who the test is to the log.
const TESTER: &str = "connection test";

/// The steps in order; those that the store's adapter has follow the start page.
fn plan(means: Option<&Means<'_>>) -> Vec<TestStepKind> {
    let shop = means.map(|means| shop::steps(means.store));
    [
        TestStepKind::Settings,
        TestStepKind::Setup,
        TestStepKind::Start,
    ]
    .into_iter()
    .chain(shop.unwrap_or_default())
    .chain([TestStepKind::Cart, TestStepKind::End])
    .collect()
}

/// Why a step did not go well.
struct Failed {
    text: String,
    advice: String,
    entry: Option<uuid::Uuid>,
}

impl Failed {
    fn new(text: impl Into<String>, advice: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            advice: advice.into(),
            entry: None,
        }
    }
}

/// What a test has of a connection's settings.
struct Means<'a> {
    store: &'a Store,
    entry: &'a EntryPoint,
    identity: (String, String),
    /// From and To that the credential asks for.
    parties: opening::Parties,
    secret: &'a Secret<String>,
}

/// Runs a test. It leaves entries in the log, and a session that is ended.
pub async fn run(state: &AppState, connection: &Connection) -> ApiResult<ConnectionTest> {
    let settings = state.settings.snapshot();
    let mut test = ConnectionTest::default();
    let means = means(state, &settings, connection);
    let plan = plan(means.as_ref().ok());
    let outcome = match means {
        Ok(means) => steps(state, &settings, connection, (means, &mut test)).await?,
        Err(failed) => Err(failed),
    };
    if let Err(failed) = outcome {
        let step = plan.get(test.steps.len()).copied();
        test.steps.extend(step.map(|step| TestStep {
            step,
            outcome: TestOutcome::Failed,
            text: failed.text,
            advice: Some(failed.advice).filter(|advice| !advice.is_empty()),
            transaction_id: failed.entry,
        }));
    }
    for step in plan.iter().skip(test.steps.len()) {
        test.steps.push(TestStep {
            step: *step,
            outcome: TestOutcome::Skipped,
            text: "Not tried, since an earlier step failed.".to_owned(),
            advice: None,
            transaction_id: None,
        });
    }
    if let Some(id) = test.session_id {
        end(state, id, &mut test).await?;
    }
    if connection.format == Format::Oci {
        functions::try_out(state, &settings, connection, &mut test).await?;
    }
    test.passed = !has_failed(&test);
    Ok(test)
}

fn has_failed(test: &ConnectionTest) -> bool {
    test.steps
        .iter()
        .any(|step| step.outcome == TestOutcome::Failed)
}

/// All steps up to the cart.
async fn steps(
    state: &AppState,
    settings: &Snapshot,
    connection: &Connection,
    (means, test): (Means<'_>, &mut ConnectionTest),
) -> ApiResult<Result<(), Failed>> {
    let path = format!("/punchout/{}/{}", means.store.key, means.entry.slug);
    let text = format!("The entry point is {}.", state.config.http.url_of(&path));
    test.steps.push(passed(TestStepKind::Settings, text, None));

    let buyer = buyer(state, connection).await?;
    let opening = opening::of(state, connection, &means, &buyer);
    let place = (means.store.key.as_str(), means.entry.slug.as_str());
    let answered = trial::open(state, place, opening).await;
    let read = state.database.read();
    let entry =
        database::transactions::find_by_reference(read, &answered.support_reference).await?;
    let entry_id = entry.as_ref().map(|entry| entry.id.0);
    let url = match start_page(connection, &answered) {
        Ok(url) => url,
        Err(text) => return Ok(Err(refused(text, entry))),
    };
    let code = url.rsplit('/').next().unwrap_or_default().to_owned();
    let session =
        database::sessions::find_by_start_code(read, TokenHash::of(code.as_str())).await?;
    let Some((session, _)) = session else {
        let text = "The answer leads to no session.";
        return Ok(Err(Failed::new(text, "See the log entry.")));
    };
    test.session_id = Some(session.id.0);
    let text = format!("The session is open, for {}.", buyer.email);
    test.steps.push(passed(TestStepKind::Setup, text, entry_id));

    let started = trial::start(state, &code).await;
    let (steps, outcome) = shop::told(state, (means.store, &session), started).await?;
    test.steps.extend(steps);
    if let Err(failed) = outcome {
        return Ok(Err(failed));
    }
    Ok(cart_step(state, settings, connection, session, test))
}

fn cart_step(
    state: &AppState,
    settings: &Snapshot,
    connection: &Connection,
    session: Session,
    test: &mut ConnectionTest,
) -> Result<(), Failed> {
    let tried = cart::try_out(state, settings, connection, session)?;
    test.document = Some(tried.document);
    test.steps
        .push(passed(TestStepKind::Cart, tried.text, None));
    Ok(())
}

fn means<'a>(
    state: &AppState,
    settings: &'a Snapshot,
    connection: &Connection,
) -> Result<Means<'a>, Failed> {
    let mut places = settings
        .stores()
        .filter(|store| store.enabled && connection.serves(store.id))
        .filter_map(|store| Some((store, settings.entry_point_of(connection.id, store.id)?)));
    let (store, entry) = places.next().ok_or_else(|| {
        Failed::new(
            "There is no entry point in a store that is enabled.",
            "Enable a store that the connection leads to.",
        )
    })?;
    let now = state.now();
    let mut usable = settings
        .credentials_of(connection.id)
        .filter(|candidate| candidate.credential.valid_at(now))
        .filter_map(|candidate| Some((candidate.credential, candidate.secret?)));
    let (credential, secret) = usable.next().ok_or_else(|| {
        Failed::new(
            "There is no credential that is valid now and has a secret.",
            "Add a credential, or give one a new secret.",
        )
    })?;
    let identity = match connection.format {
        Format::Oci | Format::PunchOut2Go => {
            let user = credential.sender.as_user().unwrap_or_default();
            (String::new(), user.to_owned())
        }
        Format::Cxml => (
            credential.sender.domain.clone(),
            credential.sender.identity.clone(),
        ),
    };
    Ok(Means {
        store,
        entry,
        identity,
        parties: opening::Parties::of(credential),
        secret,
    })
}

/// Somebody whom the shop knows, so that the test makes nobody if it can.
async fn buyer(state: &AppState, connection: &Connection) -> ApiResult<Buyer> {
    let unit = connection.default_business_unit_id;
    let filter = database::buyers::BuyerFilter {
        business_unit_id: Some(unit.unwrap_or(connection.business_unit_id)),
        ..Default::default()
    };
    let page = database::PageRequest::first(1);
    let known = database::buyers::list(state.database.read(), &filter, &page).await?;
    let known = known.items.into_iter().next();
    let own = format!("connection-test@{}", state.config.http.host());
    Ok(Buyer {
        email: known.as_ref().map_or(own, |buyer| buyer.email.clone()),
        first_name: String::new(),
        last_name: String::new(),
    })
}

/// The start page that an answer leads to.
fn start_page(connection: &Connection, answered: &Answered) -> Result<String, String> {
    if connection.format == Format::Oci {
        let refused = || format!("The call was refused with HTTP status {}.", answered.status);
        return answered.location.clone().ok_or_else(refused);
    }
    if connection.format == Format::PunchOut2Go {
        let refused = |_| {
            format!(
                "The session request was refused with HTTP status {}.",
                answered.status
            )
        };
        let reply = StartReply::read(&answered.body).map(|reply| reply.start_url);
        return reply.map_err(refused);
    }
    match simulator::read_answer(&answered.body) {
        Answer::StartPage(url) => Ok(url),
        Answer::Refused { code, text } => {
            Err(format!("The setup was refused with status {code}: {text}"))
        }
        Answer::Unreadable(text) => Err(format!("The answer cannot be read: {text}")),
    }
}

/// What the log tells of a refusal, which the procurement system learns little of.
fn refused(text: String, entry: Option<Transaction>) -> Failed {
    let Some(entry) = entry else {
        return Failed::new(text, "");
    };
    let known = entry.error_code.as_deref().and_then(ErrorCode::from_code);
    let why = entry.error_text.unwrap_or_default();
    Failed {
        text: if text.contains(&why) {
            text
        } else {
            format!("{text} {why}")
        },
        advice: known.map_or("", |code| code.facts().advice).to_owned(),
        entry: Some(entry.id.0),
    }
}

async fn end(state: &AppState, id: uuid::Uuid, test: &mut ConnectionTest) -> ApiResult<()> {
    let ended = end_session(state, id).await?;
    test.steps.retain(|step| step.step != TestStepKind::End);
    test.steps.push(TestStep {
        step: TestStepKind::End,
        outcome: if ended {
            TestOutcome::Passed
        } else {
            TestOutcome::Failed
        },
        text: if ended {
            "The session is ended; nothing was sent to the procurement system.".to_owned()
        } else {
            "The session was over already.".to_owned()
        },
        advice: None,
        transaction_id: None,
    });
    Ok(())
}

/// Ends a session that a test opened; answers whether it was under way.
async fn end_session(state: &AppState, id: uuid::Uuid) -> ApiResult<bool> {
    let event = SessionEvent {
        id: random::id().into(),
        session_id: id.into(),
        at: state.now(),
        kind: SessionEventKind::Ended,
        detail: Some(format!("by the {TESTER}")),
    };
    let tx = state.database.begin().await?;
    let ended = database::sessions::end(&tx, &event).await?;
    tx.commit().await?;
    Ok(ended)
}

fn passed(step: TestStepKind, text: String, transaction_id: Option<uuid::Uuid>) -> TestStep {
    TestStep {
        step,
        outcome: TestOutcome::Passed,
        text,
        advice: None,
        transaction_id,
    }
}
