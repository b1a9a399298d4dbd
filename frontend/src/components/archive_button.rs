//! A button that archives a resource.

use api_types::problem::ProblemCode;
use js_sys::Promise;
use uuid::Uuid;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use yew::prelude::*;

use super::button::Button;
use super::confirm::Confirm;
use crate::api::{Failure, collection};
use crate::browser;
use crate::i18n::{Text, fill, t};
use crate::session::{use_client, use_may_write};

/// Properties of [`ArchiveButton`].
#[derive(PartialEq, Properties)]
pub(crate) struct ArchiveButtonProperties {
    /// The path of the collection that the resource belongs to.
    pub(crate) collection: AttrValue,
    /// Its id.
    pub(crate) id: Uuid,
    /// Its version, where it is only to be archived as it was seen.
    #[prop_or_default]
    pub(crate) etag: Option<String>,
    /// Its name.
    pub(crate) name: AttrValue,
    /// What the button says.
    #[prop_or(Text::ArchiveAction)]
    pub(crate) label: Text,
    /// The question; it may name the resource.
    #[prop_or(Text::ArchiveTitle)]
    pub(crate) title: Text,
    /// What archiving it means.
    pub(crate) text: Text,
    /// Told when it is archived.
    pub(crate) onarchived: Callback<()>,
    /// Told when somebody else changed it meanwhile: it is to be shown anew.
    #[prop_or_default]
    pub(crate) onstale: Callback<()>,
    /// Name for browser tests.
    #[prop_or(AttrValue::Static("archive"))]
    pub(crate) testid: AttrValue,
}

/// A button that archives a resource, after a question.
#[component]
pub(crate) fn ArchiveButton(properties: &ArchiveButtonProperties) -> Html {
    let open = use_state_eq(|| false);
    let busy = use_state_eq(|| false);
    let failure = use_state_eq(|| None::<Failure>);
    let client = use_client();
    if !use_may_write() {
        return html! {};
    }
    let onclick = {
        let (open, failure) = (open.setter(), failure.setter());
        Callback::from(move |_| {
            failure.set(None);
            open.set(true);
        })
    };
    let onclose = {
        let open = open.setter();
        Callback::from(move |()| open.set(false))
    };
    let onconfirm = {
        let (open, busy, failure) = (open.setter(), busy.setter(), failure.setter());
        let (collection, id, etag) = (
            properties.collection.clone(),
            properties.id,
            properties.etag.clone(),
        );
        let (onarchived, onstale) = (properties.onarchived.clone(), properties.onstale.clone());
        Callback::from(move |()| {
            let Some(client) = client.clone() else { return };
            let (open, busy, failure) = (open.clone(), busy.clone(), failure.clone());
            let (collection, etag) = (collection.clone(), etag.clone());
            let (onarchived, onstale) = (onarchived.clone(), onstale.clone());
            busy.set(true);
            spawn_local(async move {
                let archived = collection::archive(&client, &collection, id, etag.as_deref()).await;
                busy.set(false);
                match archived {
                    Ok(()) => {
                        open.set(false);
                        // Once the dialog is gone, it gives the focus back to a button that may go as well.
                        let drawn = Promise::resolve(&JsValue::NULL);
                        let _ = JsFuture::from(drawn).await;
                        browser::focus("h1");
                        onarchived.emit(());
                    }
                    Err(refusal) => {
                        if refusal.is(ProblemCode::PreconditionFailed) {
                            onstale.emit(());
                        }
                        failure.set(Some(refusal));
                    }
                }
            });
        })
    };
    html! {
        <>
            <Button label={t(properties.label)} {onclick} testid={properties.testid.clone()} />
            if *open {
                <Confirm
                    title={fill(properties.title, &[("name", &properties.name)])}
                    confirm_label={t(properties.label)}
                    danger=true
                    busy={*busy}
                    failure={(*failure).clone()}
                    {onconfirm}
                    {onclose}
                    testid={format!("{}-dialog", properties.testid)}
                >
                    <p>{ t(properties.text) }</p>
                </Confirm>
            }
        </>
    }
}
