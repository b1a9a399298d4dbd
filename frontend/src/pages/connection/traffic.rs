//! What last went through a connection.

use std::rc::Rc;

use api_types::page::Page;
use api_types::transaction::{TransactionQuery, TransactionStatus, TransactionSummary};
use patternfly_yew::prelude::{Card, CardBody, CardTitle};
use uuid::Uuid;
use yew::prelude::*;

use crate::api::{Client, Failure, transactions};
use crate::components::load_view::load_view;
use crate::components::route_link::RouteLink;
use crate::components::status_label;
use crate::components::time::{Precision, time};
use crate::i18n::{Text, t};
use crate::load::use_load;
use crate::names;
use crate::route::Route;

/// How many exchanges each list shows.
const SHOWN: usize = 5;

/// The last exchanges, and the last of them that did not end well.
#[derive(Clone, Debug, PartialEq)]
struct Recent {
    last: Vec<TransactionSummary>,
    failures: Vec<TransactionSummary>,
}

/// Properties of [`Traffic`].
#[derive(PartialEq, Properties)]
pub(super) struct TrafficProperties {
    /// Of which connection.
    pub(super) connection_id: Uuid,
}

/// What last went through a connection, and what last went wrong.
#[component]
pub(super) fn Traffic(properties: &TrafficProperties) -> Html {
    let id = properties.connection_id;
    let loaded = use_load(id, |client, id| async move { recent(&client, id).await });
    let draw = Callback::from(|recent: Rc<Recent>| {
        html! {
            <div class="pg-columns">
                <section>
                    <h3 class="pf-v6-c-title pf-m-md">{ t(Text::TrafficLast) }</h3>
                    { list(&recent.last, Text::TrafficNone, "last-traffic") }
                </section>
                <section>
                    <h3 class="pf-v6-c-title pf-m-md">{ t(Text::TrafficFailures) }</h3>
                    { list(&recent.failures, Text::TrafficFailuresNone, "recent-failures") }
                </section>
            </div>
        }
    });
    html! {
        <Card>
            <CardTitle component="h2">{ t(Text::TrafficTitle) }</CardTitle>
            <CardBody>
                { load_view(&loaded, &draw) }
                <p class="pg-after">
                    <RouteLink
                        to={Route::Transactions}
                        query={vec![("connection_id", id.to_string())]}
                        testid="connection-transactions"
                    >
                        { t(Text::ConnectionTransactions) }
                    </RouteLink>
                </p>
            </CardBody>
        </Card>
    }
}

async fn recent(client: &Client, connection_id: Uuid) -> Result<Recent, Failure> {
    let query = |status| TransactionQuery {
        status,
        connection_id: Some(connection_id),
        limit: u32::try_from(SHOWN).ok(),
        ..TransactionQuery::default()
    };
    let last = transactions::list(client, &query(None)).await?;
    let refused = transactions::list(client, &query(Some(TransactionStatus::Refused))).await?;
    let failed = transactions::list(client, &query(Some(TransactionStatus::Failed))).await?;
    Ok(Recent {
        last: last.items,
        failures: newest(refused, failed),
    })
}

/// The newest of two lists.
fn newest(
    one: Page<TransactionSummary>,
    other: Page<TransactionSummary>,
) -> Vec<TransactionSummary> {
    let mut both = one.items;
    both.extend(other.items);
    // Ids are in the order of time.
    both.sort_by_key(|entry| std::cmp::Reverse(entry.id));
    both.truncate(SHOWN);
    both
}

fn list(entries: &[TransactionSummary], none: Text, testid: &'static str) -> Html {
    if entries.is_empty() {
        return html! { <p class="pg-subtle" data-testid={testid}>{ t(none) }</p> };
    }
    html! {
        <ul class="pg-plain-list" data-testid={testid}>
            { for entries.iter().map(|entry| html! {
                <li key={entry.id.to_string()} class="pg-list-line">
                    <RouteLink to={Route::Transaction { id: entry.id }}>
                        { time(&entry.at, Precision::Second) }
                    </RouteLink>
                    <span>{ t(names::transaction_type(entry.transaction_type)) }</span>
                    { status_label::transaction_status(entry.status) }
                    if let Some(code) = &entry.error_code {
                        <code>{ code }</code>
                    }
                </li>
            }) }
        </ul>
    }
}
