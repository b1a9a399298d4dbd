//! Errors by name: what went wrong in an exchange, and what to do about it.
//!
//! The caller of a punch-out endpoint sees the protocol's status and a neutral sentence; the administrator sees the code,
//! what happened in this case, and the advice. Codes are stable: they are searched for and scripted against.

mod facts;

/// What went wrong in an exchange.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ErrorCode {
    /// The address leads to no entry point.
    UnknownEntryPoint,
    /// Nobody is known by the Sender's credentials.
    UnknownSender,
    /// The Sender is known, the secret is another.
    WrongSecret,
    /// The Sender sent no secret.
    MissingSecret,
    /// The credential is not good yet, or no longer.
    CredentialNotValid,
    /// The Sender may not act for this From, or addressed another To.
    PartyMismatch,
    /// The request lacks the HTTP Basic authentication that the credential asks for.
    BasicAuthentication,
    /// The request lacks the client certificate that the credential asks for.
    ClientCertificate,
    /// The document is not signed.
    SignatureRequired,
    /// The document is signed.
    SignatureUnacceptable,
    /// The Sender is known, its connection is not active.
    ConnectionInactive,
    /// The store is not enabled.
    StoreDisabled,
    /// The credentials open more than one connection.
    AmbiguousSender,
    /// The call names no user, or no password.
    MissingLogin,
    /// Nobody is known by the call's user name.
    UnknownUser,
    /// The user is known, the password is another.
    WrongPassword,
    /// The request has no key that opens a connection.
    UnknownClient,
    /// The connection takes calls by POST alone.
    GetNotAllowed,
    /// The connection does not answer this function of OCI.
    FunctionNotAllowed,
    /// The document has no header.
    MissingHeader,
    /// The setup names no operation, or none that exists.
    InvalidOperation,
    /// The setup has no BuyerCookie.
    MissingBuyerCookie,
    /// The return URL is no URL that a form can be posted to.
    InvalidReturnUrl,
    /// The return URL's host is not allowed.
    ReturnHostNotAllowed,
    /// The document names nobody to make a buyer of.
    BuyerNotIdentified,
    /// The connection's buyer does not exist any more.
    BuyerMissing,
    /// The buyer is not known, and the connection makes none.
    BuyerUnknown,
    /// What names the buyer leads to several.
    BuyerConflict,
    /// The operation is known and not supported.
    UnsupportedOperation,
    /// The document type is not supported.
    UnsupportedDocument,
    /// The order has no number, or no lines.
    IncompleteOrder,
    /// A document with this `payloadID`, or an order with this number and version, came before and said something else.
    AlreadyReceived,
    /// The same document, or one with the same number, is being handed on at the moment.
    BeingReceived,
    /// The body is no well-formed XML.
    NotWellFormed,
    /// The body is no JSON, or none of the kind that is taken.
    InvalidJson,
    /// What is returned was not taken by who asked for it.
    ReturnFailed,
    /// The body is XML, and no cXML.
    NotCxml,
    /// The body uses an entity beyond the five of XML.
    ForbiddenEntity,
    /// The body is longer than allowed.
    TooLarge,
    /// The body nests deeper or has more parts than allowed.
    TooComplex,
    /// The body is not in the character encoding that it claims.
    InvalidEncoding,
    /// The body is empty.
    EmptyBody,
    /// The method is not one of this address.
    MethodNotAllowed,
    /// The cart cannot be turned into what the procurement system takes.
    InvalidCart,
    /// The cart is beyond what the connection allows.
    CartLimit,
    /// More sessions were opened than the connection allows.
    SessionLimit,
    /// The setup named no return URL and the connection has no default.
    NoReturnUrl,
    /// The session is one to look at only.
    InspectOnly,
    /// The session does not allow it.
    NotPermitted,
    /// The session is over, or not yet so far.
    SessionState,
    /// The access token was redeemed before, or is none.
    TokenSpent,
    /// The access token's time ran out before it was redeemed.
    TokenExpired,
    /// The store's call names no session of its own.
    UnknownSession,
    /// The store's call has no key that allows it.
    CallerRefused,
    /// The store did not let the buyer in.
    StoreAway,
    /// The caller asks more often than the gateway allows.
    TooManyRequests,
    /// The database is away.
    DatabaseAway,
    /// The gateway failed.
    Internal,
}

/// What is fixed about an error.
#[derive(Clone, Copy, Debug)]
pub struct ErrorFacts {
    /// Stable name.
    pub code: &'static str,
    /// Status of a cXML answer (cXML 1.2, Status/@code).
    pub cxml_status: u16,
    /// What to do about it, for administrators.
    pub advice: &'static str,
}

impl ErrorCode {
    /// All errors.
    pub const ALL: [Self; 58] = [
        Self::UnknownEntryPoint,
        Self::UnknownSender,
        Self::WrongSecret,
        Self::MissingSecret,
        Self::CredentialNotValid,
        Self::PartyMismatch,
        Self::BasicAuthentication,
        Self::ClientCertificate,
        Self::SignatureRequired,
        Self::SignatureUnacceptable,
        Self::ConnectionInactive,
        Self::StoreDisabled,
        Self::AmbiguousSender,
        Self::MissingLogin,
        Self::UnknownUser,
        Self::WrongPassword,
        Self::UnknownClient,
        Self::GetNotAllowed,
        Self::FunctionNotAllowed,
        Self::MissingHeader,
        Self::InvalidOperation,
        Self::MissingBuyerCookie,
        Self::InvalidReturnUrl,
        Self::ReturnHostNotAllowed,
        Self::BuyerNotIdentified,
        Self::BuyerMissing,
        Self::BuyerUnknown,
        Self::BuyerConflict,
        Self::UnsupportedOperation,
        Self::UnsupportedDocument,
        Self::IncompleteOrder,
        Self::AlreadyReceived,
        Self::BeingReceived,
        Self::NotWellFormed,
        Self::InvalidJson,
        Self::ReturnFailed,
        Self::NotCxml,
        Self::ForbiddenEntity,
        Self::TooLarge,
        Self::TooComplex,
        Self::InvalidEncoding,
        Self::EmptyBody,
        Self::MethodNotAllowed,
        Self::InvalidCart,
        Self::CartLimit,
        Self::SessionLimit,
        Self::NoReturnUrl,
        Self::InspectOnly,
        Self::NotPermitted,
        Self::SessionState,
        Self::TokenSpent,
        Self::TokenExpired,
        Self::UnknownSession,
        Self::CallerRefused,
        Self::StoreAway,
        Self::TooManyRequests,
        Self::DatabaseAway,
        Self::Internal,
    ];

    /// The error of a code, as it stands in a log entry.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|error| error.facts().code == code)
    }

    /// Stable name.
    #[must_use]
    pub const fn code(self) -> &'static str {
        self.facts().code
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn codes_are_unique_and_lead_back() {
        let codes: HashSet<_> = ErrorCode::ALL.iter().map(|error| error.code()).collect();
        assert_eq!(codes.len(), ErrorCode::ALL.len());
        for error in ErrorCode::ALL {
            assert_eq!(ErrorCode::from_code(error.code()), Some(error));
        }
    }
}
