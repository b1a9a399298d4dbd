//! Choosing entries of the log.

use api_types::problem::FieldError;
use api_types::scalar::Timestamp;
use api_types::transaction::TransactionQuery;
use patternfly_yew::prelude::Icon;
use yew::prelude::*;

use super::filter::count;
use crate::choices::{self, Choices};
use crate::components::button::{Button, Look};
use crate::components::select_field::SelectField;
use crate::components::text_field::TextField;
use crate::form::errors::message_at;
use crate::format;
use crate::i18n::{Text, fill, t};
use crate::names::{
    TRANSACTION_STATUSES, TRANSACTION_TYPES, spelling, transaction_status, transaction_type, word,
};

/// In seconds.
const DAY: u32 = 86_400;

/// Ranges that end now, in seconds.
const RANGES: [(u32, Text, &str); 3] = [
    (3_600, Text::RangeHour, "range-hour"),
    (DAY, Text::RangeDay, "range-day"),
    (604_800, Text::RangeWeek, "range-week"),
];

/// Properties of [`FilterForm`].
#[derive(PartialEq, Properties)]
pub(super) struct FilterFormProperties {
    /// What is asked for.
    pub(super) query: TransactionQuery,
    /// The connections to choose from, once they are here.
    pub(super) connections: Choices,
    /// What the API says is wrong with the filters.
    pub(super) errors: Vec<FieldError>,
    /// Asks for something else.
    pub(super) change: Callback<TransactionQuery>,
}

/// Choosing entries of the log.
#[component]
pub(super) fn FilterForm(properties: &FilterFormProperties) -> Html {
    let query = &properties.query;
    let open = use_state_eq(|| false);
    let toggle = {
        let open = open.clone();
        Callback::from(move |_| open.set(!*open))
    };
    let filters = count(query);
    let toggle_label = match filters {
        0 => t(Text::FiltersLabel).to_owned(),
        count => fill(Text::FiltersCount, &[("count", &format::count(count))]),
    };
    html! {
        <form
            class="pf-v6-c-form"
            role="search"
            aria-label={t(Text::TransactionsSearchLabel)}
            onsubmit={|event: SubmitEvent| event.prevent_default()}
        >
            <div class="pg-filters-toggle">
                <Button
                    label={toggle_label}
                    icon={Icon::Filter}
                    expanded={*open}
                    controls="transaction-filters"
                    onclick={toggle}
                    testid="filters-toggle"
                />
            </div>
            <div id="transaction-filters" class={classes!("pg-filters", (*open || !properties.errors.is_empty()).then_some("pg-open"))}>
                { texts(properties) }
                { choices(properties) }
                { times(properties) }
                { references(properties) }
                <div class="pg-filter-actions">
                    <span class="pg-ranges" role="group" aria-label={t(Text::RangesLabel)}>
                        { for RANGES.into_iter().map(|(seconds, name, testid)| {
                            let onclick = changed(properties, move |query, _: MouseEvent| {
                                query.from = Some(format::seconds_ago(seconds));
                                query.to = None;
                            });
                            html! { <Button label={t(name)} look={Look::Link} {onclick} {testid} /> }
                        }) }
                    </span>
                    if filters > 0 {
                        <Button
                            label={t(Text::ClearFilters)}
                            look={Look::Link}
                            onclick={properties.change.reform(|_| TransactionQuery::default())}
                            testid="clear-filters"
                        />
                    }
                </div>
            </div>
        </form>
    }
}

/// What is wrong with the filter at a pointer.
fn wrong(properties: &FilterFormProperties, pointer: &str) -> Option<String> {
    message_at(&properties.errors, pointer)
}

fn texts(properties: &FilterFormProperties) -> Html {
    let query = &properties.query;
    html! {
        <>
            <TextField
                id="filter-q"
                label={t(Text::TransactionsSearchField)}
                help={t(Text::TransactionsSearchHelp)}
                kind="search"
                error={wrong(properties, "/q")}
                value={query.q.clone().unwrap_or_default()}
                onchange={changed(properties, |query, q: String| query.q = filled(&q))}
            />
            <TextField
                id="filter-body"
                label={t(Text::BodySearchLabel)}
                help={t(Text::BodySearchHelp)}
                kind="search"
                error={wrong(properties, "/body")}
                value={query.body.clone().unwrap_or_default()}
                onchange={changed(properties, |query, text: String| query.body = filled(&text))}
            />
        </>
    }
}

