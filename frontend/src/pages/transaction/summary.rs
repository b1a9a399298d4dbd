//! The facts of an exchange.

use std::rc::Rc;

use api_types::transaction::Transaction;
use patternfly_yew::prelude::{Card, CardBody, CardTitle};
use yew::prelude::*;

use crate::api::{business_units, connections, stores};
use crate::components::copy_button::CopyButton;
use crate::components::detail::{Detail, no_value, text_or_none};
use crate::components::route_link::RouteLink;
use crate::components::time::{Precision, Time};
use crate::format;
use crate::i18n::{Text, t};
use crate::load::use_load;
use crate::route::Route;

/// Properties of [`Summary`].
#[derive(PartialEq, Properties)]
pub(super) struct SummaryProperties {
    /// The exchange.
    pub(super) transaction: Rc<Transaction>,
}

/// The facts of an exchange.
#[component]
pub(super) fn Summary(properties: &SummaryProperties) -> Html {
    let transaction = &properties.transaction;
    html! {
        <Card>
            <CardTitle component="h2">{ t(Text::SummaryTitle) }</CardTitle>
            <CardBody>
                <dl class="pf-v6-c-description-list pg-facts" data-testid="summary">
                    { exchange(transaction) }
                    <Parties transaction={Rc::clone(transaction)} />
                    { references(transaction) }
                </dl>
            </CardBody>
        </Card>
    }
}

fn exchange(transaction: &Transaction) -> Html {
    html! {
        <>
            <Detail term={Text::TimeLabel}><Time at={transaction.at.clone()} precision={Precision::Millisecond} /></Detail>
            <Detail term={Text::DurationLabel}>{ format::duration(transaction.duration_ms) }</Detail>
            <Detail term={Text::RequestLineLabel}>
                <code class="pg-break">{ &transaction.method }{ " " }{ &transaction.path }</code>
            </Detail>
            <Detail term={Text::DocumentLabel}>{ text_or_none(transaction.document.as_deref()) }</Detail>
            <Detail term={Text::PeerLabel}>{ text_or_none(transaction.peer.as_deref()) }</Detail>
            <Detail term={Text::HttpStatusLabel}>{ transaction.http_status }</Detail>
            <Detail term={Text::ProtocolStatusLabel}>{ text_or_none(transaction.protocol_status.as_deref()) }</Detail>
        </>
    }
}

/// Who took part.
#[component]
fn Parties(properties: &SummaryProperties) -> Html {
    let transaction = &properties.transaction;
    let connection = use_load(transaction.connection_id, |client, id| async move {
        match id {
            Some(id) => connections::get(&client, id).await.map(Some),
            None => Ok(None),
        }
    });
    let all_stores = use_load((), |client, ()| async move { stores::list(&client).await });
    let units = use_load((), |client, ()| async move {
        business_units::list(&client).await
    });
    let connection_name = connection
        .load
        .data()
        .and_then(|connection| connection.as_ref().as_ref())
        .map(|connection| connection.name.clone());
    let store = transaction.store_id.map(|id| {
        let mut stores = all_stores
            .load
            .data()
            .into_iter()
            .flat_map(|page| &page.items);
        let store = stores.find(|store| store.id == id);
        store.map_or_else(|| id.to_string(), |store| store.name.clone())
    });
    let unit = transaction.business_unit_id.map(|id| {
        let mut units = units.load.data().into_iter().flat_map(|page| &page.items);
        let unit = units.find(|unit| unit.id == id);
        unit.map_or_else(|| id.to_string(), |unit| unit.name.clone())
    });
    html! {
        <>
            <Detail term={Text::ConnectionTitle}>
                if let Some(id) = transaction.connection_id {
                    <RouteLink to={Route::Connection { id }} testid="connection-link">
                        { connection_name.unwrap_or_else(|| id.to_string()) }
                    </RouteLink>
                } else {
                    { no_value() }
                }
            </Detail>
            <Detail term={Text::StoreLabel}>{ text_or_none(store.as_deref()) }</Detail>
            <Detail term={Text::BusinessUnitLabel}>{ text_or_none(unit.as_deref()) }</Detail>
            <Detail term={Text::BuyerLabel}>
                <span class="pg-break">{ text_or_none(transaction.email.as_deref()) }</span>
            </Detail>
        </>
    }
}

fn references(transaction: &Transaction) -> Html {
    html! {
        <>
            <Detail term={Text::ReferenceLabel}>
                { copied(Some(&transaction.support_reference), "support-reference") }
            </Detail>
            <Detail term={Text::SessionIdLabel}>
                { copied(transaction.session_id.map(|id| id.to_string()).as_deref(), "session-id") }
            </Detail>
            <Detail term={Text::PayloadIdLabel}>
                { copied(transaction.payload_id.as_deref(), "payload-id") }
            </Detail>
            <Detail term={Text::BuyerCookieLabel}>
                { copied(transaction.buyer_cookie.as_deref(), "buyer-cookie") }
            </Detail>
            <Detail term={Text::OrderIdLabel}>
                { copied(transaction.order_id.as_deref(), "order-id") }
            </Detail>
        </>
    }
}

/// A text to search for elsewhere, with a button that copies it.
fn copied(text: Option<&str>, testid: &'static str) -> Html {
    match text {
        Some(text) => html! {
            <span class="pg-copied">
                <code class="pg-break" data-testid={testid}>{ text.to_owned() }</code>
                <CopyButton text={text.to_owned()} label={t(Text::CopyAction)} />
            </span>
        },
        None => no_value(),
    }
}
