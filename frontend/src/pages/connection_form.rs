//! Making and changing a connection.

mod model;
pub(super) mod more;
mod oci;
mod seen_hosts;

use std::rc::Rc;

use api_types::connection::{CartEncoding, Connection, ConnectionType, Format, LoginMode, Mode};
use patternfly_yew::prelude::AlertType;
use uuid::Uuid;
use yew::prelude::*;
use yew_router::prelude::*;

use self::model::ConnectionForm;
use self::seen_hosts::SeenHosts;
use crate::api::collection::Versioned;
use crate::api::connections;
use crate::choices::{use_buyers, use_stores, use_units};
use crate::components::edit_page::{EditPage, new_page};
use crate::components::editor::Editor;
use crate::components::fields::{Fields, Kind};
use crate::components::form_section::form_section;
use crate::components::notice::Notice;
use crate::components::route_link::{self, RouteLink};
use crate::form::settings::Setting;
use crate::form::{Form, FormState, Model, use_form};
use crate::i18n::{Text, t};
use crate::names;
use crate::route::{Route, query_id};

/// What a setting is called, by its name in the API.
pub(super) fn label(name: &str) -> Option<Text> {
    ConnectionForm::field(&format!("/{name}")).map(|field| field.label)
}

/// The form for a new connection; its address may name the business unit.
#[component]
pub(crate) fn NewConnectionPage() -> Html {
    let unit =
        use_location().and_then(|location| query_id(location.query_str(), "business_unit_id"));
    new_page(
        Route::Connections,
        Text::ConnectionsTitle,
        Text::ConnectionNewTitle,
        html! {
            <>
                <p class="pg-lead">{ t(Text::ConnectionNewText) }</p>
                <ConnectionEditor {unit} />
            </>
        },
    )
}

/// The form for changing a connection.
pub(crate) fn edit_connection_page(id: Uuid) -> Html {
    let editor = Callback::from(|connection: Rc<Versioned<Connection>>| {
        if connection.resource.archived_at.is_none() {
            return html! { <ConnectionEditor {connection} /> };
        }
        html! {
            <Notice severity={AlertType::Warning} title={t(Text::ConnectionArchivedTitle)} testid="archived">
                <p>{ t(Text::ConnectionArchivedText) }</p>
                <RouteLink to={Route::Connection { id: connection.resource.id }}>{ t(Text::BackAction) }</RouteLink>
            </Notice>
        }
    });
    html! {
        <EditPage<ConnectionForm>
            collection={connections::collection()}
            key={id.to_string()}
            {id}
            list={Route::Connections}
            list_label={Text::ConnectionsTitle}
            kind={Text::ConnectionTitle}
            {editor}
        />
    }
}

#[derive(PartialEq, Properties)]
struct ConnectionEditorProperties {
    /// The connection to change.
    #[prop_or_default]
    connection: Option<Rc<Versioned<Connection>>>,
    /// The business unit of a new connection, where it is known.
    #[prop_or_default]
    unit: Option<Uuid>,
}

#[component]
fn ConnectionEditor(properties: &ConnectionEditorProperties) -> Html {
    let connection = properties.connection.as_deref();
    let form = use_form(|| {
        connection.map_or_else(
            || FormState::new(ConnectionForm::empty(properties.unit)),
            FormState::of,
        )
    });
    let navigator = use_navigator();
    let onsaved = Callback::from(move |id| {
        if let Some(navigator) = &navigator {
            route_link::go(navigator, &Route::Connection { id }, &Vec::new());
        }
    });
    let existing = connection.map(|connection| connection.resource.id);
    let fields = Fields {
        form: &form,
        prefix: "connection",
    };
    html! {
        <Editor<ConnectionForm>
            form={form.clone()}
            prefix="connection"
            collection={connections::collection()}
            {existing}
            submit={if existing.is_some() { Text::SaveAction } else { Text::ConnectionCreateAction }}
            cancel={existing.map_or(Route::Connections, |id| Route::Connection { id })}
            {onsaved}
        >
            <General form={form.clone()} is_new={existing.is_none()} />
            <Login form={form.clone()} />
            { form_section(Text::CartTitle, html! {
                <>
                    { fields.text("/default_supplier_id", Kind::Plain, |form| &mut form.default_supplier_id) }
                    { fields.text("/default_classification/domain", Kind::Plain, |form| &mut form.default_classification_domain) }
                    { fields.text("/default_classification/code", Kind::Plain, |form| &mut form.default_classification_code) }
                    { settings(&fields, more::CART) }
                </>
            }) }
            { of_format(&fields) }
            { form_section(Text::LimitsTitle, settings(&fields, more::LIMITS)) }
            { form_section(Text::MappingsTitle, html! {
                <>
                    { settings(&fields, more::MAPPINGS) }
                    if let Some(id) = existing {
                        <p>
                            <RouteLink to={Route::Mapping { id }} testid="to-mapping">{ t(Text::MappingTitle) }</RouteLink>
                        </p>
                    }
                </>
            }) }
            { form_section(Text::ReturnTitle, html! {
                <>
                    { fields.lines("/allowed_return_hosts", |form| &mut form.allowed_return_hosts) }
                    if let Some(id) = existing {
                        <SeenHosts {id} form={form.clone()} />
                    }
                    { fields.text("/default_return_url", Kind::Url, |form| &mut form.default_return_url) }
                    { fields.lines("/allow_iframe", |form| &mut form.allow_iframe) }
                </>
            }) }
            { form_section(Text::NotesLabel, html! {
                <>
                    { settings(&fields, more::CONTACTS) }
                    { fields.lines("/notes", |form| &mut form.notes) }
                </>
            }) }
        </Editor<ConnectionForm>>
    }
}

