//! Archiving a connection, with what becomes of the sessions under way.

use api_types::problem::ProblemCode;
use uuid::Uuid;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;
use yew_router::prelude::*;

use super::actions::live_text;
use crate::api::{Failure, connections};
use crate::components::button::{Button, Look};
use crate::components::dialog::Dialog;
use crate::components::failure_notice::FailureNotice;
use crate::components::route_link;
use crate::i18n::{Text, fill, t};
use crate::load::use_load;
use crate::route::Route;
use crate::session::use_client;

/// Properties of [`ArchiveDialog`].
#[derive(PartialEq, Properties)]
pub(super) struct ArchiveDialogProperties {
    /// Which connection.
    pub(super) id: Uuid,
    /// Its version.
    pub(super) etag: Option<String>,
    /// Its name.
    pub(super) name: String,
    /// Told when somebody else changed it: it is to be shown anew.
    pub(super) onstale: Callback<()>,
    /// Told when the person keeps it.
    pub(super) onclose: Callback<()>,
}

/// The question before a connection is archived. Where sessions are under way, the person says whether they end or are finished.
#[component]
pub(super) fn ArchiveDialog(properties: &ArchiveDialogProperties) -> Html {
    let busy = use_state_eq(|| false);
    let failure = use_state_eq(|| None::<Failure>);
    let (client, navigator) = (use_client(), use_navigator());
    let live = use_load(properties.id, |client, id| async move {
        connections::activity(&client, id).await
    });
    let archive = {
        let (busy, failure, reload) = (busy.setter(), failure.setter(), live.reload.clone());
        let (id, etag) = (properties.id, properties.etag.clone());
        let onstale = properties.onstale.clone();
        Callback::from(move |end_sessions: Option<bool>| {
            let Some(client) = client.clone() else { return };
            let (busy, failure, reload) = (busy.clone(), failure.clone(), reload.clone());
            let (etag, navigator, onstale) = (etag.clone(), navigator.clone(), onstale.clone());
            busy.set(true);
            spawn_local(async move {
                let outcome = connections::archive(&client, id, end_sessions, etag.as_deref());
                match outcome.await {
                    Ok(()) => {
                        if let Some(navigator) = navigator {
                            route_link::go(&navigator, &Route::Connections, &Vec::new());
                        }
                    }
                    Err(refusal) => {
                        if refusal.is(ProblemCode::PreconditionFailed) {
                            onstale.emit(());
                        }
                        // A session may have begun since they were counted.
                        reload.emit(());
                        failure.set(Some(refusal));
                        busy.set(false);
                    }
                }
            });
        })
    };
    let count = live.load.data().map(|activity| activity.live_sessions);
    let (keep, choices): (Text, &[_]) = match count {
        Some(1..) => (
            Text::ArchiveKeepAction,
            &[
                (
                    Text::ArchiveFinishAction,
                    Some(false),
                    "archive-dialog-finish",
                ),
                (Text::ArchiveEndAction, Some(true), "archive-dialog-end"),
            ],
        ),
        _ => (
            Text::CancelAction,
            &[(Text::ArchiveAction, None, "archive-dialog-confirm")],
        ),
    };
    html! {
        <Dialog
            title={fill(Text::ArchiveTitle, &[("name", &properties.name)])}
            onclose={properties.onclose.clone()}
            testid="archive-dialog"
        >
            <div class="pg-dialog-body">
                <p>{ t(Text::ConnectionArchiveText) }</p>
                if let Some(count) = count {
                    <p data-testid="live-sessions">{ live_text(count) }</p>
                    if count > 0 {
                        <p>{ t(Text::ArchiveSessionsText) }</p>
                    }
                }
            </div>
            if let Some(failure) = failure.as_ref().or(live.load.failure()) {
                <FailureNotice failure={failure.clone()} />
            }
            <div class="pg-actions">
                <Button
                    label={t(keep)}
                    onclick={properties.onclose.reform(|_| ())}
                    testid="archive-dialog-cancel"
                />
                { for choices.iter().map(|&(label, end, testid)| html! {
                    <Button
                        key={testid}
                        label={t(label)}
                        look={Look::Danger}
                        busy={*busy}
                        onclick={archive.reform(move |_| end)}
                        {testid}
                    />
                }) }
            </div>
        </Dialog>
    }
}
