//! Status codes.

/// The codes of cXML 1.2 with their canonical texts (cXML 1.2 User's Guide, Status/@code).
const STATUSES: [(u16, &str); 22] = [
    (200, "OK"),
    (201, "Accepted"),
    (204, "No Content"),
    (211, "OK"),
    (280, "Forwarded"),
    (281, "Forwarded"),
    (400, "Bad Request"),
    (401, "Unauthorized"),
    (402, "Payment Required"),
    (403, "Forbidden"),
    (406, "Not Acceptable"),
    (409, "Conflict"),
    (412, "Precondition Failed"),
    (417, "Expectation Failed"),
    (450, "Not Implemented"),
    (475, "Signature Required"),
    (476, "Signature Verification Failed"),
    (477, "Signature Unacceptable"),
    (500, "Internal Server Error"),
    (550, "Unable to reach cXML server"),
    (551, "Unable to forward request"),
    (560, "Temporary server error"),
];

/// The canonical text of a status code; unknown codes are told by their class.
#[must_use]
pub fn canonical_text(code: u16) -> &'static str {
    let known = STATUSES.iter().find(|(known, _)| *known == code);
    known.map_or(
        match code {
            200..300 => "OK",
            400..500 => "Bad Request",
            _ => "Internal Server Error",
        },
        |(_, text)| text,
    )
}
