//! The pages of every day.

use yew::prelude::*;

use crate::pages::connection::ConnectionPage;
use crate::pages::connection_form::{NewConnectionPage, edit_connection_page};
use crate::pages::connections::ConnectionsPage;
use crate::pages::credential_form::{CredentialPage, new_credential_page};
use crate::pages::dashboard::DashboardPage;
use crate::pages::not_found::not_found_page;
use crate::pages::session::SessionPage;
use crate::pages::sessions::SessionsPage;
use crate::pages::transaction::TransactionPage;
use crate::pages::transactions::TransactionsPage;
use crate::route::Route;

/// Draws a page; those of the other parts are not here.
pub(crate) fn page(route: Route) -> Html {
    match route {
        Route::Home => html! { <DashboardPage /> },
        Route::Connections => html! { <ConnectionsPage /> },
        Route::Connection { id } => html! { <ConnectionPage key={id.to_string()} {id} /> },
        Route::NewConnection => html! { <NewConnectionPage /> },
        Route::EditConnection { id } => edit_connection_page(id),
        Route::NewCredential { connection_id } => new_credential_page(connection_id),
        Route::EditCredential { connection_id, id } => {
            html! { <CredentialPage key={id.to_string()} {connection_id} {id} /> }
        }
        Route::Sessions => html! { <SessionsPage /> },
        Route::Session { id } => html! { <SessionPage key={id.to_string()} {id} /> },
        Route::Transactions => html! { <TransactionsPage /> },
        Route::Transaction { id } => html! { <TransactionPage key={id.to_string()} {id} /> },
        _ => not_found_page(),
    }
}
