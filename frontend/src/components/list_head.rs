//! The head of a page with a list.

use yew::prelude::*;

use super::page_title::PageTitle;
use super::route_link::{Query, RouteLink};
use crate::i18n::{Text, t};
use crate::route::Route;
use crate::session::use_may_write;

/// Properties of [`ListHead`].
#[derive(PartialEq, Properties)]
pub(crate) struct ListHeadProperties {
    /// The list's name.
    pub(crate) title: Text,
    /// What it lists.
    pub(crate) text: Text,
    /// The form for a new entry.
    pub(crate) new: Route,
    /// What the form is asked for.
    #[prop_or_default]
    pub(crate) query: Query,
    /// What the link to the form says.
    pub(crate) new_label: Text,
}

/// The head of a page with a list: its heading, what it is, and the way to a new entry.
#[component]
pub(crate) fn ListHead(properties: &ListHeadProperties) -> Html {
    let may_write = use_may_write();
    html! {
        <>
            <PageTitle title={t(properties.title)}>
                if may_write {
                <span class="pg-push-end">
                    <RouteLink
                        to={properties.new.clone()}
                        query={properties.query.clone()}
                        class="pf-v6-c-button pf-m-primary"
                        testid="new"
                    >
                        { t(properties.new_label) }
                    </RouteLink>
                </span>
                }
            </PageTitle>
            <p class="pg-lead">{ t(properties.text) }</p>
        </>
    }
}
