//! All buyers.

mod filter;

use std::rc::Rc;

use api_types::buyer::Buyer;
use api_types::page::Page;
use patternfly_yew::prelude::{Card, CardBody, Icon};
use uuid::Uuid;
use yew::prelude::*;
use yew_router::prelude::*;

use self::filter::Filter;
use crate::api::buyers;
use crate::choices::{Choices, name_of, use_units};
use crate::components::detail::text_or_none;
use crate::components::empty_state::empty_state;
use crate::components::list_head::ListHead;
use crate::components::load_view::load_view;
use crate::components::page_section::page_section;
use crate::components::pager::{Pager, Trail};
use crate::components::route_link::{self, Query, RouteLink};
use crate::components::select_field::SelectField;
use crate::components::table::{Row, Table, cell, classed_cell, column};
use crate::components::text_field::TextField;
use crate::i18n::{Text, t};
use crate::load::use_load;
use crate::route::{Route, query_pairs};

/// All buyers page by page, filtered; what is asked for is in the address.
#[component]
pub(crate) fn BuyersPage() -> Html {
    let query = use_location().map(|location| location.query_str().to_owned());
    let filter = Filter::from_pairs(&query_pairs(&query.unwrap_or_default()));
    let units = use_units();
    let navigator = use_navigator();
    let trail = use_state_eq(Trail::default);
    {
        let trail = trail.clone();
        use_effect_with(filter.cursor.clone(), move |cursor| {
            trail.set((*trail).clone().visit(cursor.as_deref()));
        });
    }
    let change = Callback::from(move |filter: Filter| {
        if let Some(navigator) = &navigator {
            route_link::open(navigator, &Route::Buyers, &filter.pairs());
        }
    });
    let loaded = use_load(filter.query(), |client, query| async move {
        buyers::list(&client, &query).await
    });
    let draw = {
        let (filter, change, units) = (filter.clone(), change.clone(), units.clone());
        let trail = (*trail).clone();
        Callback::from(move |page: Rc<Page<Buyer>>| {
            if page.items.is_empty() {
                return nothing(!filter.is_narrowed());
            }
            let go = change.reform({
                let filter = filter.clone();
                move |cursor| Filter {
                    cursor,
                    ..filter.clone()
                }
            });
            html! {
                <>
                    { table(&page.items, &units) }
                    <Pager
                        trail={trail.clone()}
                        current={filter.cursor.clone()}
                        next={page.next_cursor.clone()}
                        {go}
                    />
                </>
            }
        })
    };
    let query: Query = filter
        .business_unit_id
        .map(|id| ("business_unit_id", id.to_string()))
        .into_iter()
        .collect();
    page_section(html! {
        <>
            <ListHead
                title={Text::BuyersTitle}
                text={Text::BuyersText}
                new={Route::NewBuyer}
                {query}
                new_label={Text::BuyerNewTitle}
            />
            <Card>
                <CardBody>
                    { filter_form(&filter, &units, &change) }
                    { load_view(&loaded, &draw) }
                </CardBody>
            </Card>
        </>
    })
}

fn filter_form(filter: &Filter, units: &Choices, change: &Callback<Filter>) -> Html {
    let mut choices = vec![(AttrValue::default(), AttrValue::from(t(Text::Any)))];
    choices.extend(
        units
            .iter()
            .map(|(id, name)| (id.to_string().into(), name.clone().into())),
    );
    let by_unit = change.reform({
        let filter = filter.clone();
        move |id: String| Filter {
            business_unit_id: id.parse().ok(),
            cursor: None,
            ..filter.clone()
        }
    });
    let by_text = change.reform({
        let filter = filter.clone();
        move |q| Filter {
            q,
            cursor: None,
            ..filter.clone()
        }
    });
    html! {
        <form
            class="pf-v6-c-form pg-filters pg-open"
            role="search"
            aria-label={t(Text::SearchAction)}
            onsubmit={|event: SubmitEvent| event.prevent_default()}
        >
            <SelectField
                id="buyers-unit"
                label={t(Text::BusinessUnitLabel)}
                value={filter.business_unit_id.as_ref().map(Uuid::to_string).unwrap_or_default()}
                {choices}
                onchange={by_unit}
            />
            <TextField
                id="buyers-q"
                label={t(Text::SearchAction)}
                kind="search"
                help={t(Text::BuyersSearchHelp)}
                value={filter.q.clone()}
                onchange={by_text}
            />
        </form>
    }
}

fn nothing(is_new: bool) -> Html {
    let (title, text) = if is_new {
        (Text::BuyersNone, Text::BuyersNoneText)
    } else {
        (Text::SearchNoMatch, Text::SearchNoMatchText)
    };
    empty_state(Icon::Search, t(title), t(text), "no-match", Html::default())
}

fn table(buyers: &[Buyer], units: &Choices) -> Html {
    let columns = [
        Text::EmailLabel,
        Text::FirstNameLabel,
        Text::LastNameLabel,
        Text::BusinessUnitLabel,
        Text::ReferenceOfShopLabel,
    ];
    let head = columns.into_iter().map(column).collect::<Html>();
    html! {
        <Table label={t(Text::BuyersTitle)} {head} testid="buyers">
            { for buyers.iter().map(|buyer| row(buyer, name_of(units, buyer.business_unit_id))) }
        </Table>
    }
}

fn row(buyer: &Buyer, unit: String) -> Html {
    html! {
        <Row key={buyer.id.to_string()} testid="buyer-row">
            { classed_cell(Text::EmailLabel, "pg-break", html! { <RouteLink to={Route::Buyer { id: buyer.id }} class="pg-strong-link">{ &buyer.email }</RouteLink> }) }
            { cell(Text::FirstNameLabel, text_or_none(buyer.first_name.as_deref())) }
            { cell(Text::LastNameLabel, text_or_none(buyer.last_name.as_deref())) }
            { cell(Text::BusinessUnitLabel, html! { <RouteLink to={Route::BusinessUnit { id: buyer.business_unit_id }}>{ unit }</RouteLink> }) }
            { cell(Text::ReferenceOfShopLabel, text_or_none(buyer.external_reference.as_deref())) }
        </Row>
    }
}
