//! The body of a page.

use yew::prelude::*;

/// Properties of [`PageSection`].
#[derive(PartialEq, Properties)]
pub(crate) struct PageSectionProperties {
    /// Its content.
    pub(crate) children: Html,
}

/// The body of a page, below its heading.
#[component]
pub(crate) fn PageSection(properties: &PageSectionProperties) -> Html {
    html! {
        <section class="pf-v6-c-page__main-section pf-m-limit-width">
            <div class="pf-v6-c-page__main-body pg-page">{ properties.children.clone() }</div>
        </section>
    }
}
