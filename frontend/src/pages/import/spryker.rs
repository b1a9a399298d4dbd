//! Importing from the three files of Spryker's importer.

use api_types::import::{ImportReport, SprykerImport};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::report::spryker_report;
use crate::api::{Failure, sets};
use crate::components::button::{Button, Look};
use crate::components::failure_notice::FailureNotice;
use crate::components::file_button::FileButton;
use crate::components::text_area::TextArea;
use crate::form::texts::optional;
use crate::i18n::{Text, t};
use crate::session::use_client;

/// The files, by the last part of their names.
const FILES: [(&str, Text); 3] = [
    ("connections", Text::SprykerConnections),
    ("cart", Text::SprykerCart),
    ("setup", Text::SprykerSetup),
];

/// Importing from the three files of Spryker's importer.
#[component]
pub(super) fn Spryker() -> Html {
    let files = use_state_eq(<[String; 3]>::default);
    let busy = use_state_eq(|| false);
    let failure = use_state_eq(|| None::<Failure>);
    let report = use_state_eq(|| None::<ImportReport>);
    let client = use_client();
    let edit = {
        let (files, report, failure) = (files.clone(), report.setter(), failure.setter());
        Callback::from(move |(index, text): (usize, String)| {
            let mut changed = (*files).clone();
            if let Some(file) = changed.get_mut(index) {
                *file = text;
            }
            files.set(changed);
            report.set(None);
            failure.set(None);
        })
    };
    let send = {
        let (busy, failure, report) = (busy.clone(), failure.setter(), report.setter());
        let files = files.clone();
        Callback::from(move |dry_run: bool| {
            let Some(client) = client.clone().filter(|_| !*busy) else {
                return;
            };
            let (busy, failure, report) = (busy.clone(), failure.clone(), report.clone());
            let [connections, cart, setup] = (*files).clone();
            let import = SprykerImport {
                connections,
                cart: optional(&cart),
                setup: optional(&setup),
                dry_run,
            };
            busy.set(true);
            spawn_local(async move {
                match sets::import_spryker(&client, &import).await {
                    Ok(done) => {
                        failure.set(None);
                        report.set(Some(done));
                    }
                    Err(refusal) => {
                        failure.set(Some(refusal));
                        report.set(None);
                    }
                }
                busy.set(false);
            });
        })
    };
    let onsubmit = send.reform(|event: SubmitEvent| {
        event.prevent_default();
        false
    });
    let field = |(index, (name, label)): (usize, (&'static str, Text))| {
        let told = edit.reform(move |text| (index, text));
        html! {
            <>
                <FileButton id={format!("spryker-{name}-file")} label={t(label)} accept=".csv,text/csv" onread={told.clone()} />
                <TextArea
                    id={format!("spryker-{name}")}
                    label={t(label)}
                    rows=4
                    code=true
                    value={files.get(index).cloned().unwrap_or_default()}
                    oninput={told}
                />
            </>
        }
    };
    html! {
        <form class="pf-v6-c-form" novalidate=true {onsubmit} data-testid="import-spryker">
            <p class="pg-subtle">{ t(Text::ImportSprykerText) }</p>
            if let Some(failure) = &*failure {
                <FailureNotice failure={failure.clone()} />
            }
            { for FILES.into_iter().enumerate().map(field) }
            <div class="pg-actions">
                <Button label={t(Text::CheckAction)} busy={*busy} onclick={send.reform(|_| true)} testid="spryker-check" />
                <Button label={t(Text::ImportAction)} look={Look::Primary} submit=true busy={*busy} testid="spryker-apply" />
            </div>
            if let Some(report) = &*report {
                { spryker_report(report) }
            }
        </form>
    }
}
