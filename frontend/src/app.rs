//! The whole console.

use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;
use yew_router::prelude::*;

use crate::api::Failure;
use crate::components::failure_notice::FailureNotice;
use crate::components::shell::Shell;
use crate::i18n::{Text, t};
use crate::language::{LanguageChoice, use_language};
use crate::pages::change_password::ChangePassword;
use crate::pages::connection::ConnectionPage;
use crate::pages::connections::ConnectionsPage;
use crate::pages::not_found::NotFoundPage;
use crate::pages::sign_in::SignIn;
use crate::pages::transaction::TransactionPage;
use crate::pages::transactions::TransactionsPage;
use crate::route::Route;
use crate::session::{SessionProvider, SessionState, use_session};
use crate::theme::{Theme, use_theme};

/// The whole console.
#[component]
pub(crate) fn App() -> Html {
    let theme = use_theme();
    let language = use_language();
    // In another language, all but the session begins anew.
    let key = language.0.tag();
    html! {
        <ContextProvider<(Theme, Callback<Theme>)> context={theme}>
            <ContextProvider<LanguageChoice> context={language}>
                <SessionProvider>
                    <BrowserRouter {key}><Console /></BrowserRouter>
                </SessionProvider>
            </ContextProvider<LanguageChoice>>
        </ContextProvider<(Theme, Callback<Theme>)>>
    }
}

/// What the person sees, by where they stand. Signing in has no address: the page that was asked for is there when it is done.
#[component]
fn Console() -> Html {
    let Some(session) = use_session() else {
        return html! {};
    };
    match &session.state {
        SessionState::Starting => html! {
            <div class="pg-centre" role="status" data-testid="starting">
                <svg class="pf-v6-c-spinner pf-m-xl" viewBox="0 0 100 100" aria-hidden="true">
                    <circle class="pf-v6-c-spinner__path" cx="50" cy="50" r="45" fill="none" />
                </svg>
                <span class="pf-v6-screen-reader">{ t(Text::Loading) }</span>
            </div>
        },
        SessionState::Unknown(failure) => {
            let session = session.clone();
            let retry = Callback::from(move |()| {
                let session = session.clone();
                spawn_local(async move { session.start().await });
            });
            unknown(failure, retry)
        }
        SessionState::SignedOut { expired } => html! { <SignIn expired={*expired} /> },
        SessionState::PasswordChange => html! { <ChangePassword /> },
        SessionState::SignedIn(_) => html! {
            <Shell><Switch<Route> render={page} /></Shell>
        },
    }
}

fn unknown(failure: &Failure, retry: Callback<()>) -> Html {
    html! {
        <main class="pg-centre"><FailureNotice failure={failure.clone()} {retry} /></main>
    }
}

fn page(route: Route) -> Html {
    match route {
        Route::Home | Route::Connections => html! { <ConnectionsPage /> },
        Route::Connection { id } => html! { <ConnectionPage key={id.to_string()} {id} /> },
        Route::Transactions => html! { <TransactionsPage /> },
        Route::Transaction { id } => html! { <TransactionPage key={id.to_string()} {id} /> },
        Route::NotFound => html! { <NotFoundPage /> },
    }
}
