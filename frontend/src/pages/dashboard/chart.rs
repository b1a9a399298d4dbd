//! Figures over time: as bars, and as a table that says the same.

use api_types::dashboard::{Dashboard, DashboardPart, DashboardRange};
use api_types::scalar::Timestamp;
use patternfly_yew::prelude::{Card, CardBody, CardTitle};
use yew::prelude::*;

use super::bars::{Bar, Bars, top};
use super::links::Span;
use super::tiles::number;
use crate::components::route_link::{Query, RouteLink};
use crate::components::table::{Row, Table, cell, classed_cell, column};
use crate::format;
use crate::i18n::{Text, t};
use crate::route::Route;

/// One of the things that a chart counts: what it is called, its style class, how many there were, and the list of them.
struct Kind {
    label: Text,
    class: &'static str,
    count: fn(&DashboardPart) -> u64,
    query: &'static [(&'static str, &'static str)],
    route: Route,
}

/// What a chart shows.
pub(super) struct Series {
    title: Text,
    testid: &'static str,
    /// Where a bar leads.
    route: Route,
    query: &'static [(&'static str, &'static str)],
    /// The pieces of a bar, from below.
    kinds: &'static [Kind],
}

impl Series {
    /// Sessions, by what became of them.
    pub(super) const SESSIONS: Self = Self {
        title: Text::ChartSessions,
        testid: "chart-sessions",
        route: Route::Sessions,
        query: &[],
        kinds: &[
            Kind {
                label: Text::FigureTransferred,
                class: "pg-bar-good",
                count: |part| part.sessions.transferred,
                query: &[("type", "transfer_to_requisition"), ("status", "ok")],
                route: Route::Transactions,
            },
            Kind {
                label: Text::FigureCancelled,
                class: "pg-bar-other",
                count: |part| part.sessions.cancelled,
                query: &[("state", "cancelled")],
                route: Route::Sessions,
            },
            Kind {
                label: Text::FigureOpen,
                class: "pg-bar-open",
                count: |part| {
                    let sessions = &part.sessions;
                    let known = sessions.transferred + sessions.cancelled;
                    sessions.opened.saturating_sub(known)
                },
                query: &[],
                route: Route::Sessions,
            },
        ],
    };

    /// What did not end well.
    pub(super) const FAILURES: Self = Self {
        title: Text::ChartFailures,
        testid: "chart-failures",
        route: Route::Transactions,
        query: &[("status", "refused")],
        kinds: &[
            Kind {
                label: Text::FigureRefused,
                class: "pg-bar-warning",
                count: |part| part.refused,
                query: &[("status", "refused")],
                route: Route::Transactions,
            },
            Kind {
                label: Text::FigureFailed,
                class: "pg-bar-danger",
                count: |part| part.failed,
                query: &[("status", "failed")],
                route: Route::Transactions,
            },
        ],
    };
}

/// A card with a chart, and with its table.
pub(super) fn chart(dashboard: &Dashboard, range: DashboardRange, series: &Series) -> Html {
    let parts = &dashboard.parts;
    let sums = parts.iter().map(|part| sum(series, part));
    let top = top(sums.max().unwrap_or_default());
    let bars: Vec<_> = parts.iter().map(|part| bar(series, part, range)).collect();
    html! {
        <Card>
            <CardTitle component="h2">{ t(series.title) }</CardTitle>
            <CardBody>
                <figure class="pg-chart" data-testid={series.testid}>
                    <ul class="pg-legend" role="list">
                        { for series.kinds.iter().map(|kind| html! {
                            <li><span class={classes!("pg-swatch", kind.class)} aria-hidden="true" />{ t(kind.label) }</li>
                        }) }
                    </ul>
                    <div class="pg-plot">
                        <span class="pg-axis" aria-hidden="true"><span>{ number(top) }</span><span>{ "0" }</span></span>
                        <Bars {bars} {top} />
                        { times(parts, range) }
                    </div>
                    <details>
                        <summary>{ t(Text::ChartAsTable) }</summary>
                        { table(parts, range, series) }
                    </details>
                </figure>
            </CardBody>
        </Card>
    }
}

fn sum(series: &Series, part: &DashboardPart) -> u64 {
    series.kinds.iter().map(|kind| (kind.count)(part)).sum()
}

fn bar(series: &Series, part: &DashboardPart, range: DashboardRange) -> Bar {
    let kinds = series.kinds.iter();
    let said = kinds
        .clone()
        .map(|kind| format!("{}: {}", t(kind.label), number((kind.count)(part))));
    let said: Vec<_> = [moment(&part.from, range)]
        .into_iter()
        .chain(said)
        .collect();
    Bar {
        pieces: kinds.map(|kind| (kind.class, (kind.count)(part))).collect(),
        title: said.join("\n"),
        to: series.route.clone(),
        query: query(part, series.query),
    }
}

fn query(part: &DashboardPart, more: &[(&'static str, &str)]) -> Query {
    Span::of(&part.from, &part.to).with(more)
}

/// The times at the beginning, in the middle and at the end of the axis.
fn times(parts: &[DashboardPart], range: DashboardRange) -> Html {
    let shown = [0, parts.len() / 2, parts.len().saturating_sub(1)];
    let shown = shown.into_iter().filter_map(|place| parts.get(place));
    html! {
        <span class="pg-times" aria-hidden="true">
            { for shown.map(|part| html! { <span>{ moment(&part.from, range) }</span> }) }
        </span>
    }
}

fn moment(at: &Timestamp, range: DashboardRange) -> String {
    if range == DashboardRange::Day {
        format::hour(at)
    } else {
        format::day(at)
    }
}

fn table(parts: &[DashboardPart], range: DashboardRange, series: &Series) -> Html {
    let headings = series.kinds.iter().map(|kind| column(kind.label));
    let head = [column(Text::TimeLabel)].into_iter().chain(headings);
    html! {
        <Table label={t(series.title)} head={head.collect::<Html>()} testid={format!("{}-table", series.testid)}>
            { for parts.iter().map(|part| html! {
                <Row testid="chart-row">
                    { classed_cell(Text::TimeLabel, "pg-no-wrap", html! { moment(&part.from, range) }) }
                    { for series.kinds.iter().map(|kind| cell(kind.label, count(kind, part))) }
                </Row>
            }) }
        </Table>
    }
}

/// How many, with a way to the list of them where there are any.
fn count(kind: &Kind, part: &DashboardPart) -> Html {
    let count = (kind.count)(part);
    if count == 0 {
        return html! { number(count) };
    }
    html! {
        <RouteLink to={kind.route.clone()} query={query(part, kind.query)}>{ number(count) }</RouteLink>
    }
}
