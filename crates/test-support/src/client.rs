//! A client whose calls say which status they expect.

use reqwest::{
    Method, RequestBuilder,
    header::{CONTENT_TYPE, HeaderMap},
};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;

use crate::contract::{self, Answered};

/// A client of a server under test.
#[derive(Clone)]
pub struct Client {
    http: reqwest::Client,
    base: String,
    bearer: Option<String>,
}

/// An answer, with the status that was expected.
#[derive(Clone, Debug)]
pub struct Reply {
    /// Status.
    pub status: u16,
    /// Headers.
    pub headers: HeaderMap,
    /// Body.
    pub body: Vec<u8>,
}

impl Client {
    /// A client of a server, with a token or without.
    ///
    /// # Panics
    /// When it cannot be made.
    #[must_use]
    pub fn new(base: &str, bearer: Option<String>) -> Self {
        let http = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .no_proxy()
            .build()
            .expect("a client can be made");
        Self {
            http,
            base: base.to_owned(),
            bearer,
        }
    }

    /// A request, to be completed and given to [`Client::send`].
    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let request = self.http.request(method, format!("{}{path}", self.base));
        match &self.bearer {
            Some(token) => request.bearer_auth(token),
            None => request,
        }
    }

    /// Sends a request.
    ///
    /// # Panics
    /// When there is no answer, one of another status than expected, or one of which the OpenAPI document says something else.
    pub async fn send(&self, request: RequestBuilder, expected: u16) -> Reply {
        let request = request.build().expect("the request is complete");
        let what = format!("{} {}", request.method(), request.url());
        let (method, path) = (request.method().clone(), request.url().path().to_owned());
        let response = match self.http.execute(request).await {
            Ok(response) => response,
            Err(error) => panic!("{what}: {error}"),
        };
        let status = response.status().as_u16();
        let headers = response.headers().clone();
        let body = response.bytes().await.expect("the body arrives").to_vec();
        assert_eq!(
            status,
            expected,
            "{what} answered {status} instead of {expected}: {}",
            String::from_utf8_lossy(&body)
        );
        let content_type = headers.get(CONTENT_TYPE).and_then(|it| it.to_str().ok());
        let departures = contract::departures(Answered {
            method: method.as_str(),
            path: &path,
            status,
            content_type: content_type.unwrap_or_default(),
            body: &body,
        });
        assert!(
            departures.is_empty(),
            "{what} answered {status}, and not as the document says: {departures:#?}\n{}",
            String::from_utf8_lossy(&body)
        );
        Reply {
            status,
            headers,
            body,
        }
    }

    /// GET.
    pub async fn get(&self, path: &str, expected: u16) -> Reply {
        self.send(self.request(Method::GET, path), expected).await
    }

    /// POST with JSON.
    pub async fn post(&self, path: &str, body: &impl Serialize, expected: u16) -> Reply {
        let request = self.request(Method::POST, path).json(body);
        self.send(request, expected).await
    }

    /// POST without a body.
    pub async fn act(&self, path: &str, expected: u16) -> Reply {
        self.send(self.request(Method::POST, path), expected).await
    }

    /// PATCH with JSON.
    pub async fn patch(&self, path: &str, body: &impl Serialize, expected: u16) -> Reply {
        let request = self.request(Method::PATCH, path).json(body);
        self.send(request, expected).await
    }

    /// DELETE.
    pub async fn delete(&self, path: &str, expected: u16) -> Reply {
        self.send(self.request(Method::DELETE, path), expected)
            .await
    }
}

impl Reply {
    /// The body as JSON.
    ///
    /// # Panics
    /// When it is none.
    #[must_use]
    pub fn json(&self) -> Value {
        self.parse()
    }

    /// The body as a type.
    ///
    /// # Panics
    /// When it is none.
    #[must_use]
    pub fn parse<T: DeserializeOwned>(&self) -> T {
        match serde_json::from_slice(&self.body) {
            Ok(value) => value,
            Err(error) => panic!("{error} in {}", self.text()),
        }
    }

    /// The body as text.
    #[must_use]
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// The text at a JSON pointer.
    ///
    /// # Panics
    /// When there is none.
    #[must_use]
    pub fn text_at(&self, pointer: &str) -> String {
        match self.json().pointer(pointer).and_then(Value::as_str) {
            Some(text) => text.to_owned(),
            None => panic!("no text at {pointer} in {}", self.text()),
        }
    }

    /// A header's value; empty where there is none.
    #[must_use]
    pub fn header(&self, name: &str) -> String {
        self.headers
            .get(name)
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default()
            .to_owned()
    }

    /// The code of a problem.
    #[must_use]
    pub fn code(&self) -> String {
        self.text_at("/code")
    }

    /// The fields that a problem names: pointer and code of each.
    ///
    /// # Panics
    /// When the body is no problem.
    #[must_use]
    pub fn faults(&self) -> Vec<String> {
        let problem: api_types::problem::Problem = self.parse();
        problem
            .errors
            .into_iter()
            .map(|error| format!("{} {}", error.pointer, error.code))
            .collect()
    }
}
