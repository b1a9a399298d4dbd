//! The transaction log.

mod export;
mod filter;
mod filter_form;
pub(crate) mod rows;
mod tail;

use std::rc::Rc;

use api_types::page::Page;
use api_types::problem::ProblemCode;
use api_types::transaction::{TransactionQuery, TransactionSummary};
use patternfly_yew::prelude::{AlertType, Card, CardBody, Icon};
use yew::prelude::*;
use yew_router::prelude::*;

use self::export::ExportButton;
use self::filter_form::FilterForm;
use self::rows::Rows;
use self::tail::{Tail, use_tail};
use crate::api::transactions;
use crate::choices::use_things;
use crate::components::button::Button;
use crate::components::empty_state::empty_state;
use crate::components::load_view::load_view;
use crate::components::notice::Notice;
use crate::components::page_section::page_section;
use crate::components::page_title::PageTitle;
use crate::components::pager::{Pager, use_trail};
use crate::components::route_link;
use crate::format;
use crate::i18n::{Text, fill, t};
use crate::load::{Load, Loaded, use_load};
use crate::route::{Route, query_pairs};

/// The transaction log, newest first; what is asked for is in the address.
#[component]
pub(crate) fn TransactionsPage() -> Html {
    let address = use_location().map(|location| location.query_str().to_owned());
    let pairs = query_pairs(&address.unwrap_or_default());
    let query = filter::from_pairs(&pairs);
    let left_out = filter::not_understood(&pairs);
    // Only the first page grows, and what has an end does not.
    let live = filter::is_live(&pairs) && query.cursor.is_none() && query.to.is_none();
    let navigator = use_navigator();
    let go_to = Callback::from(move |(query, live): (TransactionQuery, bool)| {
        if let Some(navigator) = &navigator {
            let mut pairs = filter::pairs(&query);
            pairs.extend(live.then(filter::live));
            route_link::open(navigator, &Route::Transactions, &pairs);
        }
    });
    let change = go_to.reform(move |query: TransactionQuery| (query, live));
    let toggle = go_to.reform({
        let query = query.clone();
        move |_| {
            let newest = TransactionQuery {
                cursor: None,
                to: None,
                ..query.clone()
            };
            (newest, !live)
        }
    });
    let asked = TransactionQuery {
        cursor: None,
        ..query.clone()
    };
    let trail = use_trail(asked, query.cursor.as_deref());
    let loaded = use_load(query.clone(), |client, query| async move {
        transactions::list(&client, &query).await
    });
    let tail = use_tail(&query, &loaded, live);
    let connections = use_things("/connections");
    let reload = loaded.reload.reform(|_| ());
    let busy = loaded.busy;
    let draw = {
        let (query, change, tail) = (query.clone(), change.clone(), Rc::clone(&tail));
        let connections = connections.clone();
        Callback::from(move |page: Rc<Page<TransactionSummary>>| {
            let page = Rc::new(tail.shown(&page));
            if page.items.is_empty() {
                return nothing(&query, &change);
            }
            let go = change.reform({
                let query = query.clone();
                move |cursor| TransactionQuery {
                    cursor,
                    ..query.clone()
                }
            });
            html! {
                <>
                    <Rows page={Rc::clone(&page)} connections={connections.clone()} fresh={tail.ids()} />
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
    let loaded = followed(loaded, &tail);
    // What is wrong with a filter is said at the filter.
    let failure = loaded.load.failure();
    let refused = failure.filter(|failure| failure.is(ProblemCode::InvalidParameter));
    page_section(html! {
        <>
            <PageTitle title={t(Text::TransactionsTitle)}>
                <span class="pg-push-end pg-actions">
                    <Button
                        label={t(if live { Text::LiveOn } else { Text::LiveOff })}
                        icon={if live { Icon::Pause } else { Icon::Play }}
                        pressed={live}
                        onclick={toggle}
                        testid="live"
                    />
                    <ExportButton query={query.clone()} />
                    <Button label={t(Text::RefreshAction)} icon={Icon::Redo} {busy} onclick={reload} testid="refresh" />
                </span>
            </PageTitle>
            <p class="pg-lead">{ t(Text::TransactionsText) }</p>
            <div class="pg-live-news" role="status" data-testid="live-news">
                if live {
                    { news(&tail) }
                }
            </div>
            <Card>
                <CardBody>
                    <FilterForm
                        {query}
                        {connections}
                        change={change.clone()}
                        errors={refused.map(|failure| failure.field_errors().to_vec()).unwrap_or_default()}
                    />
                    if !left_out.is_empty() {
                        <Notice severity={AlertType::Warning} title={t(Text::FilterUnknownTitle)} testid="filter-unknown">
                            <p>{ fill(Text::FilterUnknownText, &[("filters", &left_out.join(", "))]) }</p>
                        </Notice>
                    }
                    if refused.is_some() {
                        { refused_filter(&change) }
                    } else {
                        { load_view(&loaded, &draw) }
                    }
                </CardBody>
            </Card>
        </>
    })
}

/// The list, stale where it cannot be followed at the moment.
fn followed(
    loaded: Loaded<Page<TransactionSummary>>,
    tail: &Tail,
) -> Loaded<Page<TransactionSummary>> {
    let load = match (loaded.load, &tail.failure) {
        (Load::Ready(page), Some(failure)) => Load::Stale(page, failure.clone()),
        (load, _) => load,
    };
    Loaded { load, ..loaded }
}

/// What came last. Its text differs each time, so that screen readers say it.
fn news(tail: &Tail) -> String {
    if tail.times == 0 {
        return t(Text::LiveWaiting).to_owned();
    }
    let text = if tail.last == 1 {
        Text::LiveNewOne
    } else {
        Text::LiveNew
    };
    let count = format::count(tail.last);
    let total = format::count(tail.arrived.len());
    fill(text, &[("count", &count), ("total", &total)])
}

/// What stands for the list where a filter cannot be used.
fn refused_filter(change: &Callback<TransactionQuery>) -> Html {
    empty_state(
        Icon::Search,
        t(Text::FilterRefusedTitle),
        t(Text::FilterRefusedText),
        "filter-refused",
        clear(change),
    )
}

fn clear(change: &Callback<TransactionQuery>) -> Html {
    html! {
        <Button
            label={t(Text::ClearFilters)}
            onclick={change.reform(|_| TransactionQuery::default())}
            testid="clear-filters-empty"
        />
    }
}

fn nothing(query: &TransactionQuery, change: &Callback<TransactionQuery>) -> Html {
    if !filter::is_narrowed(query) {
        return empty_state(
            Icon::List,
            t(Text::TransactionsNone),
            t(Text::TransactionsNoneText),
            "no-transactions",
            Html::default(),
        );
    }
    empty_state(
        Icon::Search,
        t(Text::TransactionsNoMatch),
        t(Text::TransactionsNoMatchText),
        "no-match",
        clear(change),
    )
}
