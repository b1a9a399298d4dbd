//! Which session an order came of.

use cxml::Document;
use database::orders::{self, Scope};
use punchout::{
    finding::{Finding, Severity},
    ids::SessionId,
    named_error::ErrorCode,
    order::Order,
    ordered::{self, HandedCart, Recognised, SessionOrder, remembered},
    protocol::cxml as protocol,
    session::{SessionEvent, SessionEventKind},
    setup::Refusal,
    time::Timestamp,
    transaction::Transaction,
};

use crate::{gateway::Exchange, random, state::AppState};

/// What an order says, and the sessions that it came of.
pub struct Ordered {
    /// The order.
    pub order: Order,
    /// The sessions: one as a rule, none where it names none.
    pub sessions: Vec<SessionId>,
    /// What the shop said to it at once.
    pub said: Option<String>,
}

impl Ordered {
    /// What the sessions remember of it, once it stands in the log.
    #[must_use]
    pub fn remembered(&self, transaction: &Transaction) -> Vec<SessionOrder> {
        let Some(connection_id) = transaction.connection_id else {
            return Vec::new();
        };
        let order = |session_id: &_| SessionOrder {
            session_id: *session_id,
            transaction_id: transaction.id,
            connection_id,
            support_reference: transaction.support_reference.clone(),
            order_id: remembered(&self.order.number),
            kind: self.order.kind.clone(),
            at: transaction.at,
        };
        self.sessions.iter().map(order).collect()
    }

    /// What the shop said, for the timelines of the sessions.
    #[must_use]
    pub fn acknowledged(&self, at: Timestamp) -> Vec<SessionEvent> {
        let Some(said) = &self.said else {
            return Vec::new();
        };
        acknowledged(&self.sessions, said, at)
    }
}

/// What a shop made of an order, for the timelines of sessions.
#[must_use]
pub fn acknowledged(sessions: &[SessionId], said: &str, at: Timestamp) -> Vec<SessionEvent> {
    let event = |session_id: &_| SessionEvent {
        id: random::id().into(),
        session_id: *session_id,
        at,
        kind: SessionEventKind::OrderAcknowledged,
        detail: Some(said.to_owned()),
    };
    sessions.iter().map(event).collect()
}

/// Finds out which sessions an order came of, and notes that for the log. `None` for another document.
///
/// # Errors
///
/// That the database is away.
pub async fn recognise(
    exchange: &mut Exchange,
    document: &Document,
    scope: Scope,
    state: &AppState,
) -> Result<Option<Box<Ordered>>, Refusal> {
    let Some(order) = protocol::order(document) else {
        return Ok(None);
    };
    let (found, by_articles) = look_up(&order, scope, state).await.map_err(|error| {
        tracing::error!(%error, "cannot look for the session of an order");
        Refusal::new(
            ErrorCode::DatabaseAway,
            "The session of the order could not be looked up.",
        )
    })?;
    let sessions = match found {
        Recognised::Nothing => Vec::new(),
        Recognised::Of(sessions) => sessions,
        Recognised::Ambiguous => {
            exchange.findings.add(ambiguous());
            Vec::new()
        }
    };
    if by_articles && !sessions.is_empty() {
        exchange.findings.add(by_articles_alone());
    }
    if let [only] = sessions.as_slice() {
        exchange.session_id = Some(*only);
    }
    Ok(Some(Box::new(Ordered {
        order,
        sessions,
        said: None,
    })))
}

/// What an order came of, and whether its articles alone say so.
async fn look_up(
    order: &Order,
    scope: Scope,
    state: &AppState,
) -> Result<(Recognised, bool), database::Error> {
    let conn = state.database.read();
    if order.kind != "new" {
        // A change tells whose it is by its number.
        let sessions = orders::of_number(conn, scope, &order.number).await?;
        if !sessions.is_empty() {
            return Ok((Recognised::Of(sessions), false));
        }
    }
    let references = ordered::references(&order.lines);
    if !references.is_empty() {
        let carts = orders::by_references(conn, scope, &references).await?;
        let told = |carts: Vec<HandedCart>| ordered::by_references(&order.lines, &carts);
        return Ok((carts.map_or(Recognised::Ambiguous, told), false));
    }
    let first = order.lines.first();
    let Some((line, quantity)) = first.and_then(|line| Some((line, line.quantity?))) else {
        return Ok((Recognised::Nothing, true));
    };
    let carts = orders::by_articles(conn, scope, (&line.sku, quantity)).await?;
    let told = |carts: Vec<HandedCart>| ordered::by_articles(&order.lines, &carts);
    // Too many carts have the article: that says nothing about this order.
    Ok((carts.map_or(Recognised::Nothing, told), true))
}

fn ambiguous() -> Finding {
    Finding {
        code: "order.session_ambiguous".to_owned(),
        severity: Severity::Notice,
        line: None,
        path: String::new(),
        text: "Several sessions handed over what the order names, so it is noted in none."
            .to_owned(),
        advice: "The shop can give each line of a cart an internal_id that no other cart has."
            .to_owned(),
    }
}

fn by_articles_alone() -> Finding {
    Finding {
        code: "order.session_by_articles".to_owned(),
        severity: Severity::Notice,
        line: None,
        path: String::new(),
        text: "The order has no SupplierPartAuxiliaryID. It is noted in the one session whose cart had the same articles and quantities."
            .to_owned(),
        advice: "Have the procurement system send back the SupplierPartAuxiliaryID of each line."
            .to_owned(),
    }
}
