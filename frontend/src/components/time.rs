//! A point in time.

use api_types::scalar::Timestamp;
use yew::prelude::*;

use crate::format;

/// How exactly a point in time is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Precision {
    /// As the time that has passed since.
    Ago,
    /// Date and time of day.
    Minute,
    /// With seconds.
    Second,
    /// With milliseconds and the time zone.
    Millisecond,
}

/// A point in time in the person's manner and zone; pointing at it shows the UTC time of the API.
pub(crate) fn time(at: &Timestamp, precision: Precision) -> Html {
    let shown = match precision {
        Precision::Ago => format::time_ago(at),
        Precision::Minute => format::date_time(at, "short"),
        Precision::Second => format::date_time(at, "medium"),
        Precision::Millisecond => format::exact_date_time(at),
    };
    html! { <time datetime={at.0.clone()} title={at.0.clone()}>{ shown }</time> }
}
