//! The table of the audit log's entries.

use std::rc::Rc;

use api_types::audit::AuditEntry;
use api_types::page::Page;
use serde_json::Value;
use yew::prelude::*;

use crate::components::detail::no_value;
use crate::components::table::{Row, Table, cell, classed_cell, column};
use crate::components::time::{Precision, time};
use crate::i18n::{Text, t};
use crate::names;

/// Properties of [`Rows`].
#[derive(PartialEq, Properties)]
pub(super) struct RowsProperties {
    /// The entries.
    pub(super) page: Rc<Page<AuditEntry>>,
}

/// The table of the audit log's entries.
#[component]
pub(super) fn Rows(properties: &RowsProperties) -> Html {
    let columns = [
        Text::TimeLabel,
        Text::ActorLabel,
        Text::ActionLabel,
        Text::ResourceLabel,
        Text::ChangesLabel,
    ];
    let head = columns.into_iter().map(column).collect::<Html>();
    html! {
        <Table label={t(Text::AuditTitle)} {head} testid="audit-entries">
            { for properties.page.items.iter().map(row) }
        </Table>
    }
}

fn row(entry: &AuditEntry) -> Html {
    let changes = changes(entry.before.as_ref(), entry.after.as_ref());
    html! {
        <Row key={entry.id.to_string()} testid="audit-row">
            { classed_cell(Text::TimeLabel, "pg-no-wrap", time(&entry.at, Precision::Second)) }
            { classed_cell(Text::ActorLabel, "pg-break", html! {
            <>
                { &entry.actor }
                if let Some(peer) = &entry.peer {
                    <span class="pg-second-line">{ peer }</span>
                }
            </>
            }) }
            { cell(Text::ActionLabel, html! { names::audit_action(&entry.action) }) }
            { classed_cell(Text::ResourceLabel, "pg-break", html! {
            <>
                { names::audit_resource(&entry.resource) }
                if let Some(name) = name(entry) {
                    <span class="pg-second-line">{ name }</span>
                }
            </>
            }) }
            { classed_cell(Text::ChangesLabel, "pg-break", html! {
            <>
                if changes.is_empty() {
                    { no_value() }
                } else {
                    <ul class="pg-plain-list">{ for changes.into_iter().map(change) }</ul>
                }
            </>
            }) }
        </Row>
    }
}

fn change(change: Change) -> Html {
    html! {
        <li>
            <code>{ change.member }</code>
            { " " }
            if let Some(before) = change.before {
                <del>{ before }</del>{ " " }
            }
            if let Some(after) = change.after {
                <ins>{ after }</ins>
            }
        </li>
    }
}

/// What an entry's resource is called, where it says so.
fn name(entry: &AuditEntry) -> Option<String> {
    let state = entry.after.as_ref().or(entry.before.as_ref())?;
    ["name", "email", "key"]
        .into_iter()
        .find_map(|member| Some(state.get(member)?.as_str()?.to_owned()))
}

/// A member that was changed.
#[derive(Debug, PartialEq)]
struct Change {
    member: String,
    before: Option<String>,
    after: Option<String>,
}

/// The members that differ, of resources that were there before and are there since; times of changes apart.
fn changes(before: Option<&Value>, after: Option<&Value>) -> Vec<Change> {
    let (Some(Value::Object(before)), Some(Value::Object(after))) = (before, after) else {
        return Vec::new();
    };
    let members = before
        .keys()
        .chain(after.keys().filter(|name| !before.contains_key(*name)));
    members
        .filter(|name| name.as_str() != "updated_at" && before.get(*name) != after.get(*name))
        .map(|name| Change {
            member: name.clone(),
            before: before.get(name).and_then(shown),
            after: after.get(name).and_then(shown),
        })
        .collect()
}

fn shown(value: &Value) -> Option<String> {
    match value {
        Value::Null => None,
        Value::String(text) => Some(text.clone()),
        other => Some(other.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_differs_is_told_and_nothing_else() {
        let before = json!({"name": "A", "hosts": ["x"], "note": null, "updated_at": 1});
        let after = json!({"name": "B", "hosts": ["x"], "note": "n", "updated_at": 2});
        let change = |member: &str, before: Option<&str>, after: Option<&str>| Change {
            member: member.to_owned(),
            before: before.map(str::to_owned),
            after: after.map(str::to_owned),
        };
        assert_eq!(
            changes(Some(&before), Some(&after)),
            [
                change("name", Some("A"), Some("B")),
                change("note", None, Some("n"))
            ]
        );
        assert_eq!(changes(None, Some(&after)), []);
    }
}
