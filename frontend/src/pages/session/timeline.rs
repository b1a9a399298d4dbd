//! What happened to a session.

use std::rc::Rc;

use api_types::punch_out_session::{SessionEvent, Timeline};
use patternfly_yew::prelude::{Card, CardBody, CardTitle};
use uuid::Uuid;
use yew::prelude::*;

use crate::api::punch_out_sessions;
use crate::components::load_view::load_view;
use crate::components::time::{Precision, time};
use crate::i18n::{Text, api_language, t};
use crate::load::use_load;
use crate::names;

/// Properties of [`TimelineCard`].
#[derive(PartialEq, Properties)]
pub(super) struct TimelineCardProperties {
    /// Which session.
    pub(super) id: Uuid,
    /// Changes when it is to be read anew.
    pub(super) version: u32,
}

/// What happened to a session, oldest first.
#[component]
pub(super) fn TimelineCard(properties: &TimelineCardProperties) -> Html {
    let loaded = use_load(
        (properties.id, properties.version),
        |client, (id, _)| async move { punch_out_sessions::timeline(&client, id).await },
    );
    let draw = Callback::from(|timeline: Rc<Timeline>| {
        html! {
            <ol class="pg-timeline" data-testid="timeline">
                { for timeline.items.iter().map(event) }
            </ol>
        }
    });
    html! {
        <Card>
            <CardTitle component="h2">{ t(Text::TimelineTitle) }</CardTitle>
            <CardBody>{ load_view(&loaded, &draw) }</CardBody>
        </Card>
    }
}

fn event(event: &SessionEvent) -> Html {
    html! {
        <li key={event.id.to_string()} data-testid="event">
            <span class="pg-subtle">{ time(&event.at, Precision::Millisecond) }</span>
            <strong>{ t(names::session_event(event.kind)) }</strong>
            if let Some(detail) = &event.detail {
                <span class="pg-break" lang={api_language()}>{ detail }</span>
            }
        </li>
    }
}
