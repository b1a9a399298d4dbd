//! Why a call did not give what was asked for.

use api_types::problem::{FieldError, Problem, ProblemCode};

use crate::i18n::{Text, fill, of_api, t};

/// Why a call did not give what was asked for.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Failure {
    /// No answer: no network, no server, or the browser forbade the call.
    Unreachable,
    /// An answer that is not what the API promises.
    Unreadable,
    /// The API said no.
    Refused {
        /// What it said.
        problem: Box<Problem>,
        /// How many seconds to wait before another attempt.
        retry_after: Option<u32>,
    },
}

impl Failure {
    /// Reads an answer that is no success. `retry_after` is the header's value.
    pub(crate) fn from_answer(status: u16, body: &str, retry_after: Option<&str>) -> Self {
        let problem = serde_json::from_str(body).unwrap_or_else(|_| foreign_problem(status));
        Self::Refused {
            problem: Box::new(problem),
            retry_after: retry_after.and_then(|seconds| seconds.trim().parse().ok()),
        }
    }

    /// Whether the API refused with this code.
    pub(crate) fn is(&self, code: ProblemCode) -> bool {
        self.problem()
            .is_some_and(|problem| problem.code == code.code())
    }

    /// What the API said, where it said something.
    pub(crate) fn problem(&self) -> Option<&Problem> {
        match self {
            Self::Refused { problem, .. } => Some(problem),
            Self::Unreachable | Self::Unreadable => None,
        }
    }

    /// HTTP status of the answer, where there was one.
    pub(crate) fn status(&self) -> Option<u16> {
        self.problem().map(|problem| problem.status)
    }

    /// What is wrong with which field.
    pub(crate) fn field_errors(&self) -> &[FieldError] {
        self.problem().map_or(&[], |problem| &problem.errors)
    }

    /// In few words, what happened.
    pub(crate) fn title(&self) -> String {
        let known = match self {
            Self::Unreachable => Some(Text::FailureUnreachable),
            Self::Unreadable => Some(Text::FailureUnreadable),
            Self::Refused { problem, .. } => known_title(&problem.code),
        };
        match (known, self.problem()) {
            (Some(text), _) => t(text).to_owned(),
            (None, Some(problem)) => of_api("problem", &problem.code)
                .map_or_else(|| problem.title.clone(), str::to_owned),
            (None, None) => String::new(),
        }
    }

    /// More about it, or what to do.
    pub(crate) fn detail(&self) -> Option<String> {
        match self {
            Self::Unreachable => Some(t(Text::FailureUnreachableDetail).to_owned()),
            Self::Unreadable => Some(t(Text::FailureUnreadableDetail).to_owned()),
            Self::Refused {
                retry_after: Some(seconds),
                ..
            } => Some(fill(
                Text::FailureRetryAfter,
                &[("seconds", &seconds.to_string())],
            )),
            Self::Refused { problem, .. } if known_title(&problem.code).is_some() => None,
            Self::Refused { problem, .. } => {
                Some(problem.detail.clone()).filter(|detail| !detail.is_empty())
            }
        }
    }
}

/// The catalogue's words for the problems that any page may meet; others speak for themselves.
fn known_title(code: &str) -> Option<Text> {
    let known = [
        (ProblemCode::InvalidCredentials, Text::FailureCredentials),
        (ProblemCode::TooManyRequests, Text::FailureThrottled),
        (ProblemCode::Forbidden, Text::FailureForbidden),
        (ProblemCode::NotFound, Text::FailureNotFound),
        (ProblemCode::Unavailable, Text::FailureUnavailable),
        (ProblemCode::Internal, Text::FailureInternal),
        (ProblemCode::Unauthenticated, Text::FailureSignedOut),
        (ProblemCode::PreconditionFailed, Text::ConflictTitle),
    ];
    known
        .into_iter()
        .find(|(known, _)| known.code() == code)
        .map(|(_, text)| text)
}

/// What stands for an answer that somebody between console and API gave.
fn foreign_problem(status: u16) -> Problem {
    let known = ProblemCode::ALL
        .iter()
        .find(|known| known.status() == status && known_title(known.code()).is_some());
    Problem {
        problem_type: "about:blank".to_owned(),
        title: fill(Text::FailureHttp, &[("status", &status.to_string())]),
        status,
        detail: String::new(),
        code: known.map_or_else(|| "http".to_owned(), |known| known.code().to_owned()),
        instance: None,
        request_id: String::new(),
        errors: Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_problem_speaks_for_itself_and_a_known_one_through_the_catalogue() {
        let failure = Failure::from_answer(
            409,
            r#"{"type":"urn:punchgate:problem:conflict","title":"Taken","status":409,"detail":"Another store has this key.","code":"conflict","request_id":"1"}"#,
            None,
        );
        assert_eq!(failure.title(), "Taken");
        assert_eq!(
            failure.detail().as_deref(),
            Some("Another store has this key.")
        );
        assert!(failure.is(ProblemCode::Conflict));

        let failure = Failure::from_answer(
            429,
            r#"{"type":"urn:punchgate:problem:too_many_requests","title":"x","status":429,"detail":"y","code":"too_many_requests","request_id":"1"}"#,
            Some(" 30"),
        );
        assert_eq!(failure.title(), t(Text::FailureThrottled));
        assert_eq!(
            failure.detail().as_deref(),
            Some("Please try again in 30 seconds.")
        );
    }

    #[test]
    fn an_answer_of_somebody_else_is_a_failure_with_its_status() {
        let failure = Failure::from_answer(502, "<html>", None);
        assert_eq!(failure.title(), "The server answered with HTTP status 502");
        assert_eq!(failure.detail(), None);
        let failure = Failure::from_answer(503, "", Some("soon"));
        assert!(failure.is(ProblemCode::Unavailable));
        assert_eq!(failure.detail(), None);
    }
}
