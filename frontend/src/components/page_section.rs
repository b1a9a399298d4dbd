//! The body of a page.

use yew::prelude::*;

/// The body of a page, below its heading.
pub(crate) fn page_section(content: Html) -> Html {
    html! {
        <section class="pf-v6-c-page__main-section pf-m-limit-width">
            <div class="pf-v6-c-page__main-body pg-page">{ content }</div>
        </section>
    }
}
