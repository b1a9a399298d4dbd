//! The table of what a store was told of.

use std::rc::Rc;

use api_types::page::Page;
use api_types::scalar::Timestamp;
use api_types::store::Store;
use api_types::webhook::{WebhookDelivery, WebhookDeliveryState};
use patternfly_yew::prelude::{Color, Icon, Label};
use uuid::Uuid;
use yew::prelude::*;

use super::whole::Whole;
use crate::api::webhook_deliveries;
use crate::components::action_button::{Action, ActionButton};
use crate::components::button::{Button, Look};
use crate::components::detail::no_value;
use crate::components::table::{Row, Table, cell, classed_cell, column};
use crate::components::time::{Precision, time};
use crate::format;
use crate::i18n::{Text, api_language, t};
use crate::names;

/// Properties of [`Rows`].
#[derive(PartialEq, Properties)]
pub(super) struct RowsProperties {
    /// The store, and what it was told of.
    pub(super) both: Rc<(Store, Page<WebhookDelivery>)>,
    /// Told when something is sent again.
    pub(super) onresent: Callback<()>,
}

/// The table of what a store was told of.
#[component]
pub(super) fn Rows(properties: &RowsProperties) -> Html {
    let (store, page) = &*properties.both;
    let open = use_state_eq(|| None::<Uuid>);
    let columns = [
        Text::TimeLabel,
        Text::EventLabel,
        Text::StateLabel,
        Text::AttemptsLabel,
        Text::LastAnswerLabel,
        Text::NextAttemptLabel,
        Text::ActionsLabel,
    ];
    let head = columns.into_iter().map(column).collect::<Html>();
    let shown = page
        .items
        .iter()
        .find(|delivery| Some(delivery.id) == *open);
    let show = {
        let open = open.setter();
        Callback::from(move |id| open.set(Some(id)))
    };
    let onclose = {
        let open = open.setter();
        Callback::from(move |()| open.set(None))
    };
    html! {
        <>
            <Table label={t(Text::DeliveriesTitle)} {head} testid="deliveries">
                { for page.items.iter().map(|delivery| row(store.id, delivery, &show, &properties.onresent)) }
            </Table>
            if let Some(delivery) = shown {
                <Whole
                    store_id={store.id}
                    url={store.webhook_url.clone()}
                    delivery={delivery.clone()}
                    {onclose}
                />
            }
        </>
    }
}

fn row(
    store_id: Uuid,
    delivery: &WebhookDelivery,
    show: &Callback<Uuid>,
    onresent: &Callback<()>,
) -> Html {
    let id = delivery.id;
    html! {
        <Row key={id.to_string()} testid="delivery-row">
            { classed_cell(Text::TimeLabel, "pg-no-wrap", time(&delivery.at, Precision::Second)) }
            { cell(Text::EventLabel, html! {
            <>
                { names::webhook_event(&delivery.kind) }
                <code class="pg-second-line">{ &delivery.kind }</code>
            </>
            }) }
            { cell(Text::StateLabel, state(delivery.state)) }
            { cell(Text::AttemptsLabel, html! { attempts(delivery) }) }
            { classed_cell(Text::LastAnswerLabel, "pg-break", answer(delivery)) }
            { cell(Text::NextAttemptLabel, moment(delivery.next_attempt_at.as_ref())) }
            { cell(Text::ActionsLabel, html! {
                <span class="pg-actions">
                    <Button label={t(Text::DetailsAction)} look={Look::Link} onclick={show.reform(move |_| id)} testid="delivery-details" />
                    { resend(store_id, id, onresent) }
                </span>
            }) }
        </Row>
    }
}

/// A button that tells the store again, after a question.
fn resend(store_id: Uuid, id: Uuid, ondone: &Callback<()>) -> Html {
    let action = Action::from(move |client| {
        Box::pin(async move { webhook_deliveries::resend(&client, store_id, id).await }) as _
    });
    html! {
        <ActionButton
            label={Text::ResendAction}
            look={Look::Link}
            title={t(Text::ResendTitle)}
            {action}
            {ondone}
            testid="resend"
        >
            <p>{ t(Text::ResendText) }</p>
        </ActionButton>
    }
}

/// Where it stands.
pub(super) fn state(state: WebhookDeliveryState) -> Html {
    let (color, icon) = match state {
        WebhookDeliveryState::Pending => (Color::Blue, Icon::InProgress),
        WebhookDeliveryState::Delivered => (Color::Green, Icon::CheckCircle),
        WebhookDeliveryState::Failed => (Color::Red, Icon::ExclamationCircle),
    };
    html! { <Label label={t(names::delivery_state(state))} {color} icon={Some(icon)} compact=true /> }
}

/// How often it was tried.
pub(super) fn attempts(delivery: &WebhookDelivery) -> String {
    format::count(usize::try_from(delivery.attempts).unwrap_or(usize::MAX))
}

/// A point in time, or none.
pub(super) fn moment(at: Option<&Timestamp>) -> Html {
    at.map_or_else(no_value, |at| time(at, Precision::Second))
}

fn answer(delivery: &WebhookDelivery) -> Html {
    outcome(delivery.last_status, delivery.last_error.as_deref())
}

/// The status that the store answered with, or why it did not answer.
pub(super) fn outcome(status: Option<u16>, error: Option<&str>) -> Html {
    if status.is_none() && error.is_none() {
        return no_value();
    }
    html! {
        <>
            if let Some(status) = status {
                { status }
            }
            if let Some(error) = error {
                <span class="pg-second-line" lang={api_language()}>{ error.to_owned() }</span>
            }
        </>
    }
}
