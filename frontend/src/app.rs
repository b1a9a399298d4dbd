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
use crate::pages::sign_in::SignIn;
use crate::pages::sign_in_again::SignInAgain;
use crate::route::Route;
use crate::session::{SessionProvider, SessionState, use_session};
use crate::theme::{Theme, use_theme};

/// What draws a page of the part of the console that runs.
type Page = fn(Route) -> Html;

/// Properties of [`App`].
#[derive(Properties)]
pub(crate) struct AppProperties {
    /// What draws the pages.
    pub(crate) page: Page,
}

impl PartialEq for AppProperties {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::fn_addr_eq(self.page, other.page)
    }
}

/// The whole of a part of the console.
#[component]
pub(crate) fn App(properties: &AppProperties) -> Html {
    let page = properties.page;
    let theme = use_theme();
    let language = use_language();
    // In another language, all but the session begins anew.
    let key = language.language.tag();
    html! {
        <ContextProvider<(Theme, Callback<Theme>)> context={theme}>
            <ContextProvider<LanguageChoice> context={language}>
                <SessionProvider>
                    <BrowserRouter {key}><Console {page} /></BrowserRouter>
                </SessionProvider>
            </ContextProvider<LanguageChoice>>
        </ContextProvider<(Theme, Callback<Theme>)>>
    }
}

/// What the person sees, by where they stand. Signing in has no address: the page that was asked for is there when it is done.
#[component]
fn Console(AppProperties { page }: &AppProperties) -> Html {
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
        SessionState::SignedIn(_) => signed_in(*page, None),
        SessionState::Expired(me) => signed_in(*page, Some(&me.name)),
    }
}

/// The console, and above it a form to sign in again where the session of this person has ended.
fn signed_in(page: Page, ended: Option<&str>) -> Html {
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
