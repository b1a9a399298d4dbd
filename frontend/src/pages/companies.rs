//! All companies.

use api_types::company::Company;
use patternfly_yew::prelude::Icon;
use yew::prelude::*;

use crate::api::companies;
use crate::components::detail::text_or_none;
use crate::components::empty_state::empty_state;
use crate::components::list_card::{Words, list_card, sortable};
use crate::components::list_head::ListHead;
use crate::components::page_section::page_section;
use crate::components::route_link::RouteLink;
use crate::components::table::{Row, Table, cell, column};
use crate::components::time::{Precision, time};
use crate::i18n::{Text, t};
use crate::listing::{Column, use_listing};
use crate::load::use_load;
use crate::route::Route;

/// Companies, searched and sorted; what is asked for is in the address.
#[component]
pub(crate) fn CompaniesPage() -> Html {
    let listing = use_listing(Route::Companies, &[]);
    let loaded = use_load(listing.asked.query(), |client, query| async move {
        companies::page(&client, &query).await
    });
    let words = Words {
        search: Text::CompaniesTitle,
        help: Text::DirectorySearchHelp,
        none: empty_state(
            Icon::Search,
            t(Text::CompaniesNone),
            t(Text::CompaniesNoneText),
            "no-companies",
            Html::default(),
        ),
    };
    let head = html! {
        <>
            { sortable(&listing, Column::Name, Text::NameLabel) }
            { column(Text::ReferenceOfShopLabel) }
            { sortable(&listing, Column::Created, Text::CreatedLabel) }
        </>
    };
    let draw = move |companies: &[Company]| {
        html! {
            <Table label={t(Text::CompaniesTitle)} head={head.clone()} testid="companies">
                { for companies.iter().map(row) }
            </Table>
        }
    };
    page_section(html! {
        <>
            <ListHead
                title={Text::CompaniesTitle}
                text={Text::CompaniesText}
                new={Route::NewCompany}
                new_label={Text::CompanyNewTitle}
            />
            { list_card(&listing, &loaded, "company-search", words, Html::default(), draw) }
        </>
    })
}

fn row(company: &Company) -> Html {
    html! {
        <Row key={company.id.to_string()} testid="company-row">
            { cell(Text::NameLabel, html! { <RouteLink to={Route::Company { id: company.id }} class="pg-strong-link">{ &company.name }</RouteLink> }) }
            { cell(Text::ReferenceOfShopLabel, text_or_none(company.external_reference.as_deref())) }
            { cell(Text::CreatedLabel, time(&company.created_at, Precision::Minute)) }
        </Row>
    }
}
