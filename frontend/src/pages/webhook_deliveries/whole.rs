//! All that is known of something that a store was told of.

use std::rc::Rc;

use api_types::webhook::{WebhookAttempt, WebhookDelivery, WebhookDeliveryDetail};
use uuid::Uuid;
use yew::prelude::*;

use super::rows::{attempts, moment, outcome, state};
use crate::api::webhook_deliveries;
use crate::components::button::{Button, Look};
use crate::components::code_view::CodeView;
use crate::components::detail::{detail, no_value, text_or_none};
use crate::components::dialog::Dialog;
use crate::components::load_view::load_view;
use crate::components::table::{Row, Table, cell, classed_cell, column};
use crate::components::time::{Precision, time};
use crate::format;
use crate::i18n::{Text, t};
use crate::load::use_load;
use crate::names;

/// Properties of [`Whole`].
#[derive(PartialEq, Properties)]
pub(super) struct WholeProperties {
    /// Which store.
    pub(super) store_id: Uuid,
    /// Where it is told.
    pub(super) url: Option<String>,
    /// What it is told of, as it stands in the list.
    pub(super) delivery: WebhookDelivery,
    /// Told to close it.
    pub(super) onclose: Callback<()>,
}

/// All that is known of a delivery: where it goes, what came of each attempt, and what the store is told.
#[component]
pub(super) fn Whole(properties: &WholeProperties) -> Html {
    let WholeProperties {
        delivery, onclose, ..
    } = properties;
    // Another attempt makes another version of it.
    let asked = (properties.store_id, delivery.clone());
    let loaded = use_load(asked, |client, (store_id, delivery)| async move {
        webhook_deliveries::get(&client, store_id, delivery.id).await
    });
    let draw = Callback::from(|found: Rc<WebhookDeliveryDetail>| log(&found.attempt_log));
    html! {
        <Dialog title={names::webhook_event(&delivery.kind)} onclose={onclose.clone()} testid="delivery">
            <dl class="pf-v6-c-description-list pg-facts">
                { detail(Text::IdLabel, html! { <code class="pg-break">{ delivery.id.to_string() }</code> }) }
                { detail(Text::WebhookUrlLabel, text_or_none(properties.url.as_deref())) }
                { detail(Text::TimeLabel, time(&delivery.at, Precision::Millisecond)) }
                { detail(Text::StateLabel, state(delivery.state)) }
                { detail(Text::AttemptsLabel, html! { attempts(delivery) }) }
                { detail(Text::NextAttemptLabel, moment(delivery.next_attempt_at.as_ref())) }
            </dl>
            <h3 class="pf-v6-c-title pf-m-md">{ t(Text::AttemptsLabel) }</h3>
            { load_view(&loaded, &draw) }
            <CodeView text={delivery.body.clone()} formatted=true label={t(Text::DeliveryBody)} testid="delivery-body" />
            <div class="pg-actions">
                <Button label={t(Text::CloseAction)} look={Look::Primary} onclick={onclose.reform(|_| ())} testid="delivery-close" />
            </div>
        </Dialog>
    }
}

/// The attempts, the last one first.
fn log(attempts: &[WebhookAttempt]) -> Html {
    if attempts.is_empty() {
        return html! { <p class="pg-subtle" data-testid="no-attempts">{ t(Text::AttemptsNone) }</p> };
    }
    let head = [
        Text::TimeLabel,
        Text::DurationLabel,
        Text::ResultLabel,
        Text::AnswerLabel,
    ];
    html! {
        <Table
            label={t(Text::AttemptsLabel)}
            head={head.into_iter().map(column).collect::<Html>()}
            testid="attempts"
        >
            { for attempts.iter().rev().map(attempt) }
        </Table>
    }
}

fn attempt(attempt: &WebhookAttempt) -> Html {
    html! {
        <Row testid="attempt-row">
            { classed_cell(Text::TimeLabel, "pg-no-wrap", time(&attempt.at, Precision::Second)) }
            { classed_cell(Text::DurationLabel, "pg-no-wrap", html! { format::duration(attempt.duration_ms as f64) }) }
            { classed_cell(Text::ResultLabel, "pg-break", outcome(attempt.status, attempt.error.as_deref())) }
            { cell(Text::AnswerLabel, match attempt.answer.as_deref() {
                Some(answer) => html! { <code class="pg-break">{ answer.to_owned() }</code> },
                None => no_value(),
            }) }
        </Row>
    }
}
