//! The document that a mapping is tried on.

use std::rc::Rc;

use api_types::transaction::Transaction;
use patternfly_yew::prelude::{Card, CardBody, CardTitle};
use uuid::Uuid;
use yew::prelude::*;

use crate::api::transactions;
use crate::components::code_view::CodeView;
use crate::components::load_view::load_view;
use crate::components::route_link::RouteLink;
use crate::i18n::{Text, t};
use crate::load::use_load;
use crate::route::Route;

/// Properties of [`Source`].
#[derive(PartialEq, Properties)]
pub(super) struct SourceProperties {
    /// Which entry of the log.
    pub(super) entry: Uuid,
}

/// What an entry of the log was asked: where a mapping finds its fields.
#[component]
pub(super) fn Source(properties: &SourceProperties) -> Html {
    let id = properties.entry;
    let loaded = use_load(id, |client, id| async move {
        transactions::get(&client, id).await
    });
    let draw = Callback::from(|entry: Rc<Transaction>| {
        let text = entry.request.body.text.clone().unwrap_or_default();
        html! {
            <CodeView {text} formatted=true label={t(Text::SourceTitle)} testid="source-document" />
        }
    });
    html! {
        <Card>
            <CardTitle component="h2">{ t(Text::SourceTitle) }</CardTitle>
            <CardBody>
                <p class="pg-lead"><RouteLink to={Route::Transaction { id }}>{ t(Text::TransactionTitle) }</RouteLink></p>
                { load_view(&loaded, &draw) }
            </CardBody>
        </Card>
    }
}
