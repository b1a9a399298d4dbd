//! A form that makes or changes a resource.

mod frame;

use api_types::problem::FieldError;
use uuid::Uuid;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use self::frame::{EditorFrame, Progress, Resolution};
use crate::api::collection::Collection;
use crate::browser;
use crate::form::errors::summary_line;
use crate::form::state::FormChange;
use crate::form::{Form, FormState, Model, Refusal};
use crate::i18n::{Text, t};
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
    #[prop_or_default]
    pub(crate) onsaved: Callback<Uuid>,
    /// Told what is shown only this once of what was saved.
    #[prop_or_default]
    pub(crate) onsecret: Callback<Option<String>>,
    /// The fields.
    pub(crate) children: Html,
}

/// A form that makes or changes a resource: says what is wrong, asks before input is lost, and explains when somebody else was faster.
#[component]
pub(crate) fn Editor<F: Model>(properties: &EditorProperties<F>) -> Html {
    let form = &properties.form;
    let state = form.state();
    let client = use_client();
    let (prefix, existing) = (properties.prefix, properties.existing);
    let body = {
        let form = form.clone();
        Callback::from(move |()| body(form.state(), existing.is_some()))
    };
    let onprogress = {
        let changes = form.changes();
        Callback::from(move |progress| {
            changes.dispatch(match progress {
                Progress::Sent => FormChange::Sent,
                Progress::Refused(refusal) => FormChange::Refused(refusal),
            });
        })
    };
    // Gets the resource as it is now, and goes on with it.
    let oncurrent = {
        let (changes, collection) = (form.changes(), properties.collection.clone());
        Callback::from(move |resolution| {
            let (client, changes, collection) =
                (client.clone(), changes.clone(), collection.clone());
            spawn_local(async move {
                let (Some(client), Some(id)) = (client, existing) else {
                    return;
                };
                changes.dispatch(match (collection.get(&client, id).await, resolution) {
                    (Ok(current), Resolution::LoadTheirs) => {
                        // The notice that was asked in goes away.
                        browser::focus("h1");
                        FormChange::Replaced(current)
                    }
                    (Ok(current), Resolution::KeepMine) => FormChange::Kept(current),
                    (Err(failure), _) => FormChange::Refused(Refusal::Failure(failure)),
                });
            });
        })
    };
    let errors = state.errors().iter();
    let contested = state.contested.as_ref().map(|names| {
        let labels: Vec<_> = names.iter().map(|name| member_label::<F>(name)).collect();
        labels.join(", ")
    });
    html! {
        <EditorFrame
            {prefix}
            collection={properties.collection.path()}
            {existing}
            etag={state.etag.clone()}
            dirty={state.is_dirty()}
            busy={state.busy}
            refusal={state.refusal.clone()}
            lines={errors.map(|error| summary_line::<F>(prefix, error)).collect::<Vec<_>>()}
            attempts={state.attempts}
            {contested}
            submit={properties.submit}
            cancel={properties.cancel.clone()}
            {body}
            {onprogress}
            {oncurrent}
            onsaved={properties.onsaved.clone()}
            onsecret={properties.onsecret.clone()}
        >
            { properties.children.clone() }
        </EditorFrame>
    }
}

/// What goes to the API: a resource to be made, or what has changed of one.
fn body<F: Model>(state: &FormState<F>, exists: bool) -> Result<String, Vec<FieldError>> {
    let json = if exists {
        serde_json::to_string(&state.now.patch(&state.base)?)
    } else {
        serde_json::to_string(&state.now.input()?)
    };
    // Inputs are made of texts, numbers and lists, which can always be written.
    Ok(json.unwrap_or_default())
}

/// What the field is called that fills a member of the model, such as `from_domain` for the pointer `/from/domain`.
fn member_label<F: Model>(name: &str) -> &str {
    let mut fields = F::FIELDS.iter();
    fields
        .find(|field| field.pointer.trim_start_matches('/').replace('/', "_") == name)
        .map_or(name, |field| t(field.label))
}
