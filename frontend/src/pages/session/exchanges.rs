//! The exchanges of a session.

use std::rc::Rc;

use api_types::page::{MAX_LIMIT, Page};
use api_types::transaction::{TransactionQuery, TransactionSummary};
use patternfly_yew::prelude::{Card, CardBody, CardTitle};
use uuid::Uuid;
use yew::prelude::*;

use crate::api::transactions;
use crate::components::load_view::load_view;
use crate::components::route_link::RouteLink;
use crate::i18n::{Text, t};
use crate::load::use_load;
use crate::pages::transactions::rows::Rows;
use crate::route::Route;

/// Properties of [`Exchanges`].
#[derive(PartialEq, Properties)]
pub(super) struct ExchangesProperties {
    /// Which session.
    pub(super) session_id: Uuid,
    /// Changes when they are to be read anew.
    pub(super) version: u32,
}

/// The exchanges of a session, newest first.
#[component]
pub(super) fn Exchanges(properties: &ExchangesProperties) -> Html {
    let id = properties.session_id;
    let loaded = use_load((id, properties.version), |client, (id, _)| async move {
        let query = TransactionQuery {
            session_id: Some(id),
            limit: Some(MAX_LIMIT),
            ..TransactionQuery::default()
        };
        transactions::list(&client, &query).await
    });
    let draw = Callback::from(move |page: Rc<Page<TransactionSummary>>| {
        if page.items.is_empty() {
            return html! { <p class="pg-subtle">{ t(Text::ExchangesNone) }</p> };
        }
        html! {
            <>
                <Rows page={Rc::clone(&page)} connections={Vec::new()} />
                if page.next_cursor.is_some() {
                    <RouteLink to={Route::Transactions} query={vec![("session_id", id.to_string())]}>
                        { t(Text::SessionTransactions) }
                    </RouteLink>
                }
            </>
        }
    });
    html! {
        <Card>
            <CardTitle component="h2">{ t(Text::ExchangesTitle) }</CardTitle>
            <CardBody>{ load_view(&loaded, &draw) }</CardBody>
        </Card>
    }
}
