//! Settings by a table, shown with their values.

use serde_json::Value;
use uuid::Uuid;
use yew::prelude::*;

use super::detail::{detail, no_value, text_list, text_or_none};
use super::thing_field::ThingName;
use crate::form::settings::{Entry, Setting, shown};
use crate::form::texts::entries;
use crate::i18n::{Text, t};

/// The settings of a table, with their values in words, within a card of details. The values are the resource as JSON.
pub(crate) fn setting_details(settings: &[Setting], values: &Value) -> Html {
    let row = |setting: &Setting| {
        let text = shown(values.pointer(setting.field.pointer));
        let value = match setting.entry {
            Entry::Flag(_) => html! { t(if text == "true" { Text::Yes } else { Text::No }) },
            Entry::Choice(words) => {
                let name = words.iter().find(|(word, _)| *word == text);
                text_or_none(name.map(|(_, name)| t(*name)))
            }
            Entry::List | Entry::People => text_list(&entries(&text)),
            // What it is, nobody is told.
            Entry::Secret => return Html::default(),
            Entry::Line | Entry::Number => text_or_none(Some(&text)),
            Entry::Json if text.is_empty() => no_value(),
            Entry::Json => html! { <code class="pg-break">{ text }</code> },
            Entry::Thing(path) => match text.parse::<Uuid>() {
                Ok(id) => html! { <ThingName {path} {id} /> },
                Err(_) => no_value(),
            },
        };
        detail(setting.field.label, value)
    };
    settings.iter().map(row).collect()
}
