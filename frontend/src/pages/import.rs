//! Connections as files, in and out.

mod export;
mod report;
mod spryker;

use api_types::connection_set::ImportReport;
use patternfly_yew::prelude::{Card, CardBody, CardTitle};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use self::export::Export;
use self::report::set_report;
use self::spryker::Spryker;
use crate::api::{Failure, sets};
use crate::components::button::{Button, Look};
use crate::components::failure_notice::FailureNotice;
use crate::components::file_button::FileButton;
use crate::components::page_section::page_section;
use crate::components::page_title::PageTitle;
use crate::components::text_area::TextArea;
use crate::i18n::{Text, t};
use crate::session::{use_client, use_may_write};

/// Connections as files, in and out.
#[component]
pub(crate) fn ImportPage() -> Html {
    let may_write = use_may_write();
    page_section(html! {
        <>
            <PageTitle title={t(Text::ImportTitle)} />
            <p class="pg-lead">{ t(Text::ImportText) }</p>
            { card(Text::ExportTitle, html! { <Export /> }) }
            if may_write {
                { card(Text::ImportSetTitle, html! { <ImportSet /> }) }
                { card(Text::ImportSprykerTitle, html! { <Spryker /> }) }
            }
        </>
    })
}

fn card(title: Text, body: Html) -> Html {
    html! {
        <Card>
            <CardTitle component="h2">{ t(title) }</CardTitle>
            <CardBody>{ body }</CardBody>
        </Card>
    }
}

/// Importing what was exported before, here or elsewhere.
#[component]
fn ImportSet() -> Html {
    let json = use_state_eq(String::new);
    let busy = use_state_eq(|| false);
    let failure = use_state_eq(|| None::<Failure>);
    let report = use_state_eq(|| None::<ImportReport>);
    let client = use_client();
    let edit = {
        let (json, report, failure) = (json.setter(), report.setter(), failure.setter());
        Callback::from(move |text| {
            json.set(text);
            report.set(None);
            failure.set(None);
        })
    };
    let send = {
        let (busy, failure, report) = (busy.clone(), failure.setter(), report.setter());
        let json = json.clone();
        Callback::from(move |dry_run: bool| {
            let Some(client) = client.clone().filter(|_| !*busy) else {
                return;
            };
            let (busy, failure, report) = (busy.clone(), failure.clone(), report.clone());
            let json = (*json).clone();
            busy.set(true);
            spawn_local(async move {
                match sets::import(&client, json, dry_run).await {
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
    html! {
        <form class="pf-v6-c-form" novalidate=true {onsubmit} data-testid="import-set">
            if let Some(failure) = &*failure {
                <FailureNotice failure={failure.clone()} />
            }
            <FileButton id="import-file" label={t(Text::FileLabel)} accept=".json,application/json" onread={edit.clone()} />
            <TextArea
                id="import-json"
                label={t(Text::ImportJsonLabel)}
                help={t(Text::ImportJsonHelp)}
                rows=6
                code=true
                value={(*json).clone()}
                oninput={edit}
            />
            <div class="pg-actions">
                <Button label={t(Text::CheckAction)} busy={*busy} onclick={send.reform(|_| true)} testid="import-check" />
                <Button label={t(Text::ImportAction)} look={Look::Primary} submit=true busy={*busy} testid="import-apply" />
            </div>
            if let Some(report) = &*report {
                { set_report(report) }
            }
        </form>
    }
}
