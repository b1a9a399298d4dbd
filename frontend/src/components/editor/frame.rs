//! What is around the fields of every form, whatever it is about.

use api_types::problem::FieldError;
use patternfly_yew::prelude::AlertType;
use uuid::Uuid;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;
use yew_router::prelude::*;

use crate::api::collection;
use crate::browser;
use crate::components::attention::Attention;
use crate::components::button::{Button, Look};
use crate::components::form_summary::{FormSummary, Line};
use crate::components::notice::Notice;
use crate::components::route_link::{self, RouteLink};
use crate::components::unsaved_guard::UnsavedGuard;
use crate::form::Refusal;
use crate::form::once::Once;
use crate::i18n::{Text, fill, t};
use crate::route::Route;
use crate::session::{use_client, use_may_write};

/// How saving goes.
pub(super) enum Progress {
    /// It has begun.
    Sent,
    /// It did not work.
    Refused(Refusal),
}

/// What a person decides when somebody else was faster.
#[derive(Clone, Copy)]
pub(super) enum Resolution {
    /// Their version takes the place of the input.
    LoadTheirs,
    /// The input is put on top of their version.
    KeepMine,
}

/// Properties of [`EditorFrame`].
#[derive(PartialEq, Properties)]
pub(super) struct EditorFrameProperties {
    /// The first part of the fields' ids.
    pub(super) prefix: &'static str,
    /// The path of the collection that the resource belongs to.
    pub(super) collection: AttrValue,
    /// The resource to change; none to make one.
    pub(super) existing: Option<Uuid>,
    /// The version to change.
    pub(super) etag: Option<String>,
    /// Whether anything would be lost.
    pub(super) dirty: bool,
    /// Whether saving is under way.
    pub(super) busy: bool,
    /// Why it was not saved.
    pub(super) refusal: Option<Refusal>,
    /// What is wrong, field by field.
    pub(super) lines: Vec<Line>,
    /// Number of attempts to save it.
    pub(super) attempts: u32,
    /// After the input was kept on top of somebody else's changes: the names of the fields that both have changed.
    pub(super) contested: Option<String>,
    /// What the button says that saves it.
    pub(super) submit: Text,
    /// The page for who changes their mind.
    pub(super) cancel: Route,
    /// What goes to the API, or what is wrong with it.
    pub(super) body: Callback<(), Result<String, Vec<FieldError>>>,
    /// Told how saving goes.
    pub(super) onprogress: Callback<Progress>,
    /// Told what the person decides when somebody else was faster.
    pub(super) oncurrent: Callback<Resolution>,
    /// Told the id of what was saved.
    pub(super) onsaved: Callback<Uuid>,
    /// Told what is shown only this once of what was saved.
    pub(super) onsecret: Callback<Option<String>>,
    /// The fields.
    pub(super) children: Html,
}

/// What is around the fields of every form. Apart from them, so that it is in the console once and not once for each form.
#[component]
pub(super) fn EditorFrame(properties: &EditorFrameProperties) -> Html {
    let onsubmit = use_submit(properties);
    let may_write = use_may_write();
    let navigator = use_navigator();
    let cancel = {
        let to = properties.cancel.clone();
        Callback::from(move |_| {
            if let Some(navigator) = &navigator {
                route_link::open(navigator, &to, &Vec::new());
            }
        })
    };
    let refusal = match &properties.refusal {
        None => html! {},
        Some(refusal) if refusal.is_conflict() => {
            conflict(&properties.oncurrent, properties.attempts)
        }
        Some(refusal) => html! {
            <FormSummary
                refusal={refusal.clone()}
                lines={properties.lines.clone()}
                attempt={properties.attempts}
            />
        },
    };
    if !may_write {
        return looked_at(properties);
    }
    html! {
        <form
            class="pf-v6-c-form pg-form"
            novalidate=true
            {onsubmit}
            data-testid={format!("{}-form", properties.prefix)}
        >
            <UnsavedGuard dirty={properties.dirty} />
            { refusal }
            if let Some(contested) = &properties.contested {
                { kept(contested) }
            }
            { properties.children.clone() }
            <div class="pg-actions pg-form-actions">
                <Button
                    label={t(properties.submit)}
                    look={Look::Primary}
                    submit=true
                    busy={properties.busy}
                    testid="save"
                />
                <Button label={t(Text::CancelAction)} onclick={cancel} testid="cancel" />
            </div>
        </form>
    }
}

