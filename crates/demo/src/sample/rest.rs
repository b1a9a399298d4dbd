//! The gateway's REST API, as an administrator's script uses it.

use std::time::Duration;

use api_types::{problem::Problem, secret::SecretText};
use reqwest::{Client, Method, RequestBuilder, Response};
use serde::{Serialize, de::DeserializeOwned};
use thiserror::Error;

/// How long the gateway may take.
const TIMEOUT: Duration = Duration::from_secs(20);

/// Why the gateway did not do something.
#[derive(Debug, Error)]
pub enum RestError {
    /// It does not answer, or not as documented.
    #[error("the gateway does not answer: {0}")]
    Away(#[from] reqwest::Error),
    /// It refuses.
    #[error("the gateway refuses {method} {path}: {reason}")]
    Refused {
        /// Method of the call.
        method: String,
        /// Path of the call.
        path: String,
        /// What it says.
        reason: String,
    },
}

impl RestError {
    /// What the gateway does against its own documentation.
    pub(super) fn unexpected(method: &str, path: &str, reason: &str) -> Self {
        Self::Refused {
            method: method.to_owned(),
            path: path.to_owned(),
            reason: reason.to_owned(),
        }
    }
}

/// The way to the gateway.
pub(super) struct Rest {
    http: Client,
    base: String,
    key: SecretText,
}

impl Rest {
    pub(super) fn new(gateway: &str, key: SecretText) -> Result<Self, RestError> {
        Ok(Self {
            http: Client::builder().no_proxy().timeout(TIMEOUT).build()?,
            base: format!("{gateway}/api/v1"),
            key,
        })
    }

    pub(super) async fn get<T: DeserializeOwned>(&self, path: &str) -> Result<T, RestError> {
        let answer = self.send(Method::GET, path, |request| request).await?;
        Ok(answer.json().await?)
    }

    pub(super) async fn post<T: DeserializeOwned>(
        &self,
        path: &str,
        body: &impl Serialize,
    ) -> Result<T, RestError> {
        let answer = self.send(Method::POST, path, |request| request.json(body));
        Ok(answer.await?.json().await?)
    }

    /// Posts without a body, for actions.
    pub(super) async fn act(&self, path: &str) -> Result<(), RestError> {
        self.send(Method::POST, path, |request| request).await?;
        Ok(())
    }

    pub(super) async fn patch<T: DeserializeOwned>(
        &self,
        path: &str,
        body: &impl Serialize,
    ) -> Result<T, RestError> {
        let answer = self.send(Method::PATCH, path, |request| request.json(body));
        Ok(answer.await?.json().await?)
    }

    pub(super) async fn delete(&self, path: &str) -> Result<(), RestError> {
        self.send(Method::DELETE, path, |request| request).await?;
        Ok(())
    }

    async fn send(
        &self,
        method: Method,
        path: &str,
        complete: impl FnOnce(RequestBuilder) -> RequestBuilder,
    ) -> Result<Response, RestError> {
        let url = format!("{}{path}", self.base);
        let request = self.http.request(method.clone(), url);
        let request = complete(request.bearer_auth(&self.key.0));
        let response = request.send().await?;
        let status = response.status();
        if status.is_success() {
            return Ok(response);
        }
        let reason = match response.json::<Problem>().await {
            Ok(problem) => {
                let fields: Vec<_> = problem
                    .errors
                    .iter()
                    .map(|error| format!("{} {}", error.pointer, error.message))
                    .collect();
                format!("{} {} {}", problem.title, problem.detail, fields.join("; "))
            }
            Err(_) => status.to_string(),
        };
        Err(RestError::unexpected(method.as_str(), path, &reason))
    }
}
