//! Trying a connection out.

use api_types::connection_test::{ConnectionTest, TestOutcome, TestStep, TestStepKind};
use patternfly_yew::prelude::{AlertType, Card, CardBody, Color, Icon, Label};
use uuid::Uuid;
use yew::prelude::*;

use super::connection_tool::connection_tool;
use crate::api::connections;
use crate::components::button::{Button, Look};
use crate::components::code_view::CodeView;
use crate::components::failure_notice::FailureNotice;
use crate::components::load_view::load_view;
use crate::components::notice::Notice;
use crate::components::route_link::RouteLink;
use crate::i18n::{Text, api_language, t};
use crate::load::use_load;
use crate::names::spelling;
use crate::route::Route;
use crate::sending::use_sending;
use crate::session::use_may_write;

/// Properties of [`ConnectionTestPage`].
#[derive(PartialEq, Properties)]
pub(crate) struct ConnectionTestPageProperties {
    /// Which connection.
    pub(crate) id: Uuid,
}

/// Tries a connection out as its procurement system would use it, and tells each step.
#[component]
pub(crate) fn ConnectionTestPage(properties: &ConnectionTestPageProperties) -> Html {
    let id = properties.id;
    let loaded = use_load(id, |client, id| async move {
        connections::get(&client, id).await
    });
    let test = use_sending(move |client, ()| async move { connections::test(&client, id).await });
    let may_write = use_may_write();
    let name = loaded.load.data().map(|found| found.name.clone());
    let run = test.send.reform(|_| ());
    let body = html! {
        <div class="pg-stack">
            if may_write {
                <div class="pg-actions">
                    <Button label={t(Text::TestAction)} look={Look::Primary} busy={test.busy} onclick={run} testid="run-test" />
                </div>
            } else {
                <p class="pg-subtle" data-testid="test-readers">{ t(Text::TestReaders) }</p>
            }
            <div class="pf-v6-screen-reader" role="status">
                if test.busy { { t(Text::TestRunning) } }
            </div>
            if let Some(failure) = &test.failure {
                <FailureNotice failure={failure.clone()} retry={test.send.clone()} />
            }
            if let Some(report) = &*test.report {
                { outcome(report) }
            }
        </div>
    };
    let draw =
        Callback::from(move |_| html! { <Card><CardBody>{ body.clone() }</CardBody></Card> });
    connection_tool(
        id,
        name.as_deref(),
        Text::TestTitle,
        Text::TestText,
        load_view(&loaded, &draw),
    )
}

fn outcome(test: &ConnectionTest) -> Html {
    let (severity, title) = if test.passed {
        (AlertType::Success, Text::TestPassed)
    } else {
        (AlertType::Warning, Text::TestFailed)
    };
    html! {
        <>
            <Notice {severity} title={t(title)} announce=true testid="test-outcome" />
            <ol class="pg-plain-list pg-stack" data-testid="test-steps">
                { for test.steps.iter().map(step) }
            </ol>
            if let Some(id) = test.session_id {
                <p><RouteLink to={Route::Session { id }} testid="test-session">{ t(Text::TestSession) }</RouteLink></p>
            }
            if let Some(text) = &test.document {
                <CodeView text={text.clone()} formatted=true label={t(Text::TestDocument)} testid="test-document" />
            }
        </>
    }
}

fn step(step: &TestStep) -> Html {
    let (label, color, icon) = match step.outcome {
        TestOutcome::Passed => (Text::CheckPassed, Color::Green, Icon::CheckCircle),
        TestOutcome::Failed => (Text::StatusFailed, Color::Red, Icon::ExclamationCircle),
        TestOutcome::Skipped => (Text::TestSkipped, Color::Grey, Icon::Ban),
    };
    let name = match step.step {
        TestStepKind::Settings => Text::TestStepSettings,
        TestStepKind::Setup => Text::TestStepSetup,
        TestStepKind::Start => Text::TestStepStart,
        TestStepKind::ShopToken => Text::TestStepShopToken,
        TestStepKind::ShopSession => Text::TestStepShopSession,
        TestStepKind::ShopValidation => Text::TestStepShopValidation,
        TestStepKind::Cart => Text::TestStepCart,
        TestStepKind::End => Text::TestStepEnd,
        TestStepKind::BackgroundSearch => Text::TestStepSearch,
        TestStepKind::Validate => Text::TestStepValidate,
        TestStepKind::Detail => Text::TestStepDetail,
        TestStepKind::Sourcing => Text::TestStepSourcing,
        TestStepKind::QuantityCheck => Text::OciQuantityLabel,
        TestStepKind::DownloadJson => Text::OciDownloadLabel,
    };
    html! {
        <li data-testid={format!("test-step-{}", spelling(&step.step))}>
            <Label label={t(label)} {color} icon={Some(icon)} compact=true />
            { " " }<strong>{ t(name) }</strong>
            <span class="pg-second-line pg-break" lang={api_language()}>{ &step.text }</span>
            if let Some(advice) = &step.advice {
                <p data-testid="test-advice">
                    <strong>{ t(Text::AdviceLabel) }</strong>{ ": " }
                    <span class="pg-break" lang={api_language()}>{ advice }</span>
                </p>
            }
            if let Some(id) = step.transaction_id {
                <RouteLink to={Route::Transaction { id }} testid="test-entry">{ t(Text::TestEntry) }</RouteLink>
            }
        </li>
    }
}
