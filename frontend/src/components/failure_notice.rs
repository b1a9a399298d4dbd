//! A failure, told to a person.

use api_types::problem::FieldError;
use patternfly_yew::prelude::AlertType;
use yew::prelude::*;

use super::button::{Button, Look};
use super::notice::Notice;
use crate::api::Failure;
use crate::form::errors::words;
use crate::i18n::{Text, api_language, fill, t};

/// Properties of [`FailureNotice`].
#[derive(PartialEq, Properties)]
pub(crate) struct FailureNoticeProperties {
    /// What happened.
    pub(crate) failure: Failure,
    /// How to try again, where that makes sense.
    #[prop_or_default]
    pub(crate) retry: Option<Callback<()>>,
    /// Whether older data is shown beside it.
    #[prop_or_default]
    pub(crate) stale: bool,
}

/// A failure, told to a person, with the request's id to name to the operator.
#[component]
pub(crate) fn FailureNotice(properties: &FailureNoticeProperties) -> Html {
    let failure = &properties.failure;
    // What the person can put right needs no operator.
    let request = failure
        .problem()
        .filter(|problem| problem.status >= 500)
        .map(|problem| problem.request_id.as_str())
        .filter(|id| !id.is_empty());
    let detail = failure.detail();
    // What is about no field in particular may be told already; what is about one is told with it, and once.
    let is_told = |message: &str| detail.as_ref().is_some_and(|told| told.contains(message));
    let all = failure.field_errors();
    let (named, others): (Vec<_>, Vec<_>) = all.iter().partition(|error| !error.pointer.is_empty());
    let repeats = named.iter().any(|error| is_told(&error.message));
    let others = others.into_iter().filter(|error| !is_told(&error.message));
    let errors: Vec<_> = named.iter().copied().chain(others).collect();
    let detail = detail.clone().filter(|_| !repeats);
    let action = properties.retry.clone().map(|retry| {
        html! {
            <Button
                label={t(Text::RetryAction)}
                look={Look::Link}
                onclick={retry.reform(|_| ())}
                testid="retry"
            />
        }
    });
    let severity = if properties.stale {
        AlertType::Warning
    } else {
        AlertType::Danger
    };
    html! {
        <Notice {severity} title={failure.title()} {action} announce=true testid="failure">
            if let Some(detail) = detail {
                <p>{ detail }</p>
            }
            if !errors.is_empty() {
                <ul class="pf-v6-c-list">
                    { for errors.into_iter().map(|error| html! {
                        <li>
                            if !error.pointer.is_empty() {
                                <code>{ &error.pointer }</code>{ " " }
                            }
                            { message(error) }
                        </li>
                    }) }
                </ul>
            }
            if properties.stale {
                <p>{ t(Text::FailureStale) }</p>
            }
            if let Some(id) = request {
                <p class="pg-subtle">{ fill(Text::FailureRequest, &[("id", id)]) }</p>
            }
        </Notice>
    }
}

/// What is wrong with a field: in the person's language, and as the API says it, which is more exact.
fn message(error: &FieldError) -> Html {
    let Some(original) = api_language() else {
        return html! { &error.message };
    };
    let words = words(error);
    html! {
        <>
            if !words.trim_end_matches('.').eq_ignore_ascii_case(error.message.trim_end_matches('.')) {
                { words }{ " " }
            }
            <span lang={original} class="pg-subtle">{ &error.message }</span>
        </>
    }
}
