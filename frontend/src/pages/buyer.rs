//! One buyer.

use std::rc::Rc;

use api_types::buyer::Buyer;
use uuid::Uuid;
use yew::prelude::*;

use crate::api::buyers;
use crate::api::collection::Versioned;
use crate::choices::{buyer_name, name_of, use_units};
use crate::components::breadcrumb::breadcrumb;
use crate::components::detail::{detail, detail_card, text_or_none};
use crate::components::load_view::load_view;
use crate::components::page_section::page_section;
use crate::components::page_title::PageTitle;
use crate::components::resource_actions::ResourceActions;
use crate::components::route_link::RouteLink;
use crate::components::time::{Precision, time};
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
        detail_card(
            Text::RecordTitle,
            html! {
                <>
                    { detail(Text::BusinessUnitLabel, html! { <RouteLink to={Route::BusinessUnit { id: buyer.business_unit_id }} testid="buyer-unit">{ unit }</RouteLink> }) }
                    { detail(Text::EmailLabel, html! { &buyer.email }) }
                    { detail(Text::FirstNameLabel, text_or_none(buyer.first_name.as_deref())) }
                    { detail(Text::LastNameLabel, text_or_none(buyer.last_name.as_deref())) }
                    { detail(Text::ReferenceOfShopLabel, text_or_none(buyer.external_reference.as_deref())) }
                    { detail(Text::IdLabel, html! { <code>{ buyer.id.to_string() }</code> }) }
                    { detail(Text::CreatedLabel, time(&buyer.created_at, Precision::Minute)) }
                    { detail(Text::UpdatedLabel, time(&buyer.updated_at, Precision::Minute)) }
                </>
            },
        )
    });
    let onstale = loaded.reload.clone();
    page_section(html! {
        <>
            { breadcrumb(Route::Buyers, Text::BuyersTitle, &name) }
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
        </>
    })
}
