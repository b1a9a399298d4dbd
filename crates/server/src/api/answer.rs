//! Answers: bodies with the headers that belong to them.

use actix_web::{
    HttpRequest, HttpResponse, Responder,
    body::BoxBody,
    http::{StatusCode, header},
};
use serde::Serialize;
use serde_json::Value;

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
    pub replay: Option<Value>,
}

/// Done, and nothing to say: 204.
#[derive(Clone, Copy, Debug)]
pub struct NoContent;

/// What is kept to answer a repetition of the call with; an extension of the response.
#[derive(Clone, Debug)]
pub struct Replay(pub Value);

/// The `ETag` of a version.
#[must_use]
pub fn etag(version: i64) -> String {
    format!("\"{version}\"")
}

impl<T: Serialize> Responder for Entity<T> {
    type Body = BoxBody;

    fn respond_to(self, _: &HttpRequest) -> HttpResponse {
        HttpResponse::Ok()
            .insert_header((header::ETAG, etag(self.version)))
            .json(self.body)
    }
}

impl<T: Serialize> Responder for Created<T> {
    type Body = BoxBody;

    fn respond_to(self, _: &HttpRequest) -> HttpResponse {
        let mut response = HttpResponse::Created();
        response.insert_header((header::LOCATION, self.location));
        if let Some(version) = self.version {
            response.insert_header((header::ETAG, etag(version)));
        }
        if let Some(replay) = self.replay {
            response.extensions_mut().insert(Replay(replay));
        }
        response.json(self.body)
    }
}

impl Responder for NoContent {
    type Body = BoxBody;

    fn respond_to(self, _: &HttpRequest) -> HttpResponse {
        HttpResponse::new(StatusCode::NO_CONTENT)
    }
}
