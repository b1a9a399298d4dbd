//! The whole console.

use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;
use yew_router::prelude::*;

use crate::api::Failure;
use crate::components::failure_notice::FailureNotice;
use crate::components::shell::Shell;
use crate::i18n::{Text, t};
use crate::language::{LanguageChoice, use_language};
use crate::pages::api_key_form::NewApiKeyPage;
use crate::pages::api_keys::ApiKeysPage;
use crate::pages::audit_log::AuditLogPage;
use crate::pages::business_unit::BusinessUnitPage;
use crate::pages::business_unit_form::{NewBusinessUnitPage, edit_business_unit_page};
use crate::pages::business_units::BusinessUnitsPage;
use crate::pages::buyer::BuyerPage;
use crate::pages::buyer_form::{NewBuyerPage, edit_buyer_page};
use crate::pages::buyers::BuyersPage;
use crate::pages::change_password::ChangePassword;
use crate::pages::companies::CompaniesPage;
use crate::pages::company::CompanyPage;
use crate::pages::company_form::{edit_company_page, new_company_page};
use crate::pages::connection::ConnectionPage;
use crate::pages::connection_form::{NewConnectionPage, edit_connection_page};
use crate::pages::connections::ConnectionsPage;
use crate::pages::credential_form::{EditCredentialPage, new_credential_page};
use crate::pages::not_found::not_found_page;
use crate::pages::password::PasswordPage;
use crate::pages::session::SessionPage;
use crate::pages::sessions::SessionsPage;
use crate::pages::settings::SettingsPage;
use crate::pages::sign_in::SignIn;
use crate::pages::sign_in_again::SignInAgain;
use crate::pages::store::StorePage;
use crate::pages::store_form::{NewStorePage, edit_store_page};
use crate::pages::stores::StoresPage;
use crate::pages::system::SystemPage;
use crate::pages::transaction::TransactionPage;
use crate::pages::transactions::TransactionsPage;
use crate::pages::user_form::{EditUserPage, NewUserPage};
use crate::pages::users::UsersPage;
use crate::route::Route;
use crate::session::{SessionProvider, SessionState, use_session};
use crate::theme::{Theme, use_theme};

/// The whole console.
#[component]
pub(crate) fn App() -> Html {
    let theme = use_theme();
    let language = use_language();
    // In another language, all but the session begins anew.
    let key = language.language.tag();
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
        SessionState::SignedIn(_) => signed_in(None),
        SessionState::Expired(me) => signed_in(Some(&me.name)),
    }
}

/// The console, and above it a form to sign in again where the session of this person has ended.
fn signed_in(ended: Option<&str>) -> Html {
    html! {
        <>
            <Shell><Switch<Route> render={page} /></Shell>
            if let Some(name) = ended {
                <SignInAgain email={name.to_owned()} />
            }
        </>
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
        Route::NewConnection => html! { <NewConnectionPage /> },
        Route::EditConnection { id } => edit_connection_page(id),
        Route::NewCredential { connection_id } => new_credential_page(connection_id),
        Route::EditCredential { connection_id, id } => {
            html! { <EditCredentialPage key={id.to_string()} {connection_id} {id} /> }
        }
        Route::Stores => html! { <StoresPage /> },
        Route::NewStore => html! { <NewStorePage /> },
        Route::Store { id } => html! { <StorePage key={id.to_string()} {id} /> },
        Route::EditStore { id } => edit_store_page(id),
        Route::Companies => html! { <CompaniesPage /> },
        Route::NewCompany => new_company_page(),
        Route::Company { id } => html! { <CompanyPage key={id.to_string()} {id} /> },
        Route::EditCompany { id } => edit_company_page(id),
        Route::BusinessUnits => html! { <BusinessUnitsPage /> },
        Route::NewBusinessUnit => html! { <NewBusinessUnitPage /> },
        Route::BusinessUnit { id } => html! { <BusinessUnitPage key={id.to_string()} {id} /> },
        Route::EditBusinessUnit { id } => edit_business_unit_page(id),
        Route::Buyers => html! { <BuyersPage /> },
        Route::NewBuyer => html! { <NewBuyerPage /> },
        Route::Buyer { id } => html! { <BuyerPage key={id.to_string()} {id} /> },
        Route::EditBuyer { id } => edit_buyer_page(id),
        Route::Sessions => html! { <SessionsPage /> },
        Route::Session { id } => html! { <SessionPage key={id.to_string()} {id} /> },
        Route::Transactions => html! { <TransactionsPage /> },
        Route::Transaction { id } => html! { <TransactionPage key={id.to_string()} {id} /> },
        Route::Users => html! { <UsersPage /> },
        Route::NewUser => html! { <NewUserPage /> },
        Route::EditUser { id } => html! { <EditUserPage key={id.to_string()} {id} /> },
        Route::ApiKeys => html! { <ApiKeysPage /> },
        Route::NewApiKey => html! { <NewApiKeyPage /> },
        Route::Settings => html! { <SettingsPage /> },
        Route::AuditLog => html! { <AuditLogPage /> },
        Route::System => html! { <SystemPage /> },
        Route::Password => html! { <PasswordPage /> },
        Route::NotFound => not_found_page(),
    }
}
