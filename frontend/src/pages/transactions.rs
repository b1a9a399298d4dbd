//! The transaction log.

mod filter;
mod filter_form;
mod rows;

use std::rc::Rc;

use api_types::connection::ConnectionQuery;
use api_types::page::Page;
use api_types::transaction::{TransactionQuery, TransactionSummary};
use patternfly_yew::prelude::{Card, CardBody, Icon};
use yew::prelude::*;
use yew_router::prelude::*;

use self::filter_form::FilterForm;
use self::rows::Rows;
use crate::api::{connections, transactions};
use crate::components::button::Button;
use crate::components::empty_state::EmptyState;
use crate::components::load_view::LoadView;
use crate::components::page_section::PageSection;
use crate::components::page_title::PageTitle;
use crate::components::pager::{Pager, Trail};
use crate::components::route_link;
use crate::i18n::{Text, t};
use crate::load::use_load;
use crate::route::{Route, query_pairs};

/// The transaction log, newest first; what is asked for is in the address.
#[component]
pub(crate) fn TransactionsPage() -> Html {
    let query = use_location().map(|location| location.query_str().to_owned());
    let query = filter::from_pairs(&query_pairs(&query.unwrap_or_default()));
    let navigator = use_navigator();
    let change = Callback::from(move |query: TransactionQuery| {
        if let Some(navigator) = &navigator {
            route_link::open(navigator, &Route::Transactions, &filter::pairs(&query));
        }
    });
    let trail = use_trail(&query);
    let loaded = use_load(query.clone(), |client, query| async move {
        transactions::list(&client, &query).await
    });
    let all_connections = use_load((), |client, ()| async move {
        connections::list(&client, &ConnectionQuery::default()).await
    });
    let reload = loaded.reload.reform(|_| ());
    let busy = loaded.busy;
    let draw = {
        let query = query.clone();
        let change = change.clone();
        let connections = all_connections.load.data().cloned();
        Callback::from(move |page: Rc<Page<TransactionSummary>>| {
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
                    <Rows page={Rc::clone(&page)} connections={connections.clone()} />
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
    html! {
        <PageSection>
            <PageTitle title={t(Text::TransactionsTitle)}>
                <span class="pg-push-end">
                    <Button label={t(Text::RefreshAction)} icon={Icon::Redo} {busy} onclick={reload} testid="refresh" />
                </span>
            </PageTitle>
            <p class="pg-lead">{ t(Text::TransactionsText) }</p>
            <Card>
                <CardBody>
                    <FilterForm {query} connections={all_connections.load.data().cloned()} {change} />
                    <LoadView<Page<TransactionSummary>> {loaded} {draw} />
                </CardBody>
            </Card>
        </PageSection>
    }
}

/// The pages of the log seen so far with the same filters.
#[hook]
fn use_trail(query: &TransactionQuery) -> Trail {
    let kept = use_mut_ref(|| (TransactionQuery::default(), Trail::default()));
    let asked = TransactionQuery {
        cursor: None,
        ..query.clone()
    };
    let mut kept = kept.borrow_mut();
    let trail = if kept.0 == asked {
        kept.1.clone()
    } else {
        Trail::default()
    };
    *kept = (asked, trail.visit(query.cursor.as_deref()));
    kept.1.clone()
}

fn nothing(query: &TransactionQuery, change: &Callback<TransactionQuery>) -> Html {
    if !filter::is_narrowed(query) {
        return html! {
            <EmptyState
                icon={Icon::List}
                title={t(Text::TransactionsNone)}
                text={t(Text::TransactionsNoneText)}
                testid="no-transactions"
            />
        };
    }
    html! {
        <EmptyState title={t(Text::TransactionsNoMatch)} text={t(Text::TransactionsNoMatchText)} testid="no-match">
            <Button
                label={t(Text::ClearFilters)}
                onclick={change.reform(|_| TransactionQuery::default())}
                testid="clear-filters-empty"
            />
        </EmptyState>
    }
}
