//! Problems: what the REST API answers when it does not do what was asked (RFC 9457).
//!
//! The one place where errors of the database and of actix become HTTP.

use std::fmt;

use actix_web::{
    HttpResponse, ResponseError,
    http::{
        StatusCode,
        header::{self, HeaderValue},
    },
};
use api_types::problem::{CONTENT_TYPE, FieldError, Problem, ProblemCode};

use crate::boundary;

/// A result that answers a problem document.
pub type ApiResult<T> = Result<T, ApiProblem>;

/// A problem on its way to the caller. Boxed, so that results of handlers stay small.
#[derive(Clone, Debug)]
pub struct ApiProblem(Box<Facts>);

#[derive(Clone, Debug)]
struct Facts {
    code: ProblemCode,
    detail: String,
    errors: Vec<FieldError>,
    retry_after_seconds: Option<u32>,
    allow: Option<String>,
    /// What the log says about it, and the caller never learns.
    cause: Option<String>,
}

impl ApiProblem {
    /// A problem with a sentence about this case.
    pub fn new(code: ProblemCode, detail: impl Into<String>) -> Self {
        Self(Box::new(Facts {
            code,
            detail: detail.into(),
            errors: Vec::new(),
            retry_after_seconds: None,
            allow: None,
            cause: None,
        }))
    }

    fn with(mut self, change: impl FnOnce(&mut Facts)) -> Self {
        change(&mut self.0);
        self
    }

    /// The same problem of an input that is a part of another.
    #[must_use]
    pub fn within(self, pointer: &str) -> Self {
        self.with(|facts| {
            for error in &mut facts.errors {
                error.pointer.insert_str(0, pointer);
            }
            if let [error] = facts.errors.as_slice() {
                facts.detail = sentence(error);
            }
        })
    }

    /// What is wrong with which field.
    #[must_use]
    pub fn errors(&self) -> &[FieldError] {
        &self.0.errors
    }

    /// There is no such resource, or none that the caller may see.
    #[must_use]
    pub fn not_found() -> Self {
        Self::new(
            ProblemCode::NotFound,
            "There is no such resource, or none that you may see.",
        )
    }

    /// Fields are wrong; all of them at once.
    #[must_use]
    pub fn invalid(errors: Vec<FieldError>) -> Self {
        Self::of_fields(ProblemCode::ValidationFailed, errors)
    }

    /// A field is wrong.
    pub fn invalid_field(
        pointer: impl Into<String>,
        code: impl Into<String>,
        message: impl Into<String>,
    ) -> Self {
        Self::invalid(vec![FieldError::new(pointer, code, message)])
    }

    /// Another record has the value of a field that must be unique.
    pub fn taken(pointer: &str, message: &str) -> Self {
        Self::of_fields(
            ProblemCode::Conflict,
            vec![FieldError::new(pointer, "taken", message)],
        )
    }

    /// A problem about fields.
    #[must_use]
    pub fn of_fields(code: ProblemCode, errors: Vec<FieldError>) -> Self {
        let detail = match errors.as_slice() {
            [error] => sentence(error),
            errors => format!("{} fields are not acceptable.", errors.len()),
        };
        Self::new(code, detail).with(|facts| facts.errors = errors)
    }

    /// The gateway failed; the cause goes to the log alone.
    pub fn internal(cause: impl fmt::Display) -> Self {
        Self::new(
            ProblemCode::Internal,
            "The gateway failed. Its log has more under the request id.",
        )
        .with(|facts| facts.cause = Some(cause.to_string()))
    }

    /// The database is away for a moment; the cause goes to the log alone.
    pub fn unavailable(cause: impl fmt::Display) -> Self {
        Self::new(
            ProblemCode::Unavailable,
            "The database does not answer. Try again in a moment.",
        )
        .with(|facts| {
            facts.cause = Some(cause.to_string());
            facts.retry_after_seconds = Some(2);
        })
    }

    /// Too many attempts; another one is possible after so many seconds.
    #[must_use]
    pub fn too_many_requests(retry_after_seconds: u32) -> Self {
        Self::new(
            ProblemCode::TooManyRequests,
            format!("Too many attempts. Try again in {retry_after_seconds} seconds."),
        )
        .with(|facts| facts.retry_after_seconds = Some(retry_after_seconds))
    }

