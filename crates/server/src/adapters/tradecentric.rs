//! PunchOut2Go's JSON: the gateway takes the place of PunchOut2Go, now TradeCentric, towards an unchanged connector of a shop.

use futures_util::future::{FutureExt, LocalBoxFuture};
use punchout::{
    protocol::punchout2go::{purchase_order, session_request},
    secret::Secret,
    store::{AdapterStart, start_url},
};
use punchout2go::{Acknowledgment, FormPost, Key, SessionRequest, StartReply};
use serde_json::Value;

use super::{
    Adapter, Cause, Entry, Step, Trouble, Visit,
    visit::{Call, Visitor},
};
use crate::{random, state::AppState};

/// PunchOut2Go's JSON.
#[derive(Clone, Copy, Debug)]
pub(super) struct TradeCentric;

impl Adapter for TradeCentric {
    fn steps(&self) -> &'static [Step] {
        &[Step::Session, Step::Validation]
    }

    fn enter<'a>(&'a self, visit: &'a Visit<'a>) -> LocalBoxFuture<'a, Result<Entry, Trouble>> {
        enter(visit).boxed_local()
    }

    fn order(&self, document: &cxml::Document, secret: Option<&Secret<String>>) -> Option<Vec<u8>> {
        let secret = secret.map(|secret| secret.expose().as_str());
        purchase_order(document, secret).map(|order| order.write().into_bytes())
    }

    fn acknowledgment(&self, body: &[u8]) -> Option<Acknowledgment> {
        Acknowledgment::read(body).ok()
    }

    fn acknowledges(&self) -> bool {
        true
    }

    fn asks_back(&self) -> bool {
        true
    }
}

async fn enter(visit: &Visit<'_>) -> Result<Entry, Trouble> {
    let adapter = &visit.store.interface.adapter;
    let visitor = visit.visitor().await?;
    let (pos, return_url) = (visit.pos(), visit.return_url());
    let post_form = post_form(visit.state);
    let mut request = session_request(&visitor.shop_session(
        visit.settings,
        visit.session,
        &pos,
        &return_url,
        &post_form,
    ));
    if visit.is_test {
        request.params.mode = Some("test".to_owned());
    }
    let url = adapter
        .url
        .clone()
        .unwrap_or_else(|| start_url::fill(&visit.store.punch_out_start_url, visit.session));
    let secret = visit.secret()?;
    let key = secret.as_ref().map(|key| Key::from_base64(key.expose()));
    let key = key
        .transpose()
        .map_err(|fault| Trouble::settings(fault.to_string()).at(Step::Session))?;
    let told = Call {
        url: &url,
        content_type: "application/json",
        body: Vec::new(),
        bearer: None,
        document: "session request",
        step: Some(Step::Session),
        secrets: secret.into_iter().collect(),
        secret_in_answer: None,
        findings: Vec::new(),
    };
    let entry = match adapter.start {
        AdapterStart::Browser => by_browser(visit, told, &request, key.as_ref()).await,
        AdapterStart::Server => by_server(visit, told, &request, key.as_ref()).await,
    };
    entry.map_err(|trouble| trouble.at(Step::Session))
}

/// The form that the buyer's browser brings. Where somebody tries the way out, there is no browser, and the gateway posts the form.
async fn by_browser(
    visit: &Visit<'_>,
    told: Call<'_>,
    request: &SessionRequest,
    key: Option<&Key>,
) -> Result<Entry, Trouble> {
    let fields = match key {
        Some(key) => FormPost::encrypted(request, key, random::iv()),
        None => FormPost::plain(request),
    }
    .fields;
    let action = told.url.to_owned();
    if visit.is_test {
        let form = url::form_urlencoded::Serializer::new(String::new())
            .extend_pairs(&fields)
            .finish();
        let call = Call {
            content_type: "application/x-www-form-urlencoded",
            body: form.into_bytes(),
            ..told
        };
        visit.call(call).await?;
    }
    Ok(Entry::Form { action, fields })
}

/// The session request from server to server, and where it leads.
async fn by_server(
    visit: &Visit<'_>,
    told: Call<'_>,
    request: &SessionRequest,
    key: Option<&Key>,
) -> Result<Entry, Trouble> {
    let url = told.url;
    let body = body(request, key).into_bytes();
    let answer = visit.call(Call { body, ..told }).await?;
    // A connector may answer as it would a browser.
    if let Some(location) = answer.location {
        let absolute = url::Url::parse(url).and_then(|url| url.join(&location));
        let absolute = absolute
            .ok()
            .filter(|url| matches!(url.scheme(), "http" | "https"));
        return absolute
            .map(|url| Entry::Redirect(url.into()))
            .ok_or_else(|| Trouble::new(Cause::Answer, "The shop redirects to no web address."));
    }
    StartReply::read(&answer.body)
        .map(|reply| Entry::Redirect(reply.start_url))
        .map_err(|fault| Trouble::new(Cause::Answer, format!("The shop's answer: {fault}")))
}

/// The request as JSON; encrypted, `params` is a text with `iv` beside it.
fn body(request: &SessionRequest, key: Option<&Key>) -> String {
    let Some(key) = key else {
        return request.write();
    };
    let sealed = FormPost::encrypted(request, key, random::iv()).fields;
    let members = sealed.into_iter().map(|(name, value)| (name, value.into()));
    Value::Object(members.collect()).to_string()
}

/// What the shop is told for `postform`: the gateway takes the cart, and the procurement system's own address stays here.
fn post_form(state: &AppState) -> String {
    state.config.http.url_of("/punchout/return")
}

/// What a shop is told that asks whether a session is real: the three things that connectors compare, and no more.
pub(super) fn confirmation(
    state: &AppState,
    session: &punchout::session::Session,
    visitor: &Visitor,
    pos: &str,
) -> SessionRequest {
    let settings = state.settings.snapshot();
    let post_form = post_form(state);
    let whole = session_request(&visitor.shop_session(&settings, session, pos, "", &post_form));
    let body = whole.params.body;
    SessionRequest {
        pos: whole.pos,
        operation: whole.operation,
        params: punchout2go::Params {
            kind: whole.params.kind,
            body: punchout2go::RequestBody {
                contact: punchout2go::Contact {
                    email: body.contact.email,
                    ..Default::default()
                },
                buyer_cookie: body.buyer_cookie,
                post_form: body.post_form,
                ..Default::default()
            },
            ..Default::default()
        },
        ..Default::default()
    }
}
