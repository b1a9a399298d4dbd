//! The one API client.

use std::cell::{Cell, RefCell};
use std::pin::Pin;
use std::rc::Rc;

use api_types::auth::AccessToken;
use api_types::problem::ProblemCode;
use gloo_net::http::{Method, RequestBuilder, Response};
use js_sys::{Function, Promise};
use serde::Serialize;
use serde::de::DeserializeOwned;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::{JsFuture, future_to_promise};
use web_sys::RequestCredentials;
use yew::Callback;

use super::Failure;
use super::collection::Versioned;

/// An answer on its way.
pub(super) type Answer<'a, T> = Pin<Box<dyn Future<Output = Result<T, Failure>> + 'a>>;

/// What any call may tell about the person's session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SessionNotice {
    /// It is over: sign in again.
    Ended,
    /// The first password must be changed before anything else.
    PasswordChangeRequired,
}

/// Calls the API with the access token, which lives in memory only. An expired token is renewed once, by the refresh cookie that no
/// script can read, however many calls wait for it. Where that fails, calls wait until the person has signed in again, so that nothing
/// that was typed is lost.
#[derive(Clone)]
pub(crate) struct Client {
    inner: Rc<Inner>,
}

struct Inner {
    /// `https://host/api/v1`, or `/api/v1` on the console's own host.
    root: String,
    token: RefCell<Option<String>>,
    /// The renewal under way.
    renewal: RefCell<Option<Promise>>,
    renewed_password_change: Cell<bool>,
    notice: RefCell<Callback<SessionNotice>>,
    /// What goes on once the person has signed in again, or has not.
    waiting: RefCell<Vec<Function>>,
}

/// A request before it is sent; it may be sent twice.
struct Call<'a> {
    method: Method,
    path: &'a str,
    body: Option<String>,
    /// A header that only some calls have.
    header: Option<(&'static str, &'a str)>,
    /// What kind of text goes out, and is asked for.
    media: &'static str,
}

impl PartialEq for Client {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.inner, &other.inner)
    }
}

impl Client {
    /// A client for the API at an address, such as `https://gateway.example`; empty for the console's own.
    pub(crate) fn new(address: &str) -> Self {
        Self {
            inner: Rc::new(Inner {
                root: format!("{}/api/v1", address.trim_end_matches('/')),
                token: RefCell::default(),
                renewal: RefCell::default(),
                renewed_password_change: Cell::default(),
                notice: RefCell::default(),
                waiting: RefCell::default(),
            }),
        }
    }

    /// Says who is told about the session.
    pub(crate) fn on_notice(&self, notice: Callback<SessionNotice>) {
        self.inner.notice.replace(notice);
    }

    /// Uses this access token from now on.
    pub(crate) fn use_token(&self, token: Option<String>) {
        self.inner.token.replace(token);
    }

    /// `GET`; `query` comes without a question mark.
    pub(crate) async fn get<T: DeserializeOwned>(
        &self,
        path: &str,
        query: &str,
    ) -> Result<T, Failure> {
        read(&self.get_text(path, query).await?)
    }

