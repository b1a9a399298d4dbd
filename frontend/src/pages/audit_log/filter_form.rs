//! Choosing entries of the audit log.

use api_types::audit::AuditQuery;
use yew::prelude::*;

use super::filter::is_narrowed;
use crate::components::button::{Button, Look};
use crate::components::filter_form::filter_form;
use crate::components::select_field::SelectField;
use crate::components::text_field::TextField;
use crate::format;
use crate::i18n::{Text, t};
use crate::names::{AUDIT_ACTIONS, AUDIT_RESOURCES};

/// Properties of [`FilterForm`].
#[derive(PartialEq, Properties)]
pub(super) struct FilterFormProperties {
    /// What is asked for.
    pub(super) query: AuditQuery,
    /// Asks for something else.
    pub(super) change: Callback<AuditQuery>,
}

/// Choosing entries of the audit log.
#[component]
pub(super) fn FilterForm(properties: &FilterFormProperties) -> Html {
    let query = &properties.query;
    // A change goes to the first page.
    let changed = |set: fn(&mut AuditQuery, String)| {
        let query = query.clone();
        properties.change.reform(move |value| {
            let mut query = query.clone();
            set(&mut query, value);
            query.cursor = None;
            query
        })
    };
    let time = |at: &Option<_>| at.as_ref().map(format::to_field).unwrap_or_default();
    filter_form(
        Text::AuditSearchLabel,
        false,
        html! {
            <>
                <TextField
                    id="audit-actor"
                    label={t(Text::ActorLabel)}
                    kind="search"
                    value={query.actor.clone().unwrap_or_default()}
                    onchange={changed(|query, actor| query.actor = filled(&actor))}
                />
                <SelectField
                    id="audit-action"
                    label={t(Text::ActionLabel)}
                    value={query.action.clone().unwrap_or_default()}
                    choices={choices(&AUDIT_ACTIONS, query.action.as_deref())}
                    onchange={changed(|query, action| query.action = filled(&action))}
                />
                <SelectField
                    id="audit-resource"
                    label={t(Text::ResourceLabel)}
                    value={query.resource.clone().unwrap_or_default()}
                    choices={choices(&AUDIT_RESOURCES, query.resource.as_deref())}
                    onchange={changed(|query, resource| query.resource = filled(&resource))}
                />
                <TextField
                    id="audit-from"
                    label={t(Text::FromLabel)}
                    kind="datetime-local"
                    value={time(&query.from)}
                    onchange={changed(|query, text| query.from = format::from_field(&text))}
                />
                <TextField
                    id="audit-to"
                    label={t(Text::ToLabel)}
                    kind="datetime-local"
                    value={time(&query.to)}
                    onchange={changed(|query, text| query.to = format::from_field(&text))}
                />
                if is_narrowed(query) {
                    <div class="pg-filter-actions">
                        <Button
                            label={t(Text::ClearFilters)}
                            look={Look::Link}
                            onclick={properties.change.reform(|_| AuditQuery::default())}
                            testid="clear-filters"
                        />
                    </div>
                }
            </>
        },
    )
}

/// The known words by name, and the chosen one also where it is not among them.
fn choices(known: &[(&'static str, Text)], chosen: Option<&str>) -> Vec<(AttrValue, AttrValue)> {
    let mut choices = vec![(AttrValue::Static(""), AttrValue::Static(t(Text::Any)))];
    choices.extend(
        known
            .iter()
            .map(|(word, name)| (AttrValue::Static(word), AttrValue::Static(t(*name)))),
    );
    if let Some(chosen) = chosen
        && choices.iter().all(|(word, _)| word != chosen)
    {
        let chosen = AttrValue::from(chosen.to_owned());
        choices.push((chosen.clone(), chosen));
    }
    choices
}

fn filled(text: &str) -> Option<String> {
    Some(text.trim().to_owned()).filter(|text| !text.is_empty())
}
