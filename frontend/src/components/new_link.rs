//! A link to a form for something new.

use yew::prelude::*;

use super::route_link::{Query, RouteLink};
use crate::i18n::{Text, t};
use crate::route::Route;
use crate::session::use_may_write;

/// Properties of [`NewLink`].
#[derive(PartialEq, Properties)]
pub(crate) struct NewLinkProperties {
    /// The form.
    pub(crate) to: Route,
    /// What the form is asked for.
    #[prop_or_default]
    pub(crate) query: Query,
    /// What the link says.
    pub(crate) label: Text,
    /// Name for browser tests.
    pub(crate) testid: AttrValue,
}

/// A link to a form for something new, below a list within a page; nothing for who may not write.
#[component]
pub(crate) fn NewLink(properties: &NewLinkProperties) -> Html {
    if !use_may_write() {
        return html! {};
    }
    html! {
        <p class="pg-after">
            <RouteLink
                to={properties.to.clone()}
                query={properties.query.clone()}
                class="pf-v6-c-button pf-m-secondary"
                testid={properties.testid.clone()}
            >
                { t(properties.label) }
            </RouteLink>
        </p>
    }
}
