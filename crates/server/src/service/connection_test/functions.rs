//! OCI's functions, tried as the procurement system calls them: with an article that the store finds.

use api_types::connection_test::{ConnectionTest, TestOutcome, TestStep, TestStepKind};
use punchout::{
    connection::Connection, finding::Finding, secret::TokenHash, transaction::Transaction,
};
use simulator::{Buyer, OciFunction};

use super::{Failed, Means, end_session, has_failed, means, opening, passed, refused, start_page};
use crate::{
    gateway::trial::{self, Answered},
    problem::ApiResult,
    settings::Snapshot,
    state::AppState,
};

/// The article that is asked for where the store finds none.
const UNKNOWN: &str = "TEST-1";

/// Tries each function that the connection answers, and adds a step for each.
pub(super) async fn try_out(
    state: &AppState,
    settings: &Snapshot,
    connection: &Connection,
    test: &mut ConnectionTest,
) -> ApiResult<()> {
    let oci = &connection.oci;
    let optional = [
        (oci.quantity_check, TestStepKind::QuantityCheck),
        (oci.download_json, TestStepKind::DownloadJson),
    ];
    let optional = optional.into_iter().filter(|(on, _)| *on);
    let kinds = [
        TestStepKind::BackgroundSearch,
        TestStepKind::Validate,
        TestStepKind::Detail,
        TestStepKind::Sourcing,
    ];
    let kinds = kinds.into_iter().chain(optional.map(|(_, kind)| kind));
    let means = means(state, settings, connection);
    let (Ok(means), false) = (means, has_failed(test)) else {
        test.steps.extend(kinds.map(|step| TestStep {
            step,
            outcome: TestOutcome::Skipped,
            text: "Not tried, since an earlier step failed.".to_owned(),
            advice: None,
            transaction_id: None,
        }));
        return Ok(());
    };
    let buyer = super::buyer(state, connection).await?;
    let mut trial = Trial {
        state,
        connection,
        means,
        buyer,
        product: UNKNOWN.to_owned(),
    };
    for kind in kinds {
        let step = trial.step(kind).await?;
        test.steps.push(step);
    }
    Ok(())
}

struct Trial<'a> {
    state: &'a AppState,
    connection: &'a Connection,
    means: Means<'a>,
    buyer: Buyer,
    /// The article that is asked for.
    product: String,
}

impl Trial<'_> {
    async fn step(&mut self, step: TestStepKind) -> ApiResult<TestStep> {
        let product = self.product.clone();
        let function = match step {
            TestStepKind::Validate => OciFunction::Validate(&product, "1"),
            TestStepKind::Detail => OciFunction::Detail(&product),
            TestStepKind::Sourcing => OciFunction::Sourcing("test"),
            TestStepKind::QuantityCheck => OciFunction::QuantityCheck(&product, "1"),
            TestStepKind::DownloadJson => OciFunction::DownloadJson("1"),
            _ => OciFunction::BackgroundSearch(""),
        };
        let place = (
            self.means.store.key.as_str(),
            self.means.entry.slug.as_str(),
        );
        let call = opening::call(self.connection, &self.means, &self.buyer, function);
        let answered = trial::open(self.state, place, call).await;
        let read = self.state.database.read();
        let entry =
            database::transactions::find_by_reference(read, &answered.support_reference).await?;
        let id = entry.as_ref().map(|entry| entry.id.0);
        let outcome = match step {
            TestStepKind::Detail | TestStepKind::Sourcing => self.opened(&answered, entry).await?,
            _ => self.told(step, &answered, entry),
        };
        Ok(match outcome {
            Ok(text) => passed(step, text, id),
            Err((outcome, failed)) => TestStep {
                step,
                outcome,
                text: failed.text,
                advice: Some(failed.advice).filter(|advice| !advice.is_empty()),
                transaction_id: failed.entry.or(id),
            },
        })
    }

    /// What became of a function that a buyer looks at: it opens a session, which is ended at once.
    async fn opened(
        &self,
        answered: &Answered,
        entry: Option<Transaction>,
    ) -> ApiResult<Result<String, (TestOutcome, Failed)>> {
        let url = match start_page(self.connection, answered) {
            Ok(url) => url,
            Err(text) => return Ok(Err((TestOutcome::Failed, refused(text, entry)))),
        };
        let code = url.rsplit('/').next().unwrap_or_default();
        let read = self.state.database.read();
        let session = database::sessions::find_by_start_code(read, TokenHash::of(code)).await?;
        if let Some((session, _)) = session {
            end_session(self.state, session.id.0).await?;
        }
        Ok(Ok(
            "The buyer's browser is sent to a start page; the session is ended.".to_owned(),
        ))
    }

    /// What became of a function that nobody looks at: it is answered at once, with what the store says.
    fn told(
        &mut self,
        step: TestStepKind,
        answered: &Answered,
        entry: Option<Transaction>,
    ) -> Result<String, (TestOutcome, Failed)> {
        if !answered.status.is_success() {
            let text = format!("The call was refused with HTTP status {}.", answered.status);
            return Err((TestOutcome::Failed, refused(text, entry)));
        }
        let count = match step {
            TestStepKind::DownloadJson => articles(&answered.body),
            _ => self.lines(&answered.body),
        };
        let findings = entry.map(|entry| entry.findings.found).unwrap_or_default();
        let of_the_store = |finding: &&Finding| finding.code.starts_with("store.");
        match (count, findings.iter().find(of_the_store)) {
            (0, Some(finding)) => {
                let outcome = match finding.code.as_str() {
                    "store.no_service" => TestOutcome::Skipped,
                    _ => TestOutcome::Failed,
                };
                let (text, advice) = (finding.text.clone(), finding.advice.clone());
                Err((outcome, Failed::new(text, advice)))
            }
            (0, None) => Ok("The store answered that there is nothing.".to_owned()),
            (1, _) => Ok("The store answered with one article.".to_owned()),
            (count, _) => Ok(format!("The store answered with {count} articles.")),
        }
    }

    /// How many lines a form has; the first one's article is what is asked for from now on.
    fn lines(&mut self, page: &[u8]) -> usize {
        let fields = simulator::oci_page_fields(&String::from_utf8_lossy(page));
        let items = simulator::read_oci_return(&fields).items;
        let first = items.first().map(|line| line.shown("EXT_PRODUCT_ID"));
        if let Some(product) = first.filter(|product| !product.is_empty()) {
            self.product = product;
        }
        items.len()
    }
}

/// How many articles a page of the catalogue has.
fn articles(page: &[u8]) -> usize {
    serde_json::from_slice::<serde_json::Value>(page)
        .ok()
        .and_then(|page| page.get("Items")?.as_array().map(Vec::len))
        .unwrap_or_default()
}
