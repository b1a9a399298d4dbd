//! Companies, business units and buyers as a file.

use api_types::connection_set::ImportOutcome;
use api_types::directory_set::{DirectoryReport, DirectoryRow};
use serde_json::Value;
use uuid::Uuid;
use yew::prelude::*;

use super::report::{errors, frame, outcome_label};
use crate::api::sets;
use crate::components::button::{Button, Look};
use crate::components::failure_notice::FailureNotice;
use crate::components::file_button::FileButton;
use crate::components::route_link::RouteLink;
use crate::components::table::{Row, cell, classed_cell};
use crate::components::text_area::TextArea;
use crate::i18n::{Text, fill, t};
use crate::route::Route;
use crate::sending::use_sending;

/// Bringing companies, business units and buyers up to date.
#[component]
pub(super) fn Directory() -> Html {
    let json = use_state_eq(String::new);
    let import = {
        let json = json.clone();
        use_sending(move |client, dry_run| {
            let json = (*json).clone();
            async move { sets::import_directory(&client, json, dry_run).await }
        })
    };
    let edit = {
        let (json, forget) = (json.setter(), import.forget.clone());
        Callback::from(move |text: String| {
            json.set(text);
            forget.emit(());
        })
    };
    // What is no JSON does not go out.
    let wrong = place_of_fault(&json);
    let send = |dry_run: bool| {
        let (send, is_wrong) = (
            import.send.clone(),
            wrong.is_some() || json.trim().is_empty(),
        );
        move || {
            if !is_wrong {
                send.emit(dry_run);
            }
        }
    };
    let (check, apply) = (send(true), send(false));
    let onsubmit = Callback::from(move |event: SubmitEvent| {
        event.prevent_default();
        apply();
    });
    html! {
        <form class="pf-v6-c-form" novalidate=true {onsubmit} data-testid="import-directory">
            <p class="pg-subtle">{ t(Text::DirectoryText) }</p>
            if let Some(failure) = &import.failure {
                <FailureNotice failure={failure.clone()} />
            }
            <FileButton id="directory-file" label={t(Text::FileLabel)} accept=".json,application/json" onread={edit.clone()} />
            <TextArea
                id="directory-json"
                label={t(Text::DirectoryJsonLabel)}
                help={t(Text::DirectoryJsonHelp)}
                error={wrong.map(AttrValue::from)}
                rows=6
                code=true
                value={(*json).clone()}
                oninput={edit}
            />
            <div class="pg-actions">
                <Button label={t(Text::CheckAction)} busy={import.busy} onclick={Callback::from(move |_| check())} testid="directory-check" />
                <Button label={t(Text::ImportAction)} look={Look::Primary} submit=true busy={import.busy} testid="directory-apply" />
            </div>
            if let Some(report) = &*import.report {
                { directory_report(report) }
            }
        </form>
    }
}

/// Where a text stops being JSON; none where it is some, or nothing yet.
fn place_of_fault(text: &str) -> Option<String> {
    if text.trim().is_empty() {
        return None;
    }
    let error = serde_json::from_str::<Value>(text).err()?;
    let (line, column) = (error.line().to_string(), error.column().to_string());
    Some(fill(
        Text::MappingJsonError,
        &[("line", &line), ("column", &column)],
    ))
}

fn directory_report(report: &DirectoryReport) -> Html {
    let kinds = [
        (
            &report.companies,
            Text::CompanyLabel,
            company as fn(Uuid) -> Route,
        ),
        (&report.business_units, Text::BusinessUnitLabel, unit),
        (&report.buyers, Text::BuyerLabel, buyer),
    ];
    let all = || kinds.iter().flat_map(|(rows, ..)| rows.iter());
    let refused = all().any(|row| row.outcome == ImportOutcome::Refused);
    let rows = kinds
        .iter()
        .flat_map(|(rows, kind, page)| rows.iter().map(|found| row(found, *kind, *page)))
        .collect();
    frame(
        report.applied,
        refused,
        Text::DirectoryDone,
        Text::ReferenceOfShopLabel,
        rows,
    )
}

const fn company(id: Uuid) -> Route {
    Route::Company { id }
}

const fn unit(id: Uuid) -> Route {
    Route::BusinessUnit { id }
}

const fn buyer(id: Uuid) -> Route {
    Route::Buyer { id }
}

fn row(row: &DirectoryRow, kind: Text, page: fn(Uuid) -> Route) -> Html {
    // A check names ids that are not there yet.
    let exists = row.outcome != ImportOutcome::Created;
    html! {
        <Row testid="directory-row">
            { classed_cell(Text::ReferenceOfShopLabel, "pg-break", html! {
            <>
                if let Some(id) = row.id.filter(|_| exists) {
                    <RouteLink to={page(id)}>{ &row.external_reference }</RouteLink>
                } else {
                    { &row.external_reference }
                }
                <span class="pg-second-line">{ t(kind) }</span>
            </>
            }) }
            { cell(Text::OutcomeLabel, outcome_label(row.outcome)) }
            { classed_cell(Text::NotesLabel, "pg-break", errors(&row.errors)) }
        </Row>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_json_is_named_by_its_place() {
        assert_eq!(place_of_fault(" "), None);
        assert_eq!(place_of_fault("{}"), None);
        let place = place_of_fault("{\n\"buyers\": [}").unwrap();
        assert!(place.contains('2') && place.contains("12"), "{place}");
    }
}
