//! What goes through the gateway, in figures.

mod bars;
mod chart;
mod errors;
mod links;
mod of_connections;
mod silence;
mod tiles;

use std::rc::Rc;

use api_types::dashboard::{Dashboard, DashboardQuery, DashboardRange};
use patternfly_yew::prelude::Icon;
use yew::prelude::*;
use yew_router::prelude::*;

use self::chart::{Series, chart};
use self::links::Span;
use crate::api::{connections, dashboard};
use crate::components::button::Button;
use crate::components::empty_state::empty_state;
use crate::components::load_view::load_view;
use crate::components::page_section::page_section;
use crate::components::page_title::PageTitle;
use crate::components::route_link::RouteLink;
use crate::format;
use crate::i18n::{Text, t};
use crate::load::use_load;
use crate::names::{spelling, word};
use crate::pages::connections::no_connections;
use crate::route::{Route, query_text};

/// The times that can be chosen.
const RANGES: [(DashboardRange, Text); 3] = [
    (DashboardRange::Day, Text::RangeDay),
    (DashboardRange::Week, Text::RangeWeek),
    (DashboardRange::Month, Text::RangeMonth),
];

/// What is shown.
#[derive(PartialEq)]
struct Shown {
    dashboard: Dashboard,
    /// Whether there is no connection yet.
    is_new: bool,
}

/// What goes through the gateway, in figures; of which time is in the address.
#[component]
pub(crate) fn DashboardPage() -> Html {
    let address = use_location().map(|location| location.query_str().to_owned());
    let range = word(&query_text(&address.unwrap_or_default(), "range")).unwrap_or_default();
    let loaded = use_load(range, |client, range| async move {
        let query = DashboardQuery {
            range: Some(range),
            utc_offset_minutes: Some(format::utc_offset_minutes()),
        };
        let dashboard = dashboard::show(&client, &query).await?;
        let is_new = is_empty(&dashboard)
            && connections::page(&client, "limit=1")
                .await?
                .items
                .is_empty();
        Ok(Shown { dashboard, is_new })
    });
    let draw = Callback::from(move |shown: Rc<Shown>| {
        if shown.is_new {
            no_connections()
        } else {
            figures(&shown.dashboard, range)
        }
    });
    let (busy, reload) = (loaded.busy, loaded.reload.reform(|_| ()));
    page_section(html! {
        <>
            <PageTitle title={t(Text::DashboardTitle)}>
                <span class="pg-push-end pg-actions">
                    { ranges(range) }
                    <Button label={t(Text::RefreshAction)} icon={Icon::Redo} {busy} onclick={reload} testid="refresh" />
                </span>
            </PageTitle>
            { load_view(&loaded, &draw) }
        </>
    })
}

/// The choice of the time, as links.
fn ranges(chosen: DashboardRange) -> Html {
    html! {
        <nav class="pf-v6-c-toggle-group pg-ranges-choice" aria-label={t(Text::RangeLabel)}>
            { for RANGES.iter().map(|(range, name)| html! {
                <div class="pf-v6-c-toggle-group__item">
                    <RouteLink
                        to={Route::Home}
                        query={vec![("range", spelling(range))]}
                        class={classes!("pf-v6-c-toggle-group__button", (*range == chosen).then_some("pf-m-selected"))}
                        current={*range == chosen}
                        testid={format!("range-{}", spelling(range))}
                    >
                        <span class="pf-v6-c-toggle-group__text">{ t(*name) }</span>
                    </RouteLink>
                </div>
            }) }
        </nav>
    }
}

fn is_empty(dashboard: &Dashboard) -> bool {
    dashboard.connections.is_empty() && dashboard.refused + dashboard.failed == 0
}

fn figures(dashboard: &Dashboard, range: DashboardRange) -> Html {
    let span = Span::of(&dashboard.from, &dashboard.until);
    html! {
        <>
            { tiles::tiles(dashboard, &span) }
            { silence::card(&dashboard.silent) }
            if is_empty(dashboard) {
                { empty_state(Icon::Search, t(Text::DashboardNone), t(Text::DashboardNoneText), "no-figures", html! {
                    <RouteLink to={Route::Connections} class="pf-v6-c-button pf-m-primary">{ t(Text::ConnectionsTitle) }</RouteLink>
                }) }
            } else {
                <div class="pg-columns">
                    { chart(dashboard, range, &Series::SESSIONS) }
                    { chart(dashboard, range, &Series::FAILURES) }
                </div>
                { of_connections::card(&dashboard.connections, &span) }
                { errors::card(&dashboard.errors, &span) }
            }
        </>
    }
}
