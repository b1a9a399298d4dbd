//! All buyers.

use api_types::buyer::Buyer;
use patternfly_yew::prelude::Icon;
use yew::prelude::*;

use crate::api::buyers;
use crate::choices::{name_of, use_units};
use crate::components::detail::text_or_none;
use crate::components::empty_state::empty_state;
use crate::components::list_card::{Words, list_card, own_filter, sortable};
use crate::components::list_head::ListHead;
use crate::components::page_section::page_section;
use crate::components::route_link::{Query, RouteLink};
use crate::components::table::{Row, Table, cell, classed_cell, column};
use crate::components::time::{Precision, time};
use crate::i18n::{Text, t};
use crate::listing::{Column, OwnFilter, is_id, use_listing};
use crate::load::use_load;
use crate::route::Route;

const FILTERS: &[OwnFilter] = &[("business_unit_id", is_id)];

/// Buyers, searched, filtered and sorted; what is asked for is in the address.
#[component]
pub(crate) fn BuyersPage() -> Html {
    let listing = use_listing(Route::Buyers, FILTERS);
    let units = use_units();
    let loaded = use_load(listing.asked.query(), |client, query| async move {
        buyers::page(&client, &query).await
    });
    let words = Words {
        search: Text::BuyersTitle,
        help: Text::BuyersSearchHelp,
        none: empty_state(
            Icon::Search,
            t(Text::BuyersNone),
            t(Text::BuyersNoneText),
            "no-buyers",
            Html::default(),
        ),
    };
    let head = html! {
        <>
            { sortable(&listing, Column::Name, Text::EmailLabel) }
            { column(Text::FirstNameLabel) }
            { column(Text::LastNameLabel) }
            { column(Text::BusinessUnitLabel) }
            { column(Text::ReferenceOfShopLabel) }
            { sortable(&listing, Column::Created, Text::CreatedLabel) }
        </>
    };
    let unit = listing.asked.own("business_unit_id");
    let query: Query = Some(("business_unit_id", unit))
        .filter(|(_, unit)| !unit.is_empty())
        .into_iter()
        .collect();
    let of_unit = own_filter(
        &listing,
        "business_unit_id",
        "buyers-unit",
        Text::BusinessUnitLabel,
        &units,
    );
    let draw = move |buyers: &[Buyer]| {
        html! {
            <Table label={t(Text::BuyersTitle)} head={head.clone()} testid="buyers">
                { for buyers.iter().map(|buyer| row(buyer, name_of(&units, buyer.business_unit_id))) }
            </Table>
        }
    };
    page_section(html! {
        <>
            <ListHead
                title={Text::BuyersTitle}
                text={Text::BuyersText}
                new={Route::NewBuyer}
                {query}
                new_label={Text::BuyerNewTitle}
            />
            { list_card(&listing, &loaded, "buyers-q", words, of_unit, draw) }
        </>
    })
}

fn row(buyer: &Buyer, unit: String) -> Html {
    html! {
        <Row key={buyer.id.to_string()} testid="buyer-row">
            { classed_cell(Text::EmailLabel, "pg-break", html! { <RouteLink to={Route::Buyer { id: buyer.id }} class="pg-strong-link">{ &buyer.email }</RouteLink> }) }
            { cell(Text::FirstNameLabel, text_or_none(buyer.first_name.as_deref())) }
            { cell(Text::LastNameLabel, text_or_none(buyer.last_name.as_deref())) }
            { cell(Text::BusinessUnitLabel, html! { <RouteLink to={Route::BusinessUnit { id: buyer.business_unit_id }}>{ unit }</RouteLink> }) }
            { cell(Text::ReferenceOfShopLabel, text_or_none(buyer.external_reference.as_deref())) }
            { cell(Text::CreatedLabel, time(&buyer.created_at, Precision::Minute)) }
        </Row>
    }
}
