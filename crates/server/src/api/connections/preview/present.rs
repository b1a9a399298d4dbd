//! A preview as it stands in JSON.

use std::collections::BTreeMap;

use api_types::{preview as dto, problem::FieldError, transaction::TransactionError};
use punchout::{
    finding::Finding,
    mapped::Explanation,
    named_error::ErrorCode,
    setup::{Refusal, RequestedOperation, SetupRequest},
};
use serde_json::Value;

use crate::{
    api::{punch_out_sessions, transactions},
    service::preview::{Outcome, places},
};

/// The most explanations and differences that are told.
const MAX_TOLD: usize = 5_000;

/// What would come of it, and what is otherwise now.
pub(super) fn preview(
    outcome: Outcome,
    before: Option<Outcome>,
    findings: Vec<Finding>,
) -> dto::Preview {
    let setup = outcome.setup.map(setup);
    let differences = before.map(|before| {
        let now = texts(setup.as_ref(), outcome.document.as_deref());
        let then = texts(
            before.setup.map(self::setup).as_ref(),
            before.document.as_deref(),
        );
        differences(&then, &now)
    });
    let problem = |problem: punchout::cart::CartProblem| {
        FieldError::new(
            format!("/cart{}", problem.pointer),
            problem.code,
            problem.message,
        )
    };
    let explanations = outcome.told.explanations.into_iter().take(MAX_TOLD);
    let findings = findings.into_iter().chain(outcome.told.findings);
    let refusal = match outcome.problems.is_empty() {
        true => outcome.refusal,
        false => Some(Refusal::new(
            ErrorCode::InvalidCart,
            "The buyer's system would refuse the cart.",
        )),
    };
    dto::Preview {
        setup,
        document: outcome
            .document
            .map(|bytes| String::from_utf8_lossy(&bytes).into_owned()),
        refusal: refusal.map(|refusal| TransactionError {
            code: refusal.error.code().to_owned(),
            text: Some(refusal.text),
            advice: Some(refusal.error.facts().advice.to_owned()),
        }),
        problems: outcome.problems.into_iter().map(problem).collect(),
        findings: findings.map(transactions::present_finding).collect(),
        explanations: explanations.map(explanation).collect(),
        differences: differences.unwrap_or_default(),
    }
}

fn setup(request: SetupRequest) -> dto::PreviewedSetup {
    let operation = match request.operation {
        RequestedOperation::Known(operation) => {
            Some(punch_out_sessions::present_operation(operation))
        }
        _ => None,
    };
    dto::PreviewedSetup {
        operation,
        return_url: request.return_url,
        email: request.identity.email,
        first_name: request.identity.first_name,
        last_name: request.identity.last_name,
        business_unit: request.business_unit,
        role: request.role,
        currency: request.currency,
        locale: request.locale,
        selected_item: request
            .selected_item
            .map(punch_out_sessions::present_selected),
        items: request
            .items
            .iter()
            .map(punch_out_sessions::present_item)
            .collect(),
        ship_to: request.ship_to.map(punch_out_sessions::present_ship_to),
        extrinsics: request
            .extrinsics
            .into_iter()
            .map(punch_out_sessions::present_extrinsic)
            .collect(),
        custom_fields: request.custom_fields,
    }
}

fn explanation(explanation: Explanation) -> dto::Explanation {
    let steps = explanation.steps.into_iter();
    dto::Explanation {
        target: explanation.target,
        sources: explanation.sources,
        found: explanation.found,
        steps: steps
            .map(|(name, made)| dto::ExplainedStep { name, made })
            .collect(),
        line: explanation.position.line,
    }
}

/// What stands where.
fn texts(setup: Option<&dto::PreviewedSetup>, document: Option<&[u8]>) -> BTreeMap<String, String> {
    let mut texts = document.map(places).unwrap_or_default();
    if let Some(value) = setup.and_then(|setup| serde_json::to_value(setup).ok()) {
        flatten(&value, String::new(), &mut texts);
    }
    texts
}

fn flatten(value: &Value, pointer: String, texts: &mut BTreeMap<String, String>) {
    match value {
        Value::Null => {}
        Value::Object(members) => {
            for (name, member) in members {
                let name = name.replace('~', "~0").replace('/', "~1");
                flatten(member, format!("{pointer}/{name}"), texts);
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                flatten(item, format!("{pointer}/{index}"), texts);
            }
        }
        Value::String(text) => {
            texts.insert(pointer, text.clone());
        }
        other => {
            texts.insert(pointer, other.to_string());
        }
    }
}

fn differences(
    active: &BTreeMap<String, String>,
    draft: &BTreeMap<String, String>,
) -> Vec<dto::Difference> {
    let places: std::collections::BTreeSet<&String> = active.keys().chain(draft.keys()).collect();
    places
        .into_iter()
        .filter(|place| active.get(*place) != draft.get(*place))
        .take(MAX_TOLD)
        .map(|place| dto::Difference {
            place: place.clone(),
            active: active.get(place).cloned(),
            draft: draft.get(place).cloned(),
        })
        .collect()
}
