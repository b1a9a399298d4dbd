//! What was found about a document.

use api_types::transaction::{Finding, FindingSeverity};
use patternfly_yew::prelude::{Card, CardBody, CardTitle, Color, Icon, Label};
use yew::prelude::*;

use crate::components::table::{Row, Table, cell, column};
use crate::i18n::{Text, api_language, fill, of_api, t};

/// What was found about a document: what it is, where, and what to do about it. There are `more` than are told.
pub(in crate::pages) fn findings_card(findings: &[Finding], more: u32) -> Html {
    let head = html! {
        <>
            { column(Text::FindingLabel) }
            { column(Text::PlaceLabel) }
            { column(Text::AdviceLabel) }
            { column(Text::CodeLabel) }
        </>
    };
    html! {
        <Card>
            <CardTitle component="h2">{ t(Text::FindingsTitle) }</CardTitle>
            <CardBody>
                <p class="pg-subtle">{ t(Text::FindingsText) }</p>
                <Table label={t(Text::FindingsTitle)} {head} testid="findings">
                    { for findings.iter().map(row) }
                </Table>
                if more > 0 {
                    <p class="pg-subtle" data-testid="more-findings">
                        { fill(Text::FindingsMore, &[("count", &more.to_string())]) }
                    </p>
                }
            </CardBody>
        </Card>
    }
}

fn row(finding: &Finding) -> Html {
    html! {
        <Row testid="finding-row">
            { cell(Text::FindingLabel, what(finding)) }
            { cell(Text::PlaceLabel, html! {
            <>
                if let Some(line) = finding.line {
                    { fill(Text::LineNumber, &[("line", &line.to_string())]) }{ " " }
                    <code class="pg-break">{ &finding.path }</code>
                } else {
                    { t(Text::WholeDocument) }
                }
            </>
            }) }
            { cell(Text::AdviceLabel, match of_api("finding_advice", &finding.code) {
                Some(advice) => html! { advice },
                None => html! { <span lang={api_language()}>{ &finding.advice }</span> },
            }) }
            { cell(Text::CodeLabel, html! { <code class="pg-break">{ &finding.code }</code> }) }
        </Row>
    }
}

/// What was found, and in another language than the API's, what that is called first.
fn what(finding: &Finding) -> Html {
    let said = html! { <span lang={api_language()}>{ &finding.text }</span> };
    html! {
        <>
            { severity(finding.severity) }{ " " }
            if let Some(name) = of_api("finding", &finding.code) {
                { name }<span class="pg-second-line">{ said }</span>
            } else {
                { said }
            }
        </>
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
