//! Figures of each connection.

use api_types::dashboard::ConnectionFigures;
use patternfly_yew::prelude::{Card, CardBody, CardTitle};
use uuid::Uuid;
use yew::prelude::*;

use super::links::Span;
use super::tiles::{number, percent};
use crate::components::detail::no_value;
use crate::components::route_link::RouteLink;
use crate::components::table::{Row, Table, cell, classed_cell, column};
use crate::i18n::{Text, t};
use crate::route::Route;

/// The busiest connections of a time.
pub(super) fn card(connections: &[ConnectionFigures], span: &Span) -> Html {
    if connections.is_empty() {
        return html! {};
    }
    let head = [
        Text::ConnectionTitle,
        Text::FigureOpened,
        Text::FigureTransferred,
        Text::FigureConversion,
        Text::FigureOrdered,
        Text::FigureCancelled,
        Text::FigureRefused,
        Text::FigureFailed,
    ];
    html! {
        <Card>
            <CardTitle component="h2">{ t(Text::DashboardConnections) }</CardTitle>
            <CardBody>
                <Table
                    label={t(Text::DashboardConnections)}
                    head={head.into_iter().map(column).collect::<Html>()}
                    testid="figures-of-connections"
                >
                    { for connections.iter().map(|connection| row(connection, span)) }
                </Table>
            </CardBody>
        </Card>
    }
}

fn row(connection: &ConnectionFigures, span: &Span) -> Html {
    let (id, sessions) = (connection.id, &connection.sessions);
    let list = |route: Route, more: &[(&'static str, &str)], count: u64| -> Html {
        linked(route, span, id, more, count)
    };
    let transfers = [("type", "transfer_to_requisition"), ("status", "ok")];
    html! {
        <Row key={id.to_string()} testid="figures-row">
            { classed_cell(Text::ConnectionTitle, "pg-break", html! {
                <RouteLink to={Route::Connection { id }} class="pg-strong-link">{ &connection.name }</RouteLink>
            }) }
            { cell(Text::FigureOpened, list(Route::Sessions, &[], sessions.opened)) }
            { cell(Text::FigureTransferred, list(Route::Transactions, &transfers, sessions.transferred)) }
            { cell(Text::FigureConversion, percent(sessions.transferred, sessions.opened).map_or_else(no_value, |percent| html! { percent })) }
            { cell(Text::FigureOrdered, list(Route::Sessions, &[("state", "ordered")], sessions.ordered)) }
            { cell(Text::FigureCancelled, list(Route::Sessions, &[("state", "cancelled")], sessions.cancelled)) }
            { cell(Text::FigureRefused, list(Route::Transactions, &[("status", "refused")], connection.refused)) }
            { cell(Text::FigureFailed, list(Route::Transactions, &[("status", "failed")], connection.failed)) }
        </Row>
    }
}

fn linked(to: Route, span: &Span, id: Uuid, more: &[(&'static str, &str)], count: u64) -> Html {
    if count == 0 {
        return html! { number(count) };
    }
    html! { <RouteLink {to} query={span.of_connection(id, more)}>{ number(count) }</RouteLink> }
}
