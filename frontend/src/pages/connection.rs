//! One connection.

mod actions;
mod archive;
mod clone_button;
mod credentials;
mod curl;
mod entry_points;
mod settings;
mod traffic;

use std::rc::Rc;

use api_types::connection::Connection;
use api_types::scalar::Timestamp;
use patternfly_yew::prelude::{AlertType, Card, CardBody, CardTitle};
use uuid::Uuid;
use yew::prelude::*;

use self::actions::Actions;
use self::credentials::Credentials;
use self::entry_points::EntryPoints;
use self::settings::Settings;
use self::traffic::Traffic;
use crate::api::collection::Versioned;
use crate::api::{connections, credentials as credentials_api};
use crate::components::breadcrumb::breadcrumb;
use crate::components::load_view::load_view;
use crate::components::notice::Notice;
use crate::components::page_section::page_section;
use crate::components::page_title::PageTitle;
use crate::components::route_link::RouteLink;
use crate::components::status_label;
use crate::components::time::{Precision, time};
use crate::i18n::{Text, t};
use crate::load::use_load;
use crate::route::Route;

/// Properties of [`ConnectionPage`].
#[derive(PartialEq, Properties)]
pub(crate) struct ConnectionPageProperties {
    /// Which connection.
    pub(crate) id: Uuid,
}

/// What else there is of a connection, on pages of its own.
fn more(id: Uuid) -> Html {
    let pages = [
        (Route::History { id }, Text::HistoryTitle, "tool-history"),
        (
            Route::Promotion { id },
            Text::PromotionTitle,
            "tool-promotion",
        ),
        (Route::Mapping { id }, Text::MappingTitle, "tool-mapping"),
        (Route::Units { id }, Text::UnitTableTitle, "tool-units"),
        (
            Route::Classifications { id },
            Text::ClassTableTitle,
            "tool-classifications",
        ),
        (
            Route::BuyerMap { id },
            Text::BuyerMapTitle,
            "tool-buyer-map",
        ),
        (Route::Unmapped { id }, Text::UnmappedTitle, "tool-unmapped"),
    ];
    html! {
        <Card>
            <CardTitle component="h2">{ t(Text::MoreTitle) }</CardTitle>
            <CardBody>
                <ul class="pg-plain-list">
                    { for pages.into_iter().map(|(to, label, testid)| html! {
                        <li><RouteLink {to} {testid}>{ t(label) }</RouteLink></li>
                    }) }
                </ul>
            </CardBody>
        </Card>
    }
}

/// Properties of [`InUse`].
#[derive(PartialEq, Properties)]
struct InUseProperties {
    connection: Rc<Versioned<Connection>>,
}

/// A connection that was not archived: its entry points, credentials, last traffic and settings.
#[component]
fn InUse(properties: &InUseProperties) -> Html {
    let connection = &properties.connection;
    let Connection { id, active, .. } = connection.resource;
    let credentials = use_load(id, |client, id| async move {
        credentials_api::list(&client, id).await
    });
    html! {
        <>
            if !active {
                <Notice severity={AlertType::Info} title={t(Text::ConnectionInactive)} testid="inactive">
                    <p>{ t(Text::ConnectionInactiveText) }</p>
                </Notice>
            }
            <EntryPoints
                connection={Rc::clone(connection)}
                credentials={credentials.load.data().cloned()}
                // Its entry points work or not, as the connection does.
                key={active.to_string()}
            />
            <Credentials connection_id={id} loaded={credentials.clone()} />
            <Traffic connection_id={id} />
            <Settings connection={Rc::clone(connection)} />
            { more(id) }
        </>
    }
}

/// A connection that was archived: it stays for what refers to it, and nothing can be done with it.
fn archived(at: &Timestamp, connection: &Rc<Versioned<Connection>>) -> Html {
    let id = connection.resource.id;
    html! {
        <>
            <Notice severity={AlertType::Warning} title={t(Text::ConnectionArchivedTitle)} testid="archived">
                <p>{ t(Text::ArchivedSince) }{ " " }{ time(at, Precision::Minute) }</p>
                <p>{ t(Text::ConnectionArchivedText) }</p>
            </Notice>
            <Traffic connection_id={id} />
            <Settings connection={Rc::clone(connection)} />
            <Card>
                <CardTitle component="h2">{ t(Text::MoreTitle) }</CardTitle>
                <CardBody>
                    <RouteLink to={Route::History { id }} testid="tool-history">{ t(Text::HistoryTitle) }</RouteLink>
                </CardBody>
            </Card>
        </>
    }
}

/// One connection, all on one page: its state, entry points, credentials, last traffic and settings.
#[component]
pub(crate) fn ConnectionPage(properties: &ConnectionPageProperties) -> Html {
    let id = properties.id;
    let loaded = use_load(id, |client, id| async move {
        connections::collection().get(&client, id).await
    });
    let connection = loaded.load.data().cloned();
    let name = connection
        .as_ref()
        .map_or(t(Text::ConnectionTitle), |connection| {
            &connection.resource.name
        })
        .to_owned();
    let draw = Callback::from(|connection: Rc<Versioned<Connection>>| {
        if let Some(at) = &connection.resource.archived_at {
            return archived(at, &connection);
        }
        html! { <InUse {connection} /> }
    });
    let reload = loaded.reload.clone();
    page_section(html! {
        <>
            { breadcrumb(Route::Connections, Text::ConnectionsTitle, &name) }
            <PageTitle title={name}>
                if let Some(connection) = connection {
                    if connection.resource.archived_at.is_none() {
                        { status_label::active(connection.resource.active) }
                    }
                    { status_label::mode(connection.resource.mode) }
                    <Actions {connection} onchange={reload} />
                }
            </PageTitle>
            { load_view(&loaded, &draw) }
        </>
    })
}
