//! What was changed of a connection, and the way back.

use std::rc::Rc;

use api_types::connection::Connection;
use api_types::lifecycle::{ConnectionVersion, FieldChange};
use api_types::page::Page;
use patternfly_yew::prelude::{Card, CardBody};
use serde_json::Value;
use uuid::Uuid;
use yew::prelude::*;
use yew_router::prelude::*;

use super::connection_form;
use super::connection_tool::connection_tool;
use crate::api::collection::Versioned;
use crate::api::pages::query_string;
use crate::api::{connections, lifecycle};
use crate::components::action_button::{Action, ActionButton};
use crate::components::detail::no_value;
use crate::components::load_view::load_view;
use crate::components::pager::{Pager, use_trail};
use crate::components::route_link;
use crate::components::table::{Row, Table, cell, classed_cell, column};
use crate::components::time::{Precision, time};
use crate::i18n::{Text, t};
use crate::load::use_load;
use crate::names;
use crate::route::{Route, query_text};

/// Properties of [`HistoryPage`].
#[derive(PartialEq, Properties)]
pub(crate) struct HistoryPageProperties {
    /// Of which connection.
    pub(crate) id: Uuid,
}

/// The connection as it is now, and a page of its changes.
type Both = (Versioned<Connection>, Page<ConnectionVersion>);

/// What was changed of a connection, by whom, with the way back to each state.
#[component]
pub(crate) fn HistoryPage(properties: &HistoryPageProperties) -> Html {
    let id = properties.id;
    let address = use_location().map(|location| query_text(location.query_str(), "cursor"));
    let cursor = address.filter(|cursor| !cursor.is_empty());
    let trail = use_trail(id, cursor.as_deref());
    let loaded = use_load((id, cursor.clone()), |client, (id, cursor)| async move {
        let connection = connections::collection().get(&client, id).await?;
        let query = query_string(&[("cursor", cursor)]);
        let page = lifecycle::history(&client, id, &query).await?;
        Ok((connection, page))
    });
    let navigator = use_navigator();
    let go = Callback::from(move |cursor: Option<String>| {
        if let Some(navigator) = &navigator {
            let query = cursor.map(|cursor| ("cursor", cursor)).into_iter();
            route_link::open(navigator, &Route::History { id }, &query.collect());
        }
    });
    let name = loaded.load.data().map(|both| both.0.resource.name.clone());
    let draw = {
        let reload = loaded.reload.clone();
        Callback::from(move |both: Rc<Both>| {
            let (connection, page) = &*both;
            let columns = [
                Text::TimeLabel,
                Text::ActorLabel,
                Text::ActionLabel,
                Text::ChangesLabel,
                Text::RestoreTitle,
            ];
            let head = columns.into_iter().map(column).collect::<Html>();
            html! {
                <>
                    <Table label={t(Text::HistoryTitle)} {head} testid="history">
                        { for page.items.iter().enumerate().map(|(index, version)| {
                            let is_now = index == 0 && cursor.is_none();
                            row(connection, version, is_now, &reload)
                        }) }
                    </Table>
                    <Pager
                        trail={trail.clone()}
                        current={cursor.clone()}
                        next={page.next_cursor.clone()}
                        go={go.clone()}
                    />
                </>
            }
        })
    };
    connection_tool(
        id,
        name.as_deref(),
        Text::HistoryTitle,
        Text::HistoryText,
        html! { <Card><CardBody>{ load_view(&loaded, &draw) }</CardBody></Card> },
    )
}

fn row(
    connection: &Versioned<Connection>,
    version: &ConnectionVersion,
    is_now: bool,
    reload: &Callback<()>,
) -> Html {
    html! {
        <Row key={version.version.to_string()} testid="history-row">
            { classed_cell(Text::TimeLabel, "pg-no-wrap", time(&version.at, Precision::Second)) }
            { classed_cell(Text::ActorLabel, "pg-break", html! { &version.actor }) }
            { cell(Text::ActionLabel, html! { names::audit_action(&version.action) }) }
            { classed_cell(Text::ChangesLabel, "pg-break", html! {
            <>
                if version.changes.is_empty() {
                    { no_value() }
                } else {
                    <ul class="pg-plain-list">{ for version.changes.iter().map(change) }</ul>
                }
            </>
            }) }
            { cell(Text::RestoreTitle, html! {
            <>
                if is_now {
                    <span class="pg-subtle">{ t(Text::HistoryNow) }</span>
                } else if version.restorable {
                    { restore(connection, version, reload) }
                } else {
                    { no_value() }
                }
            </>
            }) }
        </Row>
    }
}

fn restore(
    connection: &Versioned<Connection>,
    version: &ConnectionVersion,
    reload: &Callback<()>,
) -> Html {
    let (id, version_id) = (connection.resource.id, version.version);
    let etag = connection.etag.clone();
    let action = Action::from(move |client| {
        let etag = etag.clone();
        Box::pin(async move { lifecycle::restore(&client, id, version_id, etag.as_deref()).await })
            as _
    });
    html! {
        <ActionButton
            label={Text::RestoreAction}
            title={t(Text::RestoreQuestion)}
            {action}
            ondone={reload.clone()}
            testid="restore"
        >
            <p>{ t(Text::RestoreText) }{ " " }{ time(&version.at, Precision::Second) }</p>
        </ActionButton>
    }
}

fn change(change: &FieldChange) -> Html {
    let label = connection_form::label(&change.field);
    html! {
        <li>
            if let Some(label) = label {
                <strong>{ t(label) }</strong>
            } else {
                <code>{ &change.field }</code>
            }
            { " " }
            if let Some(before) = shown(&change.before) {
                <del>{ before }</del>{ " " }
            }
            if let Some(after) = shown(&change.after) {
                <ins>{ after }</ins>
            }
        </li>
    }
}

fn shown(value: &Value) -> Option<String> {
    match value {
        Value::Null => None,
        Value::String(text) => Some(text.clone()),
        other => Some(other.to_string()),
    }
}
