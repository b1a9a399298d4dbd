//! The table of connections.

use api_types::connection::ConnectionEntry;
use yew::prelude::*;

use super::filter::{Filter, SortBy};
use crate::components::button::Button;
use crate::components::detail::text_or_none;
use crate::components::route_link::RouteLink;
use crate::components::status_label;
use crate::components::table::{Row, SortColumn, Table, cell, column};
use crate::components::time::{Precision, time};
use crate::i18n::{Text, t};
use crate::names;
use crate::route::Route;

/// How many rows come at a time.
const STEP: usize = 100;

/// Properties of [`Rows`].
#[derive(PartialEq, Properties)]
pub(super) struct RowsProperties {
    /// Connections and the names of their business units.
    pub(super) rows: Vec<(ConnectionEntry, Option<String>)>,
    /// How they are sorted.
    pub(super) filter: Filter,
    /// Sorts them otherwise.
    pub(super) sort: Callback<SortBy>,
}

/// The table of connections.
#[component]
pub(super) fn Rows(properties: &RowsProperties) -> Html {
    let limit = use_state_eq(|| STEP);
    let sortable = |by: SortBy, text: Text| {
        html! {
            <SortColumn
                label={t(text)}
                sorted={properties.filter.direction(by)}
                onsort={properties.sort.reform(move |()| by)}
                testid={format!("sort-{}", by.name())}
            />
        }
    };
    let head = html! {
        <>
            { sortable(SortBy::Name, Text::NameLabel) }
            { sortable(SortBy::BusinessUnit, Text::BusinessUnitLabel) }
            { column(Text::FormatLabel) }
            { column(Text::ModeLabel) }
            { sortable(SortBy::Active, Text::StateLabel) }
            { sortable(SortBy::Updated, Text::UpdatedLabel) }
        </>
    };
    let more = {
        let limit = limit.clone();
        Callback::from(move |_| limit.set(*limit + STEP))
    };
    html! {
        <>
            <Table label={t(Text::ConnectionsTitle)} {head} testid="connections">
                { for properties.rows.iter().take(*limit).map(|(connection, unit)| row(connection, unit.as_deref())) }
            </Table>
            if properties.rows.len() > *limit {
                <div class="pg-more"><Button label={t(Text::ShowMore)} onclick={more} testid="show-more" /></div>
            }
        </>
    }
}

fn row(connection: &ConnectionEntry, unit: Option<&str>) -> Html {
    html! {
        <Row key={connection.id.to_string()} testid="connection-row">
            { cell(Text::NameLabel, html! {
                <RouteLink to={Route::Connection { id: connection.id }} class="pg-strong-link">
                    { &connection.name }
                </RouteLink>
            }) }
            { cell(Text::BusinessUnitLabel, text_or_none(unit)) }
            { cell(Text::FormatLabel, html! { t(names::format(connection.format)) }) }
            { cell(Text::ModeLabel, html! { status_label::mode(connection.mode) }) }
            { cell(Text::StateLabel, html! { status_label::active(connection.active) }) }
            { cell(Text::UpdatedLabel, time(&connection.updated_at, Precision::Minute)) }
        </Row>
    }
}
