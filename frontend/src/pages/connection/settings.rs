//! What a connection is set to.

use std::rc::Rc;

use api_types::connection::{Connection, Format, LoginMode};
use serde_json::Value;
use uuid::Uuid;
use yew::prelude::*;

use crate::api::buyers;
use crate::api::collection::Versioned;
use crate::choices::{buyer_name, name_of, use_stores, use_units};
use crate::components::detail::{detail, detail_card, no_value, text_list, text_or_none};
use crate::components::route_link::RouteLink;
use crate::components::setting_details::setting_details;
use crate::components::time::{Precision, time};
use crate::i18n::{Text, t};
use crate::load::use_load;
use crate::names;
use crate::pages::connection_form::more;
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
    let values = serde_json::to_value(connection).unwrap_or_default();
    html! {
        <div class="pg-cards" data-testid="connection-settings">
            <General connection={Rc::clone(&properties.connection)} />
            <Login connection={Rc::clone(&properties.connection)} />
            { detail_card(Text::CartTitle, html! {
                <>
                    { detail(Text::SupplierIdLabel, text_or_none(connection.default_supplier_id.as_deref())) }
                    { detail(Text::ClassificationLabel, html! {
                    <>
                        if let Some(classification) = &connection.default_classification {
                            { &classification.domain }{ " " }<code>{ &classification.code }</code>
                        } else {
                            { no_value() }
                        }
                    </>
                    }) }
                    { setting_details(more::CART, &values) }
                </>
            }) }
            { of_format(connection, &values) }
            { detail_card(Text::LimitsTitle, setting_details(more::LIMITS, &values)) }
            { detail_card(Text::MappingsTitle, setting_details(more::MAPPINGS, &values)) }
            { detail_card(Text::ReturnTitle, html! {
                <>
                    { detail(Text::ReturnHostsLabel, text_list(&connection.allowed_return_hosts)) }
                    { detail(Text::ReturnUrlLabel, text_or_none(connection.default_return_url.as_deref())) }
                    { detail(Text::FramesLabel, text_list(&connection.allow_iframe)) }
                </>
            }) }
            { detail_card(Text::RecordTitle, html! {
                <>
                    { setting_details(more::CONTACTS, &values) }
                    { detail(Text::NotesLabel, html! { <span class="pg-notes">{ text_or_none(connection.notes.as_deref()) }</span> }) }
                    { detail(Text::IdLabel, html! { <code>{ connection.id.to_string() }</code> }) }
                    { detail(Text::CreatedLabel, time(&connection.created_at, Precision::Minute)) }
                    { detail(Text::UpdatedLabel, time(&connection.updated_at, Precision::Minute)) }
                </>
            }) }
        </div>
    }
}

/// What the connection is, whom it is for, and where it leads.
#[component]
fn General(properties: &SettingsProperties) -> Html {
    let connection = &properties.connection.resource;
    let (units, stores) = (use_units(), use_stores());
    detail_card(
        Text::GeneralTitle,
        html! {
            <>
                { detail(Text::BusinessUnitLabel, html! { unit(&units, connection.business_unit_id) }) }
                { detail(Text::TypeLabel, html! { t(names::connection_type(connection.connection_type)) }) }
                { detail(Text::FormatLabel, html! { t(names::format(connection.format)) }) }
                { detail(Text::ModeLabel, html! { t(names::mode(connection.mode)) }) }
                { detail(Text::StoresLabel, html! {
                <>
                    if connection.store_ids.is_empty() {
                        { t(Text::AllStores) }
                    } else {
                        <ul class="pg-plain-list">
                            { for connection.store_ids.iter().map(|id| html! {
                                <li><RouteLink to={Route::Store { id: *id }}>{ name_of(&stores, *id) }</RouteLink></li>
                            }) }
                        </ul>
                    }
                </>
                }) }
            </>
        },
    )
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
    detail_card(
        Text::LoginTitle,
        html! {
            <>
                { detail(Text::LoginModeLabel, html! { t(names::login_mode(connection.login_mode)) }) }
                if connection.login_mode == LoginMode::SingleUser {
                    { detail(Text::BuyerLabel, html! {
                    <>
                        if let Some(id) = connection.buyer_id {
                            <RouteLink to={Route::Buyer { id }}>{ buyer.map_or_else(|| id.to_string(), buyer_name) }</RouteLink>
                        } else {
                            { no_value() }
                        }
                    </>
                    }) }
                } else {
                    { detail(Text::NewBuyersUnitLabel, html! { unit(&units, unit_id) }) }
                    { setting_details(more::BUYERS, &serde_json::to_value(connection).unwrap_or_default()) }
                }
                { setting_details(more::ROLE, &serde_json::to_value(connection).unwrap_or_default()) }
            </>
        },
    )
}

fn unit(units: &[(Uuid, String)], id: Uuid) -> Html {
    html! { <RouteLink to={Route::BusinessUnit { id }}>{ name_of(units, id) }</RouteLink> }
}

/// What only connections of the same format have.
fn of_format(connection: &Connection, values: &Value) -> Html {
    let tables = more::of_format(connection.format).iter();
    let tables: Html = tables
        .map(|settings| setting_details(settings, values))
        .collect();
    match connection.format {
        Format::Cxml => detail_card(
            Text::CxmlTitle,
            html! {
                <>
                    { detail(Text::CartEncodingLabel, html! { t(names::cart_encoding(connection.cart_encoding)) }) }
                    { tables }
                </>
            },
        ),
        Format::Oci => detail_card(Text::OciTitle, tables),
        Format::PunchOut2Go => Html::default(),
    }
}
