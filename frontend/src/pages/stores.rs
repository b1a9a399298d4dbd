//! All stores.

use api_types::store::Store;
use patternfly_yew::prelude::Icon;
use yew::prelude::*;

use crate::api::stores;
use crate::components::detail::text_or_none;
use crate::components::empty_state::empty_state;
use crate::components::list_card::{Words, list_card, sortable};
use crate::components::list_head::ListHead;
use crate::components::page_section::page_section;
use crate::components::route_link::RouteLink;
use crate::components::status_label;
use crate::components::table::{Row, Table, cell, classed_cell, column};
use crate::components::time::{Precision, time};
use crate::i18n::{Text, t};
use crate::listing::{Column, use_listing};
use crate::load::use_load;
use crate::route::Route;

/// Stores, searched and sorted; what is asked for is in the address.
#[component]
pub(crate) fn StoresPage() -> Html {
    let listing = use_listing(Route::Stores, &[]);
    let loaded = use_load(listing.asked.query(), |client, query| async move {
        stores::page(&client, &query).await
    });
    let words = Words {
        search: Text::StoresLabel,
        help: Text::StoresSearchHelp,
        none: empty_state(
            Icon::Cubes,
            t(Text::StoresNone),
            t(Text::StoresNoneText),
            "no-stores",
            Html::default(),
        ),
    };
    let head = html! {
        <>
            { sortable(&listing, Column::Name, Text::NameLabel) }
            { column(Text::StoreKeyLabel) }
            { column(Text::StateLabel) }
            { column(Text::StartUrlLabel) }
            { column(Text::CurrencyLabel) }
            { sortable(&listing, Column::Created, Text::CreatedLabel) }
        </>
    };
    let draw = move |stores: &[Store]| {
        html! {
            <Table label={t(Text::StoresLabel)} head={head.clone()} testid="stores">
                { for stores.iter().map(row) }
            </Table>
        }
    };
    page_section(html! {
        <>
            <ListHead
                title={Text::StoresLabel}
                text={Text::StoresText}
                new={Route::NewStore}
                new_label={Text::StoreNewTitle}
            />
            { list_card(&listing, &loaded, "store-search", words, Html::default(), draw) }
        </>
    })
}

fn row(store: &Store) -> Html {
    html! {
        <Row key={store.id.to_string()} testid="store-row">
            { cell(Text::NameLabel, html! { <RouteLink to={Route::Store { id: store.id }} class="pg-strong-link">{ &store.name }</RouteLink> }) }
            { cell(Text::StoreKeyLabel, html! { <code>{ &store.key }</code> }) }
            { cell(Text::StateLabel, html! { status_label::enabled(store.enabled) }) }
            { classed_cell(Text::StartUrlLabel, "pg-break", html! { &store.punch_out_start_url }) }
            { cell(Text::CurrencyLabel, text_or_none(store.default_currency.as_deref())) }
            { cell(Text::CreatedLabel, time(&store.created_at, Precision::Minute)) }
        </Row>
    }
}
