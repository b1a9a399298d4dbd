//! All connections.

use api_types::connection::ConnectionEntry;
use patternfly_yew::prelude::Icon;
use yew::prelude::*;

use crate::api::connections;
use crate::choices::{name_of, use_units};
use crate::components::empty_state::empty_state;
use crate::components::list_card::{Words, list_card, own_choice, own_filter, sortable};
use crate::components::list_head::ListHead;
use crate::components::page_section::page_section;
use crate::components::route_link::RouteLink;
use crate::components::status_label;
use crate::components::table::{Row, Table, cell, column};
use crate::components::time::{Precision, time};
use crate::i18n::{Text, t};
use crate::listing::{Column, Listing, OwnFilter, is_flag, is_id, use_listing};
use crate::load::use_load;
use crate::names;
use crate::route::Route;
use crate::settings;

const FILTERS: &[OwnFilter] = &[
    ("active", is_flag),
    ("business_unit_id", is_id),
    ("store_id", is_id),
];

/// Connections, searched, filtered and sorted; what is asked for is in the address.
#[component]
pub(crate) fn ConnectionsPage() -> Html {
    let listing = use_listing(Route::Connections, FILTERS);
    let units = use_units();
    let loaded = use_load(listing.asked.query(), |client, query| async move {
        connections::page(&client, &query).await
    });
    let words = Words {
        search: Text::ConnectionsSearchLabel,
        help: Text::ConnectionsSearchHelp,
        none: no_connections(),
    };
    let head = html! {
        <>
            { sortable(&listing, Column::Name, Text::NameLabel) }
            { column(Text::BusinessUnitLabel) }
            { column(Text::FormatLabel) }
            { column(Text::ModeLabel) }
            { column(Text::StateLabel) }
            { column(Text::UpdatedLabel) }
            { sortable(&listing, Column::Created, Text::CreatedLabel) }
        </>
    };
    let filters = html! {
        <>
            { by_state(&listing) }
            { own_filter(&listing, "business_unit_id", "connection-unit", Text::BusinessUnitLabel, &units) }
        </>
    };
    let draw = move |connections: &[ConnectionEntry]| {
        html! {
            <Table label={t(Text::ConnectionsTitle)} head={head.clone()} testid="connections">
                { for connections.iter().map(|connection| row(connection, name_of(&units, connection.business_unit_id))) }
            </Table>
        }
    };
    page_section(html! {
        <>
            <ListHead
                title={Text::ConnectionsTitle}
                text={Text::ConnectionsText}
                new={Route::NewConnection}
                new_label={Text::ConnectionNewTitle}
            />
            { list_card(&listing, &loaded, "connection-search", words, filters, draw) }
        </>
    })
}

fn by_state(listing: &Listing) -> Html {
    let choices = [
        ("", Text::Any),
        ("true", Text::Active),
        ("false", Text::Inactive),
    ];
    let choices = choices.map(|(value, text)| (value.into(), t(text).into()));
    own_choice(
        listing,
        "active",
        "connection-active",
        Text::StateLabel,
        choices.to_vec(),
    )
}

/// What an installation shows that was just made.
pub(super) fn no_connections() -> Html {
    empty_state(
        Icon::Cubes,
        t(Text::WelcomeTitle),
        t(Text::WelcomeText),
        "welcome",
        html! {
            <>
                <RouteLink to={Route::NewStore} class="pf-v6-c-button pf-m-secondary">{ t(Text::StoreNewTitle) }</RouteLink>
                <RouteLink to={Route::NewCompany} class="pf-v6-c-button pf-m-secondary">{ t(Text::CompanyNewTitle) }</RouteLink>
                <a class="pf-v6-c-button pf-m-link" href={settings::documentation_address()}>
                    { t(Text::ApiDocumentation) }
                </a>
            </>
        },
    )
}

fn row(connection: &ConnectionEntry, unit: String) -> Html {
    html! {
        <Row key={connection.id.to_string()} testid="connection-row">
            { cell(Text::NameLabel, html! {
                <RouteLink to={Route::Connection { id: connection.id }} class="pg-strong-link">
                    { &connection.name }
                </RouteLink>
            }) }
            { cell(Text::BusinessUnitLabel, html! { unit }) }
            { cell(Text::FormatLabel, html! { t(names::format(connection.format)) }) }
            { cell(Text::ModeLabel, html! { status_label::mode(connection.mode) }) }
            { cell(Text::StateLabel, html! { status_label::active(connection.active) }) }
            { cell(Text::UpdatedLabel, time(&connection.updated_at, Precision::Minute)) }
            { cell(Text::CreatedLabel, time(&connection.created_at, Precision::Minute)) }
        </Row>
    }
}
