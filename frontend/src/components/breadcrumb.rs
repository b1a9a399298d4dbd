//! The way from a list to one of its entries.

use patternfly_yew::prelude::Icon;
use yew::prelude::*;

use super::route_link::RouteLink;
use crate::i18n::{Text, t};
use crate::route::Route;

/// Properties of [`Breadcrumb`].
#[derive(PartialEq, Properties)]
pub(crate) struct BreadcrumbProperties {
    /// The list.
    pub(crate) to: Route,
    /// The list's name.
    pub(crate) label: AttrValue,
    /// The name of this page.
    pub(crate) current: AttrValue,
}

/// The way from a list to one of its entries.
#[component]
pub(crate) fn Breadcrumb(properties: &BreadcrumbProperties) -> Html {
    html! {
        <nav class="pf-v6-c-breadcrumb" aria-label={t(Text::BreadcrumbLabel)}>
            <ol class="pf-v6-c-breadcrumb__list" role="list">
                <li class="pf-v6-c-breadcrumb__item">
                    <RouteLink to={properties.to.clone()} class="pf-v6-c-breadcrumb__link">
                        { &properties.label }
                    </RouteLink>
                </li>
                <li class="pf-v6-c-breadcrumb__item">
                    <span class="pf-v6-c-breadcrumb__item-divider">{ Icon::AngleRight.as_html() }</span>
                    <span class="pf-v6-c-breadcrumb__link pf-m-current" aria-current="page">
                        { &properties.current }
                    </span>
                </li>
            </ol>
        </nav>
    }
}