fn references(properties: &FilterFormProperties) -> Html {
    let query = &properties.query;
    html! {
        <>
            <TextField
                id="filter-error-code"
                label={t(Text::ErrorCodeLabel)}
                error={wrong(properties, "/error_code")}
                value={query.error_code.clone().unwrap_or_default()}
                onchange={changed(properties, |query, code: String| query.error_code = filled(&code))}
            />
            <TextField
                id="filter-session"
                label={t(Text::SessionIdLabel)}
                value={query.session_id.map(|id| id.to_string()).unwrap_or_default()}
                onchange={changed(properties, |query, id: String| query.session_id = id.trim().parse().ok())}
            />
        </>
    }
}

fn choices(properties: &FilterFormProperties) -> Html {
    let query = &properties.query;
    let any = || (AttrValue::Static(""), AttrValue::Static(t(Text::Any)));
    let types =
        TRANSACTION_TYPES.map(|value| (spelling(&value).into(), t(transaction_type(value)).into()));
    let statuses = TRANSACTION_STATUSES
        .map(|value| (spelling(&value).into(), t(transaction_status(value)).into()));
    html! {
        <>
            <SelectField
                id="filter-type"
                label={t(Text::TypeLabel)}
                value={query.transaction_type.as_ref().map(spelling).unwrap_or_default()}
                choices={[any()].into_iter().chain(types).collect::<Vec<_>>()}
                onchange={changed(properties, |query, value: String| query.transaction_type = word(&value))}
            />
            <SelectField
                id="filter-status"
                label={t(Text::StatusLabel)}
                value={query.status.as_ref().map(spelling).unwrap_or_default()}
                choices={[any()].into_iter().chain(statuses).collect::<Vec<_>>()}
                onchange={changed(properties, |query, value: String| query.status = word(&value))}
            />
            <SelectField
                id="filter-connection"
                label={t(Text::ConnectionTitle)}
                value={query.connection_id.map(|id| id.to_string()).unwrap_or_default()}
                source={choices::source("connection_id")}
                choices={[any()].into_iter().chain(connection_choices(properties)).collect::<Vec<_>>()}
                onchange={changed(properties, |query, id: String| query.connection_id = id.parse().ok())}
            />
        </>
    }
}

fn times(properties: &FilterFormProperties) -> Html {
    let shown = |at: &Option<Timestamp>| at.as_ref().map(format::to_field).unwrap_or_default();
    html! {
        <>
            <TextField
                id="filter-from"
                label={t(Text::FromLabel)}
                kind="datetime-local"
                error={wrong(properties, "/from")}
                value={shown(&properties.query.from)}
                onchange={changed(properties, |query, text: String| query.from = format::from_field(&text))}
            />
            <TextField
                id="filter-to"
                label={t(Text::ToLabel)}
                kind="datetime-local"
                error={wrong(properties, "/to")}
                value={shown(&properties.query.to)}
                onchange={changed(properties, |query, text: String| query.to = format::from_field(&text))}
            />
        </>
    }
}

/// The connections by name, and the chosen one also where it is not among them.
fn connection_choices(properties: &FilterFormProperties) -> Vec<(AttrValue, AttrValue)> {
    let known = properties.connections.iter();
    let mut choices: Vec<(AttrValue, AttrValue)> = known
        .map(|(id, name)| (id.to_string().into(), name.clone().into()))
        .collect();
    if let Some(chosen) = properties.query.connection_id {
        let chosen = AttrValue::from(chosen.to_string());
        if choices.iter().all(|(id, _)| *id != chosen) {
            choices.push((chosen.clone(), chosen));
        }
    }
    choices
}

/// A callback that changes what is asked for and goes to its first page.
fn changed<T: 'static>(
    properties: &FilterFormProperties,
    change: impl Fn(&mut TransactionQuery, T) + 'static,
) -> Callback<T> {
    let query = properties.query.clone();
    properties.change.reform(move |value| {
        let mut query = query.clone();
        change(&mut query, value);
        if query.body.is_some() {
            bound(&mut query);
        }
        query.cursor = None;
        query
    })
}

/// Documents are searched between two times: by default the last day.
fn bound(query: &mut TransactionQuery) {
    let to = query.to.get_or_insert_with(|| format::seconds_ago(0));
    if query.from.is_none() {
        query.from = Some(format::seconds_before(to, DAY));
    }
}

fn filled(text: &str) -> Option<String> {
    Some(text.trim().to_owned()).filter(|text| !text.is_empty())
}
