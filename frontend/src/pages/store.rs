//! One store.

use std::rc::Rc;

use api_types::entry_point::EntryPoint;
use api_types::page::Page;
use api_types::store::Store;
use patternfly_yew::prelude::{Card, CardBody, CardTitle};
use uuid::Uuid;
use yew::prelude::*;

use crate::api::collection::Versioned;
use crate::api::{entry_points, stores};
use crate::components::breadcrumb::Breadcrumb;
use crate::components::detail::{Detail, DetailCard, text_list, text_or_none};
use crate::components::load_view::load_view;
use crate::components::page_section::PageSection;
use crate::components::page_title::PageTitle;
use crate::components::resource_actions::ResourceActions;
use crate::components::route_link::RouteLink;
use crate::components::status_label;
use crate::components::time::Time;
use crate::format;
use crate::i18n::{Text, t};
use crate::load::use_load;
use crate::route::Route;

/// Properties of [`StorePage`].
#[derive(PartialEq, Properties)]
pub(crate) struct StorePageProperties {
    /// Which store.
    pub(crate) id: Uuid,
}

/// One store: its settings, and the connections that lead into it.
#[component]
pub(crate) fn StorePage(properties: &StorePageProperties) -> Html {
    let id = properties.id;
    let loaded = use_load(id, |client, id| async move {
        stores::collection().get(&client, id).await
    });
    let store = loaded.load.data().cloned();
    let name = store
        .as_ref()
        .map_or(t(Text::StoreLabel), |store| &store.resource.name)
        .to_owned();
    let draw = Callback::from(|store: Rc<Versioned<Store>>| {
        html! {
            <>
                <Connections store_id={store.resource.id} />
                { settings(&store.resource) }
            </>
        }
    });
    let reload = loaded.reload.clone();
    html! {
        <PageSection>
            <Breadcrumb to={Route::Stores} label={t(Text::StoresLabel)} current={name.clone()} />
            <PageTitle title={name.clone()}>
                if let Some(store) = store {
                    { status_label::enabled(store.resource.enabled) }
                    <ResourceActions
                        collection={stores::collection().path()}
                        id={store.resource.id}
                        etag={store.etag.clone()}
                        {name}
                        edit={Route::EditStore { id: store.resource.id }}
                        list={Route::Stores}
                        archive_text={Text::StoreArchiveText}
                        onstale={reload}
                    />
                }
            </PageTitle>
            { load_view(&loaded, &draw) }
        </PageSection>
    }
}

#[derive(PartialEq, Properties)]
struct ConnectionsProperties {
    store_id: Uuid,
}

/// The connections that lead into the store.
#[component]
fn Connections(properties: &ConnectionsProperties) -> Html {
    let loaded = use_load(properties.store_id, |client, id| async move {
        entry_points::of_store(&client, id).await
    });
    let draw = Callback::from(|page: Rc<Page<EntryPoint>>| {
        if page.items.is_empty() {
            return html! { <p class="pg-subtle">{ t(Text::StoreConnectionsNone) }</p> };
        }
        html! {
            <ul class="pg-plain-list" data-testid="store-connections">
                { for page.items.iter().map(|entry| html! {
                    <li key={entry.id.to_string()} class="pg-list-line">
                        <RouteLink to={Route::Connection { id: entry.connection.id }}>{ &entry.connection.name }</RouteLink>
                        { status_label::active(entry.active) }
                    </li>
                }) }
            </ul>
        }
    });
    html! {
        <Card>
            <CardTitle component="h2">{ t(Text::ConnectionsTitle) }</CardTitle>
            <CardBody>{ load_view(&loaded, &draw) }</CardBody>
        </Card>
    }
}

fn settings(store: &Store) -> Html {
    let seconds = |seconds: u32| format::seconds(seconds);
    html! {
        <div class="pg-cards" data-testid="store-settings">
            <DetailCard title={Text::StoreAddressesTitle}>
                <Detail term={Text::StoreKeyLabel}><code>{ &store.key }</code></Detail>
                <Detail term={Text::StartUrlLabel}>{ &store.punch_out_start_url }</Detail>
                <Detail term={Text::StartUrlEditLabel}>{ text_or_none(store.start_url_edit.as_deref()) }</Detail>
                <Detail term={Text::StartUrlItemLabel}>{ text_or_none(store.start_url_item.as_deref()) }</Detail>
                <Detail term={Text::OriginsLabel}>{ text_list(&store.storefront_origins) }</Detail>
            </DetailCard>
            <DetailCard title={Text::StoreTimesTitle}>
                <Detail term={Text::TokenTtlLabel}>{ seconds(store.access_token_ttl_seconds) }</Detail>
                <Detail term={Text::TokenBytesLabel}>{ store.access_token_bytes }</Detail>
                <Detail term={Text::SessionTtlLabel}>{ seconds(store.session_ttl_seconds) }</Detail>
                <Detail term={Text::IdleTtlLabel}>{ seconds(store.idle_ttl_seconds) }</Detail>
                <Detail term={Text::HandoffTtlLabel}>{ seconds(store.handoff_ttl_seconds) }</Detail>
            </DetailCard>
            <DetailCard title={Text::RecordTitle}>
                <Detail term={Text::CurrencyLabel}>{ text_or_none(store.default_currency.as_deref()) }</Detail>
                <Detail term={Text::LocaleLabel}>{ text_or_none(store.default_locale.as_deref()) }</Detail>
                <Detail term={Text::IdLabel}><code>{ store.id.to_string() }</code></Detail>
                <Detail term={Text::CreatedLabel}><Time at={store.created_at.clone()} /></Detail>
                <Detail term={Text::UpdatedLabel}><Time at={store.updated_at.clone()} /></Detail>
            </DetailCard>
        </div>
    }
}
