//! The page for addresses without a page.

use patternfly_yew::prelude::Icon;
use yew::prelude::*;

use crate::components::empty_state::EmptyState;
use crate::components::page_section::PageSection;
use crate::components::page_title::PageTitle;
use crate::components::route_link::RouteLink;
use crate::i18n::{Text, t};
use crate::route::Route;

/// The page for addresses without a page.
#[component]
pub(crate) fn NotFoundPage() -> Html {
    html! {
        <PageSection>
            <PageTitle title={t(Text::PageNotFoundTitle)} />
            <EmptyState
                icon={Icon::Search}
                title={t(Text::PageNotFoundHeading)}
                text={t(Text::PageNotFoundText)}
                testid="page-not-found"
            >
                <RouteLink to={Route::Home} class="pf-v6-c-button pf-m-primary">
                    { t(Text::HomeAction) }
                </RouteLink>
            </EmptyState>
        </PageSection>
    }
}
