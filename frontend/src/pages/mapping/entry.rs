//! The exchange that a mapping is tried on.

use api_types::page::Page;
use api_types::transaction::TransactionSummary;
use uuid::Uuid;
use yew::prelude::*;

use crate::components::select_field::SelectField;
use crate::format;
use crate::i18n::{Text, t};

/// The exchange that the mapping is tried on: the one that was chosen, as long as it is offered, else the last.
pub(super) fn chosen(
    found: Option<&Page<TransactionSummary>>,
    entry: Option<Uuid>,
) -> Option<Uuid> {
    let offered = &found?.items;
    let chosen = offered.iter().find(|offered| Some(offered.id) == entry);
    chosen.or(offered.first()).map(|entry| entry.id)
}

/// The choice of an exchange that the mapping is tried on.
pub(super) fn entry_field(
    found: Option<&Page<TransactionSummary>>,
    chosen: Option<Uuid>,
    onchange: &Callback<String>,
) -> Html {
    let entries = found.into_iter().flat_map(|page| &page.items);
    let choices: Vec<(AttrValue, AttrValue)> = entries
        .map(|entry| {
            let who = entry.email.as_deref().unwrap_or(&entry.support_reference);
            let at = format::date_time(&entry.at, "medium");
            (entry.id.to_string().into(), format!("{at}, {who}").into())
        })
        .collect();
    html! {
        <SelectField
            id="mapping-entry"
            label={t(Text::MappingEntryLabel)}
            help={t(Text::MappingEntryHelp)}
            value={chosen.map(|id| id.to_string()).unwrap_or_default()}
            {choices}
            onchange={onchange.clone()}
        />
    }
}
