//! The table of sessions.

use std::rc::Rc;

use api_types::business_unit::BusinessUnit;
use api_types::connection::ConnectionEntry;
use api_types::page::Page;
use api_types::punch_out_session::PunchOutSessionEntry;
use api_types::store::Store;
use uuid::Uuid;
use yew::prelude::*;

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
    pub(super) connections: Option<Rc<Page<ConnectionEntry>>>,
    /// Stores.
    pub(super) stores: Option<Rc<Page<Store>>>,
    /// Business units.
    pub(super) units: Option<Rc<Page<BusinessUnit>>>,
}

/// Values and names to choose from.
type Choices = Vec<(AttrValue, AttrValue)>;

impl Names {
    /// The connections to choose from, and the chosen one also where it is not among them.
    pub(super) fn connection_choices(&self, chosen: Option<Uuid>) -> Choices {
        let connections = self.connections.iter().flat_map(|page| &page.items);
        choices(connections.map(|one| (one.id, one.name.as_str())), chosen)
    }

    /// The same for stores.
    pub(super) fn store_choices(&self, chosen: Option<Uuid>) -> Choices {
        let stores = self.stores.iter().flat_map(|page| &page.items);
        choices(stores.map(|one| (one.id, one.name.as_str())), chosen)
    }
}

fn choices<'a>(known: impl Iterator<Item = (Uuid, &'a str)>, chosen: Option<Uuid>) -> Choices {
    let mut choices: Choices = known
        .map(|(id, name)| (id.to_string().into(), name.to_owned().into()))
        .collect();
    choices.sort_by_cached_key(|(_, name)| name.to_lowercase());
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
    let connections = names.connections.iter().flat_map(|page| &page.items);
    let connection = name(
        connections.map(|one| (one.id, &one.name)),
        session.connection_id,
    );
    let stores = names.stores.iter().flat_map(|page| &page.items);
    let store = name(stores.map(|one| (one.id, &one.name)), session.store_id);
    let units = names.units.iter().flat_map(|page| &page.items);
    let unit = name(
        units.map(|one| (one.id, &one.name)),
        session.business_unit_id,
    );
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

fn name<'a>(mut known: impl Iterator<Item = (Uuid, &'a String)>, id: Uuid) -> Option<String> {
    known
        .find(|(known, _)| *known == id)
        .map(|(_, name)| name.clone())
}
