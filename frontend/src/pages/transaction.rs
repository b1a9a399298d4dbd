//! One entry of the transaction log.

mod findings;
mod message;
mod neighbours;
mod summary;

use std::rc::Rc;

use api_types::transaction::{Transaction, TransactionError, TransactionStatus};
use patternfly_yew::prelude::AlertType;
use uuid::Uuid;
use yew::prelude::*;

pub(in crate::pages) use self::findings::findings_card;
use self::message::message_card;
use self::neighbours::neighbours;
use self::summary::summary;
use crate::api::transactions;
use crate::components::breadcrumb::breadcrumb;
use crate::components::load_view::load_view;
use crate::components::notice::Notice;
use crate::components::page_section::page_section;
use crate::components::page_title::PageTitle;
use crate::components::status_label;
use crate::i18n::{Text, api_language, fill, of_api, t};
use crate::load::use_load;
use crate::names;
use crate::route::Route;

/// Properties of [`TransactionPage`].
#[derive(PartialEq, Properties)]
pub(crate) struct TransactionPageProperties {
    /// Which entry.
    pub(crate) id: Uuid,
}

/// One entry of the transaction log: what went wrong first, then the facts, then both documents.
#[component]
pub(crate) fn TransactionPage(properties: &TransactionPageProperties) -> Html {
    let loaded = use_load(properties.id, |client, id| async move {
        transactions::get(&client, id).await
    });
    let transaction = loaded.load.data().cloned();
    let name = transaction
        .as_ref()
        .map_or(Text::TransactionTitle, |transaction| {
            names::transaction_type(transaction.transaction_type)
        });
    let reference = transaction
        .as_ref()
        .map_or(t(Text::TransactionTitle), |transaction| {
            &transaction.support_reference
        })
        .to_owned();
    let beside = transaction.as_ref().and_then(|transaction| {
        let session_id = transaction.session_id?;
        Some((session_id, transaction.previous_id, transaction.next_id))
    });
    page_section(html! {
        <>
            { breadcrumb(Route::Transactions, Text::TransactionsTitle, &reference) }
            <PageTitle title={t(name)}>
                if let Some(transaction) = transaction {
                    { status_label::transaction_status(transaction.status) }
                }
            </PageTitle>
            if let Some((session_id, previous, next)) = beside {
                { neighbours(session_id, previous, next) }
            }
            { load_view(&loaded, &Callback::from(body)) }
        </>
    })
}

fn body(transaction: Rc<Transaction>) -> Html {
    html! {
        <>
            if let Some(error) = &transaction.error {
                { what_went_wrong(error, transaction.status) }
            }
            { summary(&transaction) }
            { message_card(Text::RequestTitle, &transaction.request, "request") }
            if !transaction.findings.is_empty() {
                { findings_card(&transaction.findings, transaction.more_findings) }
            }
            { message_card(Text::ResponseTitle, &transaction.response, "response") }
        </>
    }
}

fn what_went_wrong(error: &TransactionError, status: TransactionStatus) -> Html {
    let severity = match status {
        TransactionStatus::Failed => AlertType::Danger,
        TransactionStatus::Refused | TransactionStatus::Ok => AlertType::Warning,
    };
    // In another language than the API's, what it says of this case stands below what the error is called.
    let named = of_api("error", &error.code);
    let title = named
        .map(str::to_owned)
        .or_else(|| error.text.clone())
        .unwrap_or_else(|| fill(Text::ErrorNamed, &[("code", &error.code)]));
    let text = error.text.as_ref().filter(|_| named.is_some());
    let advice = of_api("error_advice", &error.code);
    html! {
        <Notice {severity} {title} testid="transaction-error">
            if let Some(text) = text {
                <p lang={api_language()}>{ text }</p>
            }
            if let Some(advice) = advice {
                <p data-testid="advice">{ advice }</p>
            } else if let Some(advice) = &error.advice {
                <p lang={api_language()} data-testid="advice">{ advice }</p>
            }
            <p class="pg-subtle">{ t(Text::ErrorCodeLabel) }{ " " }<code>{ &error.code }</code></p>
        </Notice>
    }
}
