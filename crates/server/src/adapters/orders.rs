//! Orders on their way to shops that take them by their connector.

use std::time::Duration;

use cxml::Document;
use punchout::{
    connection::Connection,
    store::{Store, StoreAdapter},
};
use punchout2go::Acknowledgment;

use super::{
    Trouble, of, order_secret_context,
    visit::{Call, make},
};
use crate::{gateway::Exchange, state::AppState};

/// Whether orders are handed on to the store, and for how long one may be on its way there.
#[must_use]
pub fn hands_on(store: &Store) -> Option<Duration> {
    let interface = &store.interface;
    let timeout = u64::try_from(interface.service_timeout_ms).unwrap_or_default();
    let url = interface.adapter.order_url.as_ref();
    url.map(|_| Duration::from_millis(timeout))
}

/// Hands an order on to the store, where its adapter has an address for orders; anything else is none of its business. The order is taken
/// only once the shop has it, so that one that is away is sent it again by the procurement system: at least once, with the same ids. Answers
/// what the shop makes of it, where it says so at once.
///
/// # Errors
///
/// When the shop does not take it.
pub async fn hand_on(
    state: &AppState,
    store: &Store,
    connection: &Connection,
    (document, incoming): (&Document, &Exchange),
) -> Result<Option<Acknowledgment>, Trouble> {
    let StoreAdapter {
        kind,
        order_url,
        order_secret,
        ..
    } = &store.interface.adapter;
    let Some(url) = order_url else {
        return Ok(None);
    };
    let context = order_secret_context(store.id);
    let secret = order_secret
        .as_ref()
        .map(|sealed| state.sealer.unseal(sealed, &context))
        .transpose()
        .map_err(|error| {
            Trouble::settings(format!("The secret of the store's orders is {error}."))
        })?;
    let Some(body) = of(*kind).order(document, secret.as_ref()) else {
        return Ok(None);
    };
    let call = Call {
        url,
        content_type: "application/json",
        body,
        bearer: None,
        document: "purchase order",
        step: None,
        secrets: secret.into_iter().collect(),
        secret_in_answer: None,
        findings: Vec::new(),
    };
    let note = |exchange: &mut Exchange| {
        exchange.connection_id = Some(connection.id);
        exchange.business_unit_id = Some(connection.business_unit_id);
        exchange.session_id = incoming.session_id;
        exchange.order_id.clone_from(&incoming.order_id);
        exchange.payload_id.clone_from(&incoming.payload_id);
    };
    let answer = make(state, store, call, note).await?;
    Ok(of(*kind).acknowledgment(&answer.body))
}
