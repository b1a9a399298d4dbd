//! A group of a form's fields.

use yew::prelude::*;

/// Properties of [`FormSection`].
#[derive(PartialEq, Properties)]
pub(crate) struct FormSectionProperties {
    /// Its heading.
    pub(crate) title: AttrValue,
    /// Its fields.
    pub(crate) children: Html,
}

/// A group of a form's fields below a heading.
#[component]
pub(crate) fn FormSection(properties: &FormSectionProperties) -> Html {
    html! {
        <section class="pg-form-section">
            <h2 class="pf-v6-c-title pf-m-lg">{ &properties.title }</h2>
            { properties.children.clone() }
        </section>
    }
}