    /// `GET` of whatever kind, so that what all kinds share is in the console once.
    pub(super) fn get_text<'a>(&'a self, path: &str, query: &str) -> Answer<'a, String> {
        let path = match query {
            "" => path.to_owned(),
            query => format!("{path}?{query}"),
        };
        Box::pin(async move { Ok(self.send(Call::new(Method::GET, &path)).await?.0) })
    }

    /// `GET` of a resource that has versions.
    pub(crate) async fn get_versioned<T: DeserializeOwned>(
        &self,
        path: &str,
    ) -> Result<Versioned<T>, Failure> {
        versioned(self.send_any(Call::new(Method::GET, path)).await?)
    }

    /// `POST` that answers with JSON.
    pub(crate) async fn post<T: DeserializeOwned>(
        &self,
        path: &str,
        body: &impl Serialize,
    ) -> Result<T, Failure> {
        let call = Call::new(Method::POST, path).body(write(body)?);
        read(&self.send_any(call).await?.0)
    }

    /// `POST` whose answer does not matter; `body` is JSON.
    pub(crate) async fn post_only(&self, path: &str, body: Option<String>) -> Result<(), Failure> {
        let mut call = Call::new(Method::POST, path);
        call.body = body;
        self.send_any(call).await.map(drop)
    }

    /// `POST` that creates a resource from JSON, once for each `key`.
    pub(crate) async fn create<T: DeserializeOwned>(
        &self,
        path: &str,
        body: String,
        key: &str,
    ) -> Result<Versioned<T>, Failure> {
        let mut call = Call::new(Method::POST, path).body(body);
        call.header = Some(("Idempotency-Key", key));
        versioned(self.send_any(call).await?)
    }

    /// `POST` that does something with a resource in the version that `etag` names; `body` is JSON.
    pub(crate) async fn act<T: DeserializeOwned>(
        &self,
        path: &str,
        body: Option<String>,
        etag: Option<&str>,
    ) -> Result<Versioned<T>, Failure> {
        let mut call = Call::new(Method::POST, path).only(etag);
        call.body = body;
        versioned(self.send_any(call).await?)
    }

    /// `PATCH` of the version that `etag` names; `body` is JSON.
    pub(crate) async fn patch<T: DeserializeOwned>(
        &self,
        path: &str,
        body: String,
        etag: Option<&str>,
    ) -> Result<Versioned<T>, Failure> {
        let call = Call::new(Method::PATCH, path).body(body).only(etag);
        versioned(self.send_any(call).await?)
    }

    /// `PUT` of what takes the place of what is there; `body` is JSON.
    pub(crate) async fn put<T: DeserializeOwned>(
        &self,
        path: &str,
        body: String,
    ) -> Result<T, Failure> {
        let call = Call::new(Method::PUT, path).body(body);
        read(&self.send_any(call).await?.0)
    }

    /// `GET` of a text of another kind than JSON, with its version.
    pub(crate) async fn get_as(
        &self,
        path: &str,
        media: &'static str,
    ) -> Result<(String, Option<String>), Failure> {
        let mut call = Call::new(Method::GET, path);
        call.media = media;
        self.send_any(call).await
    }

    /// `PUT` of a text of another kind than JSON in the place of the version that `etag` names.
    pub(crate) async fn put_as<T: DeserializeOwned>(
        &self,
        path: &str,
        (media, body): (&'static str, String),
        etag: Option<&str>,
    ) -> Result<Versioned<T>, Failure> {
        let mut call = Call::new(Method::PUT, path).body(body).only(etag);
        call.media = media;
        versioned(self.send_any(call).await?)
    }

    /// `DELETE` of the version that `etag` names.
    pub(crate) async fn delete(&self, path: &str, etag: Option<&str>) -> Result<(), Failure> {
        let call = Call::new(Method::DELETE, path).only(etag);
        self.send_any(call).await.map(drop)
    }

    /// Lets the calls go on that wait for the person to sign in again; `signed_in` says whether that happened.
    pub(crate) fn resume(&self, signed_in: bool) {
        for go_on in self.inner.waiting.take() {
            // A resolver never throws.
            let _ = go_on.call1(&JsValue::NULL, &JsValue::from_bool(signed_in));
        }
    }

    /// Gets a new access token for the refresh cookie. Answers whether the password must be changed first.
    pub(crate) async fn renew(&self) -> Result<bool, Failure> {
        let renewal = self.inner.renewal.borrow().clone();
        let renewal = renewal.unwrap_or_else(|| {
            let client = self.clone();
            let renewal = future_to_promise(async move {
                let outcome = client.renew_now().await;
                client.inner.renewal.replace(None);
                // Where the cookie is no good, waiting calls learn it from the token being gone.
                match outcome {
                    Ok(()) => Ok(JsValue::TRUE),
                    Err(Failure::Unreachable) => Ok(JsValue::NULL),
                    Err(_) => Ok(JsValue::FALSE),
                }
            });
            self.inner.renewal.replace(Some(renewal.clone()));
            renewal
        });
        match JsFuture::from(renewal).await {
            Ok(outcome) if outcome.is_truthy() => Ok(self.inner.renewed_password_change.get()),
            Ok(outcome) if outcome.is_null() => Err(Failure::Unreachable),
            _ => Err(Failure::from_answer(401, "", None)),
        }
    }

    async fn renew_now(&self) -> Result<(), Failure> {
        self.use_token(None);
        let call = Call::new(Method::POST, "/auth/refresh");
        let answer = self.send_once(&call).await?;
        let token: AccessToken = read(&text_of(answer).await?.0)?;
        self.use_token(Some(token.access_token.0));
        self.inner
            .renewed_password_change
            .set(token.password_change_required);
        Ok(())
    }

    /// Sends a call of whatever kind.
    fn send_any<'a>(&'a self, call: Call<'a>) -> Answer<'a, (String, Option<String>)> {
        Box::pin(self.send(call))
    }

    /// Sends a call; answers with its text and the version of the resource in it.
    async fn send(&self, call: Call<'_>) -> Result<(String, Option<String>), Failure> {
        let mut outcome = self.send_renewed(&call).await;
        let is_over = |outcome: &Result<_, Failure>| {
            let failure = outcome.as_ref().err();
            failure.is_some_and(|failure| failure.is(ProblemCode::Unauthenticated))
        };
        if is_over(&outcome) && !call.path.starts_with("/auth/") {
            self.notify(SessionNotice::Ended);
            if self.signed_in_again().await {
                outcome = self.send_renewed(&call).await;
            }
        } else if is_over(&outcome) && call.path != "/auth/login" {
            self.notify(SessionNotice::Ended);
        }
        if let Err(failure) = &outcome
            && failure.is(ProblemCode::PasswordChangeRequired)
        {
            self.notify(SessionNotice::PasswordChangeRequired);
        }
        outcome
    }

    /// Sends a call, and once more after the access token had to be renewed.
    async fn send_renewed(&self, call: &Call<'_>) -> Result<(String, Option<String>), Failure> {
        let answer = self.send_once(call).await?;
        let may_renew = answer.status() == 401 && !call.path.starts_with("/auth/log");
        if may_renew {
            self.renew().await?;
            return text_of(self.send_once(call).await?).await;
        }
        text_of(answer).await
    }

    /// Waits until the person has signed in again; answers whether they did.
    async fn signed_in_again(&self) -> bool {
        let decision =
            Promise::new(&mut |resolve, _| self.inner.waiting.borrow_mut().push(resolve));
        JsFuture::from(decision)
            .await
            .is_ok_and(|signed_in| signed_in.is_truthy())
    }

    fn notify(&self, notice: SessionNotice) {
        let callback = self.inner.notice.borrow().clone();
        callback.emit(notice);
    }

    async fn send_once(&self, call: &Call<'_>) -> Result<Response, Failure> {
        let mut request = RequestBuilder::new(&format!("{}{}", self.inner.root, call.path))
            .method(call.method.clone())
            .credentials(RequestCredentials::Include)
            .header(
                "Accept",
                &format!("{}, application/problem+json", call.media),
            );
        if let Some(token) = self.inner.token.borrow().as_deref() {
            request = request.header("Authorization", &format!("Bearer {token}"));
        }
        if let Some((name, value)) = call.header {
            request = request.header(name, value);
        }
        let request = match call.body.as_deref() {
            Some(body) => request.header("Content-Type", call.media).body(body),
            None => request.build(),
        };
        let request = request.map_err(|_| Failure::Unreachable)?;
        request.send().await.map_err(|_| Failure::Unreachable)
    }
}

