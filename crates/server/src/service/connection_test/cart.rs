//! The cart of a test: one article, written as the procurement system would get it, and sent nowhere.

use punchout::{
    cart::{Cart, CartItem},
    connection::{Classification, Connection},
    finding::{Finding, Severity},
    session::Session,
};
use rust_decimal::Decimal;

use super::Failed;
use crate::{
    service::{
        preview::{self, Asked},
        setup::envelope,
    },
    settings::Snapshot,
    state::AppState,
};

/// What became of the cart.
pub(super) struct Tried {
    pub(super) document: String,
    pub(super) text: String,
}

/// Writes the cart.
pub(super) fn try_out(
    state: &AppState,
    settings: &Snapshot,
    connection: &Connection,
    session: Session,
) -> Result<Tried, Failed> {
    let currency = session.currency.clone();
    let cart = cart(currency.unwrap_or_else(|| "EUR".to_owned()));
    let asked = Asked::Cart(Box::new((cart, session)));
    let envelope = envelope(state, state.now());
    let outcome = preview::run(&asked, connection, settings.inherited(), &envelope);
    if let Some(refusal) = outcome.refusal {
        let advice = refusal.error.facts().advice;
        return Err(Failed::new(refusal.text, advice));
    }
    if !outcome.problems.is_empty() {
        let told = outcome.problems.iter();
        let told: Vec<_> = told
            .map(|problem| format!("{}: {}", problem.pointer, problem.message))
            .collect();
        let text = format!(
            "A cart with one article would be refused: {}",
            told.join("; ")
        );
        let advice = "See the limits, tables and defaults of the connection.";
        return Err(Failed::new(text, advice));
    }
    let errors = |finding: &&Finding| finding.severity == Severity::Error;
    if let Some(found) = outcome.told.findings.iter().find(errors) {
        let text = format!("{} {}", found.path, found.text);
        return Err(Failed::new(text.trim(), found.advice.clone()));
    }
    let document = String::from_utf8_lossy(&outcome.document.unwrap_or_default()).into_owned();
    let count = outcome.told.findings.len();
    Ok(Tried {
        document,
        text: match count {
            0 => "A cart with one article is written without findings.".to_owned(),
            1 => "A cart with one article is written, with one finding.".to_owned(),
            count => format!("A cart with one article is written, with {count} findings."),
        },
    })
}

fn cart(currency: String) -> Cart {
    Cart {
        currency: Some(currency),
        total: None,
        shipping: None,
        tax: None,
        discount: None,
        comment: None,
        items: vec![CartItem {
            sku: "TEST-1".to_owned(),
            internal_id: Some("connection-test/1".to_owned()),
            name: Some("Test article".to_owned()),
            description: Some("An article of a connection test".to_owned()),
            quantity: Decimal::ONE,
            unit: "EA".to_owned(),
            unit_price: Decimal::ONE,
            classification: vec![Classification {
                domain: "UNSPSC".to_owned(),
                code: "44121600".to_owned(),
            }],
            ..CartItem::default()
        }],
    }
}
