//! What carts of a connection had that is not known.

use std::rc::Rc;

use api_types::value_table::{Unmapped, UnmappedValue};
use patternfly_yew::prelude::{Card, CardBody, Icon};
use uuid::Uuid;
use yew::prelude::*;

use super::connection_tool::connection_tool;
use crate::api::{connections, unmapped};
use crate::components::empty_state::empty_state;
use crate::components::load_view::load_view;
use crate::components::route_link::RouteLink;
use crate::components::table::{Row, Table, cell, classed_cell, column};
use crate::components::time::{Precision, time};
use crate::format;
use crate::i18n::{Text, api_language, t};
use crate::load::use_load;
use crate::route::Route;

/// What may be wrong with a value, by the API's names.
const CODES: [(&str, Text); 6] = [
    ("unit_unknown", Text::UnmappedUnit),
    ("classification_missing", Text::UnmappedClassification),
    ("too_long", Text::UnmappedTooLong),
    ("classification_code", Text::UnmappedClassificationCode),
    (
        "classification_version",
        Text::UnmappedClassificationVersion,
    ),
    ("repaired", Text::UnmappedRepaired),
];

/// Properties of [`UnmappedPage`].
#[derive(PartialEq, Properties)]
pub(crate) struct UnmappedPageProperties {
    /// Of which connection.
    pub(crate) id: Uuid,
}

/// What carts of a connection had that is not known, the most frequent first.
#[component]
pub(crate) fn UnmappedPage(properties: &UnmappedPageProperties) -> Html {
    let id = properties.id;
    let loaded = use_load(id, |client, id| async move {
        let connection = connections::get(&client, id).await?;
        Ok((connection.name, unmapped::of_connection(&client, id).await?))
    });
    let name = loaded.load.data().map(|both| both.0.clone());
    let draw = Callback::from(|both: Rc<(String, Unmapped)>| {
        if both.1.items.is_empty() {
            return empty_state(
                Icon::CheckCircle,
                t(Text::UnmappedNone),
                t(Text::UnmappedNoneText),
                "no-unmapped",
                Html::default(),
            );
        }
        let columns = [
            Text::WrongLabel,
            Text::FieldLabel,
            Text::ValueLabel,
            Text::CartsLabel,
            Text::LastUsed,
        ];
        let head = columns.into_iter().map(column).collect::<Html>();
        html! {
            <Table label={t(Text::UnmappedTitle)} {head} testid="unmapped">
                { for both.1.items.iter().map(row) }
            </Table>
        }
    });
    connection_tool(
        id,
        name.as_deref(),
        Text::UnmappedTitle,
        Text::UnmappedText,
        html! { <Card><CardBody>{ load_view(&loaded, &draw) }</CardBody></Card> },
    )
}

fn row(value: &UnmappedValue) -> Html {
    let known = CODES.iter().find(|(code, _)| *code == value.code);
    let carts = usize::try_from(value.carts).unwrap_or(usize::MAX);
    html! {
        <Row testid="unmapped-row">
            { classed_cell(Text::WrongLabel, "pg-break", html! {
            <>
                { known.map_or(value.code.as_str(), |(_, name)| t(*name)) }
                <span class="pg-second-line" lang={api_language()}>{ &value.message }</span>
            </>
            }) }
            { cell(Text::FieldLabel, html! { <code>{ &value.field }</code> }) }
            { classed_cell(Text::ValueLabel, "pg-break", html! { &value.value }) }
            { cell(Text::CartsLabel, html! { format::count(carts) }) }
            { cell(Text::LastUsed, html! {
                <RouteLink to={Route::Transaction { id: value.transaction_id }}>
                    { time(&value.last_at, Precision::Minute) }
                </RouteLink>
            }) }
        </Row>
    }
}
