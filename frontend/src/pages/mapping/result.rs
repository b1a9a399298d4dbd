//! What came of trying a mapping.

use api_types::preview::{Difference, Explanation, Preview};
use patternfly_yew::prelude::AlertType;
use yew::prelude::*;

use super::field_tree::FieldTree;
use super::fields;
use crate::components::code_view::CodeView;
use crate::components::detail::no_value;
use crate::components::notice::Notice;
use crate::components::table::{Row, Table, cell, classed_cell, column};
use crate::i18n::{Text, api_language, fill, of_api, t};
use crate::pages::transaction::findings_card;

/// What came of trying a mapping: what is refused, what was found, what differs from the saved settings, how each field came about, and
/// the whole result.
pub(super) fn result_view(preview: &Preview) -> Html {
    let setup = preview.setup.as_ref();
    let setup = setup.and_then(|setup| serde_json::to_string_pretty(setup).ok());
    let text = preview.document.clone().or(setup);
    html! {
        <>
            if let Some(error) = &preview.refusal {
                <Notice
                    severity={AlertType::Warning}
                    title={of_api("error", &error.code).map_or_else(|| fill(Text::ErrorNamed, &[("code", &error.code)]), str::to_owned)}
                    testid="preview-refusal"
                >
                    <p lang={api_language()}>{ error.text.as_deref().unwrap_or_default() }</p>
                    <ul class="pf-v6-c-list" lang={api_language()}>
                        { for preview.problems.iter().map(|problem| html! {
                            <li><code>{ &problem.pointer }</code>{ " " }{ &problem.message }</li>
                        }) }
                    </ul>
                </Notice>
            }
            if !preview.differences.is_empty() {
                { differences(&preview.differences) }
            }
            if !preview.explanations.is_empty() {
                { explanations(&preview.explanations) }
            }
            if !preview.findings.is_empty() {
                { findings_card(&preview.findings, 0) }
            }
            if let Some(text) = text {
                <FieldTree id="result" title={Text::PreviewFields} fields={fields::of_document(&text)} />
                <CodeView {text} formatted=true label={t(Text::PreviewDocument)} testid="preview-document" />
            }
        </>
    }
}

fn differences(differences: &[Difference]) -> Html {
    let head = [Text::PlaceLabel, Text::SavedLabel, Text::DraftLabel].map(column);
    html! {
        <Table
            label={t(Text::DifferencesTitle)}
            head={head.into_iter().collect::<Html>()}
            testid="differences"
        >
            { for differences.iter().map(|difference| html! {
                <Row testid="difference-row">
                    { classed_cell(Text::PlaceLabel, "pg-break", html! { <code>{ &difference.place }</code> }) }
                    { classed_cell(Text::SavedLabel, "pg-break", value(difference.active.as_deref())) }
                    { classed_cell(Text::DraftLabel, "pg-break", value(difference.draft.as_deref())) }
                </Row>
            }) }
        </Table>
    }
}

fn value(text: Option<&str>) -> Html {
    text.map_or_else(no_value, |text| html! { text.to_owned() })
}

fn explanations(explanations: &[Explanation]) -> Html {
    let head = [
        Text::TargetLabel,
        Text::SourceLabel,
        Text::FoundLabel,
        Text::StepsLabel,
        Text::LineLabel,
    ]
    .map(column);
    html! {
        <Table
            label={t(Text::ExplanationsTitle)}
            head={head.into_iter().collect::<Html>()}
            testid="explanations"
        >
            { for explanations.iter().map(explanation) }
        </Table>
    }
}

fn explanation(explanation: &Explanation) -> Html {
    let steps = explanation.steps.iter();
    html! {
        <Row testid="explanation-row">
            { classed_cell(Text::TargetLabel, "pg-break", html! { <code>{ &explanation.target }</code> }) }
            { classed_cell(Text::SourceLabel, "pg-break", html! { <code>{ explanation.sources.join(", ") }</code> }) }
            { classed_cell(Text::FoundLabel, "pg-break", html! { &explanation.found }) }
            { classed_cell(Text::StepsLabel, "pg-break", html! {
            <>
                if explanation.steps.is_empty() {
                    { no_value() }
                } else {
                    <ol class="pg-plain-list">
                        { for steps.map(|step| html! { <li><code>{ &step.name }</code>{ " → " }{ &step.made }</li> }) }
                    </ol>
                }
            </>
            }) }
            { cell(Text::LineLabel, html! { explanation.line }) }
        </Row>
    }
}
