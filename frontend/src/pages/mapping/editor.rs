//! The editor of a mapping, of a connection or of a profile.

use std::rc::Rc;

use api_types::page::Page;
use api_types::preview::Preview;
use api_types::transaction::Transaction;
use patternfly_yew::prelude::{AlertType, Card, CardBody, CardTitle};
use serde_json::Value;
use uuid::Uuid;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::catalogue;
use super::draft::{Draft, Side};
use super::entry::{chosen, entry_field};
use super::field_form::FieldForm;
use super::field_tree::FieldTree;
use super::fields::{self, SourceField};
use super::problems;
use super::result::result_view;
use super::source::{source, text_of};
use super::subject::Subject;
use crate::api::{Failure, collection, preview, transactions};
use crate::components::button::{Button, Look};
use crate::components::failure_notice::FailureNotice;
use crate::components::load_view::load_view;
use crate::components::notice::Notice;
use crate::components::select_field::SelectField;
use crate::components::text_area::TextArea;
use crate::components::unsaved_guard::UnsavedGuard;
use crate::i18n::{Text, t};
use crate::load::use_load;
use crate::session::{use_client, use_may_write};

/// Properties of [`MappingEditor`].
#[derive(PartialEq, Properties)]
pub(super) struct MappingEditorProperties {
    /// Whose mapping, and on which connection's log it is tried.
    pub(super) subject: Subject,
    /// Which of its two.
    pub(super) side: Side,
    /// Told another side.
    pub(super) onside: Callback<String>,
    /// Told when it is saved.
    pub(super) onsaved: Callback<()>,
    /// What stands before the choice of what it is tried on.
    #[prop_or_default]
    pub(super) children: Html,
}

/// What came of a preview.
#[derive(Clone, PartialEq)]
enum Tried {
    Not,
    Made(Rc<Preview>),
    Refused(Failure),
}

