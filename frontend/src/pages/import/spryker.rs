//! Importing from the three files of Spryker's importer.

use api_types::import::SprykerImport;
use yew::prelude::*;

use super::report::spryker_report;
use crate::api::sets;
use crate::components::button::{Button, Look};
use crate::components::failure_notice::FailureNotice;
use crate::components::file_button::FileButton;
use crate::components::text_area::TextArea;
use crate::form::texts::optional;
use crate::i18n::{Text, t};
use crate::sending::use_sending;

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
    let import = {
        let files = files.clone();
        use_sending(move |client, dry_run| {
            let [connections, cart, setup] = (*files).clone();
            let import = SprykerImport {
                connections,
                cart: optional(&cart),
                setup: optional(&setup),
                dry_run,
            };
            async move { sets::import_spryker(&client, &import).await }
        })
    };
    let edit = {
        let (files, forget) = (files.clone(), import.forget.clone());
        Callback::from(move |(index, text): (usize, String)| {
            let mut changed = (*files).clone();
            if let Some(file) = changed.get_mut(index) {
                *file = text;
            }
            files.set(changed);
            forget.emit(());
        })
    };
    let onsubmit = import.send.reform(|event: SubmitEvent| {
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
            if let Some(failure) = &import.failure {
                <FailureNotice failure={failure.clone()} />
            }
            { for FILES.into_iter().enumerate().map(field) }
            <div class="pg-actions">
                <Button label={t(Text::CheckAction)} busy={import.busy} onclick={import.send.reform(|_| true)} testid="spryker-check" />
                <Button label={t(Text::ImportAction)} look={Look::Primary} submit=true busy={import.busy} testid="spryker-apply" />
            </div>
            if let Some(report) = &*import.report {
                { spryker_report(report) }
            }
        </form>
    }
}
