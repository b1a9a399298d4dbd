//! The search in a list.

use yew::prelude::*;
use yew_router::prelude::*;

use super::text_field::TextField;
use crate::i18n::{Text, t};
use crate::route::Route;

/// Properties of [`SearchForm`].
#[derive(PartialEq, Properties)]
pub(crate) struct SearchFormProperties {
    /// The field's id, unique in the page; also its name for browser tests.
    pub(crate) id: AttrValue,
    /// The page with the list.
    pub(crate) page: Route,
    /// What is searched for.
    pub(crate) q: String,
}

/// The search in a list: what is searched for is `q` in the page's address.
#[component]
pub(crate) fn SearchForm(properties: &SearchFormProperties) -> Html {
    let navigator = use_navigator();
    let oninput = {
        let page = properties.page.clone();
        Callback::from(move |q: String| {
            if let Some(navigator) = &navigator {
                let query: Vec<_> = Some(("q", q))
                    .filter(|(_, q)| !q.is_empty())
                    .into_iter()
                    .collect();
                // Each letter of a search would be a step back otherwise.
                let _ = navigator.replace_with_query(&page, query);
            }
        })
    };
    html! {
        <form
            class="pf-v6-c-form pg-filters pg-open"
            role="search"
            aria-label={t(Text::SearchAction)}
            onsubmit={|event: SubmitEvent| event.prevent_default()}
        >
            <TextField
                id={properties.id.clone()}
                label={t(Text::SearchAction)}
                kind="search"
                value={properties.q.clone()}
                {oninput}
            />
        </form>
    }
}
