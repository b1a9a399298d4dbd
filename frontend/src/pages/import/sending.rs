//! Sending an import: to be checked only, or to be carried out.

use std::future::Future;

use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::api::{Client, Failure};
use crate::session::use_client;

/// How an import stands.
pub(super) struct Import<R: 'static> {
    /// Whether it is on its way.
    pub(super) busy: bool,
    /// Why it failed.
    pub(super) failure: Option<Failure>,
    /// What came of it.
    pub(super) report: UseStateHandle<Option<R>>,
    /// Sends it: `true` for a check only.
    pub(super) send: Callback<bool>,
    /// Forgets what came of it, since what is to be sent has changed.
    pub(super) forget: Callback<()>,
}

/// An import that is sent by a call of the API.
#[hook]
pub(super) fn use_import<R, F>(call: impl Fn(Client, bool) -> F + 'static) -> Import<R>
where
    R: PartialEq + 'static,
    F: Future<Output = Result<R, Failure>> + 'static,
{
    let busy = use_state_eq(|| false);
    let failure = use_state_eq(|| None::<Failure>);
    let report = use_state_eq(|| None::<R>);
    let client = use_client();
    let forget = {
        let (report, failure) = (report.setter(), failure.setter());
        Callback::from(move |()| {
            report.set(None);
            failure.set(None);
        })
    };
    let send = {
        let (busy, failure, report) = (busy.clone(), failure.setter(), report.setter());
        Callback::from(move |dry_run: bool| {
            let Some(client) = client.clone().filter(|_| !*busy) else {
                return;
            };
            let (busy, failure, report) = (busy.clone(), failure.clone(), report.clone());
            let outcome = call(client, dry_run);
            busy.set(true);
            spawn_local(async move {
                match outcome.await {
                    Ok(done) => {
                        failure.set(None);
                        report.set(Some(done));
                    }
                    Err(refusal) => {
                        failure.set(Some(refusal));
                        report.set(None);
                    }
                }
                busy.set(false);
            });
        })
    };
    Import {
        busy: *busy,
        failure: (*failure).clone(),
        report,
        send,
        forget,
    }
}
