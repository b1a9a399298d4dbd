//! What is fixed about each error: its code, its status in cXML, and what helps.

use super::{ErrorCode, ErrorFacts};

impl ErrorCode {
    /// What is fixed about it.
    #[must_use]
    pub const fn facts(self) -> ErrorFacts {
        let (code, cxml_status, advice) = match self {
            Self::UnknownEntryPoint => (
                "unknown_entry_point",
                400,
                "The buyer's system posts to an address that is no entry point. Compare it with the connection's entry points; a renewed entry point has a new address.",
            ),
            Self::UnknownSender => (
                "unknown_sender",
                401,
                "No connection has a credential with this Sender domain and identity. Add it to the connection, or have the buyer correct the Sender (not From) in their system.",
            ),
            Self::WrongSecret => (
                "wrong_secret",
                401,
                "The Sender is known and its SharedSecret differs. Set a new secret on the credential and hand it over again; watch for blanks and cut-off special characters.",
            ),
            Self::MissingSecret => (
                "missing_secret",
                401,
                "The Sender's Credential carries no SharedSecret, or the connection's credential has none set. Enter the secret on the side where it is missing.",
            ),
            Self::CredentialNotValid => (
                "credential_not_valid",
                401,
                "The credential's period of validity has not begun or is over. Extend it, or hand over the current one.",
            ),
            Self::PartyMismatch => (
                "party_mismatch",
                401,
                "The credential is limited to a From or To party that the document does not carry. Correct the credential, or the buyer's configuration.",
            ),
            Self::BasicAuthentication => (
                "basic_authentication",
                401,
                "The credential asks for HTTP Basic authentication beside the SharedSecret. Have the buyer's system send user name and password, and compare the user name; set the password anew if in doubt.",
            ),
            Self::ClientCertificate => (
                "client_certificate",
                401,
                "The credential asks for a client certificate. It is verified by the proxy in front, which must be among PUNCHGATE_TRUSTED_PROXIES and tell the subject in the header that PUNCHGATE_CLIENT_CERTIFICATE_HEADER names.",
            ),
            Self::SignatureRequired => (
                "signature_required",
                475,
                "The connection takes signed documents alone. Have the buyer's system sign them, or set the connection's signatures to accepted.",
            ),
            Self::SignatureUnacceptable => (
                "signature_unacceptable",
                477,
                "The connection takes no signed documents. Have the buyer's system send them without a signature, or set the connection's signatures to accepted.",
            ),
            Self::ConnectionInactive => (
                "connection_inactive",
                401,
                "The credentials are right and the connection is not active. Activate it when the buyer may punch out.",
            ),
            Self::StoreDisabled => (
                "store_disabled",
                401,
                "The store is not enabled. Enable it when buyers may punch out into it.",
            ),
            Self::AmbiguousSender => (
                "ambiguous_sender",
                401,
                "The credentials open more than one active connection at this address. Give the buyer the entry point of one connection, or remove the credential from the others.",
            ),
            Self::MissingLogin => (
                "missing_login",
                401,
                "The call names no user or no password in any parameter that the connection knows. Compare the buyer's call structure with the entry point's; the connection can have names of its own for them.",
            ),
            Self::UnknownUser => (
                "unknown_user",
                401,
                "No OCI connection at this address has a credential with this user name. Add it to the connection, or have the buyer correct the call structure.",
            ),
            Self::WrongPassword => (
                "wrong_password",
                401,
                "The user is known and the password differs, or none is set. Set a new password on the credential and hand it over again; watch for characters that the caller did not percent-encode.",
            ),
            Self::UnknownClient => (
                "unknown_client",
                401,
                "The request has no API key or token that opens a connection here, or one that is wrong or no longer good. Compare what the service was given with the credential; a token is good for 15 minutes and for its connection alone.",
            ),
            Self::InvalidJson => (
                "invalid_json",
                406,
                "The body is no JSON, is too large or too deep, or a field is not what it must be. The entry names the field and what would be right.",
            ),
            Self::ReturnFailed => (
                "return_failed",
                500,
                "The service did not take the cart at its return URL, or answered without an address that is allowed. The entry shows both directions. The cart is kept: the buyer can send it again from the page, or gets a new link. Where the host is the matter, see the connection's allowed_return_hosts.",
            ),
            Self::GetNotAllowed => (
                "get_not_allowed",
                400,
                "The connection takes calls by POST alone, since a GET leaves the password in histories and logs. Have the buyer choose POST in the call structure, or allow GET.",
            ),
            Self::FunctionNotAllowed => (
                "function_not_allowed",
                400,
                "The call asks for QUANTITYCHECK or DOWNLOADJSON, which the connection does not answer. Switch the function on in the connection's OCI settings, if the shop's service is made for it, or have the buyer take it out of the call structure.",
            ),
            Self::MissingHeader => (
                "missing_header",
                401,
                "The document has no Header with From, To and Sender. Have the buyer's system send a complete cXML request.",
            ),
            Self::InvalidOperation => (
                "invalid_operation",
                400,
                "The setup names no operation: PunchOutSetupRequest/@operation must be create, edit, inspect or source. Have the buyer's system send it.",
            ),
            Self::MissingBuyerCookie => (
                "missing_buyer_cookie",
                400,
                "The setup has no BuyerCookie, by which the buyer's system finds its own session again when the cart returns. Have it send one.",
            ),
            Self::InvalidReturnUrl => (
                "invalid_return_url",
                400,
                "The return URL (BrowserFormPost/URL or HOOK_URL) must be an absolute https address. Have the buyer's system send one.",
            ),
            Self::ReturnHostNotAllowed => (
                "return_host_not_allowed",
                400,
                "The host of the return URL (BrowserFormPost/URL or HOOK_URL) is not among the connection's allowed return hosts. Add it if it belongs to the buyer; plain http must be listed as http://host:port, and SAPEVENT:POST as itself.",
            ),
            Self::BuyerNotIdentified => (
                "buyer_not_identified",
                403,
                "The document names no e-mail address for the buyer (UserEmail, Contact or ShipTo; in a call a parameter such as EMAIL). Have the buyer's system send one, or use a single buyer for the connection.",
            ),
            Self::BuyerMissing => (
                "buyer_missing",
                403,
                "The buyer of the connection's single-user login, or of its buyer map, was archived. Choose another one.",
            ),
            Self::BuyerUnknown => (
                "buyer_unknown",
                403,
                "Nobody in the business unit has this e-mail address, and the connection takes known buyers only. Add the buyer, or let the connection make new ones.",
            ),
            Self::BuyerConflict => (
                "buyer_conflict",
                403,
                "What names the buyer leads to several entries of the connection's buyer map. Correct the map, or name fewer identity sources.",
            ),
            Self::UnsupportedOperation => (
                "unsupported_operation",
                450,
                "The operation is none that is supported here. The buyer's system can use create, edit, inspect and source.",
            ),
            Self::UnsupportedDocument => (
                "unsupported_document",
                450,
                "This type of document is not supported at this address. A ProfileRequest tells the buyer's system what is.",
            ),
            Self::IncompleteOrder => (
                "incomplete_order",
                400,
                "The OrderRequest has no orderID in its header, or no ItemOut. Have the buyer's system send both.",
            ),
            Self::AlreadyReceived => (
                "already_received",
                409,
                "A document with the same payloadID, or an order with the same number and version, was taken before and had another content. The buyer's system must give each document a payloadID of its own, and each change of an order a new orderVersion.",
            ),
            Self::BeingReceived => (
                "being_received",
                560,
                "The same order is being handed on to the shop at the moment: it came twice at once. Nothing is to be done: the buyer's system was told to come again, and is then answered as the first one was.",
            ),
            Self::NotWellFormed => (
                "not_well_formed",
                406,
                "The body is no well-formed XML; the position says where. Often a template whose placeholders were not filled, or an unescaped & or <.",
            ),
            Self::NotCxml => (
                "not_cxml",
                400,
                "The body is XML whose root is not cXML. Check which document the buyer's system sends to this address.",
            ),
            Self::ForbiddenEntity => (
                "forbidden_entity",
                406,
                "The document uses an entity that XML does not define by itself. Entities of a DTD are never applied; have the sender write the characters.",
            ),
            Self::TooLarge => (
                "too_large",
                406,
                "The body is longer than this address takes. If it is a real document, raise the limit; otherwise look at who sends it.",
            ),
            Self::TooComplex => (
                "too_complex",
                406,
                "The document nests deeper, or has more elements or attributes, than any real one. Look at who sends it.",
            ),
            Self::InvalidEncoding => (
                "invalid_encoding",
                406,
                "The bytes are not in the character encoding that the document or its Content-Type claims. Have the sender correct the claim.",
            ),
            Self::EmptyBody => (
                "empty_body",
                406,
                "Nothing was posted. A proxy or a redirect in front of the gateway may have dropped the body: the entry point must be called without any redirect.",
            ),
            Self::MethodNotAllowed => (
                "method_not_allowed",
                400,
                "cXML is posted. A proxy or a redirect in front of the gateway may have turned POST into GET: the entry point must be called without any redirect.",
            ),
            Self::InvalidCart => (
                "invalid_cart",
                400,
                "The cart would be refused by the buyer's system; the fields are named. Correct the store's data or the connection's defaults.",
            ),
            Self::CartLimit => (
                "cart_limit",
                400,
                "The cart is larger, or smaller, than the connection allows; the fields are named. Have the store tell the buyer, or change the connection's limits.",
            ),
            Self::SessionLimit => (
                "session_limit",
                560,
                "More buyers came within an hour than the connection's max_sessions_per_hour allows. If that is no flood, raise it.",
            ),
            Self::NoReturnUrl => (
                "no_return_url",
                400,
                "The setup named no return URL (BrowserFormPost, or HOOK_URL). Have the buyer's system send it, or set the connection's default return URL.",
            ),
            Self::InspectOnly => (
                "inspect_only",
                403,
                "The buyer came to look at an earlier cart; the store must not hand one over. It can cancel.",
            ),
            Self::NotPermitted => (
                "not_permitted",
                403,
                "The session's role lacks the permission. Give it the permission, or have the store hide what the buyer may not do.",
            ),
            Self::SessionState => (
                "session_state",
                409,
                "The session is over, or its access token was not redeemed yet. The buyer must punch out again.",
            ),
            Self::TokenSpent => (
                "token_spent",
                409,
                "The shop redeems each access token once. Have it keep what the first redemption answered, and look for pages that call it twice: reloads, two servers, link previews. A token of another store, or one that was cut off on its way, is told the same.",
            ),
            Self::TokenExpired => (
                "token_expired",
                409,
                "The shop came later than the token lives. Raise access_token_ttl_seconds of the store, have the shop redeem the token on its first page, or compare the clocks.",
            ),
            Self::UnknownSession => (
                "unknown_session",
                409,
                "The shop's call names a session that does not exist, or one of another store than its API key is for. Compare the id with that of the redemption, and the key's store.",
            ),
            Self::CallerRefused => (
                "caller_refused",
                401,
                "The shop's call came without an API key, with one that is revoked or misspelt, or with one that lacks the scope store. Compare the key's beginning with the list of API keys.",
            ),
            Self::StoreAway => (
                "store_away",
                560,
                "The shop was asked to let the buyer in or to take an order, and did not answer, refused, or answered with no address. The log entry of that call has what was sent and what came; see the store's adapter settings and the shop's own log.",
            ),
            Self::TooManyRequests => (
                "too_many_requests",
                560,
                "The caller sent more requests in a minute than PUNCHGATE_ENTRY_POINT_LIMIT or PUNCHGATE_PEER_LIMIT allow. If that is no flood but many buyers, raise the limit.",
            ),
            Self::DatabaseAway => (
                "database_away",
                560,
                "The database did not answer. The caller was asked to try again; look at the database.",
            ),
            Self::Internal => (
                "internal",
                500,
                "The gateway failed. Look at its log for the request id of this entry and report it.",
            ),
        };
        ErrorFacts {
            code,
            cxml_status,
            advice,
        }
    }
}
