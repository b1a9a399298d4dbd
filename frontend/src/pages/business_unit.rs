//! One business unit.

use std::rc::Rc;

use api_types::business_unit::BusinessUnit;
use api_types::connection::{ConnectionEntry, ConnectionQuery};
use api_types::page::Page;
use patternfly_yew::prelude::{Card, CardBody, CardTitle};
use uuid::Uuid;
use yew::prelude::*;

use crate::api::collection::Versioned;
use crate::api::{business_units, connections};
use crate::choices::{name_of, use_companies};
use crate::components::breadcrumb::Breadcrumb;
use crate::components::detail::{Detail, DetailCard, text_or_none};
use crate::components::load_view::load_view;
use crate::components::new_link::NewLink;
use crate::components::page_section::PageSection;
use crate::components::page_title::PageTitle;
use crate::components::resource_actions::ResourceActions;
use crate::components::route_link::RouteLink;
use crate::components::status_label;
use crate::components::time::Time;
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
                <DetailCard title={Text::RecordTitle}>
                    <Detail term={Text::CompanyLabel}>
                        <RouteLink to={Route::Company { id: unit.company_id }} testid="unit-company">{ company }</RouteLink>
                    </Detail>
                    <Detail term={Text::BuyersTitle}>
                        <RouteLink
                            to={Route::Buyers}
                            query={vec![("business_unit_id", unit.id.to_string())]}
                            testid="unit-buyers"
                        >
                            { t(Text::UnitBuyers) }
                        </RouteLink>
                    </Detail>
                    <Detail term={Text::ReferenceOfShopLabel}>{ text_or_none(unit.external_reference.as_deref()) }</Detail>
                    <Detail term={Text::IdLabel}><code>{ unit.id.to_string() }</code></Detail>
                    <Detail term={Text::CreatedLabel}><Time at={unit.created_at.clone()} /></Detail>
                    <Detail term={Text::UpdatedLabel}><Time at={unit.updated_at.clone()} /></Detail>
                </DetailCard>
            </>
        }
    });
    let onstale = loaded.reload.clone();
    html! {
        <PageSection>
            <Breadcrumb to={Route::BusinessUnits} label={t(Text::UnitsTitle)} current={name.clone()} />
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
        </PageSection>
    }
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
        let query = ConnectionQuery {
            business_unit_id: Some(id),
            ..ConnectionQuery::default()
        };
        connections::list(&client, &query).await
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
