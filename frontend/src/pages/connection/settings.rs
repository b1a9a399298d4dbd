//! What a connection is set to.

use std::rc::Rc;

use api_types::connection::{Connection, LoginMode};
use patternfly_yew::prelude::{Card, CardBody, CardTitle, DescriptionList, DescriptionListMode};
use uuid::Uuid;
use yew::prelude::*;

use crate::api::{business_units, buyers, stores};
use crate::components::detail::{Detail, no_value, text_or_none};
use crate::components::time::Time;
use crate::i18n::{Text, t};
use crate::load::use_load;
use crate::names;

/// Properties of [`Settings`].
#[derive(PartialEq, Properties)]
pub(super) struct SettingsProperties {
    /// Whose settings.
    pub(super) connection: Rc<Connection>,
}

/// What a connection is set to, in groups.
#[component]
pub(super) fn Settings(properties: &SettingsProperties) -> Html {
    let connection = &properties.connection;
    let units = use_load((), |client, ()| async move {
        business_units::list(&client).await
    });
    let all_stores = use_load((), |client, ()| async move { stores::list(&client).await });
    let buyer = use_load(connection.buyer_id, |client, id| async move {
        match id {
            Some(id) => buyers::get(&client, id).await.map(Some),
            None => Ok(None),
        }
    });
    let unit_name = |id: Uuid| {
        let units = units.load.data().into_iter().flat_map(|page| &page.items);
        let name = units
            .filter(|unit| unit.id == id)
            .map(|unit| unit.name.as_str());
        name_or_id(name.into_iter().next(), id)
    };
    let store_name = |id: Uuid| {
        let stores = all_stores
            .load
            .data()
            .into_iter()
            .flat_map(|page| &page.items);
        let name = stores
            .filter(|store| store.id == id)
            .map(|store| store.name.as_str());
        name_or_id(name.into_iter().next(), id)
    };
    let buyer = connection.buyer_id.map(|id| {
        let buyer = buyer.load.data().and_then(|buyer| buyer.as_ref().as_ref());
        name_or_id(buyer.map(|buyer| buyer.email.as_str()), id)
    });
    html! {
        <div class="pg-cards" data-testid="connection-settings">
            { group(Text::GeneralTitle, html! {
                <>
                    <Detail term={Text::BusinessUnitLabel}>{ unit_name(connection.business_unit_id) }</Detail>
                    <Detail term={Text::TypeLabel}>{ t(names::connection_type(connection.connection_type)) }</Detail>
                    <Detail term={Text::FormatLabel}>{ t(names::format(connection.format)) }</Detail>
                    <Detail term={Text::ModeLabel}>{ t(names::mode(connection.mode)) }</Detail>
                    <Detail term={Text::StoresLabel}>
                        if connection.store_ids.is_empty() {
                            { t(Text::AllStores) }
                        } else {
                            { list(connection.store_ids.iter().map(|id| store_name(*id))) }
                        }
                    </Detail>
                </>
            }) }
            { group(Text::LoginTitle, html! {
                <>
                    <Detail term={Text::LoginModeLabel}>{ t(names::login_mode(connection.login_mode)) }</Detail>
                    if connection.login_mode == LoginMode::SingleUser {
                        <Detail term={Text::BuyerLabel}>{ buyer.unwrap_or_else(no_value) }</Detail>
                    } else {
                        <Detail term={Text::NewBuyersUnitLabel}>
                            { unit_name(connection.default_business_unit_id.unwrap_or(connection.business_unit_id)) }
                        </Detail>
                    }
                </>
            }) }
            { group(Text::CartTitle, html! {
                <>
                    <Detail term={Text::CartEncodingLabel}>{ t(names::cart_encoding(connection.cart_encoding)) }</Detail>
                    <Detail term={Text::SupplierIdLabel}>{ text_or_none(connection.default_supplier_id.as_deref()) }</Detail>
                    <Detail term={Text::ClassificationLabel}>
                        if let Some(classification) = &connection.default_classification {
                            { &classification.domain }{ " " }<code>{ &classification.code }</code>
                        } else {
                            { no_value() }
                        }
                    </Detail>
                </>
            }) }
            { group(Text::ReturnTitle, html! {
                <>
                    <Detail term={Text::ReturnHostsLabel}>{ texts(&connection.allowed_return_hosts) }</Detail>
                    <Detail term={Text::ReturnUrlLabel}>{ text_or_none(connection.default_return_url.as_deref()) }</Detail>
                    <Detail term={Text::FramesLabel}>{ texts(&connection.allow_iframe) }</Detail>
                </>
            }) }
            { group(Text::RecordTitle, html! {
                <>
                    <Detail term={Text::NotesLabel}>
                        <span class="pg-notes">{ text_or_none(connection.notes.as_deref()) }</span>
                    </Detail>
                    <Detail term={Text::IdLabel}><code>{ connection.id.to_string() }</code></Detail>
                    <Detail term={Text::CreatedLabel}><Time at={connection.created_at.clone()} /></Detail>
                    <Detail term={Text::UpdatedLabel}><Time at={connection.updated_at.clone()} /></Detail>
                </>
            }) }
        </div>
    }
}

fn group(title: Text, details: Html) -> Html {
    html! {
        <Card>
            <CardTitle component="h2">{ t(title) }</CardTitle>
            <CardBody><DescriptionList compact=true mode={[DescriptionListMode::Horizontal]}>{ details }</DescriptionList></CardBody>
        </Card>
    }
}

/// A name, or the id of what is not here any more.
fn name_or_id(name: Option<&str>, id: Uuid) -> Html {
    match name {
        Some(name) => html! { name.to_owned() },
        None => html! { <code>{ id.to_string() }</code> },
    }
}

fn texts(texts: &[String]) -> Html {
    if texts.is_empty() {
        return no_value();
    }
    list(texts.iter().map(|text| html! { text.clone() }))
}

fn list(items: impl Iterator<Item = Html>) -> Html {
    html! { <ul class="pg-plain-list">{ for items.map(|item| html! { <li>{ item }</li> }) }</ul> }
}
