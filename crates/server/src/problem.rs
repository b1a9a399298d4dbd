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

/// A problem on its way to the caller.
#[derive(Clone, Debug)]
pub struct ApiProblem {
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
        Self {
            code,
            detail: detail.into(),
            errors: Vec::new(),
            retry_after_seconds: None,
            allow: None,
            cause: None,
        }
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
            [error] => format!("{}: {}.", error.pointer, error.message),
            errors => format!("{} fields are not acceptable.", errors.len()),
        };
        Self {
            errors,
            ..Self::new(code, detail)
        }
    }

    /// The gateway failed; the cause goes to the log alone.
    pub fn internal(cause: impl fmt::Display) -> Self {
        Self {
            cause: Some(cause.to_string()),
            ..Self::new(
                ProblemCode::Internal,
                "The gateway failed. Its log has more under the request id.",
            )
        }
    }

    /// The database is away for a moment; the cause goes to the log alone.
    pub fn unavailable(cause: impl fmt::Display) -> Self {
        Self {
            cause: Some(cause.to_string()),
            retry_after_seconds: Some(2),
            ..Self::new(
                ProblemCode::Unavailable,
                "The database does not answer. Try again in a moment.",
            )
        }
    }

    /// Too many attempts; another one is possible after so many seconds.
    #[must_use]
    pub fn too_many_requests(retry_after_seconds: u32) -> Self {
        Self {
            retry_after_seconds: Some(retry_after_seconds),
            ..Self::new(
                ProblemCode::TooManyRequests,
                format!("Too many attempts. Try again in {retry_after_seconds} seconds."),
            )
        }
    }

    /// The resource has no such method, but these.
    #[must_use]
    pub fn method_not_allowed(allow: String) -> Self {
        Self {
            detail: format!("The methods here are {allow}."),
            allow: Some(allow),
            ..Self::new(ProblemCode::MethodNotAllowed, "")
        }
    }

    /// What kind of problem it is.
    #[must_use]
    pub const fn code(&self) -> ProblemCode {
        self.code
    }

    /// What the log says about it, and the caller never learns.
    #[must_use]
    pub fn cause(&self) -> Option<&str> {
        self.cause.as_deref()
    }
}

impl fmt::Display for ApiProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.code.code(), self.detail)
    }
}

impl std::error::Error for ApiProblem {}

impl ResponseError for ApiProblem {
    fn status_code(&self) -> StatusCode {
        StatusCode::from_u16(self.code.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }

    fn error_response(&self) -> HttpResponse {
        let body = Problem {
            problem_type: self.code.problem_type(),
            title: self.code.title().to_owned(),
            status: self.code.status(),
            detail: self.detail.clone(),
            code: self.code.code().to_owned(),
            instance: None,
            request_id: boundary::request_id(),
            errors: self.errors.clone(),
        };
        let mut response = HttpResponse::build(self.status_code());
        response.content_type(CONTENT_TYPE);
        if let Some(seconds) = self.retry_after_seconds {
            response.insert_header((header::RETRY_AFTER, seconds));
        }
        if let Some(allow) = &self.allow {
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