/// The editor of a mapping: as a form or as JSON, with what it makes of an exchange of the log, and with what there is to
/// make it of.
#[component]
pub(super) fn MappingEditor(properties: &MappingEditorProperties) -> Html {
    let (subject, side) = (&properties.subject, properties.side);
    let saved = Draft::of(subject.mapping(side));
    let draft = use_state_eq(|| saved.clone());
    let entry = use_state_eq(|| None::<Uuid>);
    let tried = use_state_eq(|| Tried::Not);
    let busy = use_state_eq(|| false);
    let failure = use_state_eq(|| None::<Failure>);
    let done = use_state_eq(|| false);
    let as_json = use_state_eq(|| false);
    let next = use_state_eq(|| (String::new(), String::new()));
    let client = use_client();
    let may_write = use_may_write();
    let candidates = use_load(
        (subject.connection, side),
        |client, (connection, side)| async move {
            match connection {
                Some(id) => preview::candidates(&client, id, side.transactions()).await,
                None => Ok(Page {
                    items: Vec::new(),
                    next_cursor: None,
                }),
            }
        },
    );
    let found = candidates.load.data().cloned();
    let chosen = chosen(found.as_deref(), *entry);
    let transaction = use_load(chosen, |client, id| async move {
        match id {
            Some(id) => transactions::get(&client, id).await.map(Some),
            None => Ok(None),
        }
    });
    let asked = transaction.load.data().and_then(|entry| (**entry).clone());
    let offered = use_memo(
        (asked.clone(), document_of(&tried).map(str::to_owned)),
        move |(entry, document)| offered(side, entry.as_ref(), document.as_deref()),
    );
    let value = draft.value(side);
    let calls = use_mut_ref(|| 0_u32);
    {
        // What is typed is tried as soon as it can be read, and again when it is saved, since then nothing differs any more.
        let tried = tried.setter();
        let settings = value.clone().ok();
        let client = client.clone();
        let trial = (subject.clone(), settings, chosen);
        use_effect_with(trial, move |(subject, settings, chosen)| {
            let (Some(connection), Some(entry)) = (subject.connection, *chosen) else {
                tried.set(Tried::Not);
                return;
            };
            let (Some(client), Some(settings)) = (client, settings) else {
                return;
            };
            let trial = subject.trial(entry, settings);
            let call = calls.borrow().wrapping_add(1);
            calls.replace(call);
            spawn_local(async move {
                let outcome = preview::of_transaction(&client, connection, &trial).await;
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
        let (draft, failure, done) = (draft.setter(), failure.setter(), done.setter());
        Callback::from(move |text| {
            draft.set(Draft(text));
            failure.set(None);
            done.set(false);
        })
    };
    let onsubmit = {
        let (busy, failure, done) = (busy.clone(), failure.setter(), done.setter());
        let (settings, subject) = (value.clone().ok(), subject.clone());
        let onsaved = properties.onsaved.clone();
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let (Some(client), Some(settings), false) = (client.clone(), &settings, *busy) else {
                return;
            };
            let (busy, failure, done) = (busy.clone(), failure.clone(), done.clone());
            let (patch, onsaved) = (settings.to_string(), onsaved.clone());
            let Subject { path, id, etag, .. } = subject.clone();
            busy.set(true);
            spawn_local(async move {
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
    let show_json = {
        let as_json = as_json.setter();
        Callback::from(move |json: bool| as_json.set(json))
    };
    // What is taken from a tree stands in the form.
    let take = |set: fn(&mut (String, String), String)| {
        let (next, as_json) = (next.clone(), as_json.setter());
        Callback::from(move |path: String| {
            let mut entered = (*next).clone();
            set(&mut entered, path);
            next.set(entered);
            as_json.set(false);
        })
    };
    let use_name = take(|entered, path| entered.0 = path);
    let use_place = take(|entered, path| entered.1 = path);
    let refused = match (&*failure, &*tried) {
        (Some(failure), _) | (None, Tried::Refused(failure)) => Some(failure),
        _ => None,
    };
    // What cannot be read has not been looked at: faults of what stood there before are none of its own.
    let wrong = refused
        .filter(|_| value.is_ok())
        .map(|failure| problems::within(failure, side))
        .unwrap_or_default();
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
                        if let Some(failure) = failure.as_ref().filter(|_| wrong.is_empty()) {
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
                            { properties.children.clone() }
                            { entry_field(found.as_deref(), chosen, &choose_entry) }
                        </div>
                        { view_switch(*as_json || value.is_err(), &show_json) }
                        if !wrong.is_empty() {
                            <Notice severity={AlertType::Danger} title={problems::title(wrong.len())} announce=true testid="mapping-wrong">
                                { problems::list(&wrong, &draft.0, &show_json.reform(|()| true)) }
                            </Notice>
                        }
                        { match (&value, *as_json) {
                            (Ok(settings), false) => html! {
                                <FieldForm
                                    mapping={settings.get(side.member()).cloned().unwrap_or_default()}
                                    problems={wrong}
                                    names={offered.0.clone()}
                                    places={offered.1.clone()}
                                    next={next.clone()}
                                    onchange={edit.reform(|mapping: Value| Draft::of_value(&mapping).0)}
                                />
                            },
                            _ => html! {
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
                            },
                        } }
                        <div class="pg-actions">
                            if *as_json || value.is_err() {
                                <Button label={t(Text::FormatAction)} onclick={
                                    let formatted = draft.formatted();
                                    edit.reform(move |_| formatted.clone())
                                } testid="mapping-format" />
                            }
                            if may_write {
                                <Button label={t(Text::SaveAction)} look={Look::Primary} submit=true busy={*busy} testid="save" />
                            }
                        </div>
                    </form>
                </CardBody>
            </Card>
            <div class="pg-columns">
                { tree("neutral", side.neutral_title(), &offered.0, &use_name) }
                { tree("source", side.places_title(), &offered.1, &use_place) }
            </div>
            { outcome(side, &tried, found.is_some() && chosen.is_none()) }
            { load_view(&transaction, &Callback::from(|entry: Rc<Option<Transaction>>| {
                entry.as_ref().as_ref().map(source).unwrap_or_default()
            })) }
        </div>
    }
}

fn side_choices() -> Vec<(AttrValue, AttrValue)> {
    [Side::Cart, Side::Request]
        .into_iter()
        .map(|side| (side.member().into(), t(side.label()).into()))
        .collect()
}

fn outcome(side: Side, tried: &Tried, nothing: bool) -> Html {
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
                        // What is wrong with the mapping is told beside it.
                        Tried::Refused(failure) if !problems::within(failure, side).is_empty() => html! {
                            <p class="pg-subtle" data-testid="preview-waits">{ t(Text::PreviewWaits) }</p>
                        },
                        Tried::Refused(failure) => html! { <FailureNotice failure={failure.clone()} /> },
                        Tried::Made(preview) => result_view(preview),
                    } }
                </div>
            </CardBody>
        </Card>
    }
}

/// The document that came of it.
fn document_of(tried: &Tried) -> Option<&str> {
    match tried {
        Tried::Made(preview) => preview.document.as_deref(),
        _ => None,
    }
}

/// The shop's fields and the document's places that a mapping of a side can be made of.
fn offered(
    side: Side,
    entry: Option<&Transaction>,
    document: Option<&str>,
) -> (Vec<SourceField>, Vec<SourceField>) {
    let text = entry.map(text_of).unwrap_or_default();
    let names = catalogue::neutral(side, &text);
    let parameters = entry.and_then(|entry| entry.request.fields.as_deref());
    let places = match (side, parameters) {
        (Side::Cart, _) => fields::of_document(document.unwrap_or_default()),
        (Side::Request, Some(parameters)) => parameters
            .iter()
            .map(|parameter| SourceField {
                path: parameter.name.clone(),
                value: parameter.value.clone(),
            })
            .collect(),
        (Side::Request, None) => fields::of_document(&text),
    };
    (names, places)
}

fn tree(id: &'static str, title: Text, fields: &[SourceField], onuse: &Callback<String>) -> Html {
    html! {
        <Card>
            <CardBody>
                <FieldTree {id} {title} fields={fields.to_vec()} onuse={onuse.clone()} />
            </CardBody>
        </Card>
    }
}

/// The two ways in which a mapping is seen.
fn view_switch(as_json: bool, show_json: &Callback<bool>) -> Html {
    let views = [
        (false, Text::MappingAsForm, "mapping-as-form"),
        (true, Text::MappingAsJson, "mapping-as-json"),
    ];
    html! {
        <div class="pf-v6-c-toggle-group" role="group" aria-label={t(Text::MappingViewLabel)}>
            { for views.into_iter().map(|(json, name, testid)| html! {
                <div class="pf-v6-c-toggle-group__item">
                    <button
                        type="button"
                        class={classes!("pf-v6-c-toggle-group__button", (json == as_json).then_some("pf-m-selected"))}
                        aria-pressed={(json == as_json).to_string()}
                        data-testid={testid}
                        onclick={show_json.reform(move |_| json)}
                    >
                        <span class="pf-v6-c-toggle-group__text">{ t(name) }</span>
                    </button>
                </div>
            }) }
        </div>
    }
}
