//! Where a store sends the buyer's browser.

use api_types::punch_out_session::{Form, FormField, HandOff};
use punchout::{finding::Findings, secret::Secret, session::HandOver};

use crate::{api::transactions::present_finding, state::AppState};

/// A hand-over, as stores are told of it.
pub(in crate::api) fn hand_off(
    state: &AppState,
    hand_over: &HandOver,
    code: &Secret<String>,
    findings: Findings,
) -> HandOff {
    let page = format!("/punchout/return/{}", code.expose());
    let delivered = hand_over.is_delivered();
    HandOff {
        findings: findings.found.into_iter().map(present_finding).collect(),
        handoff_url: state.config.http.url_of(&page),
        form: (!hand_over.leads_nowhere()).then(|| Form {
            // What the gateway posts itself, the browser asks it to.
            action: if delivered {
                state.config.http.url_of(&format!("{page}/deliver"))
            } else {
                hand_over.action.clone()
            },
            method: "POST".to_owned(),
            enctype: hand_over.enctype().to_owned(),
            target: hand_over.target.clone(),
            accept_charset: hand_over.charset.name().to_owned(),
            fields: hand_over
                .fields
                .iter()
                .filter(|_| !delivered)
                .map(|(name, value)| FormField {
                    name: name.clone(),
                    value: value.clone(),
                })
                .collect(),
        }),
    }
}
