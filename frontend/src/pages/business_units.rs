//! All business units.

use api_types::business_unit::BusinessUnit;
use patternfly_yew::prelude::Icon;
use yew::prelude::*;

use crate::api::business_units;
use crate::choices::{name_of, use_companies};
use crate::components::detail::text_or_none;
use crate::components::empty_state::empty_state;
use crate::components::list_card::{Words, list_card, own_filter, sortable};
use crate::components::list_head::ListHead;
use crate::components::page_section::page_section;
use crate::components::route_link::RouteLink;
use crate::components::table::{Row, Table, cell, column};
use crate::components::time::{Precision, time};
use crate::i18n::{Text, t};
use crate::listing::{Column, OwnFilter, is_id, use_listing};
use crate::load::use_load;
use crate::route::Route;

const FILTERS: &[OwnFilter] = &[("company_id", is_id)];

/// Business units, searched, filtered and sorted; what is asked for is in the address.
#[component]
pub(crate) fn BusinessUnitsPage() -> Html {
    let listing = use_listing(Route::BusinessUnits, FILTERS);
    let companies = use_companies();
    let loaded = use_load(listing.asked.query(), |client, query| async move {
        business_units::page(&client, &query).await
    });
    let words = Words {
        search: Text::UnitsTitle,
        help: Text::DirectorySearchHelp,
        none: empty_state(
            Icon::Search,
            t(Text::UnitsNone),
            t(Text::UnitsNoneText),
            "no-units",
            Html::default(),
        ),
    };
    let head = html! {
        <>
            { sortable(&listing, Column::Name, Text::NameLabel) }
            { column(Text::CompanyLabel) }
            { column(Text::ReferenceOfShopLabel) }
            { sortable(&listing, Column::Created, Text::CreatedLabel) }
        </>
    };
    let of_company = own_filter(
        &listing,
        "company_id",
        "units-company",
        Text::CompanyLabel,
        &companies,
    );
    let draw = move |units: &[BusinessUnit]| {
        html! {
            <Table label={t(Text::UnitsTitle)} head={head.clone()} testid="units">
                { for units.iter().map(|unit| row(unit, name_of(&companies, unit.company_id))) }
            </Table>
        }
    };
    page_section(html! {
        <>
            <ListHead
                title={Text::UnitsTitle}
                text={Text::UnitsText}
                new={Route::NewBusinessUnit}
                new_label={Text::UnitNewTitle}
            />
            { list_card(&listing, &loaded, "unit-search", words, of_company, draw) }
        </>
    })
}

fn row(unit: &BusinessUnit, company: String) -> Html {
    html! {
        <Row key={unit.id.to_string()} testid="unit-row">
            { cell(Text::NameLabel, html! { <RouteLink to={Route::BusinessUnit { id: unit.id }} class="pg-strong-link">{ &unit.name }</RouteLink> }) }
            { cell(Text::CompanyLabel, html! { <RouteLink to={Route::Company { id: unit.company_id }}>{ company }</RouteLink> }) }
            { cell(Text::ReferenceOfShopLabel, text_or_none(unit.external_reference.as_deref())) }
            { cell(Text::CreatedLabel, time(&unit.created_at, Precision::Minute)) }
        </Row>
    }
}
