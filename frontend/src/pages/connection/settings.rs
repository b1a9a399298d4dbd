//! What a connection is set to.

use std::rc::Rc;

use api_types::connection::{Connection, LoginMode};
use uuid::Uuid;
use yew::prelude::*;

use crate::api::buyers;
use crate::api::collection::Versioned;
use crate::choices::{buyer_name, name_of, use_stores, use_units};
use crate::components::detail::{Detail, DetailCard, no_value, text_list, text_or_none};
use crate::components::route_link::RouteLink;
use crate::components::time::Time;
use crate::i18n::{Text, t};
use crate::load::use_load;
use crate::names;
use crate::route::Route;

/// Properties of [`Settings`].
#[derive(PartialEq, Properties)]
pub(super) struct SettingsProperties {
    /// Whose settings.
    pub(super) connection: Rc<Versioned<Connection>>,
}

/// What a connection is set to, in groups.
#[component]
pub(super) fn Settings(properties: &SettingsProperties) -> Html {
    let connection = &properties.connection.resource;
    html! {
        <div class="pg-cards" data-testid="connection-settings">
            <General connection={Rc::clone(&properties.connection)} />
            <Login connection={Rc::clone(&properties.connection)} />
            <DetailCard title={Text::CartTitle}>
                <Detail term={Text::CartEncodingLabel}>{ t(names::cart_encoding(connection.cart_encoding)) }</Detail>
                <Detail term={Text::SupplierIdLabel}>{ text_or_none(connection.default_supplier_id.as_deref()) }</Detail>
                <Detail term={Text::ClassificationLabel}>
                    if let Some(classification) = &connection.default_classification {
                        { &classification.domain }{ " " }<code>{ &classification.code }</code>
                    } else {
                        { no_value() }
                    }
                </Detail>
            </DetailCard>
            <DetailCard title={Text::ReturnTitle}>
                <Detail term={Text::ReturnHostsLabel}>{ text_list(&connection.allowed_return_hosts) }</Detail>
                <Detail term={Text::ReturnUrlLabel}>{ text_or_none(connection.default_return_url.as_deref()) }</Detail>
                <Detail term={Text::FramesLabel}>{ text_list(&connection.allow_iframe) }</Detail>
            </DetailCard>
            <DetailCard title={Text::RecordTitle}>
                <Detail term={Text::NotesLabel}>
                    <span class="pg-notes">{ text_or_none(connection.notes.as_deref()) }</span>
                </Detail>
                <Detail term={Text::IdLabel}><code>{ connection.id.to_string() }</code></Detail>
                <Detail term={Text::CreatedLabel}><Time at={connection.created_at.clone()} /></Detail>
                <Detail term={Text::UpdatedLabel}><Time at={connection.updated_at.clone()} /></Detail>
            </DetailCard>
        </div>
    }
}

/// What the connection is, whom it is for, and where it leads.
#[component]
fn General(properties: &SettingsProperties) -> Html {
    let connection = &properties.connection.resource;
    let (units, stores) = (use_units(), use_stores());
    html! {
        <DetailCard title={Text::GeneralTitle}>
            <Detail term={Text::BusinessUnitLabel}>{ unit(&units, connection.business_unit_id) }</Detail>
            <Detail term={Text::TypeLabel}>{ t(names::connection_type(connection.connection_type)) }</Detail>
            <Detail term={Text::FormatLabel}>{ t(names::format(connection.format)) }</Detail>
            <Detail term={Text::ModeLabel}>{ t(names::mode(connection.mode)) }</Detail>
            <Detail term={Text::StoresLabel}>
                if connection.store_ids.is_empty() {
                    { t(Text::AllStores) }
                } else {
                    <ul class="pg-plain-list">
                        { for connection.store_ids.iter().map(|id| html! {
                            <li><RouteLink to={Route::Store { id: *id }}>{ name_of(&stores, *id) }</RouteLink></li>
                        }) }
                    </ul>
                }
            </Detail>
        </DetailCard>
    }
}

/// Who the buyer of a session is.
#[component]
fn Login(properties: &SettingsProperties) -> Html {
    let connection = &properties.connection.resource;
    let units = use_units();
    let buyer = use_load(connection.buyer_id, |client, id| async move {
        match id {
            Some(id) => buyers::get(&client, id).await.map(Some),
            None => Ok(None),
        }
    });
    let buyer = buyer.load.data().and_then(|buyer| buyer.as_ref().as_ref());
    let unit_id = connection
        .default_business_unit_id
        .unwrap_or(connection.business_unit_id);
    html! {
        <DetailCard title={Text::LoginTitle}>
            <Detail term={Text::LoginModeLabel}>{ t(names::login_mode(connection.login_mode)) }</Detail>
            if connection.login_mode == LoginMode::SingleUser {
                <Detail term={Text::BuyerLabel}>
                    if let Some(id) = connection.buyer_id {
                        <RouteLink to={Route::Buyer { id }}>{ buyer.map_or_else(|| id.to_string(), buyer_name) }</RouteLink>
                    } else {
                        { no_value() }
                    }
                </Detail>
            } else {
                <Detail term={Text::NewBuyersUnitLabel}>{ unit(&units, unit_id) }</Detail>
            }
        </DetailCard>
    }
}

fn unit(units: &[(Uuid, String)], id: Uuid) -> Html {
    html! { <RouteLink to={Route::BusinessUnit { id }}>{ name_of(units, id) }</RouteLink> }
}
