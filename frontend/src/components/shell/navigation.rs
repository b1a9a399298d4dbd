//! The way to the pages.

use api_types::api_key::Scope;
use yew::prelude::*;

use crate::components::route_link::RouteLink;
use crate::i18n::{Text, t};
use crate::route::Route;
use crate::session::use_session;

/// A page that the navigation leads to: its name, and its name for browser tests.
type Entry = (Route, Text, &'static str);

/// What everybody sees.
const PAGES: [Entry; 11] = [
    (Route::Home, Text::DashboardTitle, "nav-dashboard"),
    (
        Route::Connections,
        Text::ConnectionsTitle,
        "nav-connections",
    ),
    (Route::Sessions, Text::SessionsTitle, "nav-sessions"),
    (
        Route::Transactions,
        Text::TransactionsTitle,
        "nav-transactions",
    ),
    (Route::Stores, Text::StoresLabel, "nav-stores"),
    (Route::Companies, Text::CompaniesTitle, "nav-companies"),
    (Route::BusinessUnits, Text::UnitsTitle, "nav-units"),
    (Route::Buyers, Text::BuyersTitle, "nav-buyers"),
    (
        Route::MappingProfiles,
        Text::MappingProfilesTitle,
        "nav-mapping-profiles",
    ),
    (Route::Import, Text::ImportTitle, "nav-import"),
    (Route::Roles, Text::RolesTitle, "nav-roles"),
];

/// What administrators see.
const ADMINISTRATION: [Entry; 5] = [
    (Route::Users, Text::UsersTitle, "nav-users"),
    (Route::ApiKeys, Text::KeysTitle, "nav-api-keys"),
    (Route::Settings, Text::SettingsTitle, "nav-settings"),
    (Route::AuditLog, Text::AuditTitle, "nav-audit-log"),
    (Route::System, Text::SystemTitle, "nav-system"),
];

/// Properties of [`Navigation`].
#[derive(PartialEq, Properties)]
pub(super) struct NavigationProperties {
    /// The entry that is open, or that the open page belongs to.
    pub(super) current: Option<Route>,
    /// Told when a page is opened.
    pub(super) onopen: Callback<()>,
}

/// The way to the pages.
#[component]
pub(super) fn Navigation(properties: &NavigationProperties) -> Html {
    let is_admin = use_session().is_some_and(|session| session.may(Scope::Admin));
    html! {
        <nav class="pf-v6-c-nav" aria-label={t(Text::NavigationLabel)}>
            <ul class="pf-v6-c-nav__list" role="list">{ for PAGES.iter().map(|entry| link(properties, entry)) }</ul>
            if is_admin {
                <section class="pf-v6-c-nav__section" aria-labelledby="nav-administration">
                    <h2 id="nav-administration" class="pf-v6-c-nav__section-title">{ t(Text::AdministrationTitle) }</h2>
                    <ul class="pf-v6-c-nav__list" role="list">
                        { for ADMINISTRATION.iter().map(|entry| link(properties, entry)) }
                    </ul>
                </section>
            }
        </nav>
    }
}

fn link(properties: &NavigationProperties, (route, name, testid): &Entry) -> Html {
    let current = properties.current.as_ref() == Some(route);
    html! {
        <li class="pf-v6-c-nav__item">
            <RouteLink
                to={route.clone()}
                class={classes!("pf-v6-c-nav__link", current.then_some("pf-m-current"))}
                {current}
                onclick={properties.onopen.clone()}
                testid={*testid}
            >
                <span class="pf-v6-c-nav__link-text">{ t(*name) }</span>
            </RouteLink>
        </li>
    }
}
