//! The page for addresses without a page.

use patternfly_yew::prelude::Icon;
use yew::prelude::*;

use crate::components::empty_state::empty_state;
use crate::components::page_section::page_section;
use crate::components::page_title::PageTitle;
use crate::components::route_link::RouteLink;
use crate::i18n::{Text, t};
use crate::route::Route;

/// The page for addresses without a page.
pub(crate) fn not_found_page() -> Html {
    page_section(html! {
        <>
            <PageTitle title={t(Text::PageNotFoundTitle)} />
            { empty_state(Icon::Search, t(Text::PageNotFoundHeading), t(Text::PageNotFoundText), "page-not-found", html! {
                <RouteLink to={Route::Home} class="pf-v6-c-button pf-m-primary">
                    { t(Text::HomeAction) }
                </RouteLink>
            }) }
        </>
    })
}
