//! What stands beside an exchange: its session, and the session's exchanges before and after.

use uuid::Uuid;
use yew::prelude::*;

use crate::components::route_link::RouteLink;
use crate::i18n::{Text, t};
use crate::route::Route;

const LOOK: &str = "pf-v6-c-button pf-m-secondary";

/// Links to the session of an exchange, and to the exchanges of it before and after.
pub(super) fn neighbours(id: Uuid, previous: Option<Uuid>, next: Option<Uuid>) -> Html {
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
            { link(previous, Text::ExchangePrevious, "exchange-previous") }
            { link(next, Text::ExchangeNext, "exchange-next") }
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
