//! The frame around every page.

mod account_menu;
mod language_switch;
mod navigation;
mod theme_switch;

use patternfly_yew::prelude::Icon;
use yew::prelude::*;
use yew_router::prelude::*;

use self::account_menu::AccountMenu;
use self::navigation::Navigation;
use super::button::{Button, Look};
use super::route_link::RouteLink;
use crate::browser;
use crate::i18n::{Text, t};
use crate::route::Route;

pub(crate) use self::language_switch::LanguageSwitch;
pub(crate) use self::theme_switch::ThemeSwitch;

/// From this width on, the navigation stands beside the page instead of above it.
const WIDE: &str = "(min-width: 75rem)";

/// Properties of [`Shell`].
#[derive(PartialEq, Properties)]
pub(crate) struct ShellProperties {
    /// The page.
    pub(crate) children: Html,
}

/// The frame around every page: masthead, navigation, and a link that skips both.
#[component]
pub(crate) fn Shell(properties: &ShellProperties) -> Html {
    let open = use_state_eq(|| browser::media_matches(WIDE));
    let route = use_route::<Route>();
    let toggle = {
        let open = open.clone();
        Callback::from(move |_| open.set(!*open))
    };
    let close_above_page = {
        let open = open.setter();
        Callback::from(move |()| {
            if !browser::media_matches(WIDE) {
                open.set(false);
            }
        })
    };
    let skip = Callback::from(|event: MouseEvent| {
        // Addresses are relative to the console's root, not to this page.
        event.prevent_default();
        browser::focus("main");
    });
    html! {
        <div class="pf-v6-c-page">
            <div class="pf-v6-c-skip-to-content">
                <a class="pf-v6-c-button pf-m-primary" href="#main" onclick={skip} data-testid="skip-link">
                    { t(Text::SkipToContent) }
                </a>
            </div>
            <header class="pf-v6-c-masthead pf-m-display-inline">
                <div class="pf-v6-c-masthead__main">
                    <span class="pf-v6-c-masthead__toggle">
                        <Button
                            label={t(Text::NavigationToggle)}
                            look={Look::Plain}
                            icon={Icon::Bars}
                            expanded={*open}
                            controls="navigation"
                            onclick={toggle}
                            testid="navigation-toggle"
                        />
                    </span>
                    <div class="pf-v6-c-masthead__brand">
                        <RouteLink to={Route::Home} class="pf-v6-c-masthead__logo pg-brand" testid="home">
                            <span class="pg-logo" aria-hidden="true" />
                            <span>{ t(Text::AppName) }</span>
                        </RouteLink>
                    </div>
                </div>
                <div class="pf-v6-c-masthead__content pg-masthead-tools"><AccountMenu /></div>
            </header>
            <div
                id="navigation"
                class={classes!("pf-v6-c-page__sidebar", if *open { "pf-m-expanded" } else { "pf-m-collapsed" })}
                hidden={!*open}
            >
                <div class="pf-v6-c-page__sidebar-main">
                    <div class="pf-v6-c-page__sidebar-body">
                        <Navigation current={route.and_then(|route| route.section())} onopen={close_above_page} />
                    </div>
                </div>
            </div>
            <div class="pf-v6-c-page__main-container pf-m-fill">
                <main id="main" class="pf-v6-c-page__main" tabindex="-1">{ properties.children.clone() }</main>
            </div>
        </div>
    }
}