/// The form for who may only look: its fields out of use, and nothing to save. A new resource has nothing to look at.
fn looked_at(properties: &EditorFrameProperties) -> Html {
    html! {
        <div class="pf-v6-c-form pg-form" data-testid={format!("{}-form", properties.prefix)}>
            <Notice severity={AlertType::Info} title={t(Text::ReadOnlyTitle)} testid="read-only">
                <p>{ t(Text::ReadOnlyText) }</p>
            </Notice>
            if properties.existing.is_some() {
                <fieldset class="pg-read-only" disabled=true>{ properties.children.clone() }</fieldset>
            }
            <div class="pg-actions pg-form-actions">
                <RouteLink to={properties.cancel.clone()} class="pf-v6-c-button pf-m-secondary" testid="cancel">
                    { t(Text::BackAction) }
                </RouteLink>
            </div>
        </div>
    }
}

/// Saves what is in the form.
#[hook]
fn use_submit(properties: &EditorFrameProperties) -> Callback<SubmitEvent> {
    let client = use_client();
    let once = use_mut_ref(Once::default);
    let (collection, existing) = (properties.collection.clone(), properties.existing);
    let (etag, busy) = (properties.etag.clone(), properties.busy);
    let (body, onprogress) = (properties.body.clone(), properties.onprogress.clone());
    let (onsaved, onsecret) = (properties.onsaved.clone(), properties.onsecret.clone());
    Callback::from(move |event: SubmitEvent| {
        event.prevent_default();
        let Some(client) = client.clone().filter(|_| !busy) else {
            return;
        };
        let body = match body.emit(()) {
            Ok(body) => body,
            Err(errors) => return onprogress.emit(Progress::Refused(Refusal::Fields(errors))),
        };
        if let Some(id) = existing.filter(|_| body == "{}") {
            // There is nothing to change.
            return onsaved.emit(id);
        }
        onprogress.emit(Progress::Sent);
        let key = once.borrow_mut().key(&body, browser::unique_name);
        let (collection, etag) = (collection.clone(), etag.clone());
        let (onprogress, onsaved) = (onprogress.clone(), onsaved.clone());
        let onsecret = onsecret.clone();
        spawn_local(async move {
            let saved = match existing {
                Some(id) => {
                    collection::change(&client, &collection, id, body, etag.as_deref()).await
                }
                None => collection::create(&client, &collection, body, &key).await,
            };
            match saved {
                Ok(saved) => {
                    onsaved.emit(saved.id);
                    onsecret.emit(saved.secret());
                }
                Err(failure) => onprogress.emit(Progress::Refused(Refusal::Failure(failure))),
            }
        });
    })
}

fn conflict(oncurrent: &Callback<Resolution>, attempt: u32) -> Html {
    let action = html! {
        <>
            <Button
                label={t(Text::ConflictLoadTheirs)}
                look={Look::Link}
                onclick={oncurrent.reform(|_| Resolution::LoadTheirs)}
                testid="conflict-load"
            />
            <Button
                label={t(Text::ConflictKeepMine)}
                look={Look::Link}
                onclick={oncurrent.reform(|_| Resolution::KeepMine)}
                testid="conflict-keep"
            />
        </>
    };
    html! {
        <Attention occasion={attempt} testid="conflict">
            <Notice
                severity={AlertType::Warning}
                title={t(Text::ConflictTitle)}
                {action}
                announce=true
            >
                <p>{ t(Text::ConflictText) }</p>
            </Notice>
        </Attention>
    }
}

fn kept(contested: &str) -> Html {
    html! {
        <Attention testid="conflict-kept">
            <Notice severity={AlertType::Info} title={t(Text::ConflictKept)} announce=true>
                if !contested.is_empty() {
                    <p>{ fill(Text::ConflictContested, &[("fields", contested)]) }</p>
                }
            </Notice>
        </Attention>
    }
}
