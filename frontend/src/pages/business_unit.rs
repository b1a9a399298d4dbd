//! One business unit.

use std::rc::Rc;

use api_types::business_unit::BusinessUnit;
use api_types::connection::ConnectionEntry;
use api_types::page::Page;
use patternfly_yew::prelude::{Card, CardBody, CardTitle};
use uuid::Uuid;
use yew::prelude::*;

use crate::api::collection::Versioned;
use crate::api::{business_units, connections};
use crate::choices::{name_of, use_companies};
use crate::components::breadcrumb::breadcrumb;
use crate::components::detail::{detail, detail_card, text_or_none};
use crate::components::load_view::load_view;
use crate::components::new_link::NewLink;
use crate::components::page_section::page_section;
use crate::components::page_title::PageTitle;
use crate::components::resource_actions::ResourceActions;
use crate::components::route_link::RouteLink;
use crate::components::status_label;
use crate::components::time::{Precision, time};
use crate::i18n::{Text, t};
use crate::load::use_load;
use crate::route::Route;

/// Properties of [`BusinessUnitPage`].
#[derive(PartialEq, Properties)]
pub(crate) struct BusinessUnitPageProperties {
    /// Which business unit.
    pub(crate) id: Uuid,
}

/// One business unit: its company, its connections, its buyers.
#[component]
pub(crate) fn BusinessUnitPage(properties: &BusinessUnitPageProperties) -> Html {
    let companies = use_companies();
    let loaded = use_load(properties.id, |client, id| async move {
        business_units::collection().get(&client, id).await
    });
    let unit = loaded.load.data().cloned();
    let name = unit
        .as_ref()
        .map_or(t(Text::BusinessUnitLabel), |unit| &unit.resource.name)
        .to_owned();
    let draw = Callback::from(move |unit: Rc<Versioned<BusinessUnit>>| {
        let unit = &unit.resource;
        let company = name_of(&companies, unit.company_id);
        html! {
            <>
                <Connections unit_id={unit.id} />
                { detail_card(Text::RecordTitle, html! {
                    <>
                        { detail(Text::CompanyLabel, html! { <RouteLink to={Route::Company { id: unit.company_id }} testid="unit-company">{ company }</RouteLink> }) }
                        { detail(Text::BuyersTitle, html! {
                            <RouteLink
                                to={Route::Buyers}
                                query={vec![("business_unit_id", unit.id.to_string())]}
                                testid="unit-buyers"
                            >
                                { t(Text::UnitBuyers) }
                            </RouteLink>
                        }) }
                        { detail(Text::ReferenceOfShopLabel, text_or_none(unit.external_reference.as_deref())) }
                        { detail(Text::IdLabel, html! { <code>{ unit.id.to_string() }</code> }) }
                        { detail(Text::CreatedLabel, time(&unit.created_at, Precision::Minute)) }
                        { detail(Text::UpdatedLabel, time(&unit.updated_at, Precision::Minute)) }
                    </>
                }) }
            </>
        }
    });
    let onstale = loaded.reload.clone();
    page_section(html! {
        <>
            { breadcrumb(Route::BusinessUnits, Text::UnitsTitle, &name) }
            <PageTitle title={name.clone()}>
                if let Some(unit) = unit {
                    <ResourceActions
                        collection={business_units::collection().path()}
                        id={unit.resource.id}
                        etag={unit.etag.clone()}
                        {name}
                        edit={Route::EditBusinessUnit { id: unit.resource.id }}
                        list={Route::BusinessUnits}
                        archive_text={Text::UnitArchiveText}
                        {onstale}
                    />
                }
            </PageTitle>
            { load_view(&loaded, &draw) }
        </>
    })
}

#[derive(PartialEq, Properties)]
struct ConnectionsProperties {
    unit_id: Uuid,
}

/// The business unit's connections.
#[component]
fn Connections(properties: &ConnectionsProperties) -> Html {
    let unit_id = properties.unit_id;
    let loaded = use_load(unit_id, |client, id| async move {
        connections::of_unit(&client, id).await
    });
    let draw = Callback::from(|page: Rc<Page<ConnectionEntry>>| {
        if page.items.is_empty() {
            return html! { <p class="pg-subtle">{ t(Text::UnitConnectionsNone) }</p> };
        }
        html! {
            <ul class="pg-plain-list" data-testid="unit-connections">
                { for page.items.iter().map(|connection| html! {
                    <li key={connection.id.to_string()} class="pg-list-line">
                        <RouteLink to={Route::Connection { id: connection.id }}>{ &connection.name }</RouteLink>
                        { status_label::active(connection.active) }
                        { status_label::mode(connection.mode) }
                    </li>
                }) }
            </ul>
        }
    });
    html! {
        <Card>
            <CardTitle component="h2">{ t(Text::ConnectionsTitle) }</CardTitle>
            <CardBody>
                { load_view(&loaded, &draw) }
                <NewLink to={Route::NewConnection} query={vec![("business_unit_id", unit_id.to_string())]} label={Text::ConnectionNewTitle} testid="new-connection" />
            </CardBody>
        </Card>
    }
}
