//! Who changed what.

mod filter;
mod filter_form;
mod rows;

use std::rc::Rc;

use api_types::audit::{AuditEntry, AuditQuery};
use api_types::page::Page;
use patternfly_yew::prelude::{Card, CardBody, Icon};
use yew::prelude::*;
use yew_router::prelude::*;

use self::filter_form::FilterForm;
use self::rows::Rows;
use crate::api::audit_log;
use crate::components::button::Button;
use crate::components::empty_state::empty_state;
use crate::components::load_view::load_view;
use crate::components::page_section::page_section;
use crate::components::page_title::PageTitle;
use crate::components::pager::{Pager, use_trail};
use crate::components::route_link;
use crate::i18n::{Text, t};
use crate::load::use_load;
use crate::route::{Route, query_pairs};

/// Who changed what, newest first; what is asked for is in the address.
#[component]
pub(crate) fn AuditLogPage() -> Html {
    let address = use_location().map(|location| location.query_str().to_owned());
    let query = filter::from_pairs(&query_pairs(&address.unwrap_or_default()));
    let navigator = use_navigator();
    let change = Callback::from(move |query: AuditQuery| {
        if let Some(navigator) = &navigator {
            route_link::open(navigator, &Route::AuditLog, &filter::pairs(&query));
        }
    });
    let asked = AuditQuery {
        cursor: None,
        ..query.clone()
    };
    let trail = use_trail(asked, query.cursor.as_deref());
    let loaded = use_load(query.clone(), |client, query| async move {
        audit_log::list(&client, &query).await
    });
    let reload = loaded.reload.reform(|_| ());
    let busy = loaded.busy;
    let draw = {
        let (query, change) = (query.clone(), change.clone());
        Callback::from(move |page: Rc<Page<AuditEntry>>| {
            if page.items.is_empty() {
                return html! {
                    { empty_state(Icon::Search, t(Text::AuditNone), t(Text::TransactionsNoMatchText), "no-match", html! {
                        <Button
                            label={t(Text::ClearFilters)}
                            onclick={change.reform(|_| AuditQuery::default())}
                            testid="clear-filters-empty"
                        />
                    }) }
                };
            }
            let go = change.reform({
                let query = query.clone();
                move |cursor| AuditQuery {
                    cursor,
                    ..query.clone()
                }
            });
            html! {
                <>
                    <Rows page={Rc::clone(&page)} />
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
            <PageTitle title={t(Text::AuditTitle)}>
                <span class="pg-push-end">
                    <Button label={t(Text::RefreshAction)} icon={Icon::Redo} {busy} onclick={reload} testid="refresh" />
                </span>
            </PageTitle>
            <p class="pg-lead">{ t(Text::AuditText) }</p>
            <Card>
                <CardBody>
                    <FilterForm {query} {change} />
                    { load_view(&loaded, &draw) }
                </CardBody>
            </Card>
        </>
    })
}
