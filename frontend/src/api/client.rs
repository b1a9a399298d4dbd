//! The one API client.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use api_types::auth::AccessToken;
use api_types::problem::ProblemCode;
use gloo_net::http::{Method, RequestBuilder, Response};
use js_sys::Promise;
use serde::Serialize;
use serde::de::DeserializeOwned;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::{JsFuture, future_to_promise};
use web_sys::RequestCredentials;
use yew::Callback;

use super::Failure;

/// What any call may tell about the person's session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SessionNotice {
    /// It is over: sign in again.
    Ended,
    /// The first password must be changed before anything else.
    PasswordChangeRequired,
}

/// Calls the API with the access token, which lives in memory only. An expired token is renewed once, by the refresh cookie that no
/// script can read, however many calls wait for it.
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
        let path = match query {
            "" => path.to_owned(),
            query => format!("{path}?{query}"),
        };
        read(&self.send(Method::GET, &path, None).await?)
    }

    /// `POST` that answers with JSON.
    pub(crate) async fn post<T: DeserializeOwned>(
        &self,
        path: &str,
        body: &impl Serialize,
    ) -> Result<T, Failure> {
        read(&self.send(Method::POST, path, Some(write(body)?)).await?)
    }

    /// `POST` whose answer does not matter; `body` is JSON.
    pub(crate) async fn post_only(&self, path: &str, body: Option<String>) -> Result<(), Failure> {
        self.send(Method::POST, path, body).await.map(drop)
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
        let answer = self.send_once(&Method::POST, "/auth/refresh", None).await?;
        let token: AccessToken = read(&text_of(answer).await?)?;
        self.use_token(Some(token.access_token.0));
        self.inner
            .renewed_password_change
            .set(token.password_change_required);
        Ok(())
    }

    async fn send(
        &self,
        method: Method,
        path: &str,
        body: Option<String>,
    ) -> Result<String, Failure> {
        let answer = self.send_once(&method, path, body.as_deref()).await?;
        let may_renew = answer.status() == 401 && !path.starts_with("/auth/log");
        let outcome = if may_renew {
            match self.renew().await {
                Ok(_) => text_of(self.send_once(&method, path, body.as_deref()).await?).await,
                Err(failure) => Err(failure),
            }
        } else {
            text_of(answer).await
        };
        if let Err(failure) = &outcome {
            self.notify(failure, path);
        }
        outcome
    }

    fn notify(&self, failure: &Failure, path: &str) {
        let notice = if failure.is(ProblemCode::Unauthenticated) && path != "/auth/login" {
            SessionNotice::Ended
        } else if failure.is(ProblemCode::PasswordChangeRequired) {
            SessionNotice::PasswordChangeRequired
        } else {
            return;
        };
        let callback = self.inner.notice.borrow().clone();
        callback.emit(notice);
    }

    async fn send_once(
        &self,
        method: &Method,
        path: &str,
        body: Option<&str>,
    ) -> Result<Response, Failure> {
        let mut request = RequestBuilder::new(&format!("{}{path}", self.inner.root))
            .method(method.clone())
            .credentials(RequestCredentials::Include)
            .header("Accept", "application/json, application/problem+json");
        if let Some(token) = self.inner.token.borrow().as_deref() {
            request = request.header("Authorization", &format!("Bearer {token}"));
        }
        let request = match body {
            Some(body) => request
                .header("Content-Type", "application/json")
                .body(body),
            None => request.build(),
        };
        let request = request.map_err(|_| Failure::Unreachable)?;
        request.send().await.map_err(|_| Failure::Unreachable)
    }
}

async fn text_of(answer: Response) -> Result<String, Failure> {
    let retry_after = answer.headers().get("Retry-After");
    let text = answer.text().await.map_err(|_| Failure::Unreachable)?;
    if answer.ok() {
        Ok(text)
    } else {
        Err(Failure::from_answer(
            answer.status(),
            &text,
            retry_after.as_deref(),
        ))
    }
}

fn read<T: DeserializeOwned>(text: &str) -> Result<T, Failure> {
    serde_json::from_str(text).map_err(|_| Failure::Unreadable)
}

fn write(body: &impl Serialize) -> Result<String, Failure> {
    serde_json::to_string(body).map_err(|_| Failure::Unreadable)
}
