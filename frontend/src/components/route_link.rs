//! A link to a page of the console.

use wasm_bindgen::UnwrapThrowExt;
use yew::prelude::*;
use yew_router::prelude::*;

use crate::api::pages::query_string;
use crate::route::Route;
use crate::{browser, parts, unsaved};

/// Names and values after the question mark.
pub(crate) type Query = Vec<(&'static str, String)>;

/// Properties of [`RouteLink`].
#[derive(PartialEq, Properties)]
pub(crate) struct RouteLinkProperties {
    /// The page.
    pub(crate) to: Route,
    /// What the page is asked for.
    #[prop_or_default]
    pub(crate) query: Query,
    /// Style classes.
    #[prop_or_default]
    pub(crate) class: Classes,
    /// Whether this is the page that is open.
    #[prop_or_default]
    pub(crate) current: bool,
    /// What happens beside opening the page.
    #[prop_or_default]
    pub(crate) onclick: Callback<()>,
    /// Name for browser tests.
    #[prop_or_default]
    pub(crate) testid: Option<AttrValue>,
    /// What it says.
    pub(crate) children: Html,
}

/// A link to a page of the console. A real link: it can be opened in another tab and copied.
#[component]
pub(crate) fn RouteLink(properties: &RouteLinkProperties) -> Html {
    let navigator = use_navigator().expect_throw("links stand within the router");
    let href = address(&navigator, &properties.to, &properties.query);
    let onclick = {
        let to = properties.to.clone();
        let query = properties.query.clone();
        let onclick = properties.onclick.clone();
        Callback::from(move |event: MouseEvent| {
            if event.meta_key() || event.ctrl_key() || event.shift_key() || event.alt_key() {
                return;
            }
            event.prevent_default();
            open(&navigator, &to, &query);
            onclick.emit(());
        })
    };
    html! {
        <a
            {href}
            class={properties.class.clone()}
            aria-current={properties.current.then_some("page")}
            data-testid={properties.testid.clone()}
            {onclick}
        >
            { properties.children.clone() }
        </a>
    }
}

/// Opens a page, unless something would be lost that the person wants to keep.
pub(crate) fn open(navigator: &Navigator, to: &Route, query: &Query) {
    let (navigator, to, query) = (navigator.clone(), to.clone(), query.clone());
    unsaved::leave(move || go(&navigator, &to, &query));
}

/// Opens a page without asking: what was typed is saved, or to be forgotten.
pub(crate) fn go(navigator: &Navigator, to: &Route, query: &Query) {
    if to.part().is_some_and(|part| part != parts::running()) {
        unsaved::forget();
        browser::visit(&address(navigator, to, query));
    } else if query.is_empty() {
        navigator.push(to);
    } else {
        // Pairs of texts can always be written.
        let _ = navigator.push_with_query(to, query);
    }
}

fn address(navigator: &Navigator, to: &Route, query: &Query) -> String {
    let base = navigator.basename().unwrap_or_default();
    let path = to.to_path();
    match query_string(query).as_str() {
        "" => format!("{base}{path}"),
        query => format!("{base}{path}?{query}"),
    }
}
