//! The way to the pages.

use yew::prelude::*;

use crate::components::route_link::RouteLink;
use crate::i18n::{Text, t};
use crate::route::Route;

/// The pages that the navigation leads to, and their names.
fn entries() -> [(Route, Text, &'static str); 6] {
    [
        (
            Route::Connections,
            Text::ConnectionsTitle,
            "nav-connections",
        ),
        (Route::Stores, Text::StoresLabel, "nav-stores"),
        (Route::Companies, Text::CompaniesTitle, "nav-companies"),
        (Route::BusinessUnits, Text::UnitsTitle, "nav-units"),
        (Route::Buyers, Text::BuyersTitle, "nav-buyers"),
        (
            Route::Transactions,
            Text::TransactionsTitle,
            "nav-transactions",
        ),
    ]
}

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
    html! {
        <nav class="pf-v6-c-nav" aria-label={t(Text::NavigationLabel)}>
            <ul class="pf-v6-c-nav__list" role="list">
                { for entries().into_iter().map(|(route, name, testid)| {
                    let current = properties.current.as_ref() == Some(&route);
                    html! {
                        <li class="pf-v6-c-nav__item">
                            <RouteLink
                                to={route}
                                class={classes!("pf-v6-c-nav__link", current.then_some("pf-m-current"))}
                                {current}
                                onclick={properties.onopen.clone()}
                                {testid}
                            >
                                <span class="pf-v6-c-nav__link-text">{ t(name) }</span>
                            </RouteLink>
                        </li>
                    }
                }) }
            </ul>
        </nav>
    }
}
