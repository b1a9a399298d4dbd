//! One store.

mod signing_keys;

use std::rc::Rc;

use api_types::entry_point::EntryPoint;
use api_types::page::Page;
use api_types::problem::FieldError;
use api_types::store::{Adapter, Store};
use patternfly_yew::prelude::{AlertType, Card, CardBody, CardTitle};
use uuid::Uuid;
use yew::prelude::*;

use self::signing_keys::SigningKeysCard;
use crate::api::collection::Versioned;
use crate::api::{entry_points, stores};
use crate::components::breadcrumb::breadcrumb;
use crate::components::detail::{detail, detail_card, text_list, text_or_none};
use crate::components::load_view::load_view;
use crate::components::notice::Notice;
use crate::components::page_section::page_section;
use crate::components::page_title::PageTitle;
use crate::components::resource_actions::ResourceActions;
use crate::components::route_link::RouteLink;
use crate::components::setting_details::setting_details;
use crate::components::status_label;
use crate::components::time::{Precision, time};
use crate::format;
use crate::i18n::{Text, api_language, fill, of_api, t};
use crate::load::use_load;
use crate::names;
use crate::pages::store_form::{adapter, service};
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
                { warnings(&store.resource.warnings) }
                <Connections store_id={store.resource.id} />
                <SigningKeysCard store_id={store.resource.id} />
                { settings(&store.resource) }
            </>
        }
    });
    let reload = loaded.reload.clone();
    page_section(html! {
        <>
            { breadcrumb(Route::Stores, Text::StoresLabel, &name) }
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
        </>
    })
}

/// Settings that are weaker than they could be, with what to do; nothing where there are none.
fn warnings(warnings: &[FieldError]) -> Html {
    if warnings.is_empty() {
        return html! {};
    }
    html! {
        <Notice severity={AlertType::Warning} title={t(Text::StoreWarnings)} testid="store-warnings">
            <ul class="pf-v6-c-list">
                { for warnings.iter().map(|warning| html! {
                    <li>
                        <code>{ &warning.pointer }</code>{ " " }
                        if let Some(words) = of_api("warning", &warning.code) {
                            { words }
                        } else {
                            <span lang={api_language()}>{ &warning.message }</span>
                        }
                    </li>
                }) }
            </ul>
        </Notice>
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
    // What is the installation's is said to be.
    let shown = |name: &str, value: String| {
        let is_own = store.inherited.iter().all(|one| one != name);
        let value = if is_own {
            value
        } else {
            fill(Text::InheritedValue, &[("value", &value)])
        };
        html! { value }
    };
    let seconds = |name: &str, seconds: u32| shown(name, format::seconds(seconds));
    html! {
        <div class="pg-cards" data-testid="store-settings">
            { detail_card(Text::StoreAddressesTitle, html! {
                <>
                    { detail(Text::StoreKeyLabel, html! { <code>{ &store.key }</code> }) }
                    { detail(Text::StoreEnabledLabel, html! { t(if store.enabled { Text::Yes } else { Text::No }) }) }
                    { detail(Text::StartUrlLabel, html! { &store.punch_out_start_url }) }
                    { detail(Text::StartUrlEditLabel, text_or_none(store.start_url_edit.as_deref())) }
                    { detail(Text::StartUrlInspectLabel, text_or_none(store.start_url_inspect.as_deref())) }
                    { detail(Text::StartUrlItemLabel, text_or_none(store.start_url_item.as_deref())) }
                    { detail(Text::OriginsLabel, text_list(&store.storefront_origins)) }
                    { detail(Text::FrameOriginsLabel, text_list(&store.frame_origins)) }
                </>
            }) }
            { detail_card(Text::StoreServiceTitle, html! {
                <>
                    { setting_details(service::ALL, &serde_json::to_value(store).unwrap_or_default()) }
                    { detail(Text::DeliveriesTitle, html! {
                        <RouteLink to={Route::WebhookDeliveries { id: store.id }} testid="deliveries">{ t(Text::DeliveriesShow) }</RouteLink>
                    }) }
                </>
            }) }
            { detail_card(Text::AdapterTitle, html! {
                <>
                    { setting_details(&adapter::of(&names::spelling(&store.adapter)).copied().collect::<Vec<_>>(), &serde_json::to_value(store).unwrap_or_default()) }
                    if store.adapter != Adapter::Rest {
                        { detail(Text::AdapterSecretLabel, html! { t(if store.adapter_secret_set { Text::SecretIsSet } else { Text::SecretIsMissing }) }) }
                    }
                </>
            }) }
            { detail_card(Text::StoreTimesTitle, html! {
                <>
                    { detail(Text::TokensEnabledLabel, html! { t(if store.access_token_enabled { Text::Yes } else { Text::No }) }) }
                    { detail(Text::TokenTtlLabel, seconds("access_token_ttl_seconds", store.access_token_ttl_seconds)) }
                    { detail(Text::TokenBytesLabel, shown("access_token_bytes", store.access_token_bytes.to_string())) }
                    { detail(Text::SessionTtlLabel, seconds("session_ttl_seconds", store.session_ttl_seconds)) }
                    { detail(Text::IdleTtlLabel, seconds("idle_ttl_seconds", store.idle_ttl_seconds)) }
                    { detail(Text::HandoffTtlLabel, seconds("handoff_ttl_seconds", store.handoff_ttl_seconds)) }
                </>
            }) }
            { detail_card(Text::RecordTitle, html! {
                <>
                    { detail(Text::CurrencyLabel, text_or_none(store.default_currency.as_deref())) }
                    { detail(Text::LocaleLabel, text_or_none(store.default_locale.as_deref())) }
                    { detail(Text::IdLabel, html! { <code>{ store.id.to_string() }</code> }) }
                    { detail(Text::CreatedLabel, time(&store.created_at, Precision::Minute)) }
                    { detail(Text::UpdatedLabel, time(&store.updated_at, Precision::Minute)) }
                </>
            }) }
        </div>
    }
}
