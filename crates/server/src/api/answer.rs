//! Answers: bodies with the headers that belong to them.

use actix_web::{
    HttpRequest, HttpResponse, Responder,
    body::BoxBody,
    http::{
        StatusCode,
        header::{self, HeaderName, HeaderValue},
    },
};
use database::idempotency::Answer;
use serde::Serialize;
use serde_json::Value;

use crate::problem::{ApiProblem, ApiResult};

/// A resource in its present version: 200 with an `ETag`.
#[derive(Debug)]
pub struct Entity<T> {
    /// The resource.
    pub body: T,
    /// Its version.
    pub version: i64,
}

/// A resource that was just made: 201 with `Location` and, where it has versions, an `ETag`.
#[derive(Debug)]
pub struct Created<T> {
    /// The resource.
    pub body: T,
    /// Its version.
    pub version: Option<i64>,
    /// Its path.
    pub location: String,
    /// What is kept to answer a repetition of the call with, where that is not the body itself.
    pub repetition: Option<Value>,
}

/// The answer of a call that creates.
#[derive(Debug)]
pub enum Creation<T> {
    /// Made now.
    First(Created<T>),
    /// Made by an earlier call, and answered as at first.
    Repeated(Answer),
}

/// Done, and nothing to say: 204.
#[derive(Clone, Copy, Debug)]
pub struct NoContent;

/// The `ETag` of a version.
#[must_use]
pub fn etag(version: i64) -> String {
    format!("\"{version}\"")
}

impl<T: Serialize> Created<T> {
    fn headers(&self) -> Vec<(String, String)> {
        let location = (header::LOCATION.to_string(), self.location.clone());
        let etag = self
            .version
            .map(|version| (header::ETAG.to_string(), etag(version)));
        [location].into_iter().chain(etag).collect()
    }

    /// What is kept to answer a repetition with.
    ///
    /// # Errors
    /// When the body cannot be written as JSON.
    pub fn to_kept(&self) -> ApiResult<Answer> {
        let body = match &self.repetition {
            Some(value) => serde_json::to_vec(value),
            None => serde_json::to_vec(&self.body),
        };
        Ok(Answer {
            status: StatusCode::CREATED.as_u16(),
            headers: self.headers(),
            body: body.map_err(ApiProblem::internal)?,
        })
    }
}

impl<T: Serialize> Responder for Entity<T> {
    type Body = BoxBody;

    fn respond_to(self, _: &HttpRequest) -> HttpResponse {
        HttpResponse::Ok()
            .insert_header((header::ETAG, etag(self.version)))
            .json(self.body)
    }
}

impl<T: Serialize> Responder for Creation<T> {
    type Body = BoxBody;

    fn respond_to(self, _: &HttpRequest) -> HttpResponse {
        match self {
            Self::First(created) => {
                let mut response = HttpResponse::Created();
                for header in created.headers() {
                    response.insert_header(header);
                }
                response.json(created.body)
            }
            Self::Repeated(answer) => {
                let status = StatusCode::from_u16(answer.status).unwrap_or(StatusCode::CREATED);
                let mut response = HttpResponse::build(status);
                for header in answer.headers {
                    response.insert_header(header);
                }
                response.insert_header((
                    HeaderName::from_static("idempotency-replayed"),
                    HeaderValue::from_static("true"),
                ));
                response.content_type("application/json").body(answer.body)
            }
        }
    }
}

impl Responder for NoContent {
    type Body = BoxBody;

    fn respond_to(self, _: &HttpRequest) -> HttpResponse {
        HttpResponse::new(StatusCode::NO_CONTENT)
    }
}
