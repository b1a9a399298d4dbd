//! What a store was told of.

mod filter;
mod rows;
mod whole;

use std::rc::Rc;

use api_types::page::Page;
use api_types::store::Store;
use api_types::webhook::{WebhookDelivery, WebhookDeliveryQuery};
use patternfly_yew::prelude::{Card, CardBody, Icon};
use uuid::Uuid;
use yew::prelude::*;
use yew_router::prelude::*;

use self::rows::Rows;
use crate::api::{stores, webhook_deliveries};
use crate::components::breadcrumb::breadcrumb_from;
use crate::components::button::Button;
use crate::components::empty_state::empty_state;
use crate::components::filter_form::filter_form;
use crate::components::load_view::load_view;
use crate::components::new_link::NewLink;
use crate::components::page_section::page_section;
use crate::components::page_title::PageTitle;
use crate::components::pager::{Pager, use_trail};
use crate::components::route_link;
use crate::components::select_field::SelectField;
use crate::i18n::{Text, t};
use crate::load::use_load;
use crate::names::{DELIVERY_STATES, delivery_state, spelling, word};
use crate::route::{Route, query_pairs};

/// Properties of [`WebhookDeliveriesPage`].
#[derive(PartialEq, Properties)]
pub(crate) struct WebhookDeliveriesPageProperties {
    /// Which store.
    pub(crate) id: Uuid,
}

/// The store, and a page of what it was told of.
type Both = (Store, Page<WebhookDelivery>);

/// What a store was told of, newest first; what is asked for is in the address.
#[component]
pub(crate) fn WebhookDeliveriesPage(properties: &WebhookDeliveriesPageProperties) -> Html {
    let id = properties.id;
    let address = use_location().map(|location| location.query_str().to_owned());
    let query = filter::from_pairs(&query_pairs(&address.unwrap_or_default()));
    let navigator = use_navigator();
    let change = Callback::from(move |query: WebhookDeliveryQuery| {
        if let Some(navigator) = &navigator {
            let to = Route::WebhookDeliveries { id };
            route_link::open(navigator, &to, &filter::pairs(&query));
        }
    });
    let trail = use_trail((id, query.state), query.cursor.as_deref());
    let loaded = use_load((id, query.clone()), |client, (id, query)| async move {
        let store = stores::collection().get(&client, id).await?.resource;
        let page = webhook_deliveries::list(&client, id, &query).await?;
        Ok((store, page))
    });
    let name = loaded.load.data().map(|both| both.0.name.clone());
    let busy = loaded.busy;
    let draw = {
        let (query, change, reload) = (query.clone(), change.clone(), loaded.reload.clone());
        Callback::from(move |both: Rc<Both>| {
            let (store, page) = &*both;
            if page.items.is_empty() {
                return nothing(store, &query);
            }
            let state = query.state;
            let go = change.reform(move |cursor| WebhookDeliveryQuery {
                state,
                cursor,
                ..WebhookDeliveryQuery::default()
            });
            html! {
                <>
                    <Rows both={Rc::clone(&both)} onresent={reload.clone()} />
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
    let name = name.as_deref().unwrap_or(t(Text::StoreLabel));
    page_section(html! {
        <>
            { breadcrumb_from(Route::Store { id }, name, t(Text::DeliveriesTitle)) }
            <PageTitle title={t(Text::DeliveriesTitle)}>
                <span class="pg-push-end">
                    <Button label={t(Text::RefreshAction)} icon={Icon::Redo} {busy} onclick={loaded.reload.reform(|_| ())} testid="refresh" />
                </span>
            </PageTitle>
            <p class="pg-lead">{ t(Text::DeliveriesText) }</p>
            <Card>
                <CardBody>
                    { state_filter(&query, &change) }
                    { load_view(&loaded, &draw) }
                </CardBody>
            </Card>
        </>
    })
}

fn state_filter(query: &WebhookDeliveryQuery, change: &Callback<WebhookDeliveryQuery>) -> Html {
    let any = [(AttrValue::Static(""), AttrValue::Static(t(Text::Any)))];
    let states =
        DELIVERY_STATES.map(|state| (spelling(&state).into(), t(delivery_state(state)).into()));
    let onchange = change.reform(|state: String| WebhookDeliveryQuery {
        state: word(&state),
        ..WebhookDeliveryQuery::default()
    });
    filter_form(
        Text::DeliveriesSearchLabel,
        false,
        html! {
            <>
                <SelectField
                    id="delivery-state"
                    label={t(Text::StateLabel)}
                    value={query.state.as_ref().map(spelling).unwrap_or_default()}
                    choices={any.into_iter().chain(states).collect::<Vec<_>>()}
                    {onchange}
                />
            </>
        },
    )
}

fn nothing(store: &Store, query: &WebhookDeliveryQuery) -> Html {
    if query.state.is_some() {
        return empty_state(
            Icon::Search,
            t(Text::SearchNoMatch),
            t(Text::SearchNoMatchText),
            "no-match",
            Html::default(),
        );
    }
    let (text, next) = if store.webhook_url.is_some() {
        (Text::DeliveriesNoneText, html! {})
    } else {
        let to = Route::EditStore { id: store.id };
        let next = html! { <NewLink {to} label={Text::EditAction} testid="set-webhook" /> };
        (Text::DeliveriesNowhereText, next)
    };
    empty_state(
        Icon::Bell,
        t(Text::DeliveriesNone),
        t(text),
        "no-deliveries",
        next,
    )
}
