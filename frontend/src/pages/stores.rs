//! All stores.

use std::rc::Rc;

use api_types::page::Page;
use api_types::store::Store;
use patternfly_yew::prelude::{Card, CardBody, Icon};
use yew::prelude::*;

use crate::api::stores;
use crate::components::detail::text_or_none;
use crate::components::empty_state::empty_state;
use crate::components::list_head::ListHead;
use crate::components::load_view::load_view;
use crate::components::page_section::page_section;
use crate::components::route_link::RouteLink;
use crate::components::status_label;
use crate::components::table::{Row, Table, cell, classed_cell, column};
use crate::i18n::{Text, t};
use crate::load::use_load;
use crate::route::Route;

/// All stores, by name.
#[component]
pub(crate) fn StoresPage() -> Html {
    let loaded = use_load((), |client, ()| async move {
        let mut page = stores::list(&client).await?;
        page.items
            .sort_by_cached_key(|store| store.name.to_lowercase());
        Ok(page)
    });
    let draw = Callback::from(|page: Rc<Page<Store>>| {
        if page.items.is_empty() {
            return html! {
                { empty_state(Icon::Cubes, t(Text::StoresNone), t(Text::StoresNoneText), "no-stores", Html::default()) }
            };
        }
        let columns = [
            Text::NameLabel,
            Text::StoreKeyLabel,
            Text::StateLabel,
            Text::StartUrlLabel,
            Text::CurrencyLabel,
        ];
        let head = columns.into_iter().map(column).collect::<Html>();
        html! {
            <Table label={t(Text::StoresLabel)} {head} testid="stores">
                { for page.items.iter().map(row) }
            </Table>
        }
    });
    page_section(html! {
        <>
            <ListHead
                title={Text::StoresLabel}
                text={Text::StoresText}
                new={Route::NewStore}
                new_label={Text::StoreNewTitle}
            />
            <Card><CardBody>{ load_view(&loaded, &draw) }</CardBody></Card>
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
        </Row>
    }
}
