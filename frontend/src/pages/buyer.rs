//! One buyer.

use std::rc::Rc;

use api_types::buyer::Buyer;
use uuid::Uuid;
use yew::prelude::*;

use crate::api::buyers;
use crate::api::collection::Versioned;
use crate::choices::{buyer_name, name_of, use_units};
use crate::components::breadcrumb::Breadcrumb;
use crate::components::detail::{Detail, DetailCard, text_or_none};
use crate::components::load_view::load_view;
use crate::components::page_section::PageSection;
use crate::components::page_title::PageTitle;
use crate::components::resource_actions::ResourceActions;
use crate::components::route_link::RouteLink;
use crate::components::time::Time;
use crate::i18n::{Text, t};
use crate::load::use_load;
use crate::route::Route;

/// Properties of [`BuyerPage`].
#[derive(PartialEq, Properties)]
pub(crate) struct BuyerPageProperties {
    /// Which buyer.
    pub(crate) id: Uuid,
}

/// One buyer.
#[component]
pub(crate) fn BuyerPage(properties: &BuyerPageProperties) -> Html {
    let units = use_units();
    let loaded = use_load(properties.id, |client, id| async move {
        buyers::collection().get(&client, id).await
    });
    let buyer = loaded.load.data().cloned();
    let name = buyer.as_ref().map_or_else(
        || t(Text::BuyerLabel).to_owned(),
        |buyer| buyer_name(&buyer.resource),
    );
    let draw = Callback::from(move |buyer: Rc<Versioned<Buyer>>| {
        let buyer = &buyer.resource;
        let unit = name_of(&units, buyer.business_unit_id);
        html! {
            <DetailCard title={Text::RecordTitle}>
                <Detail term={Text::BusinessUnitLabel}>
                    <RouteLink to={Route::BusinessUnit { id: buyer.business_unit_id }} testid="buyer-unit">{ unit }</RouteLink>
                </Detail>
                <Detail term={Text::EmailLabel}>{ &buyer.email }</Detail>
                <Detail term={Text::FirstNameLabel}>{ text_or_none(buyer.first_name.as_deref()) }</Detail>
                <Detail term={Text::LastNameLabel}>{ text_or_none(buyer.last_name.as_deref()) }</Detail>
                <Detail term={Text::ReferenceOfShopLabel}>{ text_or_none(buyer.external_reference.as_deref()) }</Detail>
                <Detail term={Text::IdLabel}><code>{ buyer.id.to_string() }</code></Detail>
                <Detail term={Text::CreatedLabel}><Time at={buyer.created_at.clone()} /></Detail>
                <Detail term={Text::UpdatedLabel}><Time at={buyer.updated_at.clone()} /></Detail>
            </DetailCard>
        }
    });
    let onstale = loaded.reload.clone();
    html! {
        <PageSection>
            <Breadcrumb to={Route::Buyers} label={t(Text::BuyersTitle)} current={name.clone()} />
            <PageTitle title={name.clone()}>
                if let Some(buyer) = buyer {
                    <ResourceActions
                        collection={buyers::collection().path()}
                        id={buyer.resource.id}
                        etag={buyer.etag.clone()}
                        {name}
                        edit={Route::EditBuyer { id: buyer.resource.id }}
                        list={Route::Buyers}
                        archive_text={Text::BuyerArchiveText}
                        {onstale}
                    />
                }
            </PageTitle>
            { load_view(&loaded, &draw) }
        </PageSection>
    }
}