impl<'a> Call<'a> {
    const fn new(method: Method, path: &'a str) -> Self {
        Self {
            method,
            path,
            body: None,
            header: None,
            media: "application/json",
        }
    }

    fn body(self, json: String) -> Self {
        Self {
            body: Some(json),
            ..self
        }
    }

    /// For this version of the resource only.
    fn only(self, etag: Option<&'a str>) -> Self {
        Self {
            header: etag.map(|etag| ("If-Match", etag)),
            ..self
        }
    }
}

/// The text of an answer, and the version of the resource in it.
async fn text_of(answer: Response) -> Result<(String, Option<String>), Failure> {
    let retry_after = answer.headers().get("Retry-After");
    let etag = answer.headers().get("ETag");
    let text = answer.text().await.map_err(|_| Failure::Unreachable)?;
    if answer.ok() {
        Ok((text, etag))
    } else {
        Err(Failure::from_answer(
            answer.status(),
            &text,
            retry_after.as_deref(),
        ))
    }
}

fn versioned<T: DeserializeOwned>(
    (text, etag): (String, Option<String>),
) -> Result<Versioned<T>, Failure> {
    Ok(Versioned {
        resource: read(&text)?,
        etag,
    })
}

pub(super) fn read<T: DeserializeOwned>(text: &str) -> Result<T, Failure> {
    serde_json::from_str(text).map_err(|_| Failure::Unreadable)
}

fn write(body: &impl Serialize) -> Result<String, Failure> {
    serde_json::to_string(body).map_err(|_| Failure::Unreadable)
}
