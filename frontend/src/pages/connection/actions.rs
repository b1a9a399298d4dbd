//! What can be done with a connection.

use std::rc::Rc;

use api_types::connection::Connection;
use api_types::problem::ProblemCode;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::api::collection::Versioned;
use crate::api::{Failure, connections};
use crate::components::button::Button;
use crate::components::confirm::Confirm;
use crate::components::resource_actions::ResourceActions;
use crate::format;
use crate::i18n::{Text, fill, t};
use crate::load::use_load;
use crate::route::Route;
use crate::session::use_client;

/// Properties of [`Actions`].
#[derive(PartialEq, Properties)]
pub(super) struct ActionsProperties {
    /// The connection.
    pub(super) connection: Rc<Versioned<Connection>>,
    /// Told when it is to be shown anew.
    pub(super) onchange: Callback<()>,
}

/// What can be done with a connection: edit, activate or deactivate, archive.
#[component]
pub(super) fn Actions(properties: &ActionsProperties) -> Html {
    let Versioned { resource, etag } = &*properties.connection;
    let asking = use_state_eq(|| false);
    let (label, testid) = if resource.active {
        (Text::DeactivateAction, "deactivate")
    } else {
        (Text::ActivateAction, "activate")
    };
    let ask = {
        let asking = asking.setter();
        Callback::from(move |_| asking.set(true))
    };
    let onclose = {
        let asking = asking.setter();
        Callback::from(move |()| asking.set(false))
    };
    html! {
        <>
            <ResourceActions<Connection>
                collection={connections::collection()}
                id={resource.id}
                etag={etag.clone()}
                name={resource.name.clone()}
                edit={Route::EditConnection { id: resource.id }}
                list={Route::Connections}
                archive_text={Text::ConnectionArchiveText}
                onstale={properties.onchange.clone()}
            >
                <Button label={t(label)} onclick={ask} {testid} />
            </ResourceActions<Connection>>
            if *asking {
                <ActivationDialog
                    connection={Rc::clone(&properties.connection)}
                    onchange={properties.onchange.clone()}
                    {onclose}
                />
            }
        </>
    }
}

#[derive(PartialEq, Properties)]
struct ActivationDialogProperties {
    connection: Rc<Versioned<Connection>>,
    onchange: Callback<()>,
    onclose: Callback<()>,
}

/// The question before a connection is activated or deactivated, with what it does to sessions under way.
#[component]
fn ActivationDialog(properties: &ActivationDialogProperties) -> Html {
    // What was asked for stays, also when the connection changes meanwhile.
    let activate = *use_state_eq(|| !properties.connection.resource.active);
    let busy = use_state_eq(|| false);
    let failure = use_state_eq(|| None::<Failure>);
    let client = use_client();
    let id = properties.connection.resource.id;
    let live = use_load((activate, id), |client, (activate, id)| async move {
        if activate {
            return Ok(None);
        }
        connections::live_sessions(&client, id).await.map(Some)
    });
    let onconfirm = {
        let (busy, failure) = (busy.setter(), failure.setter());
        let etag = properties.connection.etag.clone();
        let (onchange, onclose) = (properties.onchange.clone(), properties.onclose.clone());
        Callback::from(move |()| {
            let Some(client) = client.clone() else { return };
            let (busy, failure, etag) = (busy.clone(), failure.clone(), etag.clone());
            let (onchange, onclose) = (onchange.clone(), onclose.clone());
            busy.set(true);
            spawn_local(async move {
                let outcome = connections::set_active(&client, id, activate, etag.as_deref()).await;
                busy.set(false);
                match outcome {
                    Ok(_) => {
                        onclose.emit(());
                        onchange.emit(());
                    }
                    Err(refusal) => {
                        if refusal.is(ProblemCode::PreconditionFailed) {
                            onchange.emit(());
                        }
                        failure.set(Some(refusal));
                    }
                }
            });
        })
    };
    let name = [("name", properties.connection.resource.name.as_str())];
    let (title, text, label) = if activate {
        (
            Text::ActivateTitle,
            Text::ActivateText,
            Text::ActivateAction,
        )
    } else {
        (
            Text::DeactivateTitle,
            Text::DeactivateText,
            Text::DeactivateAction,
        )
    };
    html! {
        <Confirm
            title={fill(title, &name)}
            confirm_label={t(label)}
            danger={!activate}
            busy={*busy}
            failure={(*failure).clone()}
            {onconfirm}
            onclose={properties.onclose.clone()}
            testid="activation"
        >
            <p>{ t(text) }</p>
            if let Some((count, is_more)) = live.load.data().and_then(|live| **live) {
                <p data-testid="live-sessions">{ live_text(count, is_more) }</p>
            }
        </Confirm>
    }
}

fn live_text(count: usize, is_more: bool) -> String {
    let text = match (count, is_more) {
        (0, _) => Text::LiveSessionsNone,
        (1, false) => Text::LiveSessionsOne,
        (_, false) => Text::LiveSessions,
        (_, true) => Text::LiveSessionsMore,
    };
    fill(text, &[("count", &format::count(count))])
}
