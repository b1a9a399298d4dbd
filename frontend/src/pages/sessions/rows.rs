//! The table of sessions.

use std::rc::Rc;

use api_types::page::Page;
use api_types::punch_out_session::PunchOutSessionEntry;
use uuid::Uuid;
use yew::prelude::*;

use crate::choices::Choices;
use crate::components::route_link::RouteLink;
use crate::components::status_label;
use crate::components::table::{Row, Table, cell, classed_cell, column};
use crate::components::time::{Precision, time};
use crate::i18n::{Text, t};
use crate::names;
use crate::route::Route;

/// The names of what sessions refer to, as far as they are here.
#[derive(Clone, PartialEq)]
pub(super) struct Names {
    /// Connections.
    pub(super) connections: Choices,
    /// Stores.
    pub(super) stores: Choices,
    /// Business units.
    pub(super) units: Choices,
}

/// Values and names to choose from.
type Offers = Vec<(AttrValue, AttrValue)>;

impl Names {
    /// The connections to choose from, and the chosen one also where it is not among them.
    pub(super) fn connection_choices(&self, chosen: Option<Uuid>) -> Offers {
        offers(&self.connections, chosen)
    }

    /// The same for stores.
    pub(super) fn store_choices(&self, chosen: Option<Uuid>) -> Offers {
        offers(&self.stores, chosen)
    }
}

fn offers(known: &Choices, chosen: Option<Uuid>) -> Offers {
    let mut choices: Offers = known
        .iter()
        .map(|(id, name)| (id.to_string().into(), name.clone().into()))
        .collect();
    if let Some(chosen) = chosen.map(|id| AttrValue::from(id.to_string()))
        && choices.iter().all(|(id, _)| *id != chosen)
    {
        choices.push((chosen.clone(), chosen));
    }
    choices
}

/// Properties of [`Rows`].
#[derive(PartialEq, Properties)]
pub(super) struct RowsProperties {
    /// The sessions.
    pub(super) page: Rc<Page<PunchOutSessionEntry>>,
    /// What they refer to.
    pub(super) names: Names,
}

/// The table of sessions.
#[component]
pub(super) fn Rows(properties: &RowsProperties) -> Html {
    let columns = [
        Text::OpenedLabel,
        Text::StateLabel,
        Text::OperationLabel,
        Text::BuyerLabel,
        Text::ConnectionTitle,
        Text::StoreLabel,
        Text::BusinessUnitLabel,
        Text::LastActivityLabel,
    ];
    let head = columns.into_iter().map(column).collect::<Html>();
    html! {
        <Table label={t(Text::SessionsTitle)} {head} testid="sessions">
            { for properties.page.items.iter().map(|session| row(session, &properties.names)) }
        </Table>
    }
}

fn row(session: &PunchOutSessionEntry, names: &Names) -> Html {
    let connection = name(&names.connections, session.connection_id);
    let store = name(&names.stores, session.store_id);
    let unit = name(&names.units, session.business_unit_id);
    html! {
        <Row key={session.id.to_string()} testid="session-row">
            { classed_cell(Text::OpenedLabel, "pg-no-wrap", html! {
            <>
                <RouteLink to={Route::Session { id: session.id }} class="pg-strong-link">
                    { time(&session.created_at, Precision::Second) }
                </RouteLink>
                <code class="pg-second-line" title={t(Text::BuyerCookieLabel)}>{ &session.buyer_cookie }</code>
            </>
            }) }
            { cell(Text::StateLabel, html! { status_label::session_state(session.state) }) }
            { cell(Text::OperationLabel, html! { t(names::operation(session.operation)) }) }
            { classed_cell(Text::BuyerLabel, "pg-break", html! {
                <RouteLink to={Route::Buyer { id: session.buyer_id }}>{ &session.buyer_email }</RouteLink>
            }) }
            { classed_cell(Text::ConnectionTitle, "pg-name-cell", html! {
                <RouteLink to={Route::Connection { id: session.connection_id }}>
                    { connection.unwrap_or_else(|| t(Text::ConnectionTitle).to_owned()) }
                </RouteLink>
            }) }
            { classed_cell(Text::StoreLabel, "pg-name-cell", html! { store.unwrap_or_default() }) }
            { classed_cell(Text::BusinessUnitLabel, "pg-name-cell", html! { unit.unwrap_or_default() }) }
            { classed_cell(Text::LastActivityLabel, "pg-no-wrap", time(&session.last_activity_at, Precision::Ago)) }
        </Row>
    }
}

fn name(known: &Choices, id: Uuid) -> Option<String> {
    let mut known = known.iter();
    known
        .find(|(known, _)| *known == id)
        .map(|(_, name)| name.clone())
}
