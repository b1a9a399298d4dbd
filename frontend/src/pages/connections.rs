//! All connections.

mod filter;
mod rows;

use std::rc::Rc;

use api_types::connection::{ConnectionEntry, ConnectionQuery};
use api_types::page::Page;
use patternfly_yew::prelude::{Card, CardBody, Icon};
use yew::prelude::*;
use yew_router::prelude::*;

use self::filter::{Filter, SortBy};
use self::rows::Rows;
use crate::api::{business_units, connections};
use crate::components::empty_state::empty_state;
use crate::components::list_head::ListHead;
use crate::components::load_view::load_view;
use crate::components::page_section::page_section;
use crate::components::route_link::RouteLink;
use crate::components::select_field::SelectField;
use crate::components::text_field::TextField;
use crate::i18n::{Text, fill, t};
use crate::load::use_load;
use crate::route::{Route, query_pairs};
use crate::{format, settings};

/// All connections, searched, filtered and sorted; what is asked for is in the address.
#[component]
pub(crate) fn ConnectionsPage() -> Html {
    let query = use_location().map(|location| location.query_str().to_owned());
    let filter = Filter::from_pairs(&query_pairs(&query.unwrap_or_default()));
    let navigator = use_navigator();
    let change = Callback::from(move |filter: Filter| {
        if let Some(navigator) = &navigator {
            // Each letter of a search would be a step back otherwise.
            let _ = navigator.replace_with_query(&Route::Connections, filter.pairs());
        }
    });
    let asked = ConnectionQuery {
        q: Some(filter.q.clone()).filter(|q| !q.is_empty()),
        active: filter.active,
        ..ConnectionQuery::default()
    };
    let loaded = use_load(asked, |client, asked| async move {
        connections::list(&client, &asked).await
    });
    // There is nothing to search in.
    let is_new =
        !filter.is_narrowed() && loaded.load.data().is_some_and(|page| page.items.is_empty());
    let units = use_load((), |client, ()| async move {
        business_units::list(&client).await
    });
    let draw = {
        let filter = filter.clone();
        let change = change.clone();
        let units = units.load.data().cloned();
        Callback::from(move |page: Rc<Page<ConnectionEntry>>| {
            if page.items.is_empty() && !filter.is_narrowed() {
                return no_connections();
            }
            let unit_name = |id| {
                let units = units.iter().flat_map(|units| &units.items);
                units
                    .filter(|unit| unit.id == id)
                    .map(|unit| unit.name.as_str())
                    .next()
            };
            let shown = filter.apply(&page.items, unit_name);
            let sort = change.reform({
                let filter = filter.clone();
                move |by: SortBy| filter.clone().sorted_by(by)
            });
            html! {
                <>
                    <p class="pg-subtle" role="status" data-testid="connection-count">
                        { count_text(shown.len(), page.next_cursor.is_some()) }
                    </p>
                    if shown.is_empty() {
                        { empty_state(Icon::Search, t(Text::ConnectionsNoMatch), t(Text::ConnectionsNoMatchText), "no-match", Html::default()) }
                    } else {
                        <Rows rows={shown} filter={filter.clone()} {sort} />
                    }
                </>
            }
        })
    };
    page_section(html! {
        <>
            <ListHead
                title={Text::ConnectionsTitle}
                text={Text::ConnectionsText}
                new={Route::NewConnection}
                new_label={Text::ConnectionNewTitle}
            />
            <Card>
                <CardBody>
                    <form
                        class="pf-v6-c-form pg-filters pg-open"
                        role="search"
                        aria-label={t(Text::ConnectionsSearchLabel)}
                        onsubmit={|event: SubmitEvent| event.prevent_default()}
                        hidden={is_new}
                    >
                        <TextField
                            id="connection-search"
                            label={t(Text::SearchLabel)}
                            kind="search"
                            value={filter.q.clone()}
                            oninput={change.reform({
                                let filter = filter.clone();
                                move |q| Filter { q, ..filter.clone() }
                            })}
                        />
                        <SelectField
                            id="connection-active"
                            label={t(Text::StateLabel)}
                            value={filter.active.map(|active| active.to_string()).unwrap_or_default()}
                            choices={vec![
                                ("".into(), t(Text::Any).into()),
                                ("true".into(), t(Text::Active).into()),
                                ("false".into(), t(Text::Inactive).into()),
                            ]}
                            onchange={change.reform(move |active: String| Filter {
                                active: active.parse().ok(),
                                ..filter.clone()
                            })}
                        />
                    </form>
                    { load_view(&loaded, &draw) }
                </CardBody>
            </Card>
        </>
    })
}

fn count_text(shown: usize, has_more: bool) -> String {
    let text = match (shown, has_more) {
        (_, true) => Text::ConnectionsCountMore,
        (1, false) => Text::ConnectionsCountOne,
        (_, false) => Text::ConnectionsCount,
    };
    fill(text, &[("count", &format::count(shown))])
}

/// What an installation shows that was just made.
fn no_connections() -> Html {
    empty_state(
        Icon::Cubes,
        t(Text::WelcomeTitle),
        t(Text::WelcomeText),
        "welcome",
        html! {
            <>
                <RouteLink to={Route::NewStore} class="pf-v6-c-button pf-m-secondary">{ t(Text::StoreNewTitle) }</RouteLink>
                <RouteLink to={Route::NewCompany} class="pf-v6-c-button pf-m-secondary">{ t(Text::CompanyNewTitle) }</RouteLink>
                <a class="pf-v6-c-button pf-m-link" href={settings::documentation_address()}>
                    { t(Text::ApiDocumentation) }
                </a>
            </>
        },
    )
}
