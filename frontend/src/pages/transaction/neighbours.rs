//! What stands beside an exchange: its session, and the session's exchanges before and after.

use uuid::Uuid;
use yew::prelude::*;

use crate::components::route_link::RouteLink;
use crate::i18n::{Text, t};
use crate::route::Route;

const LOOK: &str = "pf-v6-c-button pf-m-secondary";

/// Properties of [`Neighbours`].
#[derive(PartialEq, Properties)]
pub(super) struct NeighboursProperties {
    /// The session.
    pub(super) session_id: Uuid,
    /// The exchange before.
    pub(super) previous: Option<Uuid>,
    /// The exchange after.
    pub(super) next: Option<Uuid>,
}

/// Links to the session of an exchange, and to the exchanges of it before and after.
#[component]
pub(super) fn Neighbours(properties: &NeighboursProperties) -> Html {
    let id = properties.session_id;
    html! {
        <nav class="pg-neighbours" aria-label={t(Text::ExchangeNeighbours)} data-testid="neighbours">
            <RouteLink to={Route::Session { id }} class={LOOK} testid="session-link">{ t(Text::SessionOpen) }</RouteLink>
            <RouteLink
                to={Route::Transactions}
                query={vec![("session_id", id.to_string())]}
                class={LOOK}
                testid="session-transactions"
            >
                { t(Text::SessionTransactions) }
            </RouteLink>
            { link(properties.previous, Text::ExchangePrevious, "exchange-previous") }
            { link(properties.next, Text::ExchangeNext, "exchange-next") }
        </nav>
    }
}

fn link(to: Option<Uuid>, label: Text, testid: &'static str) -> Html {
    match to {
        Some(id) => html! {
            <RouteLink to={Route::Transaction { id }} class={LOOK} {testid}>{ t(label) }</RouteLink>
        },
        None => html! {},
    }
}
