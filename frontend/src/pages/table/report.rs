//! What becomes of the rows of a table.

use api_types::value_table::{RowOutcome, RowReport, TableReport};
use patternfly_yew::prelude::{AlertType, Color, Icon, Label};
use yew::prelude::*;

use crate::components::notice::Notice;
use crate::components::table::{Row, Table, cell, classed_cell, column};
use crate::i18n::{Text, api_language, fill, t};

/// So many rows are told.
const SHOWN: usize = 200;

/// What becomes of the rows of a table: how many of each kind, and those that do not stay as they were.
pub(super) fn report_view(report: &TableReport) -> Html {
    let (severity, title) = match (report.invalid, report.dry_run) {
        (0, true) => (AlertType::Info, Text::TableWould),
        (0, false) => (AlertType::Success, Text::SavedNotice),
        (_, _) => (AlertType::Warning, Text::TableInvalid),
    };
    let counts = [
        ("added", report.added),
        ("changed", report.changed),
        ("unchanged", report.unchanged),
        ("removed", report.removed),
        ("invalid", report.invalid),
    ]
    .map(|(name, count)| (name, count.to_string()));
    let counts = counts
        .each_ref()
        .map(|(name, count)| (*name, count.as_str()));
    let told = report.rows.iter();
    let told = told.filter(|row| row.outcome != RowOutcome::Unchanged);
    let head = [Text::LineLabel, Text::ValueLabel, Text::OutcomeLabel].map(column);
    html! {
        <>
            <Notice {severity} title={t(title)} announce=true testid="table-report">
                <p>{ fill(Text::TableCounts, &counts) }</p>
            </Notice>
            <Table
                label={t(Text::OutcomeLabel)}
                head={head.into_iter().collect::<Html>()}
                testid="table-rows"
            >
                { for told.take(SHOWN).map(row) }
            </Table>
        </>
    }
}

fn row(row: &RowReport) -> Html {
    let (label, color, icon) = match row.outcome {
        RowOutcome::Added => (Text::RowAdded, Color::Green, Icon::CheckCircle),
        RowOutcome::Changed => (Text::RowChanged, Color::Blue, Icon::InfoCircle),
        RowOutcome::Unchanged => (Text::RowUnchanged, Color::Grey, Icon::Ban),
        RowOutcome::Invalid => (Text::RowInvalid, Color::Red, Icon::ExclamationCircle),
    };
    html! {
        <Row testid="table-row">
            { cell(Text::LineLabel, html! { row.row }) }
            { classed_cell(Text::ValueLabel, "pg-break", html! { &row.from }) }
            { classed_cell(Text::OutcomeLabel, "pg-break", html! {
            <>
                <Label label={t(label)} {color} icon={Some(icon)} compact=true />
                if let Some(message) = &row.message {
                    <span class="pg-second-line" lang={api_language()}>{ message }</span>
                }
            </>
            }) }
        </Row>
    }
}
