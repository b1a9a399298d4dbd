//! A table of units or classifications.

mod report;

use std::rc::Rc;

use api_types::value_table::{TableKind, TableReport};
use patternfly_yew::prelude::{Card, CardBody};
use uuid::Uuid;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use self::report::report_view;
use crate::api::collection::Versioned;
use crate::api::{Failure, connections, mapping_profiles, tables};
use crate::components::breadcrumb::breadcrumb_from;
use crate::components::button::{Button, Look};
use crate::components::failure_notice::FailureNotice;
use crate::components::file_button::FileButton;
use crate::components::load_view::load_view;
use crate::components::page_section::page_section;
use crate::components::page_title::PageTitle;
use crate::components::text_area::TextArea;
use crate::components::unsaved_guard::UnsavedGuard;
use crate::i18n::{Text, t};
use crate::load::use_load;
use crate::route::Route;
use crate::session::{use_client, use_may_write};

/// Whose a table is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Owner {
    /// A connection's.
    Connection,
    /// A mapping profile's.
    Profile,
}

impl Owner {
    fn path(self, id: Uuid) -> String {
        match self {
            Self::Connection => format!("/connections/{id}"),
            Self::Profile => format!("/mapping-profiles/{id}"),
        }
    }
}

/// Properties of [`TablePage`].
#[derive(PartialEq, Properties)]
pub(crate) struct TablePageProperties {
    /// Whose it is.
    pub(crate) owner: Owner,
    /// Which one.
    pub(crate) id: Uuid,
    /// What it is of.
    pub(crate) kind: TableKind,
}

type Both = (String, Versioned<String>);

/// A table of units or classifications, as CSV that can be changed and taken from a file.
#[component]
pub(crate) fn TablePage(properties: &TablePageProperties) -> Html {
    let TablePageProperties { owner, id, kind } = *properties;
    let loaded = use_load((owner, id, kind), |client, (owner, id, kind)| async move {
        let name = match owner {
            Owner::Connection => connections::get(&client, id).await?.name,
            Owner::Profile => {
                let profiles = mapping_profiles::collection();
                profiles.get(&client, id).await?.resource.name
            }
        };
        Ok((name, tables::get(&client, &owner.path(id), kind).await?))
    });
    let (title, text) = match kind {
        TableKind::Units => (Text::UnitTableTitle, Text::UnitTableText),
        TableKind::Classifications => (Text::ClassTableTitle, Text::ClassTableText),
    };
    let (back, unnamed) = match owner {
        Owner::Connection => (Route::Connection { id }, Text::ConnectionTitle),
        Owner::Profile => (Route::EditMappingProfile { id }, Text::MappingProfileLabel),
    };
    let name = loaded.load.data().map(|both| both.0.clone());
    let draw = Callback::from(move |both: Rc<Both>| {
        html! { <TableEditor {owner} {id} {kind} table={both.1.clone()} /> }
    });
    page_section(html! {
        <>
            { breadcrumb_from(back, name.as_deref().unwrap_or(t(unnamed)), t(title)) }
            <PageTitle title={t(title)} />
            <p class="pg-lead">{ t(text) }</p>
            <Card><CardBody>{ load_view(&loaded, &draw) }</CardBody></Card>
        </>
    })
}

#[derive(PartialEq, Properties)]
struct TableEditorProperties {
    owner: Owner,
    id: Uuid,
    kind: TableKind,
    table: Versioned<String>,
}

#[component]
fn TableEditor(properties: &TableEditorProperties) -> Html {
    let base = use_state_eq(|| properties.table.resource.clone());
    let etag = use_state_eq(|| properties.table.etag.clone());
    let csv = use_state_eq(|| properties.table.resource.clone());
    let busy = use_state_eq(|| false);
    let failure = use_state_eq(|| None::<Failure>);
    let report = use_state_eq(|| None::<TableReport>);
    let client = use_client();
    let may_write = use_may_write();
    let edit = {
        let (csv, report) = (csv.setter(), report.setter());
        Callback::from(move |text| {
            csv.set(text);
            report.set(None);
        })
    };
    let send = {
        let (busy, failure, report) = (busy.clone(), failure.setter(), report.setter());
        let (base, etag, csv) = (base.setter(), etag.clone(), csv.clone());
        let (owner, kind) = (properties.owner.path(properties.id), properties.kind);
        Callback::from(move |dry_run: bool| {
            let Some(client) = client.clone().filter(|_| !*busy) else {
                return;
            };
            let (busy, failure, report) = (busy.clone(), failure.clone(), report.clone());
            let (base, etag, csv, owner) = (base.clone(), etag.clone(), csv.clone(), owner.clone());
            busy.set(true);
            spawn_local(async move {
                let text = (*csv).clone();
                let sent =
                    tables::replace(&client, &owner, kind, text, etag.as_deref(), dry_run).await;
                busy.set(false);
                match sent {
                    Ok(answer) => {
                        if !dry_run {
                            base.set((*csv).clone());
                            etag.set(answer.etag);
                        }
                        failure.set(None);
                        report.set(Some(answer.resource));
                    }
                    Err(refusal) => failure.set(Some(refusal)),
                }
            });
        })
    };
    let onsubmit = send.reform(|event: SubmitEvent| {
        event.prevent_default();
        false
    });
    html! {
        <form class="pf-v6-c-form" novalidate=true {onsubmit} data-testid="table-form">
            <UnsavedGuard dirty={*base != *csv} />
            if let Some(failure) = &*failure {
                <FailureNotice failure={failure.clone()} />
            }
            <TextArea
                id="table-csv"
                label={t(Text::TableCsvLabel)}
                help={t(Text::TableCsvHelp)}
                rows=14
                code=true
                value={(*csv).clone()}
                oninput={edit.clone()}
            />
            if may_write {
                <FileButton id="table-file" label={t(Text::FileLabel)} accept=".csv,text/csv" onread={edit} />
                <div class="pg-actions">
                    <Button label={t(Text::CheckAction)} busy={*busy} onclick={send.reform(|_| true)} testid="table-check" />
                    <Button label={t(Text::SaveAction)} look={Look::Primary} submit=true busy={*busy} testid="save" />
                </div>
            }
            if let Some(report) = &*report {
                { report_view(report) }
            }
        </form>
    }
}
