//! The sums of a time.

use api_types::dashboard::Dashboard;
use patternfly_yew::prelude::{Card, CardBody, CardSize};
use yew::prelude::*;

use super::links::Span;
use crate::components::route_link::{Query, RouteLink};
use crate::format;
use crate::i18n::{Text, fill, t};
use crate::route::Route;

/// The sums of a time, each with a way to what it counts.
pub(super) fn tiles(dashboard: &Dashboard, span: &Span) -> Html {
    let sessions = &dashboard.sessions;
    let transfers = span.with(&[("type", "transfer_to_requisition"), ("status", "ok")]);
    let state = |state| (Route::Sessions, span.with(&[("state", state)]));
    let log = |status| (Route::Transactions, span.with(&[("status", status)]));
    let (opened, log_of_transfers) = (
        (Route::Sessions, span.with(&[])),
        (Route::Transactions, transfers),
    );
    html! {
        <ul class="pg-tiles" role="list" aria-label={t(Text::DashboardSums)}>
            { tile(Text::FigureOpened, sessions.opened, opened, None, "figure-opened") }
            { tile(Text::FigureTransferred, sessions.transferred, log_of_transfers, share(sessions.transferred, sessions.opened), "figure-transferred") }
            { tile(Text::FigureOrdered, sessions.ordered, state("ordered"), share(sessions.ordered, sessions.opened), "figure-ordered") }
            { tile(Text::FigureCancelled, sessions.cancelled, state("cancelled"), share(sessions.cancelled, sessions.opened), "figure-cancelled") }
            { tile(Text::FigureRefused, dashboard.refused, log("refused"), None, "figure-refused") }
            { tile(Text::FigureFailed, dashboard.failed, log("failed"), None, "figure-failed") }
        </ul>
    }
}

fn tile(
    label: Text,
    count: u64,
    (to, query): (Route, Query),
    share: Option<String>,
    testid: &'static str,
) -> Html {
    html! {
        <li>
            <Card size={CardSize::Compact}>
                <CardBody>
                    <RouteLink {to} {query} class="pg-figure" {testid}>
                        <span class="pg-figure-label">{ t(label) }</span>
                        <span class="pg-figure-count">{ number(count) }</span>
                    </RouteLink>
                    <span class="pg-second-line">{ share.unwrap_or_default() }</span>
                </CardBody>
            </Card>
        </li>
    }
}

/// `1,234`.
pub(super) fn number(count: u64) -> String {
    format::count(usize::try_from(count).unwrap_or(usize::MAX))
}

/// Which part of the sessions that is, in words; nothing where there were none.
fn share(part: u64, whole: u64) -> Option<String> {
    let percent = percent(part, whole)?;
    Some(fill(Text::FigureShare, &[("percent", &percent)]))
}

/// `37 %` of a whole; nothing where there is none.
pub(super) fn percent(part: u64, whole: u64) -> Option<String> {
    (whole > 0).then(|| format::percent(part as f64 / whole as f64))
}
