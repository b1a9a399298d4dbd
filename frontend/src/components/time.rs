//! A point in time.

use api_types::scalar::Timestamp;
use yew::prelude::*;

use crate::format;

/// Properties of [`Time`].
#[derive(PartialEq, Properties)]
pub(crate) struct TimeProperties {
    /// When.
    pub(crate) at: Timestamp,
    /// Whether it is shown to the millisecond.
    #[prop_or_default]
    pub(crate) exact: bool,
    /// Whether it is shown as the time that has passed since.
    #[prop_or_default]
    pub(crate) ago: bool,
}

/// A point in time in the person's manner and zone; pointing at it shows the UTC time of the API.
#[component]
pub(crate) fn Time(properties: &TimeProperties) -> Html {
    let TimeProperties { at, exact, ago } = properties;
    let shown = if *ago {
        format::time_ago(at)
    } else if *exact {
        format::exact_date_time(at)
    } else {
        format::date_time(at)
    };
    html! { <time datetime={at.0.clone()} title={at.0.clone()}>{ shown }</time> }
}
