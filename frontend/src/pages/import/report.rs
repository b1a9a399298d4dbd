//! What becomes of connections that are imported.

use api_types::connection_set::{ImportOutcome, ImportReport, ImportedConnection};
use api_types::import::{ImportReport as SprykerReport, ImportedRow};
use patternfly_yew::prelude::{AlertType, Color, Icon, Label};
use yew::prelude::*;

use crate::components::detail::text_list;
use crate::components::notice::Notice;
use crate::components::route_link::RouteLink;
use crate::components::table::{Row, Table, cell, classed_cell, column};
use crate::i18n::{Text, api_language, t};
use crate::route::Route;

/// What becomes of the connections of Punchgate's own file.
pub(super) fn set_report(report: &ImportReport) -> Html {
    let is_refused = |imported: &ImportedConnection| imported.outcome == ImportOutcome::Refused;
    let refused = report.connections.iter().any(is_refused);
    let rows = report.connections.iter().map(set_row);
    frame(report.applied, refused, rows.collect())
}

/// What becomes of the connections of Spryker's files.
pub(super) fn spryker_report(report: &SprykerReport) -> Html {
    let refused = report.rows.iter().any(|row| !row.errors.is_empty());
    frame(
        report.imported,
        refused,
        report.rows.iter().map(spryker_row).collect(),
    )
}

fn frame(done: bool, refused: bool, rows: Html) -> Html {
    let (severity, title) = match (done, refused) {
        (true, _) => (AlertType::Success, Text::ImportDone),
        (false, true) => (AlertType::Warning, Text::ImportRefused),
        (false, false) => (AlertType::Info, Text::TableWould),
    };
    let head = [Text::ConnectionTitle, Text::OutcomeLabel, Text::NotesLabel].map(column);
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

fn set_row(imported: &ImportedConnection) -> Html {
    let outcome = match imported.outcome {
        ImportOutcome::Created => label(Text::RowAdded, Color::Green, Icon::CheckCircle),
        ImportOutcome::Updated => label(Text::RowChanged, Color::Blue, Icon::InfoCircle),
        ImportOutcome::Unchanged => label(Text::RowUnchanged, Color::Grey, Icon::Ban),
        ImportOutcome::Refused => label(Text::RowInvalid, Color::Red, Icon::ExclamationCircle),
    };
    let errors = imported.errors.iter();
    let errors: Vec<_> = errors
        .map(|error| format!("{} {}", error.pointer, error.message))
        .collect();
    // A dry run names ids that are not there yet.
    let exists = imported.outcome != ImportOutcome::Created;
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
            { cell(Text::OutcomeLabel, outcome) }
            { classed_cell(Text::NotesLabel, "pg-break", html! { <div lang={api_language()}>{ text_list(&errors) }</div> }) }
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
