//! A group of a form's fields.

use yew::prelude::*;

use crate::i18n::{Text, t};

/// A group of a form's fields below a heading.
pub(crate) fn form_section(title: Text, fields: Html) -> Html {
    html! {
        <section class="pg-form-section">
            <h2 class="pf-v6-c-title pf-m-lg">{ t(title) }</h2>
            { fields }
        </section>
    }
}
