//! What becomes of connections that are imported.

use api_types::connection_set::{ImportOutcome, ImportedRecord, SetReport};
use api_types::import::{ImportedRow, SprykerReport};
use api_types::problem::FieldError;
use patternfly_yew::prelude::{AlertType, Color, Icon, Label};
use yew::prelude::*;

use crate::components::detail::text_list;
use crate::components::notice::Notice;
use crate::components::route_link::RouteLink;
use crate::components::table::{Row, Table, cell, classed_cell, column};
use crate::i18n::{Text, api_language, t};
use crate::route::Route;

/// What becomes of the connections of Punchgate's own file, and before them of the roles and mapping profiles that they use.
pub(super) fn set_report(report: &SetReport) -> Html {
    let used = report.roles.iter().chain(&report.mapping_profiles);
    let used = used.map(|imported| set_row(imported, false));
    let connections = report.connections.iter();
    let connections = connections.map(|imported| set_row(imported, true));
    let rows = used.chain(connections).collect();
    frame(
        report.applied,
        report.is_refused(),
        Text::ImportDone,
        Text::ConnectionTitle,
        rows,
    )
}

/// What becomes of the connections of Spryker's files.
pub(super) fn spryker_report(report: &SprykerReport) -> Html {
    let refused = report.rows.iter().any(|row| !row.errors.is_empty());
    frame(
        report.imported,
        refused,
        Text::ImportDone,
        Text::ConnectionTitle,
        report.rows.iter().map(spryker_row).collect(),
    )
}

/// What is said above the rows, which name in their first column `what` becomes what; `done_text` says that it was done.
pub(super) fn frame(done: bool, refused: bool, done_text: Text, what: Text, rows: Html) -> Html {
    let (severity, title) = match (done, refused) {
        (true, _) => (AlertType::Success, done_text),
        (false, true) => (AlertType::Warning, Text::ImportRefused),
        (false, false) => (AlertType::Info, Text::TableWould),
    };
    let head = [what, Text::OutcomeLabel, Text::NotesLabel].map(column);
    html! {
        <>
            <Notice {severity} title={t(title)} announce=true testid="import-report" />
            <Table
                label={t(Text::OutcomeLabel)}
                head={head.into_iter().collect::<Html>()}
                testid="import-rows"
            >
                { rows }
            </Table>
        </>
    }
}

/// What becomes of a row.
pub(super) fn outcome_label(outcome: ImportOutcome) -> Html {
    match outcome {
        ImportOutcome::Created => label(Text::RowAdded, Color::Green, Icon::CheckCircle),
        ImportOutcome::Updated => label(Text::RowChanged, Color::Blue, Icon::InfoCircle),
        ImportOutcome::Unchanged => label(Text::RowUnchanged, Color::Grey, Icon::Ban),
        ImportOutcome::Refused => label(Text::RowInvalid, Color::Red, Icon::ExclamationCircle),
    }
}

/// Why a row is refused.
pub(super) fn errors(errors: &[FieldError]) -> Html {
    let errors = errors.iter();
    let errors: Vec<_> = errors
        .map(|error| format!("{} {}", error.pointer, error.message))
        .collect();
    html! { <div lang={api_language()}>{ text_list(&errors) }</div> }
}

fn set_row(imported: &ImportedRecord, has_page: bool) -> Html {
    // A dry run names ids that are not there yet.
    let exists = has_page && imported.outcome != ImportOutcome::Created;
    html! {
        <Row testid="import-row">
            { classed_cell(Text::ConnectionTitle, "pg-break", html! {
            <>
                if let Some(id) = imported.id.filter(|_| exists) {
                    <RouteLink to={Route::Connection { id }}>{ &imported.name }</RouteLink>
                } else {
                    { &imported.name }
                }
            </>
            }) }
            { cell(Text::OutcomeLabel, outcome_label(imported.outcome)) }
            { classed_cell(Text::NotesLabel, "pg-break", errors(&imported.errors)) }
        </Row>
    }
}

fn spryker_row(row: &ImportedRow) -> Html {
    let outcome = if row.errors.is_empty() {
        label(Text::RowAdded, Color::Green, Icon::CheckCircle)
    } else {
        label(Text::RowInvalid, Color::Red, Icon::ExclamationCircle)
    };
    let told: Vec<_> = row.errors.iter().chain(&row.notes).cloned().collect();
    html! {
        <Row testid="import-row">
            { classed_cell(Text::ConnectionTitle, "pg-break", html! {
            <>
                if let Some(id) = row.connection_id {
                    <RouteLink to={Route::Connection { id }}>{ &row.name }</RouteLink>
                } else {
                    { &row.name }
                }
                <span class="pg-second-line">{ t(Text::LineLabel) }{ " " }{ row.line }</span>
            </>
            }) }
            { cell(Text::OutcomeLabel, outcome) }
            { classed_cell(Text::NotesLabel, "pg-break", html! { <div lang={api_language()}>{ text_list(&told) }</div> }) }
        </Row>
    }
}

fn label(text: Text, color: Color, icon: Icon) -> Html {
    html! { <Label label={t(text)} {color} icon={Some(icon)} compact=true /> }
}
