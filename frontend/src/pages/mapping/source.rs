//! The document that a mapping is tried on.

use api_types::transaction::Transaction;
use patternfly_yew::prelude::{Card, CardBody, CardTitle};
use yew::prelude::*;

use crate::components::code_view::CodeView;
use crate::components::route_link::RouteLink;
use crate::i18n::{Text, t};
use crate::route::Route;

/// What an entry of the log was asked: where a mapping finds its fields.
pub(super) fn source(entry: &Transaction) -> Html {
    html! {
        <Card>
            <CardTitle component="h2">{ t(Text::SourceTitle) }</CardTitle>
            <CardBody>
                <p class="pg-lead"><RouteLink to={Route::Transaction { id: entry.id }}>{ t(Text::TransactionTitle) }</RouteLink></p>
                <CodeView text={text_of(entry)} formatted=true label={t(Text::SourceTitle)} testid="source-document" />
            </CardBody>
        </Card>
    }
}

/// What the entry was asked, as far as it is kept.
pub(super) fn text_of(entry: &Transaction) -> String {
    entry.request.body.text.clone().unwrap_or_default()
}
