//! The facts of an exchange.

use std::rc::Rc;

use api_types::transaction::Transaction;
use patternfly_yew::prelude::{Card, CardBody, CardTitle};
use yew::prelude::*;

use crate::api::connections;
use crate::choices::{name_of, use_things};
use crate::components::copy_button::CopyButton;
use crate::components::detail::{detail, no_value, text_or_none};
use crate::components::route_link::RouteLink;
use crate::components::time::{Precision, time};
use crate::format;
use crate::i18n::{Text, t};
use crate::load::use_load;
use crate::route::Route;

/// The facts of an exchange.
pub(super) fn summary(transaction: &Rc<Transaction>) -> Html {
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
            { detail(Text::TimeLabel, time(&transaction.at, Precision::Millisecond)) }
            { detail(Text::DurationLabel, html! { format::duration(transaction.duration_ms) }) }
            { detail(Text::RequestLineLabel, html! { <code class="pg-break">{ &transaction.method }{ " " }{ &transaction.path }</code> }) }
            { detail(Text::DocumentLabel, text_or_none(transaction.document.as_deref())) }
            { detail(Text::PeerLabel, text_or_none(transaction.peer.as_deref())) }
            { detail(Text::HttpStatusLabel, html! { transaction.http_status }) }
            { detail(Text::ProtocolStatusLabel, text_or_none(transaction.protocol_status.as_deref())) }
        </>
    }
}

/// Properties of [`Parties`].
#[derive(PartialEq, Properties)]
struct PartiesProperties {
    /// The exchange.
    transaction: Rc<Transaction>,
}

/// Who took part.
#[component]
fn Parties(properties: &PartiesProperties) -> Html {
    let transaction = &properties.transaction;
    let connection = use_load(transaction.connection_id, |client, id| async move {
        match id {
            Some(id) => connections::get(&client, id).await.map(Some),
            None => Ok(None),
        }
    });
    let stores = use_things("/stores");
    let units = use_things("/business-units");
    let connection_name = connection
        .load
        .data()
        .and_then(|connection| connection.as_ref().as_ref())
        .map(|connection| connection.name.clone());
    let store = transaction.store_id.map(|id| name_of(&stores, id));
    let unit = transaction.business_unit_id.map(|id| name_of(&units, id));
    html! {
        <>
            { detail(Text::ConnectionTitle, html! {
            <>
                if let Some(id) = transaction.connection_id {
                    <RouteLink to={Route::Connection { id }} testid="connection-link">
                        { connection_name.unwrap_or_else(|| id.to_string()) }
                    </RouteLink>
                } else {
                    { no_value() }
                }
            </>
            }) }
            { detail(Text::StoreLabel, text_or_none(store.as_deref())) }
            { detail(Text::BusinessUnitLabel, text_or_none(unit.as_deref())) }
            { detail(Text::BuyerLabel, html! { <span class="pg-break">{ text_or_none(transaction.email.as_deref()) }</span> }) }
        </>
    }
}

fn references(transaction: &Transaction) -> Html {
    html! {
        <>
            { detail(Text::ReferenceLabel, html! { copied(Some(&transaction.support_reference), "support-reference") }) }
            { detail(Text::SessionIdLabel, html! { copied(transaction.session_id.map(|id| id.to_string()).as_deref(), "session-id") }) }
            { detail(Text::PayloadIdLabel, html! { copied(transaction.payload_id.as_deref(), "payload-id") }) }
            { detail(Text::BuyerCookieLabel, html! { copied(transaction.buyer_cookie.as_deref(), "buyer-cookie") }) }
            { detail(Text::OrderIdLabel, html! { copied(transaction.order_id.as_deref(), "order-id") }) }
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
