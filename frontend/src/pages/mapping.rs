//! The mappings of a connection, tried on what the log has.

mod draft;
mod fields;
mod result;
mod source;

use std::rc::Rc;

use api_types::connection::Connection;
use api_types::page::Page;
use api_types::preview::Preview;
use api_types::transaction::TransactionSummary;
use patternfly_yew::prelude::{AlertType, Card, CardBody, CardTitle};
use uuid::Uuid;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use self::draft::{Draft, Side};
use self::result::result_view;
use self::source::Source;
use super::connection_tool::connection_tool;
use crate::api::collection::{self, Versioned};
use crate::api::{Failure, connections, preview};
use crate::components::button::{Button, Look};
use crate::components::failure_notice::FailureNotice;
use crate::components::load_view::load_view;
use crate::components::notice::Notice;
use crate::components::select_field::SelectField;
use crate::components::text_area::TextArea;
use crate::components::unsaved_guard::UnsavedGuard;
use crate::format;
use crate::i18n::{Text, t};
use crate::load::use_load;
use crate::session::{use_client, use_may_write};

/// Properties of [`MappingPage`].
#[derive(PartialEq, Properties)]
pub(crate) struct MappingPageProperties {
    /// Of which connection.
    pub(crate) id: Uuid,
}

/// The mappings of a connection: their text, and what they make of an exchange that the log has.
#[component]
pub(crate) fn MappingPage(properties: &MappingPageProperties) -> Html {
    let id = properties.id;
    let side = use_state_eq(|| Side::Cart);
    let loaded = use_load(id, |client, id| async move {
        connections::collection().get(&client, id).await
    });
    let name = loaded.load.data().map(|found| found.resource.name.clone());
    let choose = {
        let side = side.setter();
        Callback::from(move |word: String| side.set(Side::of(&word)))
    };
    let draw = {
        let (side, choose, onsaved) = (*side, choose.clone(), loaded.reload.clone());
        Callback::from(move |connection: Rc<Versioned<Connection>>| {
            html! {
                <MappingEditor
                    key={side.member()}
                    {connection}
                    {side}
                    onside={choose.clone()}
                    onsaved={onsaved.clone()}
                />
            }
        })
    };
    connection_tool(
        id,
        name.as_deref(),
        Text::MappingTitle,
        Text::MappingText,
        load_view(&loaded, &draw),
    )
}

#[derive(PartialEq, Properties)]
struct MappingEditorProperties {
    connection: Rc<Versioned<Connection>>,
    side: Side,
    onside: Callback<String>,
    onsaved: Callback<()>,
}

/// What came of a preview.
#[derive(Clone, PartialEq)]
enum Tried {
    Not,
    Made(Rc<Preview>),
    Refused(Failure),
}

