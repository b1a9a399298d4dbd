//! What is around the filters of a list.

use yew::prelude::*;

use crate::i18n::{Text, t};

/// The frame of a list's filters. What is chosen acts at once, so that nothing is sent.
pub(crate) fn filter_form(label: Text, hidden: bool, filters: Html) -> Html {
    html! {
        <form
            class="pf-v6-c-form pg-filters pg-open"
            role="search"
            aria-label={t(label)}
            onsubmit={|event: SubmitEvent| event.prevent_default()}
            {hidden}
        >
            { filters }
        </form>
    }
}
