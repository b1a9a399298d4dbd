//! The document that a mapping is tried on.

use std::rc::Rc;

use api_types::transaction::Transaction;
use patternfly_yew::prelude::{Card, CardBody, CardTitle};
use uuid::Uuid;
use yew::prelude::*;

use super::fields::{self, SourceField};
use crate::api::transactions;
use crate::components::code_view::CodeView;
use crate::components::copy_button::CopyButton;
use crate::components::detail::text_or_none;
use crate::components::load_view::load_view;
use crate::components::route_link::RouteLink;
use crate::components::table::{Row, Table, cell, classed_cell, column};
use crate::components::text_field::TextField;
use crate::format;
use crate::i18n::{Text, fill, t};
use crate::load::use_load;
use crate::route::Route;

/// Properties of [`Source`].
#[derive(PartialEq, Properties)]
pub(super) struct SourceProperties {
    /// Which entry of the log.
    pub(super) entry: Uuid,
}

/// What an entry of the log was asked: where a mapping finds its fields.
#[component]
pub(super) fn Source(properties: &SourceProperties) -> Html {
    let id = properties.entry;
    let loaded = use_load(id, |client, id| async move {
        transactions::get(&client, id).await
    });
    let draw = Callback::from(|entry: Rc<Transaction>| {
        let text = entry.request.body.text.clone().unwrap_or_default();
        html! {
            <>
                <SourceFields text={text.clone()} />
                <CodeView {text} formatted=true label={t(Text::SourceTitle)} testid="source-document" />
            </>
        }
    });
    html! {
        <Card>
            <CardTitle component="h2">{ t(Text::SourceTitle) }</CardTitle>
            <CardBody>
                <p class="pg-lead"><RouteLink to={Route::Transaction { id }}>{ t(Text::TransactionTitle) }</RouteLink></p>
                { load_view(&loaded, &draw) }
            </CardBody>
        </Card>
    }
}

/// So many fields are drawn at once.
const SHOWN: usize = 100;

#[derive(PartialEq, Properties)]
struct SourceFieldsProperties {
    text: String,
}

/// The fields of the document with their values and the paths that lead to them, searched.
#[component]
fn SourceFields(properties: &SourceFieldsProperties) -> Html {
    let wanted = use_state_eq(String::new);
    let fields = use_memo(properties.text.clone(), |text| fields::of_document(text));
    let search = wanted.trim().to_lowercase();
    let matches = |field: &&SourceField| {
        field.path.to_lowercase().contains(&search) || field.value.to_lowercase().contains(&search)
    };
    let found: Vec<_> = fields.iter().filter(matches).collect();
    let oninput = {
        let wanted = wanted.setter();
        Callback::from(move |text| wanted.set(text))
    };
    let head = [Text::PathLabel, Text::ValueLabel, Text::ActionsLabel].map(column);
    html! {
        <details data-testid="source-fields">
            <summary>{ fill(Text::FieldsCount, &[("count", &format::count(fields.len()))]) }</summary>
            <div class="pg-stack">
                <TextField
                    id="source-search"
                    label={t(Text::SourceSearch)}
                    autocomplete="off"
                    value={(*wanted).clone()}
                    {oninput}
                />
                <Table
                    label={t(Text::SourceFieldsLabel)}
                    head={head.into_iter().collect::<Html>()}
                    testid="source-fields-table"
                >
                    { for found.iter().take(SHOWN).map(|field| field_row(field)) }
                </Table>
            </div>
        </details>
    }
}

fn field_row(field: &SourceField) -> Html {
    html! {
        <Row key={field.path.clone()} testid="source-field">
            { classed_cell(Text::PathLabel, "pg-break", html! { <code>{ &field.path }</code> }) }
            { classed_cell(Text::ValueLabel, "pg-break", text_or_none(Some(&field.value))) }
            { cell(Text::ActionsLabel, html! {
                <CopyButton text={field.path.clone()} label={t(Text::CopyPathAction)} testid="source-copy" />
            }) }
        </Row>
    }
}