#[derive(PartialEq, Properties)]
struct GeneralProperties {
    form: Form<ConnectionForm>,
    is_new: bool,
}

/// What the connection is, whom it is for, and where it leads.
#[component]
fn General(properties: &GeneralProperties) -> Html {
    let (units, stores) = (use_units(), use_stores());
    let fields = Fields {
        form: &properties.form,
        prefix: "connection",
    };
    form_section(
        Text::GeneralTitle,
        html! {
            <>
                { fields.text("/name", Kind::Plain, |form| &mut form.name) }
                { fields.one_of("/business_unit_id", &units, Text::ChooseOne, |form| &mut form.business_unit_id) }
                { fields.any_of("/store_ids", &stores, |form| &mut form.store_ids) }
                { fields.word("/mode", &[Mode::Test, Mode::Production], names::mode, |form| &mut form.mode) }
                if properties.is_new {
                    { fields.word("/type", &[ConnectionType::SetupRequest], names::connection_type, |form| &mut form.connection_type) }
                    { fields.word("/format", &[Format::Cxml, Format::Oci, Format::PunchOut2Go], names::format, |form| &mut form.format) }
                }
            </>
        },
    )
}

#[derive(PartialEq, Properties)]
struct LoginProperties {
    form: Form<ConnectionForm>,
}

/// Who the buyer of a session is.
#[component]
fn Login(properties: &LoginProperties) -> Html {
    let now = properties.form.now();
    let units = use_units();
    let buyers = use_buyers(now.business_unit_id);
    let fields = Fields {
        form: &properties.form,
        prefix: "connection",
    };
    form_section(
        Text::LoginTitle,
        html! {
            <>
                { fields.word("/login_mode", &[LoginMode::DynamicUserCreation, LoginMode::SingleUser], names::login_mode, |form| &mut form.login_mode) }
                if now.login_mode == LoginMode::SingleUser {
                    { fields.one_of("/buyer_id", &buyers, Text::ChooseOne, |form| &mut form.buyer_id) }
                } else {
                    { fields.one_of("/default_business_unit_id", &units, Text::UnitOfConnection, |form| &mut form.default_business_unit_id) }
                    { settings(&fields, more::BUYERS) }
                }
                { settings(&fields, more::ROLE) }
            </>
        },
    )
}

/// What only connections of the same format have.
fn of_format(fields: &Fields<'_, ConnectionForm>) -> Html {
    let format = fields.form.now().format;
    let tables = more::of_format(format).iter();
    let tables: Html = tables.map(|table| settings(fields, table)).collect();
    match format {
        Format::Cxml => form_section(
            Text::CxmlTitle,
            html! {
                <>
                    { fields.word("/cart_encoding", &[CartEncoding::Base64, CartEncoding::UrlEncoded, CartEncoding::NoEncoding], names::cart_encoding, |form| &mut form.cart_encoding) }
                    { tables }
                </>
            },
        ),
        Format::Oci => form_section(Text::OciTitle, tables),
        Format::PunchOut2Go => Html::default(),
    }
}

/// The fields of the settings in a table.
fn settings(fields: &Fields<'_, ConnectionForm>, table: &'static [Setting]) -> Html {
    let format = fields.form.now().format;
    let fields = table
        .iter()
        .filter(|setting| more::is_of(setting, format))
        .map(|setting| fields.setting(setting, |form| &mut form.more));
    fields.collect()
}
