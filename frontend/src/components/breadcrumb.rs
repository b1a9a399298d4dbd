//! The way from a list to one of its entries.

use patternfly_yew::prelude::Icon;
use yew::prelude::*;

use super::route_link::RouteLink;
use crate::i18n::{Text, t};
use crate::route::Route;

/// The way from a list, by its name, to one of its entries, which is this page.
pub(crate) fn breadcrumb(list: Route, label: Text, current: &str) -> Html {
    breadcrumb_from(list, t(label), current)
}

/// The way from a page, by its name, to one that belongs to it, which is this page.
pub(crate) fn breadcrumb_from(list: Route, label: &str, current: &str) -> Html {
    html! {
        <nav class="pf-v6-c-breadcrumb" aria-label={t(Text::BreadcrumbLabel)}>
            <ol class="pf-v6-c-breadcrumb__list" role="list">
                <li class="pf-v6-c-breadcrumb__item">
                    <RouteLink to={list} class="pf-v6-c-breadcrumb__link">{ label }</RouteLink>
                </li>
                <li class="pf-v6-c-breadcrumb__item">
                    <span class="pf-v6-c-breadcrumb__item-divider">{ Icon::AngleRight.as_html() }</span>
                    <span class="pf-v6-c-breadcrumb__link pf-m-current" aria-current="page">
                        { current }
                    </span>
                </li>
            </ol>
        </nav>
    }
}
