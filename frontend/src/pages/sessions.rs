//! Punch-out sessions.

mod filter;
mod rows;

use std::rc::Rc;

use api_types::page::Page;
use api_types::punch_out_session::{PunchOutSessionEntry, PunchOutSessionQuery};
use patternfly_yew::prelude::{Card, CardBody, Icon};
use yew::prelude::*;
use yew_router::prelude::*;

use self::rows::{Names, Rows};
use crate::api::punch_out_sessions;
use crate::choices::{self, use_things};
use crate::components::button::{Button, Look};
use crate::components::empty_state::empty_state;
use crate::components::filter_form::filter_form;
use crate::components::load_view::load_view;
use crate::components::page_section::page_section;
use crate::components::page_title::PageTitle;
use crate::components::pager::{Pager, use_trail};
use crate::components::route_link;
use crate::components::select_field::SelectField;
use crate::components::text_field::TextField;
use crate::format;
use crate::i18n::{Text, t};
use crate::load::use_load;
use crate::names::{SESSION_STATES, session_state, spelling, word};
use crate::route::{Route, query_pairs};

/// Punch-out sessions, newest first; what is asked for is in the address.
#[component]
pub(crate) fn SessionsPage() -> Html {
    let address = use_location().map(|location| location.query_str().to_owned());
    let query = filter::from_pairs(&query_pairs(&address.unwrap_or_default()));
    let navigator = use_navigator();
    let change = Callback::from(move |query: PunchOutSessionQuery| {
        if let Some(navigator) = &navigator {
            route_link::open(navigator, &Route::Sessions, &filter::pairs(&query));
        }
    });
    let asked = PunchOutSessionQuery {
        cursor: None,
        ..query.clone()
    };
    let trail = use_trail(asked, query.cursor.as_deref());
    let loaded = use_load(query.clone(), |client, query| async move {
        punch_out_sessions::list(&client, &query).await
    });
    let names = use_names();
    let reload = loaded.reload.reform(|_| ());
    let busy = loaded.busy;
    let draw = {
        let (query, change, names) = (query.clone(), change.clone(), names.clone());
        Callback::from(move |page: Rc<Page<PunchOutSessionEntry>>| {
            if page.items.is_empty() {
                return nothing(&query, &change);
            }
            let go = change.reform({
                let query = query.clone();
                move |cursor| PunchOutSessionQuery {
                    cursor,
                    ..query.clone()
                }
            });
            html! {
                <>
                    <Rows page={Rc::clone(&page)} names={names.clone()} />
                    <Pager
                        trail={trail.clone()}
                        current={query.cursor.clone()}
                        next={page.next_cursor.clone()}
                        {go}
                    />
                </>
            }
        })
    };
    page_section(html! {
        <>
            <PageTitle title={t(Text::SessionsTitle)}>
                <span class="pg-push-end">
                    <Button label={t(Text::RefreshAction)} icon={Icon::Redo} {busy} onclick={reload} testid="refresh" />
                </span>
            </PageTitle>
            <p class="pg-lead">{ t(Text::SessionsText) }</p>
            <Card>
                <CardBody>
                    { filters(&query, &names, &change) }
                    { load_view(&loaded, &draw) }
                </CardBody>
            </Card>
        </>
    })
}

/// The names of what sessions refer to, once they are here.
#[hook]
fn use_names() -> Names {
    Names {
        connections: use_things("/connections"),
        stores: use_things("/stores"),
        units: use_things("/business-units"),
    }
}

fn filters(
    query: &PunchOutSessionQuery,
    names: &Names,
    change: &Callback<PunchOutSessionQuery>,
) -> Html {
    let any = || [(AttrValue::Static(""), AttrValue::Static(t(Text::Any)))].into_iter();
    let states =
        SESSION_STATES.map(|state| (spelling(&state).into(), t(session_state(state)).into()));
    let id = |id: Option<uuid::Uuid>| id.map(|id| id.to_string()).unwrap_or_default();
    let time = |at: &Option<_>| at.as_ref().map(format::to_field).unwrap_or_default();
    // A change goes to the first page.
    let changed = |set: fn(&mut PunchOutSessionQuery, String)| {
        let query = query.clone();
        change.reform(move |value| {
            let mut query = query.clone();
            set(&mut query, value);
            query.cursor = None;
            query
        })
    };
    filter_form(
        Text::SessionsSearchLabel,
        false,
        html! {
            <>
                <SelectField
                    id="session-state"
                    label={t(Text::StateLabel)}
                    value={query.state.as_ref().map(spelling).unwrap_or_default()}
                    choices={any().chain(states).collect::<Vec<_>>()}
                    onchange={changed(|query, state| query.state = word(&state))}
                />
                <SelectField
                    id="session-live"
                    label={t(Text::ProgressLabel)}
                    value={query.live.map(|live| live.to_string()).unwrap_or_default()}
                    choices={any()
                        .chain([
                            ("true".into(), t(Text::ProgressLive).into()),
                            ("false".into(), t(Text::ProgressOver).into()),
                        ])
                        .collect::<Vec<_>>()}
                    onchange={changed(|query, live| query.live = live.parse().ok())}
                />
                <SelectField
                    id="session-connection"
                    label={t(Text::ConnectionTitle)}
                    value={id(query.connection_id)}
                    source={choices::source("connection_id")}
                    choices={any().chain(names.connection_choices(query.connection_id)).collect::<Vec<_>>()}
                    onchange={changed(|query, id| query.connection_id = id.parse().ok())}
                />
                <SelectField
                    id="session-store"
                    label={t(Text::StoreLabel)}
                    value={id(query.store_id)}
                    source={choices::source("store_id")}
                    choices={any().chain(names.store_choices(query.store_id)).collect::<Vec<_>>()}
                    onchange={changed(|query, id| query.store_id = id.parse().ok())}
                />
                <TextField
                    id="session-from"
                    label={t(Text::FromLabel)}
                    kind="datetime-local"
                    value={time(&query.from)}
                    onchange={changed(|query, text| query.from = format::from_field(&text))}
                />
                <TextField
                    id="session-to"
                    label={t(Text::ToLabel)}
                    kind="datetime-local"
                    value={time(&query.to)}
                    onchange={changed(|query, text| query.to = format::from_field(&text))}
                />
                if filter::is_narrowed(query) {
                    <div class="pg-filter-actions">
                        <Button
                            label={t(Text::ClearFilters)}
                            look={Look::Link}
                            onclick={change.reform(|_| PunchOutSessionQuery::default())}
                            testid="clear-filters"
                        />
                    </div>
                }
            </>
        },
    )
}

fn nothing(query: &PunchOutSessionQuery, change: &Callback<PunchOutSessionQuery>) -> Html {
    if !filter::is_narrowed(query) {
        return empty_state(
            Icon::Users,
            t(Text::SessionsNone),
            t(Text::SessionsNoneText),
            "no-sessions",
            Html::default(),
        );
    }
    empty_state(
        Icon::Search,
        t(Text::SessionsNoMatch),
        t(Text::SessionsNoMatchText),
        "no-match",
        html! {
            <Button
                label={t(Text::ClearFilters)}
                onclick={change.reform(|_| PunchOutSessionQuery::default())}
                testid="clear-filters-empty"
            />
        },
    )
}
