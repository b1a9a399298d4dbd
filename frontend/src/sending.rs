//! Sending something to the API whose answer is a report, and what came of it.

use std::future::Future;

use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::api::{Client, Failure};
use crate::session::use_client;

/// How it stands.
pub(crate) struct Sending<I: 'static, R: 'static> {
    /// Whether it is on its way.
    pub(crate) busy: bool,
    /// Why it failed.
    pub(crate) failure: Option<Failure>,
    /// What came of it.
    pub(crate) report: UseStateHandle<Option<R>>,
    /// Sends it, in this manner: an import is only checked where that is `true`.
    pub(crate) send: Callback<I>,
    /// Forgets what came of it, since what is to be sent has changed.
    pub(crate) forget: Callback<()>,
}

/// Something that is sent by a call of the API, once at a time.
#[hook]
pub(crate) fn use_sending<I, R, F>(call: impl Fn(Client, I) -> F + 'static) -> Sending<I, R>
where
    I: 'static,
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
        Callback::from(move |manner: I| {
            let Some(client) = client.clone().filter(|_| !*busy) else {
                return;
            };
            let (busy, failure, report) = (busy.clone(), failure.clone(), report.clone());
            let outcome = call(client, manner);
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
    Sending {
        busy: *busy,
        failure: (*failure).clone(),
        report,
        send,
        forget,
    }
}
