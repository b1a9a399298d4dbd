//! The table of the log's entries.

use std::collections::HashSet;
use std::rc::Rc;

use api_types::page::Page;
use api_types::transaction::TransactionSummary;
use uuid::Uuid;
use yew::prelude::*;

use crate::choices::Choices;
use crate::components::detail::{no_value, text_or_none};
use crate::components::route_link::RouteLink;
use crate::components::status_label;
use crate::components::table::{Row, Table, cell, classed_cell, column};
use crate::components::time::{Precision, time};
use crate::format;
use crate::i18n::{Text, fill, t};
use crate::names;
use crate::route::Route;

/// Properties of [`Rows`].
#[derive(PartialEq, Properties)]
pub(crate) struct RowsProperties {
    /// The entries.
    pub(crate) page: Rc<Page<TransactionSummary>>,
    /// The connections' names, once they are here.
    pub(crate) connections: Choices,
    /// The entries that came after the others were shown.
    #[prop_or_default]
    pub(crate) fresh: HashSet<Uuid>,
}

/// The table of the log's entries.
#[component]
pub(crate) fn Rows(properties: &RowsProperties) -> Html {
    let columns = [
        Text::TimeLabel,
        Text::TypeLabel,
        Text::StatusLabel,
        Text::AnswerLabel,
        Text::ConnectionTitle,
        Text::BuyerLabel,
        Text::DurationLabel,
    ];
    let head = columns.into_iter().map(column).collect::<Html>();
    html! {
        <Table label={t(Text::TransactionsTitle)} {head} testid="transactions">
            { for properties.page.items.iter().map(|entry| {
                row(entry, &properties.connections, properties.fresh.contains(&entry.id))
            }) }
        </Table>
    }
}

fn row(entry: &TransactionSummary, connections: &Choices, fresh: bool) -> Html {
    html! {
        <Row key={entry.id.to_string()} {fresh} testid="transaction-row">
            { classed_cell(Text::TimeLabel, "pg-no-wrap", html! {
            <>
                <RouteLink to={Route::Transaction { id: entry.id }} class="pg-strong-link">
                    { time(&entry.at, Precision::Second) }
                </RouteLink>
                <code class="pg-second-line" title={t(Text::ReferenceLabel)}>{ &entry.support_reference }</code>
            </>
            }) }
            { classed_cell(Text::TypeLabel, "pg-name-cell", html! { t(names::transaction_type(entry.transaction_type)) }) }
            { cell(Text::StatusLabel, html! { status_label::transaction_status(entry.status) }) }
            { cell(Text::AnswerLabel, html! { answer(entry) }) }
            { classed_cell(Text::ConnectionTitle, "pg-name-cell", html! { connection(entry, connections) }) }
            { classed_cell(Text::BuyerLabel, "pg-name-cell pg-break", text_or_none(entry.email.as_deref())) }
            { classed_cell(Text::DurationLabel, "pg-no-wrap", html! { format::duration(entry.duration_ms) }) }
        </Row>
    }
}

fn answer(entry: &TransactionSummary) -> Html {
    let http = entry.http_status.to_string();
    let statuses = match &entry.protocol_status {
        Some(status) => fill(
            Text::AnswerStatuses,
            &[("http", &http), ("protocol", status)],
        ),
        None => fill(Text::AnswerStatus, &[("http", &http)]),
    };
    html! {
        <>
            <span class="pg-no-wrap">{ statuses }</span>
            if let Some(code) = &entry.error_code {
                <code class="pg-second-line">{ code }</code>
            }
        </>
    }
}

fn connection(entry: &TransactionSummary, connections: &Choices) -> Html {
    let Some(id) = entry.connection_id else {
        return no_value();
    };
    let mut known = connections.iter();
    let name = known
        .find(|(known, _)| *known == id)
        .map_or_else(|| t(Text::ConnectionTitle), |(_, name)| name);
    html! { <RouteLink to={Route::Connection { id }}>{ name }</RouteLink> }
}
