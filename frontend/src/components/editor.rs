//! A form that makes or changes a resource.

use api_types::problem::FieldError;
use patternfly_yew::prelude::AlertType;
use uuid::Uuid;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;
use yew_router::prelude::*;

use super::button::{Button, Look};
use super::form_summary::FormSummary;
use super::notice::Notice;
use super::route_link;
use super::unsaved_guard::UnsavedGuard;
use crate::api::collection::Collection;
use crate::browser;
use crate::form::errors::summary_line;
use crate::form::once::Once;
use crate::form::state::FormChange;
use crate::form::{Form, Model, Refusal};
use crate::i18n::{Text, fill, t};
use crate::route::Route;
use crate::session::use_client;

/// Properties of [`Editor`].
#[derive(PartialEq, Properties)]
pub(crate) struct EditorProperties<F: Model> {
    /// The form.
    pub(crate) form: Form<F>,
    /// The first part of the fields' ids.
    pub(crate) prefix: &'static str,
    /// Where the resource belongs.
    pub(crate) collection: Collection<F::Resource>,
    /// The resource to change; none to make one.
    pub(crate) existing: Option<Uuid>,
    /// What the button says that saves it.
    #[prop_or(Text::SaveAction)]
    pub(crate) submit: Text,
    /// The page for who changes their mind.
    pub(crate) cancel: Route,
    /// Told the id of what was saved.
    pub(crate) onsaved: Callback<Uuid>,
    /// The fields.
    pub(crate) children: Html,
}

/// A form that makes or changes a resource: says what is wrong, asks before input is lost, and explains when somebody else was faster.
#[component]
pub(crate) fn Editor<F: Model>(properties: &EditorProperties<F>) -> Html {
    let form = &properties.form;
    let state = form.state();
    let client = use_client();
    let navigator = use_navigator();
    let once = use_mut_ref(Once::default);
    let onsubmit = {
        let form = form.clone();
        let client = client.clone();
        let (collection, existing) = (properties.collection.clone(), properties.existing);
        let onsaved = properties.onsaved.clone();
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let Some(client) = client.clone().filter(|_| !form.state().busy) else {
                return;
            };
            let body = match body(&form, existing.is_some()) {
                Ok(body) => body,
                Err(errors) => return form.change(FormChange::Refused(Refusal::Fields(errors))),
            };
            if let Some(id) = existing.filter(|_| body == "{}") {
                // There is nothing to change.
                return onsaved.emit(id);
            }
            form.change(FormChange::Sent);
            let key = once.borrow_mut().key(&body, browser::unique_name);
            let etag = form.state().etag.clone();
            let (changes, collection, onsaved) =
                (form.changes(), collection.clone(), onsaved.clone());
            spawn_local(async move {
                let saved = match existing {
                    Some(id) => collection.change(&client, id, body, etag.as_deref()).await,
                    None => collection.create(&client, body, &key).await,
                };
                match saved {
                    Ok(saved) => onsaved.emit(F::id(&saved.resource)),
                    Err(failure) => {
                        changes.dispatch(FormChange::Refused(Refusal::Failure(failure)));
                    }
                }
            });
        })
    };
    let cancel = {
        let to = properties.cancel.clone();
        Callback::from(move |_| {
            if let Some(navigator) = &navigator {
                route_link::open(navigator, &to, &Vec::new());
            }
        })
    };
    // Gets the resource as it is now, and goes on with it.
    let get_current = |then: fn(_) -> FormChange<F>| {
        let (client, changes) = (client.clone(), form.changes());
        let (collection, existing) = (properties.collection.clone(), properties.existing);
        Callback::from(move |_: MouseEvent| {
            let (client, changes, collection) =
                (client.clone(), changes.clone(), collection.clone());
            spawn_local(async move {
                let (Some(client), Some(id)) = (client, existing) else {
                    return;
                };
                changes.dispatch(match collection.get(&client, id).await {
                    Ok(current) => then(current),
                    Err(failure) => FormChange::Refused(Refusal::Failure(failure)),
                });
            });
        })
    };
    html! {
        <form class="pf-v6-c-form pg-form" novalidate=true {onsubmit} data-testid={format!("{}-form", properties.prefix)}>
            <UnsavedGuard dirty={state.is_dirty()} />
            if let Some(refusal) = &state.refusal {
                if refusal.is_conflict() {
                    { conflict(get_current(FormChange::Replaced), get_current(FormChange::Kept)) }
                } else {
                    <FormSummary
                        refusal={refusal.clone()}
                        lines={refusal.errors().iter().map(|error| summary_line::<F>(properties.prefix, error)).collect::<Vec<_>>()}
                        attempt={state.attempts}
                    />
                }
            }
            if let Some(contested) = &state.contested {
                { kept::<F>(contested) }
            }
            { properties.children.clone() }
            <div class="pg-actions pg-form-actions">
                <Button
                    label={t(properties.submit)}
                    look={Look::Primary}
                    submit=true
                    busy={state.busy}
                    testid="save"
                />
                <Button label={t(Text::CancelAction)} onclick={cancel} testid="cancel" />
            </div>
        </form>
    }
}

/// What goes to the API: a resource to be made, or what has changed of one.
fn body<F: Model>(form: &Form<F>, exists: bool) -> Result<String, Vec<FieldError>> {
    let state = form.state();
    let json = if exists {
        serde_json::to_string(&state.now.patch(&state.base)?)
    } else {
        serde_json::to_string(&state.now.input()?)
    };
    // Inputs are made of texts, numbers and lists, which can always be written.
    Ok(json.unwrap_or_default())
}

fn conflict(load_theirs: Callback<MouseEvent>, keep_mine: Callback<MouseEvent>) -> Html {
    let action = html! {
        <>
            <Button label={t(Text::ConflictLoadTheirs)} look={Look::Link} onclick={load_theirs} testid="conflict-load" />
            <Button label={t(Text::ConflictKeepMine)} look={Look::Link} onclick={keep_mine} testid="conflict-keep" />
        </>
    };
    html! {
        <Notice
            severity={AlertType::Warning}
            title={t(Text::ConflictTitle)}
            {action}
            announce=true
            testid="conflict"
        >
            <p>{ t(Text::ConflictText) }</p>
        </Notice>
    }
}

fn kept<F: Model>(contested: &[String]) -> Html {
    let fields: Vec<_> = contested
        .iter()
        .map(|name| member_label::<F>(name))
        .collect();
    html! {
        <Notice severity={AlertType::Info} title={t(Text::ConflictKept)} announce=true testid="conflict-kept">
            if !fields.is_empty() {
                <p>{ fill(Text::ConflictContested, &[("fields", &fields.join(", "))]) }</p>
            }
        </Notice>
    }
}

/// What the field is called that fills a member of the model, such as `from_domain` for the pointer `/from/domain`.
fn member_label<F: Model>(name: &str) -> &str {
    let mut fields = F::FIELDS.iter();
    fields
        .find(|field| field.pointer.trim_start_matches('/').replace('/', "_") == name)
        .map_or(name, |field| t(field.label))
}
