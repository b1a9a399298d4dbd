//! The earlier cart that a session is about.

use api_types::punch_out_session::{PunchOutSession, SessionItem};
use api_types::scalar::DecimalString;
use patternfly_yew::prelude::{Card, CardBody, CardTitle};
use yew::prelude::*;

use crate::components::detail::text_or_none;
use crate::components::table::{Row, Table, cell, classed_cell, column};
use crate::format;
use crate::i18n::{Text, t};

/// The items that the buyer brought, to edit or inspect; nothing where there are none.
pub(super) fn items(session: &PunchOutSession) -> Html {
    if session.items.is_empty() {
        return html! {};
    }
    let columns = [
        Text::LineLabel,
        Text::SkuLabel,
        Text::DescriptionLabel,
        Text::QuantityLabel,
        Text::UnitPriceLabel,
    ];
    let head = columns.into_iter().map(column).collect::<Html>();
    let currency = session.currency.as_deref();
    html! {
        <Card>
            <CardTitle component="h2">{ t(Text::SessionItemsTitle) }</CardTitle>
            <CardBody>
                <Table label={t(Text::SessionItemsTitle)} {head} testid="session-items">
                    { for session.items.iter().map(|item| row(item, currency)) }
                </Table>
            </CardBody>
        </Card>
    }
}

fn row(item: &SessionItem, session_currency: Option<&str>) -> Html {
    let line = item.line_number.map(|number| number.to_string());
    let currency = item.currency.as_deref().or(session_currency);
    let price = item
        .unit_price
        .as_ref()
        .map(|price| measured(price, currency));
    html! {
        <Row testid="session-item-row">
            { cell(Text::LineLabel, text_or_none(line.as_deref())) }
            { classed_cell(Text::SkuLabel, "pg-break", html! {
            <>
                { &item.sku }
                if let Some(internal_id) = &item.internal_id {
                    <code class="pg-second-line">{ internal_id }</code>
                }
            </>
            }) }
            { classed_cell(Text::DescriptionLabel, "pg-break", text_or_none(item.description.as_deref())) }
            { classed_cell(Text::QuantityLabel, "pg-no-wrap", text_or_none(item.quantity.as_ref().map(|quantity| measured(quantity, item.unit.as_deref())).as_deref())) }
            { classed_cell(Text::UnitPriceLabel, "pg-no-wrap", text_or_none(price.as_deref())) }
        </Row>
    }
}

/// A number and what it counts.
fn measured(number: &DecimalString, unit: Option<&str>) -> String {
    let number = format::decimal(number);
    match unit {
        Some(unit) => format!("{number} {unit}"),
        None => number,
    }
}
