//! What is wrong with a form, at its top.

use patternfly_yew::prelude::AlertType;
use yew::prelude::*;

use super::attention::Attention;
use super::notice::Notice;
use crate::api::Failure;
use crate::browser;
use crate::form::Refusal;
use crate::i18n::{Text, t};

/// A line of the summary, and the id of the field that it leads to.
pub(crate) type Line = (String, Option<String>);

/// Properties of [`FormSummary`].
#[derive(PartialEq, Properties)]
pub(crate) struct FormSummaryProperties {
    /// Why the form was not saved.
    pub(crate) refusal: Refusal,
    /// What is wrong, field by field.
    pub(crate) lines: Vec<Line>,
    /// Number of the attempt: each moves the focus here.
    pub(crate) attempt: u32,
}

/// What is wrong with a form. It takes the focus after each attempt, and leads to the fields.
#[component]
pub(crate) fn FormSummary(properties: &FormSummaryProperties) -> Html {
    let (title, detail) = match &properties.refusal {
        Refusal::Fields(_) => (t(Text::FormInvalid).to_owned(), None),
        Refusal::Failure(failure) if !properties.lines.is_empty() => (in_fields(failure), None),
        Refusal::Failure(failure) => (failure.title(), failure.detail()),
    };
    html! {
        <Attention occasion={properties.attempt} testid="form-summary">
            <Notice severity={AlertType::Danger} {title} announce=true>
                if let Some(detail) = detail {
                    <p>{ detail }</p>
                }
                if !properties.lines.is_empty() {
                    <ul class="pf-v6-c-list">
                        { for properties.lines.iter().map(line) }
                    </ul>
                }
            </Notice>
        </Attention>
    }
}

/// A refusal for its fields is named after them, any other after itself.
fn in_fields(failure: &Failure) -> String {
    if failure.status() == Some(422) {
        t(Text::FormInvalid).to_owned()
    } else {
        failure.title()
    }
}

fn line((text, field): &Line) -> Html {
    let Some(field) = field else {
        return html! { <li>{ text }</li> };
    };
    let onclick = {
        let selector = format!("[id=\"{field}\"]");
        Callback::from(move |event: MouseEvent| {
            // Addresses are relative to the console's root, not to this page.
            event.prevent_default();
            browser::focus(&selector);
        })
    };
    html! { <li><a href={format!("#{field}")} {onclick}>{ text }</a></li> }
}
