//! The addresses to give to the buyer's IT.

use std::rc::Rc;

use api_types::connection::{Connection, Format};
use api_types::credential::Credential;
use api_types::entry_point::{CallParameter, CallParameterType, EntryPoint};
use api_types::page::Page;
use patternfly_yew::prelude::{Card, CardBody, CardTitle};
use uuid::Uuid;
use yew::prelude::*;

use super::curl;
use crate::api::collection::Versioned;
use crate::api::entry_points;
use crate::components::action_button::{Action, ActionButton};
use crate::components::button::Look;
use crate::components::copy_button::CopyButton;
use crate::components::copy_field::CopyField;
use crate::components::detail::text_or_none;
use crate::components::load_view::load_view;
use crate::components::route_link::RouteLink;
use crate::components::status_label;
use crate::components::table::{Row, Table, cell, classed_cell, column};
use crate::components::time::{Precision, time};
use crate::i18n::{Text, fill, t};
use crate::load::use_load;
use crate::route::Route;

/// What stands for the key in the API's own example.
const API_KEY: &str = "$API_KEY";

/// Properties of [`EntryPoints`].
#[derive(PartialEq, Properties)]
pub(super) struct EntryPointsProperties {
    /// Whose entry points.
    pub(super) connection: Rc<Versioned<Connection>>,
    /// Its credentials, once they are here.
    pub(super) credentials: Option<Rc<Page<Credential>>>,
}

/// The addresses to give to the buyer's IT, one for each store.
#[component]
pub(super) fn EntryPoints(properties: &EntryPointsProperties) -> Html {
    let id = properties.connection.resource.id;
    let loaded = use_load(id, |client, id| async move {
        entry_points::of_connection(&client, id).await
    });
    let draw = {
        let connection = Rc::clone(&properties.connection);
        let credentials = properties.credentials.clone();
        let reload = loaded.reload.clone();
        Callback::from(move |page: Rc<Page<EntryPoint>>| {
            if page.items.is_empty() {
                return html! { <p class="pg-subtle" data-testid="no-entry-points">{ t(Text::EntryPointsNone) }</p> };
            }
            let credential = credentials.as_ref().and_then(|page| page.items.first());
            html! {
                <ul class="pg-entry-points" data-testid="entry-points">
                    { for page.items.iter().map(|entry| {
                        let example = curl::setup_request(&entry.url, &connection.resource, credential);
                        entry_point(entry, &example, &reload)
                    }) }
                </ul>
            }
        })
    };
    html! {
        <Card>
            <CardTitle component="h2">{ t(Text::EntryPointsTitle) }</CardTitle>
            <CardBody>
                <p class="pg-lead">{ t(Text::EntryPointsText) }</p>
                { load_view(&loaded, &draw) }
                <div class="pg-actions pg-after">
                    <RouteLink to={Route::ConnectionTest { id }} class="pf-v6-c-button pf-m-secondary" testid="tool-test">
                        { t(Text::TestTitle) }
                    </RouteLink>
                    <RouteLink to={Route::OnboardingSheet { id }} class="pf-v6-c-button pf-m-secondary" testid="tool-sheet">
                        { t(Text::SheetTitle) }
                    </RouteLink>
                </div>
            </CardBody>
        </Card>
    }
}

fn entry_point(entry_point: &EntryPoint, example: &str, reload: &Callback<()>) -> Html {
    let store = entry_point.store.name.as_str();
    html! {
        <li key={entry_point.id.to_string()} class="pg-entry-point" data-testid="entry-point">
            <div class="pg-entry-point-store">
                <strong>{ store }</strong>
                { status_label::active(entry_point.active) }
                <span class="pg-subtle">
                    if let Some(at) = &entry_point.last_used_at {
                        { t(Text::LastUsed) }{ " " }{ time(at, Precision::Ago) }
                    } else {
                        { t(Text::NeverUsed) }
                    }
                </span>
                <span class="pg-push-end">
                    { renewal(entry_point.id, store, reload) }
                </span>
            </div>
            <CopyField
                text={entry_point.url.clone()}
                label={fill(Text::EntryPointLabel, &[("store", store)])}
                copy_label={fill(Text::EntryPointCopy, &[("store", store)])}
                testid="entry-point-url"
            />
            if let Some(url) = &entry_point.token_url {
                <p class="pg-subtle">{ t(Text::TokenUrlText) }</p>
                <CopyField
                    text={url.clone()}
                    label={t(Text::TokenUrlLabel)}
                    copy_label={t(Text::TokenUrlCopy)}
                    testid="token-url"
                />
            }
            if entry_point.format == Format::Oci {
                { call_structure(&entry_point.call_structure, store) }
            } else if let Some(example) = &entry_point.example {
                { curl_example(example, API_KEY, store) }
            } else {
                { curl_example(example, curl::SECRET, store) }
            }
        </li>
    }
}

/// A call to be tried in a shell.
fn curl_example(example: &str, secret: &str, store: &str) -> Html {
    html! {
            <details class="pg-example">
                <summary data-testid="curl">{ t(Text::CurlTitle) }</summary>
                <div class="pg-example-text">
                    <p class="pg-subtle">{ fill(Text::CurlText, &[("secret", secret)]) }</p>
                    <CopyButton text={example.to_owned()} label={fill(Text::CurlCopy, &[("store", store)])} testid="curl-copy" />
                </div>
                <pre class="pg-code" tabindex="0" role="region" aria-label={fill(Text::CurlLabel, &[("store", store)])} data-testid="curl-text">
                    { example }
                </pre>
            </details>
    }
}

/// What an administrator of the procurement system types in.
fn call_structure(parameters: &[CallParameter], store: &str) -> Html {
    let columns = [Text::ParameterLabel, Text::ValueLabel, Text::TypeLabel];
    let head = columns.into_iter().map(column).collect::<Html>();
    let row = |parameter: &CallParameter| {
        let kind = match parameter.parameter_type {
            CallParameterType::Url => Text::CallUrl,
            CallParameterType::FixedValue => Text::CallFixed,
            CallParameterType::ReturnUrl => Text::CallReturn,
            CallParameterType::SapField => Text::CallSap,
        };
        html! {
            <Row testid="call-parameter">
                { cell(Text::ParameterLabel, text_or_none(Some(&parameter.name))) }
                { classed_cell(Text::ValueLabel, "pg-break", text_or_none(Some(&parameter.value))) }
                { cell(Text::TypeLabel, html! { t(kind) }) }
            </Row>
        }
    };
    html! {
        <details class="pg-example">
            <summary data-testid="call-structure">{ t(Text::CallStructureTitle) }</summary>
            <p class="pg-subtle">{ t(Text::CallStructureText) }</p>
            <Table label={fill(Text::CallStructureLabel, &[("store", store)])} {head} testid="call-parameters">
                { parameters.iter().map(row).collect::<Html>() }
            </Table>
        </details>
    }
}

/// A button that gives an entry point a new address, after a question.
fn renewal(id: Uuid, store: &str, onrenewed: &Callback<()>) -> Html {
    let action = Action::from(move |client| {
        Box::pin(async move { entry_points::renew(&client, id).await.map(drop) }) as _
    });
    html! {
        <ActionButton
            label={Text::RenewAction}
            look={Look::Link}
            title={fill(Text::RenewTitle, &[("store", store)])}
            danger=true
            {action}
            ondone={onrenewed.clone()}
            testid="renew"
        >
            <p>{ t(Text::RenewText) }</p>
        </ActionButton>
    }
}
