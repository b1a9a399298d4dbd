//! What can be done with a connection.

use std::rc::Rc;

use api_types::connection::{Connection, Deactivation};
use api_types::problem::ProblemCode;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::archive::ArchiveDialog;
use super::clone_button::CloneButton;
use crate::api::collection::Versioned;
use crate::api::{Failure, connections};
use crate::components::button::Button;
use crate::components::check_field::CheckField;
use crate::components::confirm::Confirm;
use crate::components::route_link::RouteLink;
use crate::format;
use crate::i18n::{Text, fill, t};
use crate::load::use_load;
use crate::route::Route;
use crate::session::{use_client, use_may_write};

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
    let archiving = use_state_eq(|| false);
    if !use_may_write() || resource.archived_at.is_some() {
        return html! {};
    }
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
    let ask_archive = {
        let archiving = archiving.setter();
        Callback::from(move |_| archiving.set(true))
    };
    let keep = {
        let archiving = archiving.setter();
        Callback::from(move |()| archiving.set(false))
    };
    html! {
        <>
            <span class="pg-push-end pg-actions">
                <RouteLink to={Route::EditConnection { id: resource.id }} class="pf-v6-c-button pf-m-primary" testid="edit">
                    { t(Text::EditAction) }
                </RouteLink>
                <Button label={t(label)} onclick={ask} {testid} />
                <CloneButton id={resource.id} name={resource.name.clone()} />
                <Button label={t(Text::ArchiveAction)} onclick={ask_archive} testid="archive" />
            </span>
            if *archiving {
                <ArchiveDialog
                    id={resource.id}
                    etag={etag.clone()}
                    name={resource.name.clone()}
                    onstale={properties.onchange.clone()}
                    onclose={keep}
                />
            }
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
    let end_sessions = use_state_eq(|| false);
    let busy = use_state_eq(|| false);
    let failure = use_state_eq(|| None::<Failure>);
    let client = use_client();
    let id = properties.connection.resource.id;
    let live = use_load((activate, id), |client, (activate, id)| async move {
        if activate {
            return Ok(None);
        }
        connections::activity(&client, id).await.map(Some)
    });
    let onconfirm = {
        let (busy, failure) = (busy.setter(), failure.setter());
        let etag = properties.connection.etag.clone();
        let how = Deactivation {
            end_live_sessions: *end_sessions,
        };
        let (onchange, onclose) = (properties.onchange.clone(), properties.onclose.clone());
        Callback::from(move |()| {
            let Some(client) = client.clone() else { return };
            let (busy, failure, etag) = (busy.clone(), failure.clone(), etag.clone());
            let (onchange, onclose) = (onchange.clone(), onclose.clone());
            busy.set(true);
            spawn_local(async move {
                let outcome = if activate {
                    connections::activate(&client, id, etag.as_deref()).await
                } else {
                    connections::deactivate(&client, id, how, etag.as_deref()).await
                };
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
    let activity = live.load.data().and_then(|live| live.as_ref().as_ref());
    let set_end_sessions = {
        let end_sessions = end_sessions.setter();
        Callback::from(move |end| end_sessions.set(end))
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
            if let Some(activity) = activity {
                <p data-testid="live-sessions">{ live_text(activity.live_sessions) }</p>
                if activity.live_sessions > 0 {
                    <CheckField
                        id="end-sessions"
                        label={t(Text::DeactivateEndSessions)}
                        help={t(Text::DeactivateEndSessionsHelp)}
                        checked={*end_sessions}
                        onchange={set_end_sessions}
                    />
                }
            }
        </Confirm>
    }
}

/// How many sessions are under way.
pub(super) fn live_text(count: u64) -> String {
    let text = match count {
        0 => Text::LiveSessionsNone,
        1 => Text::LiveSessionsOne,
        _ => Text::LiveSessions,
    };
    let count = usize::try_from(count).unwrap_or(usize::MAX);
    fill(text, &[("count", &format::count(count))])
}
