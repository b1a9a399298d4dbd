//! All companies.

use std::rc::Rc;

use api_types::company::Company;
use api_types::page::Page;
use patternfly_yew::prelude::{Card, CardBody, Icon};
use yew::prelude::*;
use yew_router::prelude::*;

use crate::api::companies;
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

/// All companies by name, searched; what is asked for is in the address.
#[component]
pub(crate) fn CompaniesPage() -> Html {
    let q = use_location().map_or_else(String::new, |location| {
        query_text(location.query_str(), "q")
    });
    let loaded = use_load((), |client, ()| async move {
        let mut page = companies::list(&client).await?;
        page.items
            .sort_by_cached_key(|company| company.name.to_lowercase());
        Ok(page)
    });
    let draw = {
        let q = q.to_lowercase();
        Callback::from(move |page: Rc<Page<Company>>| {
            let shown: Vec<_> = page
                .items
                .iter()
                .filter(|company| matches(company, &q))
                .collect();
            if shown.is_empty() {
                return nothing(page.items.is_empty());
            }
            let columns = [
                Text::NameLabel,
                Text::ReferenceOfShopLabel,
                Text::UpdatedLabel,
            ];
            let head = columns.into_iter().map(column).collect::<Html>();
            html! {
                <Table label={t(Text::CompaniesTitle)} {head} testid="companies">
                    { for shown.into_iter().map(row) }
                </Table>
            }
        })
    };
    page_section(html! {
        <>
            <ListHead
                title={Text::CompaniesTitle}
                text={Text::CompaniesText}
                new={Route::NewCompany}
                new_label={Text::CompanyNewTitle}
            />
            <Card>
                <CardBody>
                    <SearchForm id="company-search" page={Route::Companies} {q} />
                    { load_view(&loaded, &draw) }
                </CardBody>
            </Card>
        </>
    })
}

/// Whether a company's name or reference holds a text in lower case.
fn matches(company: &Company, q: &str) -> bool {
    let reference = company.external_reference.iter();
    reference
        .chain([&company.name])
        .any(|text| text.to_lowercase().contains(q))
}

fn nothing(is_new: bool) -> Html {
    let (title, text) = if is_new {
        (Text::CompaniesNone, Text::CompaniesNoneText)
    } else {
        (Text::SearchNoMatch, Text::SearchNoMatchText)
    };
    empty_state(Icon::Search, t(title), t(text), "no-match", Html::default())
}

fn row(company: &Company) -> Html {
    html! {
        <Row key={company.id.to_string()} testid="company-row">
            { cell(Text::NameLabel, html! { <RouteLink to={Route::Company { id: company.id }} class="pg-strong-link">{ &company.name }</RouteLink> }) }
            { cell(Text::ReferenceOfShopLabel, text_or_none(company.external_reference.as_deref())) }
            { cell(Text::UpdatedLabel, time(&company.updated_at, Precision::Minute)) }
        </Row>
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn companies_are_found_by_name_and_by_reference() {
        let at = "2026-03-01T09:30:00.000Z";
        let company = Company {
            id: Uuid::nil(),
            name: "Meyer AG".to_owned(),
            external_reference: Some("C-1001".to_owned()),
            created_at: at.into(),
            updated_at: at.into(),
        };
        assert!(matches(&company, "meyer"));
        assert!(matches(&company, "c-10"));
        assert!(!matches(&company, "schmidt"));
    }
}
