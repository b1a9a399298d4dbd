//! All business units.

use std::rc::Rc;

use api_types::business_unit::BusinessUnit;
use api_types::page::Page;
use patternfly_yew::prelude::{Card, CardBody, Icon};
use yew::prelude::*;
use yew_router::prelude::*;

use crate::api::business_units;
use crate::choices::{name_of, use_companies};
use crate::components::detail::text_or_none;
use crate::components::empty_state::empty_state;
use crate::components::list_head::ListHead;
use crate::components::load_view::load_view;
use crate::components::page_section::page_section;
use crate::components::route_link::RouteLink;
use crate::components::search_form::SearchForm;
use crate::components::table::{Row, Table, cell, column};
use crate::components::time::{Precision, time};
use crate::i18n::{Text, t};
use crate::load::use_load;
use crate::route::{Route, query_text};

/// All business units by name, searched; what is asked for is in the address.
#[component]
pub(crate) fn BusinessUnitsPage() -> Html {
    let q = use_location().map_or_else(String::new, |location| {
        query_text(location.query_str(), "q")
    });
    let companies = use_companies();
    let loaded = use_load((), |client, ()| async move {
        let mut page = business_units::list(&client).await?;
        page.items
            .sort_by_cached_key(|unit| unit.name.to_lowercase());
        Ok(page)
    });
    let draw = {
        let q = q.to_lowercase();
        Callback::from(move |page: Rc<Page<BusinessUnit>>| {
            let rows: Vec<_> = page
                .items
                .iter()
                .map(|unit| (unit, name_of(&companies, unit.company_id)))
                .filter(|(unit, company)| matches(unit, company, &q))
                .map(|(unit, company)| row(unit, company))
                .collect();
            if rows.is_empty() {
                return nothing(page.items.is_empty());
            }
            let columns = [
                Text::NameLabel,
                Text::CompanyLabel,
                Text::ReferenceOfShopLabel,
                Text::UpdatedLabel,
            ];
            let head = columns.into_iter().map(column).collect::<Html>();
            html! { <Table label={t(Text::UnitsTitle)} {head} testid="units">{ rows }</Table> }
        })
    };
    page_section(html! {
        <>
            <ListHead
                title={Text::UnitsTitle}
                text={Text::UnitsText}
                new={Route::NewBusinessUnit}
                new_label={Text::UnitNewTitle}
            />
            <Card>
                <CardBody>
                    <SearchForm id="unit-search" page={Route::BusinessUnits} {q} />
                    { load_view(&loaded, &draw) }
                </CardBody>
            </Card>
        </>
    })
}

/// Whether a business unit's name or reference, or its company's name, holds a text in lower case.
fn matches(unit: &BusinessUnit, company: &str, q: &str) -> bool {
    let reference = unit.external_reference.as_deref();
    reference
        .into_iter()
        .chain([unit.name.as_str(), company])
        .any(|text| text.to_lowercase().contains(q))
}

fn nothing(is_new: bool) -> Html {
    let (title, text) = if is_new {
        (Text::UnitsNone, Text::UnitsNoneText)
    } else {
        (Text::SearchNoMatch, Text::SearchNoMatchText)
    };
    empty_state(Icon::Search, t(title), t(text), "no-match", Html::default())
}

fn row(unit: &BusinessUnit, company: String) -> Html {
    html! {
        <Row key={unit.id.to_string()} testid="unit-row">
            { cell(Text::NameLabel, html! { <RouteLink to={Route::BusinessUnit { id: unit.id }} class="pg-strong-link">{ &unit.name }</RouteLink> }) }
            { cell(Text::CompanyLabel, html! { <RouteLink to={Route::Company { id: unit.company_id }}>{ company }</RouteLink> }) }
            { cell(Text::ReferenceOfShopLabel, text_or_none(unit.external_reference.as_deref())) }
            { cell(Text::UpdatedLabel, time(&unit.updated_at, Precision::Minute)) }
        </Row>
    }
}
