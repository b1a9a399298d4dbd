//! One company.

use std::rc::Rc;

use api_types::business_unit::BusinessUnit;
use api_types::company::Company;
use api_types::page::Page;
use patternfly_yew::prelude::{Card, CardBody, CardTitle};
use uuid::Uuid;
use yew::prelude::*;

use crate::api::collection::Versioned;
use crate::api::{business_units, companies};
use crate::components::breadcrumb::breadcrumb;
use crate::components::detail::{detail, detail_card, text_or_none};
use crate::components::load_view::load_view;
use crate::components::new_link::NewLink;
use crate::components::page_section::page_section;
use crate::components::page_title::PageTitle;
use crate::components::resource_actions::ResourceActions;
use crate::components::route_link::RouteLink;
use crate::components::time::{Precision, time};
use crate::i18n::{Text, t};
use crate::load::use_load;
use crate::route::Route;

/// Properties of [`CompanyPage`].
#[derive(PartialEq, Properties)]
pub(crate) struct CompanyPageProperties {
    /// Which company.
    pub(crate) id: Uuid,
}

/// One company and its business units.
#[component]
pub(crate) fn CompanyPage(properties: &CompanyPageProperties) -> Html {
    let loaded = use_load(properties.id, |client, id| async move {
        companies::collection().get(&client, id).await
    });
    let company = loaded.load.data().cloned();
    let name = company
        .as_ref()
        .map_or(t(Text::CompanyLabel), |company| &company.resource.name)
        .to_owned();
    let draw = Callback::from(|company: Rc<Versioned<Company>>| {
        let company = &company.resource;
        html! {
            <>
                <Units company_id={company.id} />
                { detail_card(Text::RecordTitle, html! {
                    <>
                        { detail(Text::ReferenceOfShopLabel, text_or_none(company.external_reference.as_deref())) }
                        { detail(Text::IdLabel, html! { <code>{ company.id.to_string() }</code> }) }
                        { detail(Text::CreatedLabel, time(&company.created_at, Precision::Minute)) }
                        { detail(Text::UpdatedLabel, time(&company.updated_at, Precision::Minute)) }
                    </>
                }) }
            </>
        }
    });
    let onstale = loaded.reload.clone();
    page_section(html! {
        <>
            { breadcrumb(Route::Companies, Text::CompaniesTitle, &name) }
            <PageTitle title={name.clone()}>
                if let Some(company) = company {
                    <ResourceActions
                        collection={companies::collection().path()}
                        id={company.resource.id}
                        etag={company.etag.clone()}
                        {name}
                        edit={Route::EditCompany { id: company.resource.id }}
                        list={Route::Companies}
                        archive_text={Text::CompanyArchiveText}
                        {onstale}
                    />
                }
            </PageTitle>
            { load_view(&loaded, &draw) }
        </>
    })
}

#[derive(PartialEq, Properties)]
struct UnitsProperties {
    company_id: Uuid,
}

/// The company's business units.
#[component]
fn Units(properties: &UnitsProperties) -> Html {
    let company_id = properties.company_id;
    let loaded = use_load(company_id, |client, id| async move {
        business_units::of_company(&client, id).await
    });
    let draw = Callback::from(|page: Rc<Page<BusinessUnit>>| {
        if page.items.is_empty() {
            return html! { <p class="pg-subtle">{ t(Text::CompanyUnitsNone) }</p> };
        }
        html! {
            <ul class="pg-plain-list" data-testid="company-units">
                { for page.items.iter().map(|unit| html! {
                    <li key={unit.id.to_string()} class="pg-list-line">
                        <RouteLink to={Route::BusinessUnit { id: unit.id }}>{ &unit.name }</RouteLink>
                        if let Some(reference) = &unit.external_reference {
                            <span class="pg-subtle">{ reference }</span>
                        }
                    </li>
                }) }
            </ul>
        }
    });
    html! {
        <Card>
            <CardTitle component="h2">{ t(Text::UnitsTitle) }</CardTitle>
            <CardBody>
                { load_view(&loaded, &draw) }
                <NewLink to={Route::NewBusinessUnit} query={vec![("company_id", company_id.to_string())]} label={Text::UnitNewTitle} testid="new-unit" />
            </CardBody>
        </Card>
    }
}