    /// The resource has no such method, but these.
    #[must_use]
    pub fn method_not_allowed(allow: String) -> Self {
        Self::new(
            ProblemCode::MethodNotAllowed,
            format!("The methods here are {allow}."),
        )
        .with(|facts| facts.allow = Some(allow))
    }

    /// What kind of problem it is.
    #[must_use]
    pub fn code(&self) -> ProblemCode {
        self.0.code
    }

    /// Whether it lies with what was sent, and not with the gateway.
    #[must_use]
    pub fn is_about_input(&self) -> bool {
        self.0.code.status() < 500
    }

    /// What is wrong: field by field, where it is about fields.
    #[must_use]
    pub fn sentences(&self) -> Vec<String> {
        if self.0.errors.is_empty() {
            return vec![self.0.detail.clone()];
        }
        let errors = self.0.errors.iter();
        errors.map(sentence).collect()
    }

    /// What the log says about it, and the caller never learns.
    #[must_use]
    pub fn cause(&self) -> Option<&str> {
        self.0.cause.as_deref()
    }
}

/// What is wrong with a field, or with the body as a whole, which has no name.
fn sentence(error: &FieldError) -> String {
    let message = error.message.trim_end_matches('.');
    let end = if message.ends_with('?') { "" } else { "." };
    let is_about_body = ["must ", "is ", "has ", "needs "]
        .iter()
        .any(|verb| message.starts_with(verb));
    match error.pointer.as_str() {
        "" if is_about_body => format!("The body {message}{end}"),
        "" => format!("{}{end}", capitalized(message)),
        pointer => format!("{pointer}: {message}{end}"),
    }
}

/// A sentence's beginning. The name of a field stays as it is spelt.
fn capitalized(text: &str) -> String {
    let is_name = text
        .split(' ')
        .next()
        .is_some_and(|first| first.contains('_'));
    let mut chars = text.chars();
    match chars.next() {
        Some(first) if !is_name => first.to_uppercase().chain(chars).collect(),
        _ => text.to_owned(),
    }
}

impl fmt::Display for ApiProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.0.code.code(), self.0.detail)
    }
}

impl std::error::Error for ApiProblem {}

impl ResponseError for ApiProblem {
    fn status_code(&self) -> StatusCode {
        StatusCode::from_u16(self.0.code.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }

    fn error_response(&self) -> HttpResponse {
        let body = Problem {
            problem_type: self.0.code.problem_type(),
            title: self.0.code.title().to_owned(),
            status: self.0.code.status(),
            detail: self.0.detail.clone(),
            code: self.0.code.code().to_owned(),
            instance: None,
            request_id: boundary::request_id(),
            errors: self.0.errors.clone(),
        };
        let mut response = HttpResponse::build(self.status_code());
        response.content_type(CONTENT_TYPE);
        if let Some(seconds) = self.0.retry_after_seconds {
            response.insert_header((header::RETRY_AFTER, seconds));
        }
        if let Some(allow) = &self.0.allow {
            response.insert_header((header::ALLOW, allow.as_str()));
        }
        if self.status_code() == StatusCode::UNAUTHORIZED {
            response.insert_header((header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer")));
        }
        response.body(serde_json::to_vec(&body).unwrap_or_default())
    }
}

impl From<database::Error> for ApiProblem {
    fn from(error: database::Error) -> Self {
        use database::Error;
        match error {
            Error::NotFound => Self::not_found(),
            Error::Conflict(unique) => Self::new(
                ProblemCode::Conflict,
                format!("Another record has the same value ({unique:?})."),
            ),
            Error::InUse(by) => Self::new(
                ProblemCode::Conflict,
                format!("It is still in use by {by}; archive those first."),
            ),
            Error::MissingReference => Self::new(
                ProblemCode::ValidationFailed,
                "A record that is referred to does not exist.",
            ),
            Error::StaleVersion => Self::new(
                ProblemCode::PreconditionFailed,
                "The resource was changed since you read it. Read it again and repeat the change.",
            ),
            Error::InvalidCursor => Self::of_fields(
                ProblemCode::InvalidParameter,
                vec![FieldError::new(
                    "/cursor",
                    "invalid",
                    "is no cursor of this list",
                )],
            ),
            Error::Unavailable(cause) => Self::unavailable(cause),
            Error::Internal(cause) => Self::internal(cause),
        }
    }
}