#[component]
fn MappingEditor(properties: &MappingEditorProperties) -> Html {
    let (connection, side) = (&properties.connection.resource, properties.side);
    let id = connection.id;
    let saved = Draft::of(connection, side);
    let draft = use_state_eq(|| saved.clone());
    let entry = use_state_eq(|| None::<Uuid>);
    let tried = use_state_eq(|| Tried::Not);
    let busy = use_state_eq(|| false);
    let failure = use_state_eq(|| None::<Failure>);
    let done = use_state_eq(|| false);
    let client = use_client();
    let may_write = use_may_write();
    let candidates = use_load((id, side), |client, (id, side)| async move {
        preview::candidates(&client, id, side.transactions()).await
    });
    let found = candidates.load.data().cloned();
    let chosen = entry.or_else(|| found.as_ref()?.items.first().map(|entry| entry.id));
    let value = draft.value(side);
    let calls = use_mut_ref(|| 0_u32);
    {
        // What is typed is tried as soon as it can be read, and again when it is saved, since then nothing differs any more.
        let tried = tried.setter();
        let settings = value.clone().ok();
        let client = client.clone();
        let saved = properties.connection.etag.clone();
        use_effect_with((settings, chosen, saved), move |(settings, chosen, _)| {
            let (Some(client), Some(settings), Some(entry)) = (client, settings.clone(), *chosen)
            else {
                return;
            };
            let call = calls.borrow().wrapping_add(1);
            calls.replace(call);
            spawn_local(async move {
                let outcome = preview::of_transaction(&client, id, entry, &settings).await;
                // An answer that a later call has overtaken does not count.
                if *calls.borrow() == call {
                    tried.set(match outcome {
                        Ok(made) => Tried::Made(Rc::new(made)),
                        Err(refusal) => Tried::Refused(refusal),
                    });
                }
            });
        });
    }
    let edit = {
        let (draft, done) = (draft.setter(), done.setter());
        Callback::from(move |text| {
            draft.set(Draft(text));
            done.set(false);
        })
    };
    let onsubmit = {
        let (busy, failure, done) = (busy.clone(), failure.setter(), done.setter());
        let (settings, etag) = (value.clone().ok(), properties.connection.etag.clone());
        let onsaved = properties.onsaved.clone();
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let (Some(client), Some(settings), false) = (client.clone(), &settings, *busy) else {
                return;
            };
            let (busy, failure, done) = (busy.clone(), failure.clone(), done.clone());
            let (patch, etag, onsaved) = (settings.to_string(), etag.clone(), onsaved.clone());
            busy.set(true);
            spawn_local(async move {
                let path = connections::collection().path();
                let outcome = collection::change(&client, &path, id, patch, etag.as_deref()).await;
                busy.set(false);
                match outcome {
                    Ok(_) => {
                        failure.set(None);
                        done.set(true);
                        onsaved.emit(());
                    }
                    Err(refusal) => failure.set(Some(refusal)),
                }
            });
        })
    };
    let choose_entry = {
        let entry = entry.setter();
        Callback::from(move |id: String| entry.set(id.parse().ok()))
    };
    html! {
        <div class="pg-stack">
            <Card>
                <CardBody>
                    <form class="pf-v6-c-form" novalidate=true {onsubmit} data-testid="mapping-form">
                        <UnsavedGuard dirty={*draft != saved} />
                        if let Some(failure) = &*failure {
                            <FailureNotice failure={failure.clone()} />
                        }
                        if *done {
                            <Notice severity={AlertType::Success} title={t(Text::SavedNotice)} announce=true testid="mapping-saved" />
                        }
                        <div class="pg-columns">
                            <SelectField
                                id="mapping-side"
                                label={t(Text::MappingSideLabel)}
                                value={side.member()}
                                choices={side_choices()}
                                onchange={properties.onside.clone()}
                            />
                            { entry_field(found.as_deref(), chosen, &choose_entry) }
                        </div>
                        <TextArea
                            id="mapping-json"
                            label={t(Text::MappingJsonLabel)}
                            help={t(Text::MappingJsonHelp)}
                            error={value.as_ref().err().cloned().map(AttrValue::from)}
                            rows=16
                            code=true
                            value={draft.0.clone()}
                            oninput={edit.clone()}
                        />
                        <div class="pg-actions">
                            <Button label={t(Text::FormatAction)} onclick={
                                let formatted = draft.formatted();
                                edit.reform(move |_| formatted.clone())
                            } testid="mapping-format" />
                            if may_write {
                                <Button label={t(Text::SaveAction)} look={Look::Primary} submit=true busy={*busy} testid="save" />
                            }
                        </div>
                    </form>
                </CardBody>
            </Card>
            { outcome(&tried, found.is_some() && chosen.is_none()) }
            if let Some(entry) = chosen {
                <Source {entry} />
            }
        </div>
    }
}

fn side_choices() -> Vec<(AttrValue, AttrValue)> {
    [Side::Cart, Side::Request]
        .into_iter()
        .map(|side| (side.member().into(), t(side.label()).into()))
        .collect()
}

/// The choice of an exchange that the mapping is tried on.
fn entry_field(
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

fn outcome(tried: &Tried, nothing: bool) -> Html {
    html! {
        <Card>
            <CardTitle component="h2">{ t(Text::PreviewTitle) }</CardTitle>
            <CardBody>
                <div class="pg-stack" aria-live="polite" data-testid="preview">
                    if nothing {
                        <p class="pg-subtle" data-testid="preview-nothing">{ t(Text::PreviewNothing) }</p>
                    }
                    { match tried {
                        Tried::Not => html! {},
                        Tried::Refused(failure) => html! { <FailureNotice failure={failure.clone()} /> },
                        Tried::Made(preview) => result_view(preview),
                    } }
                </div>
            </CardBody>
        </Card>
    }
}
