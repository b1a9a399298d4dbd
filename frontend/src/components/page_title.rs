//! The heading of a page.

use std::cell::Cell;

use yew::prelude::*;

use crate::browser;
use crate::i18n::{Text, fill};

thread_local! {
    /// Whether a page was shown before this one. The first keeps the focus where the browser puts it, so that the skip link comes first.
    static SHOWN_BEFORE: Cell<bool> = const { Cell::new(false) };
}

/// Properties of [`PageTitle`].
#[derive(PartialEq, Properties)]
pub(crate) struct PageTitleProperties {
    /// The page's name.
    pub(crate) title: AttrValue,
    /// What stands beside it, such as a label.
    #[prop_or_default]
    pub(crate) children: Html,
}

/// The heading of a page. It names the browser's tab and takes the focus when the page is opened from another, so that screen readers
/// say where the person is now.
#[component]
pub(crate) fn PageTitle(properties: &PageTitleProperties) -> Html {
    let is_first = use_page_name(properties.title.clone());
    use_effect_with((), move |()| {
        if !is_first {
            browser::focus("h1");
        }
    });
    html! {
        <div class="pg-page-title">
            <h1 class="pf-v6-c-title pf-m-2xl" tabindex="-1" data-testid="page-title">
                { &properties.title }
            </h1>
            { properties.children.clone() }
        </div>
    }
}

/// Names the browser's tab after a page. Answers whether no page was shown before it.
#[hook]
pub(crate) fn use_page_name(name: AttrValue) -> bool {
    use_effect_with(name, |name| {
        if let Some(document) = browser::document() {
            document.set_title(&fill(Text::PageTitle, &[("page", name)]));
        }
    });
    *use_memo((), |()| !SHOWN_BEFORE.replace(true))
}
