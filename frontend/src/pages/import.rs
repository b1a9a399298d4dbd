//! Connections as files, in and out.

mod directory;
mod export;
mod report;
mod spryker;

use patternfly_yew::prelude::{Card, CardBody, CardTitle};
use yew::prelude::*;

use self::directory::Directory;
use self::export::Export;
use self::report::set_report;
use self::spryker::Spryker;
use crate::api::sets;
use crate::components::button::{Button, Look};
use crate::components::failure_notice::FailureNotice;
use crate::components::file_button::FileButton;
use crate::components::page_section::page_section;
use crate::components::page_title::PageTitle;
use crate::components::text_area::TextArea;
use crate::i18n::{Text, t};
use crate::sending::use_sending;
use crate::session::use_may_write;

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
                { card(Text::DirectoryTitle, html! { <Directory /> }) }
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
    let import = {
        let json = json.clone();
        use_sending(move |client, dry_run| {
            let json = (*json).clone();
            async move { sets::import(&client, json, dry_run).await }
        })
    };
    let edit = {
        let (json, forget) = (json.setter(), import.forget.clone());
        Callback::from(move |text| {
            json.set(text);
            forget.emit(());
        })
    };
    let onsubmit = import.send.reform(|event: SubmitEvent| {
        event.prevent_default();
        false
    });
    html! {
        <form class="pf-v6-c-form" novalidate=true {onsubmit} data-testid="import-set">
            if let Some(failure) = &import.failure {
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
                <Button label={t(Text::CheckAction)} busy={import.busy} onclick={import.send.reform(|_| true)} testid="import-check" />
                <Button label={t(Text::ImportAction)} look={Look::Primary} submit=true busy={import.busy} testid="import-apply" />
            </div>
            if let Some(report) = &*import.report {
                { set_report(report) }
            }
        </form>
    }
}
