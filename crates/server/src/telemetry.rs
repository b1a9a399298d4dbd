//! The program's own log.

use actix_web::{
    Error, HttpMessage,
    body::MessageBody,
    dev::{ServiceRequest, ServiceResponse},
};
use tracing::Span;
use tracing_actix_web::{RequestId, RootSpanBuilder};
use tracing_subscriber::{EnvFilter, filter::ParseError};

/// Starts logging to standard error.
///
/// # Errors
/// When the filter cannot be parsed.
pub fn start(filter: &str, json: bool) -> Result<(), ParseError> {
    let subscriber = tracing_subscriber::fmt()
        .with_env_filter(EnvFilter::try_new(filter)?)
        .with_writer(std::io::stderr)
        // Colours are for terminals, and a log file is none.
        .with_ansi(std::io::IsTerminal::is_terminal(&std::io::stderr()));
    // A second start, in tests, keeps the first one.
    let _ = if json {
        subscriber.json().try_init()
    } else {
        subscriber.try_init()
    };
    Ok(())
}

/// Describes requests in the log: the route, never the path itself or its query, which may hold codes and secrets.
pub struct RequestSpan;

impl RootSpanBuilder for RequestSpan {
    fn on_request_start(request: &ServiceRequest) -> Span {
        let route = request.match_pattern().unwrap_or_default();
        let request_id = request
            .extensions()
            .get::<RequestId>()
            .map(ToString::to_string)
            .unwrap_or_default();
        tracing::info_span!(
            "request",
            request_id,
            http.method = %request.method(),
            http.route = route,
            http.status_code = tracing::field::Empty,
        )
    }

    fn on_request_end<B: MessageBody>(span: Span, outcome: &Result<ServiceResponse<B>, Error>) {
        let status = match outcome {
            Ok(response) => response.status(),
            Err(error) => error.as_response_error().status_code(),
        };
        span.record("http.status_code", status.as_u16());
        span.in_scope(|| tracing::debug!("answered"));
    }
}
