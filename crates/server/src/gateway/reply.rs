//! Answers to procurement systems: always cXML, whatever came.

use actix_web::{
    HttpResponse,
    http::{StatusCode, header},
};
use cxml::{OutDocument, Version, WriteOptions};
use punchout::{named_error::ErrorCode, protocol::cxml as protocol, setup::Refusal};

use super::{RETRY_AFTER_SECONDS, exchange::Ending};
use crate::{service::setup::envelope, state::AppState};

/// What a procurement system's document type is answered with.
const CONTENT_TYPE: &str = "text/xml; charset=UTF-8";

/// An answer to a procurement system.
pub struct Reply {
    error: Option<(ErrorCode, String)>,
    http_status: StatusCode,
    protocol_status: String,
    body: Vec<u8>,
}

impl Reply {
    /// An answer that does what was asked.
    pub fn ok(document: &OutDocument, version: Version) -> Self {
        Self {
            error: None,
            http_status: StatusCode::OK,
            protocol_status: "200".to_owned(),
            body: write(document, version),
        }
    }

    /// The answer that the same document got before.
    pub fn again(body: Vec<u8>) -> Self {
        Self {
            error: None,
            http_status: StatusCode::OK,
            protocol_status: "200".to_owned(),
            body,
        }
    }

    /// The document.
    pub(super) fn body(&self) -> &[u8] {
        &self.body
    }

    /// A refusal: the status and a neutral sentence for the caller, everything else for the log. `by_http` says whether HTTP tells of it as
    /// well.
    pub(super) fn refusal(
        refusal: &Refusal,
        version: Version,
        by_http: bool,
        state: &AppState,
    ) -> Self {
        let status = refusal.error.facts().cxml_status;
        let document = protocol::status(status, &sentence(refusal), &envelope(state, state.now()));
        Self {
            error: Some((refusal.error, refusal.text.clone())),
            http_status: match refusal.error {
                ErrorCode::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
                ErrorCode::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
                ErrorCode::DatabaseAway => StatusCode::SERVICE_UNAVAILABLE,
                ErrorCode::TooManyRequests | ErrorCode::SessionLimit => {
                    StatusCode::TOO_MANY_REQUESTS
                }
                _ if by_http => matching(status),
                // What reached the cXML layer is answered in the cXML Status; many callers read nothing else.
                _ => StatusCode::OK,
            },
            protocol_status: status.to_string(),
            body: write(&document, version),
        }
    }

    /// The end of an exchange with this answer.
    pub(super) fn ending(&self) -> Ending {
        Ending {
            error: self.error.clone(),
            protocol_status: Some(self.protocol_status.clone()),
            http_status: self.http_status,
            headers: vec![("content-type".to_owned(), CONTENT_TYPE.to_owned())],
            body: self.body.clone(),
        }
    }

    /// The answer for HTTP, with the reference that leads support to the log entry.
    pub(super) fn respond(self, support_reference: Option<&str>) -> HttpResponse {
        let mut response = HttpResponse::build(self.http_status);
        response
            .insert_header((header::CONTENT_TYPE, CONTENT_TYPE))
            .insert_header((header::CACHE_CONTROL, "no-store"))
            .insert_header((header::X_CONTENT_TYPE_OPTIONS, "nosniff"));
        if let Some(reference) = support_reference {
            response.insert_header(("x-support-reference", reference));
        }
        match self.http_status {
            StatusCode::SERVICE_UNAVAILABLE => {
                response.insert_header((header::RETRY_AFTER, RETRY_AFTER_SECONDS));
            }
            StatusCode::TOO_MANY_REQUESTS => {
                response.insert_header((header::RETRY_AFTER, RETRY_AFTER_SECONDS));
                response.force_close();
            }
            StatusCode::METHOD_NOT_ALLOWED => {
                response.insert_header((header::ALLOW, "POST"));
            }
            // HTTP asks for it (RFC 9110, 11.6.1); the scheme has no name of its own.
            StatusCode::UNAUTHORIZED => {
                response.insert_header((header::WWW_AUTHENTICATE, "cXML"));
            }
            // The rest of the body is not read; the connection cannot go on.
            StatusCode::PAYLOAD_TOO_LARGE => {
                response.force_close();
            }
            _ => {}
        }
        response.body(self.body)
    }
}

/// The HTTP status that says what a Status of cXML says.
fn matching(status: u16) -> StatusCode {
    match status {
        401 => StatusCode::UNAUTHORIZED,
        403 => StatusCode::FORBIDDEN,
        406 => StatusCode::NOT_ACCEPTABLE,
        409 => StatusCode::CONFLICT,
        450 => StatusCode::NOT_IMPLEMENTED,
        500 => StatusCode::INTERNAL_SERVER_ERROR,
        560 => StatusCode::SERVICE_UNAVAILABLE,
        _ => StatusCode::BAD_REQUEST,
    }
}

fn write(document: &OutDocument, version: Version) -> Vec<u8> {
    cxml::write(
        document,
        &WriteOptions {
            version,
            ascii: false,
        },
    )
}

/// What the caller may know: nothing that helps to guess credentials.
pub(super) fn sentence(refusal: &Refusal) -> String {
    match refusal.error.facts().cxml_status {
        // Who comes this far proved who they are; what is missing helps nobody else.
        403 if refusal.error == ErrorCode::BuyerNotIdentified => {
            "The buyer is not identified: the request names no e-mail address (Extrinsic UserEmail, Contact or ShipTo), or a name that is not known here.".to_owned()
        }
        401 => "The Sender's credentials were not accepted.".to_owned(),
        403 => "The request is not allowed for this buyer.".to_owned(),
        500 => "The gateway failed. Please try again later.".to_owned(),
        560 if matches!(
            refusal.error,
            ErrorCode::TooManyRequests | ErrorCode::SessionLimit
        ) =>
        {
            "There are too many requests. Please try again later.".to_owned()
        }
        560 if refusal.error == ErrorCode::BeingReceived => {
            "The same order is being taken at this moment. Please send it again later.".to_owned()
        }
        560 => "The gateway is not available right now. Please try again later.".to_owned(),
        _ => refusal.text.clone(),
    }
}
