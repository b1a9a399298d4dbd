//! The orders that came of a session's cart.

use api_types::punch_out_session::SessionOrder;
use patternfly_yew::prelude::{Card, CardBody, CardTitle};
use yew::prelude::*;

use crate::components::route_link::RouteLink;
use crate::components::table::{Row, Table, cell, classed_cell, column};
use crate::components::time::{Precision, time};
use crate::i18n::{Text, t};
use crate::route::Route;

/// The orders that came of a session's cart, the first one first; nothing where none came.
pub(super) fn orders(orders: &[SessionOrder]) -> Html {
    if orders.is_empty() {
        return html! {};
    }
    let head = [
        Text::OrderIdLabel,
        Text::OrderKindLabel,
        Text::TimeLabel,
        Text::ReferenceLabel,
    ];
    html! {
        <Card>
            <CardTitle component="h2">{ t(Text::OrdersTitle) }</CardTitle>
            <CardBody>
                <Table
                    label={t(Text::OrdersTitle)}
                    head={head.into_iter().map(column).collect::<Html>()}
                    testid="session-orders"
                >
                    { for orders.iter().map(row) }
                </Table>
            </CardBody>
        </Card>
    }
}

fn row(order: &SessionOrder) -> Html {
    let id = order.transaction_id;
    let kind = match order.kind.as_str() {
        "new" => t(Text::OrderKindNew),
        "update" => t(Text::OrderKindUpdate),
        "delete" => t(Text::OrderKindDelete),
        other => other,
    };
    html! {
        <Row key={id.to_string()} testid="session-order-row">
            { classed_cell(Text::OrderIdLabel, "pg-break", html! {
                <RouteLink to={Route::Transaction { id }} class="pg-strong-link">{ &order.order_id }</RouteLink>
            }) }
            { cell(Text::OrderKindLabel, html! { kind.to_owned() }) }
            { classed_cell(Text::TimeLabel, "pg-no-wrap", time(&order.at, Precision::Second)) }
            { cell(Text::ReferenceLabel, html! { <code>{ &order.support_reference }</code> }) }
        </Row>
    }
}
