//! Making and changing a store.

pub(super) mod adapter;
mod model;
pub(super) mod service;

use std::rc::Rc;

use api_types::settings::Settings;
use api_types::store::Store;
use uuid::Uuid;
use yew::prelude::*;
use yew_router::prelude::*;

use self::model::StoreForm;
use crate::api::collection::Versioned;
use crate::api::stores;
use crate::components::edit_page::{EditPage, new_page};
use crate::components::editor::Editor;
use crate::components::fields::{Fields, Kind};
use crate::components::form_section::form_section;
use crate::components::load_view::load_view;
use crate::components::route_link;
use crate::form::{FormState, use_form};
use crate::i18n::Text;
use crate::load::use_load;
use crate::route::Route;

/// The form for a new store.
pub(crate) fn new_store_page() -> Html {
    new_page(
        Route::Stores,
        Text::StoresLabel,
        Text::StoreNewTitle,
        html! { <WithSettings /> },
    )
}

/// The form for changing a store.
pub(crate) fn edit_store_page(id: Uuid) -> Html {
    let editor = Callback::from(|store: Rc<Versioned<Store>>| html! { <WithSettings {store} /> });
    html! {
        <EditPage<StoreForm>
            collection={stores::collection()}
            key={id.to_string()}
            {id}
            list={Route::Stores}
            list_label={Text::StoresLabel}
            kind={Text::StoreLabel}
            {editor}
        />
    }
}

#[derive(PartialEq, Properties)]
struct WithSettingsProperties {
    /// The store to change.
    #[prop_or_default]
    store: Option<Rc<Versioned<Store>>>,
}

/// The form, once the installation's settings are here.
#[component]
fn WithSettings(properties: &WithSettingsProperties) -> Html {
    let loaded = use_load(
        (),
        |client, ()| async move { stores::defaults(&client).await },
    );
    let store = properties.store.clone();
    let draw = Callback::from(
        move |settings: Rc<Settings>| html! { <StoreEditor store={store.clone()} {settings} /> },
    );
    load_view(&loaded, &draw)
}

#[derive(PartialEq, Properties)]
struct StoreEditorProperties {
    /// The store to change.
    store: Option<Rc<Versioned<Store>>>,
    /// What holds where a store says nothing.
    settings: Rc<Settings>,
}

#[component]
fn StoreEditor(properties: &StoreEditorProperties) -> Html {
    let store = properties.store.as_deref();
    let settings = &properties.settings;
    let form = use_form(|| match store {
        Some(store) => FormState::of(store),
        None => FormState::new(StoreForm::empty()),
    });
    let navigator = use_navigator();
    let onsaved = Callback::from(move |id| {
        if let Some(navigator) = &navigator {
            route_link::go(navigator, &Route::Store { id }, &Vec::new());
        }
    });
    let existing = store.map(|store| store.resource.id);
    let adapter = form.value(|form| &mut form.more).remove(adapter::KIND);
    let adapter = adapter.unwrap_or_default();
    let fields = Fields {
        form: &form,
        prefix: "store",
    };
    html! {
        <Editor<StoreForm>
            form={form.clone()}
            prefix="store"
            collection={stores::collection()}
            {existing}
            submit={if existing.is_some() { Text::SaveAction } else { Text::StoreCreateAction }}
            cancel={existing.map_or(Route::Stores, |id| Route::Store { id })}
            {onsaved}
        >
            { form_section(Text::GeneralTitle, html! {
                <>
                    { fields.text("/name", Kind::Plain, |form| &mut form.name) }
                    { fields.text("/key", Kind::Plain, |form| &mut form.key) }
                    { fields.check("/enabled", |form| &mut form.enabled) }
                </>
            }) }
            { form_section(Text::StoreAddressesTitle, html! {
                <>
                    { fields.text("/punch_out_start_url", Kind::Url, |form| &mut form.punch_out_start_url) }
                    { fields.text("/start_url_edit", Kind::Url, |form| &mut form.start_url_edit) }
                    { fields.text("/start_url_inspect", Kind::Url, |form| &mut form.start_url_inspect) }
                    { fields.text("/start_url_item", Kind::Url, |form| &mut form.start_url_item) }
                    { fields.lines("/storefront_origins", |form| &mut form.storefront_origins) }
                    { fields.lines("/frame_origins", |form| &mut form.frame_origins) }
                </>
            }) }
            { form_section(Text::StoreDefaultsTitle, html! {
                <>
                    { fields.text("/default_currency", Kind::Plain, |form| &mut form.default_currency) }
                    { fields.text("/default_locale", Kind::Plain, |form| &mut form.default_locale) }
                </>
            }) }
            { form_section(Text::StoreServiceTitle, html! {
                <>
                    { for service::ALL.iter().map(|setting| fields.setting(setting, |form| &mut form.more)) }
                </>
            }) }
            { form_section(Text::AdapterTitle, html! {
                <>
                    { for adapter::of(&adapter).map(|setting| fields.setting(setting, |form| &mut form.more)) }
                </>
            }) }
            { form_section(Text::StoreTimesTitle, html! {
                <>
                    { fields.check("/access_token_enabled", |form| &mut form.access_token_enabled) }
                    { fields.number_or("/access_token_ttl_seconds", settings.access_token_ttl_seconds, |form| &mut form.access_token_ttl_seconds) }
                    { fields.number_or("/access_token_bytes", settings.access_token_bytes, |form| &mut form.access_token_bytes) }
                    { fields.number_or("/session_ttl_seconds", settings.session_ttl_seconds, |form| &mut form.session_ttl_seconds) }
                    { fields.number_or("/idle_ttl_seconds", settings.idle_ttl_seconds, |form| &mut form.idle_ttl_seconds) }
                    { fields.number_or("/handoff_ttl_seconds", settings.handoff_ttl_seconds, |form| &mut form.handoff_ttl_seconds) }
                </>
            }) }
        </Editor<StoreForm>>
    }
}
