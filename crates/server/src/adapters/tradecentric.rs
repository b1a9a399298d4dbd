//! PunchOut2Go's JSON: the gateway takes the place of PunchOut2Go, now TradeCentric, towards an unchanged connector of a shop.

use futures_util::future::{FutureExt, LocalBoxFuture};
use punchout::{
    protocol::punchout2go::{purchase_order, session_request},
    secret::Secret,
    store::{AdapterStart, Store},
    time::Timestamp,
};
use punchout2go::{FormPost, Key, SessionRequest, StartReply};
use serde_json::Value;

use super::{
    Adapter, Entry, Trouble, Visit,
    visit::{Call, Visitor},
};
use crate::{random, state::AppState};

/// PunchOut2Go's JSON.
#[derive(Clone, Copy, Debug)]
pub(super) struct TradeCentric;

impl Adapter for TradeCentric {
    fn code(&self, _: &Store) -> Secret<String> {
        random::lower_case_code()
    }

    fn code_expires_at(&self, session_ends_at: Timestamp, _: &Store, _: Timestamp) -> Timestamp {
        session_ends_at
    }

    fn enter<'a>(&'a self, visit: &'a Visit<'a>) -> LocalBoxFuture<'a, Result<Entry, Trouble>> {
        enter(visit).boxed_local()
    }

    fn order(&self, document: &cxml::Document, secret: Option<&Secret<String>>) -> Option<Vec<u8>> {
        let secret = secret.map(|secret| secret.expose().as_str());
        purchase_order(document, secret).map(|order| order.write().into_bytes())
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
    let request = session_request(&visitor.shop_session(
        visit.settings,
        visit.session,
        &pos,
        &return_url,
        &post_form,
    ));
    let url = adapter.url.as_ref();
    let url = url.unwrap_or(&visit.store.punch_out_start_url);
    let secret = visit.secret()?;
    let key = secret.as_ref().map(|key| Key::from_base64(key.expose()));
    let key = key
        .transpose()
        .map_err(|fault| Trouble::new(fault.to_string()))?;
    match adapter.start {
        AdapterStart::Browser => Ok(Entry::Form {
            action: url.clone(),
            fields: match &key {
                Some(key) => FormPost::encrypted(&request, key, random::iv()),
                None => FormPost::plain(&request),
            }
            .fields,
        }),
        AdapterStart::Server => {
            let answer = visit
                .call(Call {
                    url,
                    content_type: "application/json",
                    body: body(&request, key.as_ref()).into_bytes(),
                    bearer: None,
                    document: "session request",
                    secrets: secret.into_iter().collect(),
                    secret_in_answer: None,
                })
                .await?;
            // A connector may answer as it would a browser.
            if let Some(location) = answer.location {
                let absolute = url::Url::parse(url).and_then(|url| url.join(&location));
                let absolute = absolute
                    .ok()
                    .filter(|url| matches!(url.scheme(), "http" | "https"));
                return absolute
                    .map(|url| Entry::Redirect(url.into()))
                    .ok_or_else(|| Trouble::new("The shop redirects to no web address."));
            }
            StartReply::read(&answer.body)
                .map(|reply| Entry::Redirect(reply.start_url))
                .map_err(|fault| Trouble::new(format!("The shop's answer: {fault}")))
        }
    }
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
