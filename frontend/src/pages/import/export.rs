//! All connections as a file.

use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::api::{Failure, sets};
use crate::components::button::Button;
use crate::components::code_view::CodeView;
use crate::components::copy_button::CopyButton;
use crate::components::failure_notice::FailureNotice;
use crate::i18n::{Text, t};
use crate::session::use_client;

/// All connections as a file without secrets, to be kept or brought elsewhere.
#[component]
pub(super) fn Export() -> Html {
    let text = use_state_eq(|| None::<String>);
    let busy = use_state_eq(|| false);
    let failure = use_state_eq(|| None::<Failure>);
    let client = use_client();
    let get = {
        let (text, busy, failure) = (text.setter(), busy.clone(), failure.setter());
        Callback::from(move |_| {
            let Some(client) = client.clone().filter(|_| !*busy) else {
                return;
            };
            let (text, busy, failure) = (text.clone(), busy.clone(), failure.clone());
            busy.set(true);
            spawn_local(async move {
                match sets::export(&client).await {
                    Ok(found) => {
                        failure.set(None);
                        text.set(Some(found));
                    }
                    Err(refusal) => failure.set(Some(refusal)),
                }
                busy.set(false);
            });
        })
    };
    html! {
        <div class="pg-stack">
            <p>{ t(Text::ExportText) }</p>
            if let Some(failure) = &*failure {
                <FailureNotice failure={failure.clone()} />
            }
            <div class="pg-actions">
                <Button label={t(Text::ExportAction)} busy={*busy} onclick={get} testid="export" />
            </div>
            if let Some(text) = &*text {
                { exported(text) }
            }
        </div>
    }
}

fn exported(text: &str) -> Html {
    let encoded = js_sys::encode_uri_component(text);
    let href = format!("data:application/json;charset=utf-8,{encoded}");
    let tools = html! {
        <>
            <a {href} download="punchgate-connections.json" class="pf-v6-c-button pf-m-link pf-m-inline" data-testid="export-download">
                { t(Text::DownloadAction) }
            </a>
            <CopyButton text={text.to_owned()} label={t(Text::CopyAction)} testid="export-copy" />
        </>
    };
    html! {
        <CodeView
            text={text.to_owned()}
            formatted=true
            label={t(Text::ExportTitle)}
            {tools}
            testid="exported"
        />
    }
}
