//! What was found about a document.

use api_types::transaction::{Finding, FindingSeverity};
use patternfly_yew::prelude::{Card, CardBody, CardTitle, Color, Icon, Label};
use yew::prelude::*;

use crate::components::table::{Cell, Column, Row, Table};
use crate::i18n::{Text, fill, t};

/// Properties of [`FindingsCard`].
#[derive(PartialEq, Properties)]
pub(super) struct FindingsCardProperties {
    /// The findings that are told.
    pub(super) findings: Vec<Finding>,
    /// How many more there are.
    pub(super) more: u32,
}

/// What was found about a document: what it is, where, and what to do about it.
#[component]
pub(super) fn FindingsCard(properties: &FindingsCardProperties) -> Html {
    let head = html! {
        <>
            <Column label={t(Text::FindingLabel)} />
            <Column label={t(Text::PlaceLabel)} />
            <Column label={t(Text::AdviceLabel)} />
            <Column label={t(Text::CodeLabel)} />
        </>
    };
    html! {
        <Card>
            <CardTitle component="h2">{ t(Text::FindingsTitle) }</CardTitle>
            <CardBody>
                <p class="pg-subtle">{ t(Text::FindingsText) }</p>
                <Table label={t(Text::FindingsTitle)} {head} testid="findings">
                    { for properties.findings.iter().map(row) }
                </Table>
                if properties.more > 0 {
                    <p class="pg-subtle" data-testid="more-findings">
                        { fill(Text::FindingsMore, &[("count", &properties.more.to_string())]) }
                    </p>
                }
            </CardBody>
        </Card>
    }
}

fn row(finding: &Finding) -> Html {
    html! {
        <Row testid="finding-row">
            <Cell label={t(Text::FindingLabel)}>{ severity(finding.severity) }{ " " }{ &finding.text }</Cell>
            <Cell label={t(Text::PlaceLabel)}>
                if let Some(line) = finding.line {
                    { fill(Text::LineNumber, &[("line", &line.to_string())]) }{ " " }
                    <code class="pg-break">{ &finding.path }</code>
                } else {
                    { t(Text::WholeDocument) }
                }
            </Cell>
            <Cell label={t(Text::AdviceLabel)}>{ &finding.advice }</Cell>
            <Cell label={t(Text::CodeLabel)}><code class="pg-break">{ &finding.code }</code></Cell>
        </Row>
    }
}

fn severity(severity: FindingSeverity) -> Html {
    let (text, color, icon) = match severity {
        FindingSeverity::Error => (Text::FindingError, Color::Red, Icon::ExclamationCircle),
        FindingSeverity::Warning => (
            Text::FindingWarning,
            Color::Orange,
            Icon::ExclamationTriangle,
        ),
        FindingSeverity::Notice => (Text::FindingNotice, Color::Blue, Icon::InfoCircle),
    };
    html! { <Label label={t(text)} {color} icon={Some(icon)} compact=true /> }
}
