//! What went wrong most.

use api_types::dashboard::ErrorFigures;
use patternfly_yew::prelude::{Card, CardBody, CardTitle};
use yew::prelude::*;

use super::links::Span;
use super::tiles::number;
use crate::components::route_link::RouteLink;
use crate::components::table::{Row, Table, cell, classed_cell, column};
use crate::i18n::{Text, of_api, t};
use crate::route::Route;

/// The most frequent errors of a time.
pub(super) fn card(errors: &[ErrorFigures], span: &Span) -> Html {
    let head = [Text::ErrorLabel, Text::CountLabel].map(column);
    html! {
        <Card>
            <CardTitle component="h2">{ t(Text::DashboardErrors) }</CardTitle>
            <CardBody>
                if errors.is_empty() {
                    <p class="pg-subtle" data-testid="no-errors">{ t(Text::DashboardErrorsNone) }</p>
                } else {
                    <Table
                        label={t(Text::DashboardErrors)}
                        head={head.into_iter().collect::<Html>()}
                        testid="figures-of-errors"
                    >
                        { for errors.iter().map(|error| row(error, span)) }
                    </Table>
                }
            </CardBody>
        </Card>
    }
}

fn row(error: &ErrorFigures, span: &Span) -> Html {
    // In English, the code is the name.
    let (code, name) = (error.code.as_str(), of_api("error", &error.code));
    html! {
        <Row key={code} testid="error-row">
            { classed_cell(Text::ErrorLabel, "pg-break", html! {
            <>
                <RouteLink to={Route::Transactions} query={span.with(&[("error_code", code)])}>
                    if let Some(name) = name {
                        { name }
                    } else {
                        <code>{ code }</code>
                    }
                </RouteLink>
                if name.is_some() {
                    <code class="pg-second-line">{ code }</code>
                }
            </>
            }) }
            { cell(Text::CountLabel, html! { number(error.count) }) }
        </Row>
    }
}
