//! Keys for the REST API.

use std::rc::Rc;

use api_types::api_key::ApiKey;
use api_types::page::Page;
use patternfly_yew::prelude::{Card, CardBody, Icon};
use yew::prelude::*;

use crate::api::api_keys;
use crate::choices::{Choices, name_of, use_things};
use crate::components::archive_button::ArchiveButton;
use crate::components::empty_state::empty_state;
use crate::components::list_head::ListHead;
use crate::components::load_view::load_view;
use crate::components::page_section::page_section;
use crate::components::table::{Row, Table, cell, classed_cell, column};
use crate::components::time::{Precision, time};
use crate::i18n::{Text, t};
use crate::load::use_load;
use crate::names;
use crate::route::Route;

/// Keys for the REST API, by name.
#[component]
pub(crate) fn ApiKeysPage() -> Html {
    let loaded = use_load((), |client, ()| async move {
        let mut page = api_keys::list(&client).await?;
        page.items.sort_by_cached_key(|key| key.name.to_lowercase());
        Ok(page)
    });
    let stores = use_things("/stores");
    let reload = loaded.reload.clone();
    let draw = Callback::from(move |page: Rc<Page<ApiKey>>| {
        if page.items.is_empty() {
            return html! {
                { empty_state(Icon::Lock, t(Text::KeysNone), t(Text::KeysText), "no-keys", Html::default()) }
            };
        }
        let columns = [
            Text::NameLabel,
            Text::ScopesLabel,
            Text::StoreLabel,
            Text::ExpiresLabel,
            Text::LastUsedLabel,
            Text::ActionsLabel,
        ];
        let head = columns.into_iter().map(column).collect::<Html>();
        html! {
            <Table label={t(Text::KeysTitle)} {head} testid="keys">
                { for page.items.iter().map(|key| row(key, &stores, &reload)) }
            </Table>
        }
    });
    page_section(html! {
        <>
            <ListHead
                title={Text::KeysTitle}
                text={Text::KeysText}
                new={Route::NewApiKey}
                new_label={Text::KeyNewTitle}
            />
            <Card><CardBody>{ load_view(&loaded, &draw) }</CardBody></Card>
        </>
    })
}

fn row(key: &ApiKey, stores: &Choices, reload: &Callback<()>) -> Html {
    let scopes: Vec<_> = key
        .scopes
        .iter()
        .map(|scope| t(names::scope(*scope)))
        .collect();
    html! {
        <Row key={key.id.to_string()} testid="key-row">
            { classed_cell(Text::NameLabel, "pg-break", html! {
            <>
                <strong>{ &key.name }</strong>
                <code class="pg-second-line">{ &key.prefix }{ "…" }</code>
            </>
            }) }
            { cell(Text::ScopesLabel, html! { scopes.join(", ") }) }
            { cell(Text::StoreLabel, html! { store_name(key, stores) }) }
            { cell(Text::ExpiresLabel, html! {
            <>
                if let Some(at) = &key.expires_at {
                    { time(at, Precision::Minute) }
                } else {
                    { t(Text::NeverLabel) }
                }
            </>
            }) }
            { cell(Text::LastUsedLabel, html! {
            <>
                if let Some(at) = &key.last_used_at {
                    { time(at, Precision::Ago) }
                } else {
                    { t(Text::NeverLabel) }
                }
            </>
            }) }
            { cell(Text::ActionsLabel, html! {
                <ArchiveButton
                    collection={api_keys::collection().path()}
                    id={key.id}
                    name={key.name.clone()}
                    label={Text::RevokeAction}
                    title={Text::RevokeTitle}
                    text={Text::RevokeText}
                    onarchived={reload.clone()}
                    testid="revoke"
                />
            }) }
        </Row>
    }
}

fn store_name(key: &ApiKey, stores: &Choices) -> String {
    let Some(id) = key.store_id else {
        return t(Text::Any).to_owned();
    };
    name_of(stores, id)
}
