//! Problems: what the API answers when it does not do what was asked (RFC 9457).

use serde::{Deserialize, Serialize};

/// The content type of a problem.
pub const CONTENT_TYPE: &str = "application/problem+json";

/// A problem.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({"type": "urn:punchgate:problem:validation_failed", "title": "The input is not acceptable", "status": 422, "detail": "1 field is not acceptable.", "code": "validation_failed", "request_id": "01999f3a-7c00-7000-8000-00000000000f", "errors": [{"pointer": "/name", "code": "too_short", "message": "must have at least 1 character"}]})))]
pub struct Problem {
    /// `urn:punchgate:problem:` and the code.
    #[serde(rename = "type")]
    pub problem_type: String,
    /// What kind of problem it is, for people.
    pub title: String,
    /// HTTP status.
    pub status: u16,
    /// What happened in this case, for people.
    pub detail: String,
    /// What kind of problem it is, for programs. Stable.
    pub code: String,
    /// What it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub instance: Option<String>,
    /// Names this request in the gateway's log.
    pub request_id: String,
    /// What is wrong with which field.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<FieldError>,
}

/// What is wrong with a field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FieldError {
    /// JSON pointer into the body (RFC 6901); `/` and the name for a parameter.
    pub pointer: String,
    /// What is wrong, for programs, such as `required`, `too_long`, `invalid`.
    pub code: String,
    /// What is wrong, for people.
    pub message: String,
}

impl FieldError {
    /// Says what is wrong with a field.
    pub fn new(
        pointer: impl Into<String>,
        code: impl Into<String>,
        message: impl Into<String>,
    ) -> Self {
        Self {
            pointer: pointer.into(),
            code: code.into(),
            message: message.into(),
        }
    }
}

/// Declares the table of problems.
macro_rules! problem_codes {
    ($($(#[$doc:meta])* $name:ident, $code:literal, $status:literal, $title:literal;)+) => {
        /// What kind of problem it is.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum ProblemCode {
            $($(#[$doc])* $name,)+
        }

        impl ProblemCode {
            /// All kinds.
            pub const ALL: &[Self] = &[$(Self::$name,)+];

            /// Its stable name.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self {
                    $(Self::$name => $code,)+
                }
            }

            /// Its HTTP status.
            #[must_use]
            pub const fn status(self) -> u16 {
                match self {
                    $(Self::$name => $status,)+
                }
            }

            /// What it is called for people.
            #[must_use]
            pub const fn title(self) -> &'static str {
                match self {
                    $(Self::$name => $title,)+
                }
            }
        }
    };
}

problem_codes! {
    /// The body is no JSON.
    InvalidJson, "invalid_json", 400, "The body is not JSON";
    /// A parameter in path or query cannot be used.
    InvalidParameter, "invalid_parameter", 400, "A parameter is not acceptable";
    /// A header cannot be used.
    InvalidHeader, "invalid_header", 400, "A header is not acceptable";
    /// The caller is not known.
    Unauthenticated, "unauthenticated", 401, "Authentication is required";
    /// E-mail address or password are wrong.
    InvalidCredentials, "invalid_credentials", 401, "E-mail address or password are wrong";
    /// The caller may not do this.
    Forbidden, "forbidden", 403, "Not allowed";
    /// The first password must be changed before anything else.
    PasswordChangeRequired, "password_change_required", 403, "The password must be changed first";
    /// The request came from a page of another origin.
    ForeignOrigin, "foreign_origin", 403, "The request comes from another site";
    /// The session is one to look at only.
    InspectOnly, "inspect_only", 403, "The session is for inspection only";
    /// The session's buyer lacks the permission.
    NotPermitted, "not_permitted", 403, "The session does not permit this";
    /// There is no such resource, or none that the caller may see.
    NotFound, "not_found", 404, "Not found";
    /// The resource has no such method.
    MethodNotAllowed, "method_not_allowed", 405, "The method is not allowed here";
    /// Something else has this name, or it is still in use.
    Conflict, "conflict", 409, "The change conflicts with another resource";
    /// Somebody has to be able to administer the gateway.
    LastAdministrator, "last_administrator", 409, "The last active administrator stays";
    /// Two connections would answer to one credential.
    CredentialConflict, "credential_conflict", 409, "The credential would be ambiguous";
    /// The session knows no address to return to.
    NoReturnUrl, "no_return_url", 409, "The session has no return URL";
    /// The store is not enabled: it takes nobody in.
    StoreDisabled, "store_disabled", 409, "The store is not enabled";
    /// The store has no access tokens: sessions are read by their id.
    AccessTokensOff, "access_tokens_off", 409, "The store has no access tokens";
    /// Something that a connection in production must have is missing.
    NotReady, "not_ready", 409, "The connection is not ready for production";
    /// The session is not in a state for this.
    SessionState, "session_state", 409, "The session's state does not allow this";
    /// The first call with this Idempotency-Key is still under way.
    IdempotencyInProgress, "idempotency_in_progress", 409, "The first call is still under way";
    /// The access token was redeemed before.
    TokenSpent, "token_spent", 410, "The access token was used before";
    /// The access token's time ran out.
    TokenExpired, "token_expired", 410, "The access token has expired";
    /// The resource was changed meanwhile.
    PreconditionFailed, "precondition_failed", 412, "The resource was changed meanwhile";
    /// The body is too long.
    BodyTooLarge, "body_too_large", 413, "The body is too large";
    /// The body is not `application/json`.
    UnsupportedMediaType, "unsupported_media_type", 415, "The body must be JSON";
    /// Fields are wrong.
    ValidationFailed, "validation_failed", 422, "The input is not acceptable";
    /// The buyer's system would refuse the cart.
    InvalidCart, "invalid_cart", 422, "The cart is not acceptable";
    /// The cart is good in itself, and beyond what the buyer's connection allows.
    CartLimit, "cart_limit", 422, "The cart is beyond what the buyer may order";
    /// The Idempotency-Key was used for another call.
    IdempotencyKeyReused, "idempotency_key_reused", 422, "The Idempotency-Key was used for another call";
    /// Too many attempts.
    TooManyRequests, "too_many_requests", 429, "Too many attempts";
    /// The gateway failed.
    Internal, "internal", 500, "The gateway failed";
    /// The database is away for a moment.
    Unavailable, "unavailable", 503, "The gateway is not available for a moment";
}

impl ProblemCode {
    /// Its URI.
    #[must_use]
    pub fn problem_type(self) -> String {
        format!("urn:punchgate:problem:{}", self.code())
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn codes_are_unique_and_statuses_are_errors() {
        let codes: HashSet<_> = ProblemCode::ALL.iter().map(|code| code.code()).collect();
        assert_eq!(codes.len(), ProblemCode::ALL.len());
        assert!(
            ProblemCode::ALL
                .iter()
                .all(|code| (400..600).contains(&code.status()))
        );
    }
}
